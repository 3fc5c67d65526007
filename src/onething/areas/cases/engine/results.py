"""What a grant hands on: values for the fields and facts that other cases wait for, and the certificate itself."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded, values_now
from onething.areas.cases.errors import GivesMissing, ValuesRefused
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import NOTHING_GIVEN, Given, Grounds, Outcome
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import Scene, SceneItem
from onething.core.catalogue.words import ElementKind
from onething.core.guidance import handed_on
from onething.core.source import Text

NOT_GIVEN = Text("不是这个结果给出的，请去掉", "is not given by this result; leave it out")
OFFICER, GENERATED, DECIDED_ON, COPY = "officer", "generated", "decided_on", "copy:"


def scene_key(scene: Scene, line: SceneItem, bearer: str, key: str) -> str:
    """Return the key of the joint form that an item's own key (`role/element`) stands for, for one bearer."""
    role, _, element = key.partition("/")
    role = line.roles.get(role, role)
    if bearer.partition("[")[0] == role:
        role = bearer
    return f"{role}/{element}"


def officer_fills(frozen: doors.Frozen, case: CaseState) -> tuple[str, ...]:
    """Return the keys for which the officer who grants must say the value."""
    return tuple(key for key, source in _wanted(frozen, case).items() if _is_asked(frozen, key, source))


def _is_asked(frozen: doors.Frozen, key: str, source: str) -> bool:
    """A personal number is never made up here: the officer has it from the register."""
    element = frozen.package.elements.get(key.partition("/")[2])
    personal = element is not None and element.kind in (
        ElementKind.CITIZEN_NUMBER,
        ElementKind.IDENTITY_NUMBER,
    )
    return source == OFFICER or (source == GENERATED and personal)


def _wanted(frozen: doors.Frozen, case: CaseState) -> dict[str, str]:
    line = frozen.scene.item(case.opening.item)
    return {
        scene_key(frozen.scene, line, case.opening.bearer, key): source
        for result in line.item.result
        for key, source in result.gives.items()
    }


def in_order(frozen: doors.Frozen, case: CaseState, fields: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return what a result gives in the order of the item's definition, which no way of keeping it changes; without
    what is empty."""
    order = {key: place for place, key in enumerate(_wanted(frozen, case))}
    given = sorted(fields, key=lambda key: (order.get(key, len(order)), key))
    return [(key, fields[key]) for key in given if fields[key] is not None]


def given_by(loaded: Loaded, case: CaseState, gives: Mapping[str, Any], *, on: date) -> Given:
    """Return what a grant hands on.

    Raises GivesMissing, naming every field that the officer left out; ValuesRefused for those that the rules of the form
    do not take, or that the result does not give.
    """
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    line = frozen.scene.item(case.opening.item)
    known = values_now(loaded)
    wanted = _wanted(frozen, case)
    said = {key: value for key, value in gives.items() if value not in (None, "")}
    fields: dict[str, Any] = read_given(loaded, frozen, case, said, wanted, known, on=on)
    missing = []
    for key, source in wanted.items():
        if key in fields:
            continue
        if _is_asked(frozen, key, source):
            missing.append(frozen.field_name(key))
        elif source == GENERATED:
            fields[key] = case.number  # made once and never again
        elif source == DECIDED_ON:
            fields[key] = on.isoformat()
        elif source.startswith(COPY):
            copied = scene_key(frozen.scene, line, case.opening.bearer, source.removeprefix(COPY))
            fields[key] = known.get(copied)
    if missing:
        raise GivesMissing(missing)
    facts = {
        fact: fields.get(scene_key(frozen.scene, line, case.opening.bearer, key))
        for result in line.item.result
        for fact, key in result.facts.items()
    }
    return Given(case.number, fields, facts)


def read_given(
    loaded: Loaded,
    frozen: doors.Frozen,
    case: CaseState,
    said: Mapping[str, Any],
    wanted: Container[str],
    known: Mapping[str, Any],
    *,
    on: date,
) -> dict[str, Any]:
    """Return what the officer said in canonical form: judged like the form, beside it and beside the other results."""
    asked = {key: value for key, value in said.items() if key in wanted}
    others = (one for one in loaded.matter.cases.values() if one.number != case.number)
    handed = {key: value for one in others for key, value in one.given.fields.items()}
    fields = (
        ()
        if not asked
        else handed_on(
            frozen.plan_of(loaded.submission),
            frozen.scene,
            frozen.package,
            known={**known, **handed},
            said=asked,
            applicant=loaded.submission.applicant,
            on=on,
        )
    )
    wrong = {key: NOT_GIVEN for key in said if key not in wanted}
    wrong |= {one.key: one.issue.text for one in fields if one.issue is not None}
    if wrong:
        raise ValuesRefused(wrong, [frozen.field_name(key) for key in wrong])
    return {one.key: one.value for one in fields}


def decision_command(
    actor: Actor,
    number: str,
    outcome: Outcome,
    grounds: Grounds,
    content: str,
    gives: Mapping[str, Any],
    loaded: Loaded,
    *,
    on: date,
    there: str = "",
) -> c.Decide:
    """Return the command with everything that the result hands on. there: the system in which it was decided."""
    case = loaded.matter.case(number)
    given = NOTHING_GIVEN if outcome is Outcome.REFUSED else given_by(loaded, case, gives, on=on)
    return c.Decide(actor, number, outcome, grounds, content or _plainly(case, outcome), given, there=there)


def _plainly(case: CaseState, outcome: Outcome) -> str:
    """A plain grant grants what was asked for; anything less must be said in words."""
    return f"准予{case.opening.name.zh}" if outcome is Outcome.GRANTED else ""
