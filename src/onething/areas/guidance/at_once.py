"""Handing one thing over in one request, as machines do: the same reading, the same sheet, no draft in between.

Nothing is looked up here: whoever wants registers to be asked keeps a draft, where consent is given line by line.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from onething.areas.cases import api as cases
from onething.areas.guidance import showing
from onething.areas.guidance.changing import with_applicant, with_change
from onething.areas.guidance.errors import NotReady, SheetChanged, SignInFirst, SignOnPaper
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor, Role
from onething.core.composition import compose
from onething.core.guidance import (
    Change,
    Draft,
    Glyphs,
    LineUnknown,
    Sheet,
    circumstances,
    fields_of,
    materials_of,
    sheet_of,
)
from onething.core.submission import GivenFile
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


def sheet_at_once(
    actor: Actor,
    *,
    scene: str,
    change: Change,
    files: Mapping[str, tuple[GivenFile, ...]],
    principal: str = "",
    channel: str = "rest",
    now: datetime,
) -> Sheet:
    """Return exactly what would be handed over. files: by line of the materials.

    Raises NotAllowed, SceneNotFound, NotRepresented, SignInFirst, NotReady, and what `change_draft` raises.
    """
    actor.must(GuidancePermission.SUBMIT)
    package, found = showing.scene_now(actor, scene)
    begun = Draft(scene=scene, scene_hash=found.hash, channel=channel)
    begun = with_applicant(actor, begun, principal=principal, now=now)
    draft = replace(with_change(actor, begun, change, package, found, now=now), files=dict(files))
    if draft.applicant is None:
        raise SignInFirst
    at = now.astimezone(SHANGHAI)
    plan = compose(
        found, circumstances(draft, found, on=at.date()), package=package, calendar=port(WorkCalendar)
    )
    undrawn = port(Glyphs).missing  # type: ignore[type-abstract]
    fields = fields_of(draft, plan, found, package, on=at.date(), undrawn=undrawn)
    materials = materials_of(draft, plan, found, package)
    if unknown := next((line for line in files if line not in {one.line for one in materials}), ""):
        raise LineUnknown(unknown)
    wrong = [one for one in fields if one.issue is not None]
    open_ = [one for one in materials if one.is_open]
    if wrong or open_ or plan.next_question is not None or not plan.items:
        raise NotReady(wrong, open_, plan.next_question.text if plan.next_question else None)
    return sheet_of(
        draft,
        plan,
        fields,
        materials,
        found,
        package,
        on=at.date(),
        at=at,
        signer=(draft.representative.person if draft.representative else draft.applicant).name,
        intake=actor.id if Role.CLERK in actor.roles else "",
    )


def submit_at_once(
    actor: Actor,
    *,
    scene: str,
    change: Change,
    files: Mapping[str, tuple[GivenFile, ...]],
    principal: str = "",
    channel: str = "rest",
    signed_hash: str,
    key: str,
    now: datetime,
) -> cases.Receipt:
    """Hand one thing over. signed_hash: of the sheet that was read; key: the caller's own, sent again it gives the
    same receipt.

    Raises SignOnPaper for a clerk, SheetChanged, what `sheet_at_once` raises, and what `cases.submit` raises.
    """
    if Role.CLERK in actor.roles:
        raise SignOnPaper
    sheet = sheet_at_once(
        actor, scene=scene, change=change, files=files, principal=principal, channel=channel, now=now
    )
    signature = replace(sheet.submission.signature, sheet_hash=signed_hash)
    submission = replace(sheet.submission, signature=signature)
    try:
        return cases.submit(actor, submission=submission, key=key, now=now)
    except cases.SheetChanged:
        raise SheetChanged from None
