"""Whom and what a letter is about, where its event knows only keys: the bearer by name, and what a grant gives."""

from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded, values_now
from onething.areas.cases.engine.results import in_order
from onething.core.cases import events as e
from onething.core.cases.documents import kinds_for
from onething.core.cases.matter import Change
from onething.core.cases.parts import Given
from onething.core.cases.state import CaseState
from onething.core.naming import role_label
from onething.core.source import Text

APPLICANT = "applicant"


def about(loaded: Loaded, change: Change) -> dict[str, Any]:
    """Return what the document of this change says of its matter: `whose` it is, by case where it is about several,
    and what a grant `gives`; nothing where the event has no document."""
    event = change.event
    if not kinds_for(event):
        return {}
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    if isinstance(event, e.NoticeSent):
        several = {number: whose(loaded, number, frozen) for number in event.points}
        several = {number: who for number, who in several.items() if who is not None}
        return {"whose": several} if several else {}
    if isinstance(event, e.Closed):
        several = {number: whose(loaded, number, frozen) for number in loaded.matter.cases}
        several = {number: who for number, who in several.items() if who is not None}
        return {"whose": several} if several else {}
    if change.stream not in loaded.matter.cases:
        return {}
    who = whose(loaded, change.stream, frozen)
    case = loaded.matter.cases[change.stream]
    gives = gives_of(event.given, case, frozen) if isinstance(event, e.Decided) else []
    return {**({"whose": who} if who else {}), **({"gives": gives} if gives else {})}


def whose(loaded: Loaded, case: str, frozen: doors.Frozen) -> Text | None:
    """Return for whom a case is: role and name; None for one of the applicant's own, who is named anyway."""
    bearer = loaded.matter.case(case).opening.bearer
    role, _, number = bearer.rstrip("]").partition("[")
    if role == APPLICANT:
        return None
    label = role_label(frozen.scene, role, int(number or 0))
    values, applicant = values_now(loaded), loaded.submission.applicant
    if applicant.number and values.get(f"{bearer}/person.id_number") == applicant.number:
        return None  # the applicant, in another role of the scene
    name = values.get(f"{bearer}/person.name")
    return Text(f"{label.zh}：{name}", f"{label.say('en')}: {name}") if name else label


def gives_of(given: Given, case: CaseState, frozen: doors.Frozen) -> list[dict[str, Text]]:
    """Return what a result gives, each field by its name with its value in words."""
    return [
        {"name": frozen.field_name(key), "said": frozen.value_in_words(key, value)}
        for key, value in in_order(frozen, case, given.fields)
    ]
