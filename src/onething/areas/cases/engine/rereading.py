"""What is typed after a notice, read by the rules of the form before it is kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import may_act
from onething.areas.cases.engine.loading import load, values_now
from onething.areas.cases.errors import ValuesRefused
from onething.core.actors import Actor
from onething.core.catalogue.words import Way
from onething.core.guidance import Glyphs, corrected
from onething.core.source import Text
from onething.core.submission import GivenMaterial, GivenValue
from onething.kit.ports import SHANGHAI, port

EMPTY = Text("还没有填，请填上", "is empty; fill it in")
NO_FILE = Text("还没有上传文件，请上传", "has no file; upload it")
NO_FIELD = Text("是一份材料，请上传文件", "is a paper; upload it")
NO_PAPER = Text("是表里的一项，请填写", "is a field of the form; fill it in")
NO_WAY = Text("不能以这种方式补，请上传", "cannot be supplied in this way; upload it")


def refuse_nothing(materials: Sequence[GivenMaterial], *, at_window: bool) -> None:
    """Raises ValuesRefused for papers that are none: without a file, or in a way that brings nothing with it."""
    wrong = {}
    for one in materials:
        if one.way is Way.UPLOAD and not one.files:
            wrong[one.key] = NO_FILE
        elif one.way is not Way.UPLOAD and not (at_window and one.way is Way.PAPER):
            wrong[one.key] = NO_WAY
    if wrong:
        raise ValuesRefused(wrong, [Text(key) for key in wrong])


def read_again(
    actor: Actor,
    application: str,
    values: Sequence[GivenValue],
    materials: Sequence[GivenMaterial],
    *,
    now: datetime,
) -> tuple[GivenValue, ...]:
    """Return what was typed after a notice in canonical form, judged like the form and beside what stands.

    A paper cannot be typed, nor a field uploaded. An application that the actor may not know of, and a key that nobody
    asked about, are left to the act itself. Raises ValuesRefused with everything that is wrong.
    """
    typed = {one.key: one.value for one in values}
    loaded = load(application)
    if loaded is None or not any(may_act(actor, loaded.row, row) for row in loaded.cases.values()):
        return tuple(values)
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    wrong_kind = {key: NO_FIELD for key in typed if not frozen.is_field(key)}
    wrong_kind |= {one.key: NO_PAPER for one in materials if frozen.is_field(one.key)}
    if wrong_kind:
        raise ValuesRefused(wrong_kind, [frozen.name_of(key) for key in wrong_kind])
    plan = frozen.plan_of(loaded.submission)
    fields = corrected(
        plan,
        frozen.scene,
        frozen.package,
        known=values_now(loaded),
        typed=typed,
        applicant=loaded.submission.applicant,
        on=now.astimezone(SHANGHAI).date(),
        undrawn=port(Glyphs).missing,  # type: ignore[type-abstract]
    )
    empty = {one.key: EMPTY for one in fields if typed.get(one.key) in (None, "")}
    if empty:
        raise ValuesRefused(empty, [one.label for one in fields if one.key in empty])
    if wrong := [one for one in fields if one.issue is not None]:
        raise ValuesRefused(
            {one.key: one.issue.text for one in wrong if one.issue}, [one.label for one in wrong]
        )
    read = {one.key: one.value for one in fields}
    return tuple(replace(one, value=read.get(one.key, one.value)) for one in values)
