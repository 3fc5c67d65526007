"""A decision that granted is put right, taken back or restored: one officer proposes, another one decides.

Law: 行政许可法 7 (statement and defence), 8 (撤回), 69 (撤销), 70 (注销). That two officers act, and how many days the
holder has to be heard, is our own rule.
"""

from collections.abc import Mapping
from datetime import date, datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    CorrectionEmpty,
    GroundsMissing,
    NothingProposed,
    PersonNeeded,
    ReasonMissing,
    RightingGroundUnknown,
    RightingOpen,
    SecondPersonNeeded,
    StillBeingHeard,
)
from onething.core.cases.guards import Events, against_the_person, is_machine, may
from onething.core.cases.parts import Correction, Given, Righting, Value
from onething.core.cases.state import CaseState
from onething.core.clock import due
from onething.core.licences import GROUNDS, LicenceAct, LicenceGround
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

#: What is done to the licence of a decision that is taken back.
ACTS = {
    Righting.REVOCATION: LicenceAct.REVOKE,
    Righting.RECALL: LicenceAct.RECALL,
    Righting.CANCELLATION: LicenceAct.CANCEL,
}
_ENDS = {
    Righting.CORRECTION: e.DecisionCorrected,
    Righting.RESTORATION: e.GrantRestored,
    **dict.fromkeys(ACTS, e.GrantTakenBack),
}
CONTENT, CERTIFICATE = "content", "certificate/"


def number_of(state: CaseState) -> str:
    """Return the number of the righting that would be proposed now."""
    return f"{state.number}-G{state.rightings + 1}"


def propose(state: CaseState, command: c.ProposeRighting, at: datetime, calendar: WorkCalendar) -> Events:
    """Say what is wrong and on what ground; the holder has working days to be heard where the ground wants it.

    Raises NotNow, AlreadyEnded, PersonNeeded, RightingOpen, RightingGroundUnknown, GroundsMissing, CorrectionEmpty,
    CalendarMissing.
    """
    may(state, _ENDS[command.kind])
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if state.proposed is not None:
        raise RightingOpen(case=state.number)
    ground = _ground(state, command)
    if command.kind in ACTS:
        against_the_person(command.grounds)
    elif missing := [name for name in ("article", "reason") if is_blank(getattr(command.grounds, name))]:
        raise GroundsMissing(missing=", ".join(missing))
    if ground is not None and ground.compensated and is_blank(command.compensation):
        raise GroundsMissing(missing="compensation")
    _may_correct(state, command)
    heard_until = due(at.date(), command.hearing_days, calendar) if ground and ground.heard else None
    return (
        e.RightingProposed(
            number_of(state),
            command.kind,
            command.ground,
            command.grounds,
            command.by.id,
            at.date(),
            heard_until,
            command.compensation,
            command.corrections,
        ),
    )


def _ground(state: CaseState, command: c.ProposeRighting) -> LicenceGround | None:
    act = ACTS.get(command.kind)
    if act is None:
        return None
    ground = GROUNDS.get(command.ground)
    if ground is None or ground.act is not act:
        raise RightingGroundUnknown(case=state.number, ground=command.ground)
    return ground


def _may_correct(state: CaseState, command: c.ProposeRighting) -> None:
    """Raises CorrectionEmpty for a correction of nothing, of what is not in the decision, or of what reads otherwise."""
    if (command.kind is Righting.CORRECTION) != bool(command.corrections):
        raise CorrectionEmpty(key="")
    for one in command.corrections:
        if is_blank(one.now) or one.now == one.was or one.was != standing(state, one.key):
            raise CorrectionEmpty(key=one.key)


def standing(state: CaseState, key: str) -> str | None:
    """Return what the decision says under this key now, None if it says nothing there."""
    if key == CONTENT:
        return state.content
    if key.startswith(CERTIFICATE):
        return state.certificates.get(key.removeprefix(CERTIFICATE))
    return str(state.given.fields[key]) if key in state.given.fields else None


def hear(state: CaseState, command: c.StateOnRighting, at: datetime, calendar: WorkCalendar) -> Events:
    """What the holder says is kept, whenever it comes before the decision."""
    may(state, e.HeardOnRighting)
    proposed = _proposed(state)
    if is_blank(command.statement) and not command.waived:
        raise ReasonMissing(case=state.number)
    return (e.HeardOnRighting(proposed.number, command.statement, at.date(), command.waived),)


def drop(state: CaseState, command: c.DropRighting, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.RightingDropped)
    proposed = _proposed(state)
    if is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    return (e.RightingDropped(proposed.number, command.reason, at.date()),)


def confirm(state: CaseState, command: c.ConfirmRighting, at: datetime, calendar: WorkCalendar) -> Events:
    """Four eyes: whoever proposed it does not decide it, so nobody undoes a decision of the own alone.

    Raises NothingProposed, PersonNeeded, SecondPersonNeeded, StillBeingHeard, NotNow.
    """
    proposed = _proposed(state)
    may(state, _ENDS[proposed.kind])
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if command.by.id == proposed.officer:
        raise SecondPersonNeeded(case=state.number)
    if not may_be_decided(state, at.date()):
        raise StillBeingHeard(case=state.number, heard_until=proposed.heard_until)
    return (_decided(state, proposed, command, at.date()),)


def may_be_decided(state: CaseState, on: date) -> bool:
    """Whether what is proposed may be decided on this day: the holder could speak, or has no more to say."""
    proposed, heard = _proposed(state), state.heard
    waived = heard is not None and heard.waived
    return proposed.heard_until is None or waived or on > proposed.heard_until


def _decided(
    state: CaseState, proposed: e.RightingProposed, command: c.ConfirmRighting, on: date
) -> e.CaseEvent:
    people = (proposed.officer, command.by.id)
    if proposed.kind is Righting.CORRECTION:
        given, certificates = corrected(state, proposed.corrections, command.facts)
        return e.DecisionCorrected(
            proposed.number,
            proposed.corrections,
            proposed.grounds,
            *people,
            on,
            given,
            {**certificates, **command.certificates},
        )
    if proposed.kind is Righting.RESTORATION:
        assert state.taken_back is not None, state.number
        fell = state.taken_back.number
        return e.GrantRestored(
            proposed.number, fell, proposed.grounds, *people, on, dict(command.certificates)
        )
    return e.GrantTakenBack(
        proposed.number,
        proposed.kind,
        proposed.ground,
        proposed.grounds,
        *people,
        on,
        proposed.compensation,
    )


def corrected(
    state: CaseState, corrections: tuple[Correction, ...], facts: Mapping[str, Value]
) -> tuple[Given, dict[str, str]]:
    """Return what the decision hands on and which certificates it has, as they read after the corrections."""
    fields, certificates = dict(state.given.fields), dict(state.certificates)
    for one in corrections:
        if one.key.startswith(CERTIFICATE):
            certificates[one.key.removeprefix(CERTIFICATE)] = one.now
        elif one.key in fields:
            fields[one.key] = _like(fields[one.key], one.now)
    return Given(state.given.reference, fields, {**state.given.facts, **facts}), certificates


def _like(value: object, now: str) -> str | int | bool:
    """Return the new value in the type of the old one, as the form keeps it."""
    if isinstance(value, bool):
        return now.strip().lower() in ("true", "1", "是")
    return int(now) if isinstance(value, int) and now.strip().lstrip("-").isdigit() else now


def _proposed(state: CaseState) -> e.RightingProposed:
    if state.proposed is None:
        raise NothingProposed(case=state.number)
    return state.proposed


def correct_result(
    state: CaseState, command: c.CorrectResult, at: datetime, calendar: WorkCalendar
) -> Events:
    """Decide again whether a case that used the result stands without it, or with what it says now."""
    if not command.granted or not command.holds:
        may(state, e.PreconditionFailed)
        return (e.PreconditionFailed(command.predecessor, command.reason, command.way_forward, at.date()),)
    may(state, e.ResultCorrected)
    if command.given == state.received.get(command.predecessor):
        return ()
    return (e.ResultCorrected(command.predecessor, at.date(), command.given),)
