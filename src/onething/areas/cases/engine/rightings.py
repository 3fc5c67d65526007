"""What a righting does beside its events: its row, and the licences that the decision gave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded, values_now
from onething.areas.cases.engine.results import read_given, scene_key
from onething.areas.cases.models import RightingRow
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases.parts import Correction, Ending, Righting, Value
from onething.core.cases.ports import CaseLicences
from onething.core.cases.righting import ACTS
from onething.core.cases.shapes import name_of
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import Result, Scene, SceneItem
from onething.core.codes.licences import ROOT
from onething.core.licences import GROUNDS, RESTORED, LicenceAct
from onething.kit.ports import port

_ENDS = (e.RightingDropped, e.DecisionCorrected, e.GrantTakenBack, e.GrantRestored)


def note(actor: Actor, loaded: Loaded, recorded: Sequence[e.Recorded], *, now: datetime) -> None:
    """Put a proposal before the second officer, and take it away when it has ended."""
    for one in recorded:
        event = one.event
        if isinstance(event, e.RightingProposed):
            RightingRow.objects.create(
                number=event.number,
                case=loaded.cases[one.stream],
                kind=event.kind.value,
                ground=event.ground,
                reason=event.grounds.reason,
                proposed_by=event.officer,
                proposed_name=actor.name,
                proposed_at=now,
                heard_until=event.heard_until,
            )
        elif isinstance(event, _ENDS):
            RightingRow.objects.filter(number=event.number).update(ended=name_of(event), ended_at=now)


def judged(
    loaded: Loaded, number: str, corrections: Sequence[Correction], *, on: date
) -> tuple[Correction, ...]:
    """Return the corrections with their fields in canonical form. Raises ValuesRefused for what the form would refuse."""
    case = loaded.matter.case(number)
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    said = {one.key: one.now for one in corrections if one.key in case.given.fields}
    read = read_given(loaded, frozen, case, said, case.given.fields, values_now(loaded), on=on)
    return tuple(replace(one, now=str(read.get(one.key, one.now))) for one in corrections)


def facts_of(loaded: Loaded, number: str, corrections: Sequence[Correction]) -> dict[str, Value]:
    """Return the facts that a result gives by the corrected fields, as they read afterwards."""
    said = {one.key: one.now for one in corrections}
    case, line = loaded.matter.case(number), _line(loaded, number)
    return {
        fact: said[key]
        for result in line.item.result
        for fact, own in result.facts.items()
        if (key := scene_key(_scene(loaded), line, case.opening.bearer, own)) in said
    }


def new_versions(actor: Actor, loaded: Loaded, number: str, *, now: datetime) -> dict[str, str]:
    """Make the next versions of the licences that a correction changes, or a restoration brings back.

    Returns result id -> identifier, for the command that confirms what is proposed.
    """
    case = loaded.matter.case(number)
    proposed = case.proposed
    if proposed is None or proposed.kind not in (Righting.CORRECTION, Righting.RESTORATION):
        return {}
    made = {}
    for result, identifier in _licences(case):
        fields = _corrected_fields(loaded, case, result, proposed.corrections)
        if not fields and proposed.kind is Righting.CORRECTION:
            continue
        made[result] = port(CaseLicences).next_version(  # type: ignore[type-abstract]
            actor,
            identifier=identifier,
            ground=RESTORED if proposed.kind is Righting.RESTORATION else "corrected",
            article=proposed.grounds.article,
            reason=proposed.grounds.reason,
            document=proposed.number,
            fields=fields,
            now=now,
        )
    return made


def take_back(actor: Actor, case: CaseState, *, now: datetime) -> None:
    """Let the licences of a grant that was taken back say so. case: after the act."""
    event = case.taken_back
    if event is None:
        return
    for _, identifier in _licences(case):
        port(CaseLicences).take_back(  # type: ignore[type-abstract]
            actor,
            identifier=identifier,
            act=ACTS[event.kind],
            ground=event.ground,
            article=event.grounds.article,
            reason=event.grounds.reason,
            document=event.number,
            now=now,
        )


#: Why a licence falls with a case that is terminated before it was delivered.
_UNDONE = {Ending.DEATH: "death", Ending.SUBJECT_ENDED: "ended"}


def undo(actor: Actor, case: CaseState, *, ground: Ending, reason: str, now: datetime) -> None:
    """Cancel the licences of a case that was terminated after they were made: what had effect outside is made good."""
    for _, identifier in _licences(case):
        given = _UNDONE.get(ground, "undelivered")
        port(CaseLicences).take_back(  # type: ignore[type-abstract]
            actor,
            identifier=identifier,
            act=LicenceAct.CANCEL,
            ground=given,
            article=GROUNDS[given].article,
            reason=reason,
            document=case.number,
            now=now,
        )


def _licences(case: CaseState) -> list[tuple[str, str]]:
    """Return result and identifier of what was made as an electronic licence, not on paper."""
    return [(result, one) for result, one in case.certificates.items() if one.startswith(ROOT)]


def _corrected_fields(
    loaded: Loaded, case: CaseState, result: str, corrections: Sequence[Correction]
) -> dict[str, str]:
    """Return element -> value for what the licence of a result says under a corrected key."""
    line, scene = _line(loaded, case.number), _scene(loaded)
    found: Result = next(one for one in line.item.result if one.id == result)
    role = scene_key(scene, line, case.opening.bearer, f"{found.role}/")
    return {
        one.key.removeprefix(role): one.now
        for one in corrections
        if one.key.startswith(role) and one.key.removeprefix(role) in _elements(loaded, found)
    }


def _elements(loaded: Loaded, result: Result) -> tuple[str, ...]:
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    kind = frozen.package.licences.get(result.licence)
    return tuple(kind.fields) if kind else ()


def _line(loaded: Loaded, number: str) -> SceneItem:
    return _scene(loaded).item(loaded.matter.case(number).opening.item)


def _scene(loaded: Loaded) -> Scene:
    return doors.frozen(loaded.row.scene, loaded.row.scene_hash).scene
