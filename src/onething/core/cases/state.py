"""What a case and an application are after their events: `fold(events)`, and one event more: `evolve`.

Folding asks nobody: every date that matters stands in the events. It refuses nothing either; `deciding` does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, overload

from onething.core.cases import events as e
from onething.core.cases.graph import ENDED, RUNNING, TAKEN_BACK, TAKEN_BACK_BY, TO_CHECK, Status
from onething.core.cases.parts import (
    NO_DUES,
    NO_GROUNDS,
    NOTHING_GIVEN,
    Contact,
    Draft,
    Dues,
    Given,
    Grounds,
    How,
    Line,
    OfficeKey,
    Opening,
    Outcome,
    Point,
    Promise,
    RuleReceipt,
)
from onething.core.catalogue.model import StepKind
from onething.core.clock import ClockHistory, Extension, Pause
from onething.core.data import replace
from onething.core.papers import LicenceState
from onething.core.submission import Delivery


@dataclass(frozen=True, slots=True)
class Hearing:
    """How far a hearing has come. ask_until: last day to ask for it. hold_by: last day to hold it, once it was asked for."""

    ask_until: date
    asked: bool = False
    hold_by: date | None = None
    waived: bool = False
    held_on: date | None = None
    chair: str = ""
    minutes: str = ""

    @property
    def due(self) -> bool:
        """Whether it was asked for and has not been held."""
        return self.asked and not self.waived and not self.minutes


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case as its events left it.

    opening: everything frozen at submission. clock: what the clocks care for; its `accepted_on` is day 0 of the
    time to decide, None while the case waits. rounds: how often it was told. found: missing, not yet told;
    open_points: told, not yet supplied; told_points: all ever told. supplied, changed: keys supplied, or changed
    unasked, since the last telling.
    to_bring: papers that no window has in hand yet. supplement_told: the day that the notice named. waits_for: cases whose end it awaits. before_end: where it was
    when it ended. reminded_of: last day of the promise of which the person was
    reminded, on `reminded_on`. kept, broken: keys of declarations that were checked, the last broken one on `broken_on`; answered: those
    for which the office corrected the grant, or proposed to take it back and thought better of it. scene_from: day 0 of what the scene promises, None while it does not count.
    draft: a decision that a second officer has yet to sign. at_intake: the window has the packet back to mend it.
    posted_until: last day of a public notice that has not been taken down. may_speak: who was told and has not spoken,
    each with the last day.
    content: what was granted. rightings: how often it was proposed to put the decision right; proposed: what lies before
    the second officer. told_licences: last state that it was told of each; fallen: licences that it relies on, do not hold any more, and were not looked at again.
    """

    application: str
    opening: Opening
    received_on: date
    supplement_days: int
    status: Status
    clock: ClockHistory
    office: OfficeKey
    sequence: int = 0
    checked: bool = False
    rounds: int = 0
    found: tuple[Point, ...] = ()
    open_points: tuple[Point, ...] = ()
    told_points: tuple[Point, ...] = ()
    supplied: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    supplement_told: date | None = None
    notice: str = ""
    how: How | None = None
    accepted_as_of: date | None = None
    scene_from: date | None = None
    later: tuple[Promise, ...] = ()
    to_bring: frozenset[str] = frozenset()
    waits_for: frozenset[str] = frozenset()
    received: Mapping[str, Given] = field(default_factory=dict)
    last_result_on: date | None = None
    step: int | None = None
    holder: str = ""
    took_in: frozenset[str] = frozenset()
    outcome: Outcome | None = None
    grounds: Grounds = NO_GROUNDS
    given: Given = NOTHING_GIVEN
    certificates: Mapping[str, str] = field(default_factory=dict)
    delivered_on: date | None = None
    ended_on: date | None = None
    ended_because: str = ""
    before_end: Status | None = None
    dues: Dues = NO_DUES
    draft: Draft | None = None
    at_intake: bool = False
    reminded_of: date | None = None
    reminded_on: date | None = None
    kept: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    broken_on: date | None = None
    answered: frozenset[str] = frozenset()
    hearing: Hearing | None = None
    posted_until: date | None = None
    may_speak: Mapping[str, date] = field(default_factory=dict)
    content: str = ""
    decided_by: str = ""
    receipt: RuleReceipt | None = None
    person_asked: bool = False
    rightings: int = 0
    proposed: e.RightingProposed | None = None
    heard: e.HeardOnRighting | None = None
    taken_back: e.GrantTakenBack | None = None
    told_licences: Mapping[str, str] = field(default_factory=dict)
    fallen: Mapping[str, e.ReliedLicenceChanged] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.opening.number

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def granted(self) -> bool:
        ended = self.status is Status.TERMINATED or self.status in TAKEN_BACK
        return self.outcome in (Outcome.GRANTED, Outcome.PARTLY) and not ended

    @property
    def unchecked(self) -> frozenset[str]:
        """Keys of what rests on a declaration that nobody has checked."""
        return frozenset(self.opening.declared) - self.kept - self.broken

    @property
    def waits_for_applicant(self) -> bool:
        return self.status is Status.TO_SUPPLEMENT

    @property
    def round(self) -> int:
        """The round in which a finding made now would be told."""
        return self.rounds + 1


@dataclass(frozen=True, slots=True)
class Round:
    """One round of telling: the number of its notice, how many pages have left, and until when each may be answered."""

    number: str
    pages: int
    last_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """Results on their way. ended_on: the day it arrived or came back, None while it travels."""

    number: str
    courier: str
    cases: tuple[str, ...]
    receiver: str
    sent_on: date
    ended_on: date | None = None
    returned: bool = False

    @property
    def travels(self) -> bool:
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class ApplicationState:
    """An application as its own events left it; its standing is derived from its cases (`matter.Matter`)."""

    number: str
    submitted: e.Submitted
    contact: Contact
    delivery: Delivery
    sequence: int = 0
    rounds: Mapping[int, Round] = field(default_factory=dict)
    supplied: tuple[Line, ...] = ()
    closed: bool = False
    parcels: Mapping[str, Parcel] = field(default_factory=dict)
    archived_on: date | None = None
    keep_until: date | None = None
    transferred_on: date | None = None


# --- cases -------------------------------------------------------------------------------------------------


def _opened(_: CaseState | None, event: e.Opened) -> CaseState:
    opening = event.opening
    first = opening.steps[0] if opening.steps else None
    return CaseState(
        application=event.application,
        opening=opening,
        received_on=event.received_on,
        supplement_days=event.supplement_days,
        status=Status.SUBMITTED,
        clock=ClockHistory(event.received_on, supplement_days=event.supplement_days),
        office=first.office if first else OfficeKey(""),
        step=0 if first else None,
        later=opening.promised,
        to_bring=frozenset(opening.to_bring),
        waits_for=frozenset(opening.needs) | frozenset(opening.after),
        took_in=frozenset({event.took_in} - {""}),
        dues=event.dues,
        sequence=1,
    )


def _taken_in(state: CaseState, event: e.TakenIn) -> CaseState:
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.TAKEN_IN,
        took_in=state.took_in | {event.officer},
        to_bring=state.to_bring.difference(event.papers),
    )


def _checked(state: CaseState, event: e.Checked) -> CaseState:
    return replace(state, sequence=state.sequence + 1, checked=True, found=())


def _found_incomplete(state: CaseState, event: e.FoundIncomplete) -> CaseState:
    return replace(state, sequence=state.sequence + 1, checked=event.finished, found=event.points)


def _noticed(state: CaseState, event: e.Noticed) -> CaseState:
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.TO_SUPPLEMENT,
        rounds=event.round,
        notice=event.notice,
        clock=replace(state.clock, told_on=event.on),
        supplement_told=event.dues.supplement_on,
        later=tuple(one for one in state.later if all(one.key != point.key for point in state.found)),
        open_points=state.found,
        told_points=state.told_points + state.found,
        found=(),
        supplied=frozenset(),
        changed=frozenset(),
        dues=event.dues,
    )


def _supplemented(state: CaseState, event: e.Supplemented) -> CaseState:
    keys = {line.key for line in event.lines}
    state = replace(
        state,
        sequence=state.sequence + 1,
        supplied=state.supplied | keys,
        changed=state.changed.union(event.changes),
        later=tuple(promise for promise in state.later if promise.key not in keys),
        to_bring=state.to_bring - keys,
        broken=state.broken - keys,
        dues=event.dues,
    )
    if state.status is Status.TO_SUPPLEMENT:
        state = replace(state, open_points=tuple(p for p in state.open_points if p.key not in keys))
        if event.complete:
            clock = replace(state.clock, supplemented_on=event.on, told_on=None)
            state = replace(state, status=Status.SUPPLEMENTED, clock=clock, checked=False)
    elif state.status in TO_CHECK:  # put right on the spot, or changed, before anything was told: look again
        state = replace(state, found=tuple(p for p in state.found if p.key not in keys), checked=False)
    return state


def _accepted(state: CaseState, event: e.Accepted) -> CaseState:
    waiting = bool(state.waits_for)
    clock_from = None if waiting else max(event.as_of, state.last_result_on or event.as_of)
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.WAITING if waiting else Status.ACCEPTED,
        how=event.how,
        accepted_as_of=event.as_of,
        scene_from=None if waiting or state.opening.scene_days is None else event.as_of,
        later=event.later,
        clock=replace(state.clock, accepted_on=clock_from),
        checked=True,
        found=(),
        dues=event.dues,
    )


def _result_received(state: CaseState, event: e.ResultReceived) -> CaseState:
    return replace(
        state,
        sequence=state.sequence + 1,
        waits_for=state.waits_for - {event.predecessor},
        received={**state.received, event.predecessor: event.given},
        last_result_on=event.on,
    )


def _started(state: CaseState, event: e.Started) -> CaseState:
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.ACCEPTED,
        clock=replace(state.clock, accepted_on=event.as_of),
        scene_from=state.scene_from or (None if state.opening.scene_days is None else event.as_of),
        dues=event.dues,
    )


def _promise_begun(state: CaseState, event: e.PromiseBegun) -> CaseState:
    return replace(state, sequence=state.sequence + 1, scene_from=event.as_of, dues=event.dues)


def _paused(state: CaseState, event: e.Paused) -> CaseState:
    pause = Pause(event.from_, event.ground, event.told_days, event.document)
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.PAUSED,
        clock=replace(state.clock, pauses=(*state.clock.pauses, pause)),
        dues=event.dues,
    )


def _resumed(state: CaseState, event: e.Resumed) -> CaseState:
    pauses = tuple(
        replace(pause, last=event.until) if pause.last is None and pause.ground == event.ground else pause
        for pause in state.clock.pauses
    )
    still = any(pause.last is None for pause in pauses)
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.PAUSED if still else Status.IN_REVIEW,
        clock=replace(state.clock, pauses=pauses),
        dues=event.dues,
    )


def _extended(state: CaseState, event: e.Extended) -> CaseState:
    extension = Extension(event.days, event.on, event.approver, event.reason, event.document)
    return replace(
        state,
        sequence=state.sequence + 1,
        clock=replace(state.clock, extension=extension),
        dues=event.dues,
    )


def _step_entered(state: CaseState, event: e.StepEntered) -> CaseState:
    status = state.status if state.status is Status.GRANTED else Status.IN_REVIEW
    return replace(
        state,
        sequence=state.sequence + 1,
        status=status,
        step=event.step,
        office=event.office,
        holder="",
    )


def _transferred(state: CaseState, event: e.Transferred) -> CaseState:
    """The steps to come that the wrong office had belong to the right one; those of other offices stay."""
    here = state.step or 0
    steps = tuple(
        replace(step, office=event.office) if index >= here and step.office == state.office else step
        for index, step in enumerate(state.opening.steps)
    )
    opening = replace(state.opening, steps=steps)
    return replace(state, sequence=state.sequence + 1, opening=opening, office=event.office, holder="")


def _taken_over(state: CaseState, event: e.TakenOver | e.Assigned) -> CaseState:
    return replace(state, sequence=state.sequence + 1, holder=event.officer)


def _decided(state: CaseState, event: e.Decided) -> CaseState:
    refused = event.outcome is Outcome.REFUSED
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.REFUSED if refused else Status.GRANTED,
        outcome=event.outcome,
        grounds=event.grounds,
        given=event.given,
        content=event.content,
        decided_by=event.officer,
        receipt=event.receipt,
        clock=replace(state.clock, decided_on=event.decided_on),
        ended_on=event.decided_on if refused else None,
        before_end=state.status if refused else None,
        holder="",
        dues=event.dues,
    )


def _certificate_made(state: CaseState, event: e.CertificateMade) -> CaseState:
    made = {**state.certificates, event.result: event.licence}
    all_made = set(state.opening.certificates) <= made.keys()
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.TO_DELIVER if all_made else Status.GRANTED,
        certificates=made,
    )


def _delivered(state: CaseState, event: e.Delivered) -> CaseState:
    refusal = state.status is Status.REFUSED
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.REFUSED if refusal else Status.DELIVERED,
        delivered_on=event.on,
        ended_on=state.ended_on if refusal else event.on,
    )


def _end(state: CaseState, status: Status, on: date, because: str = "") -> CaseState:
    return replace(
        state,
        sequence=state.sequence + 1,
        status=status,
        ended_on=on,
        ended_because=because,
        before_end=state.status,
        holder="",
    )


def _reopened(state: CaseState, event: e.Reopened) -> CaseState:
    """A refused case is decided again on a fresh clock; one that had failed with it goes back to its old place.

    The time to decide of both begins on this day: it is the day on which the needed result arrives (semantics §5).
    """
    common: dict[str, Any] = {
        "sequence": state.sequence + 1,
        "ended_on": None,
        "ended_because": "",
        "before_end": None,
        "scene_from": None,
        "dues": event.dues,
    }
    anew = replace(state.clock, accepted_on=event.on, pauses=(), extension=None, decided_on=None)
    if state.status is Status.REFUSED:
        return replace(
            state,
            status=Status.IN_REVIEW,
            clock=anew,
            outcome=None,
            grounds=NO_GROUNDS,
            given=NOTHING_GIVEN,
            delivered_on=None,
            hearing=None,
            **common,
        )
    assert state.before_end is not None, state.number
    back = replace(state, status=state.before_end, **common)
    if back.status in RUNNING:
        on = Status.IN_REVIEW if back.status is Status.PAUSED else back.status
        return replace(back, status=on, clock=anew)
    if back.status in TO_CHECK:
        return replace(back, clock=replace(back.clock, supplemented_on=event.on, told_on=None))
    if back.status is Status.TO_SUPPLEMENT:
        return replace(
            back, clock=replace(back.clock, told_on=event.on), supplement_told=event.dues.supplement_on
        )
    return back


def _moved_on(state: CaseState, event: e.CaseEvent) -> CaseState:
    return replace(state, sequence=state.sequence + 1)


def _declaration_checked(state: CaseState, event: e.DeclarationChecked) -> CaseState:
    key = frozenset({event.key})
    kept, broken = (key, frozenset[str]()) if event.holds else (frozenset[str](), key)
    return replace(
        state,
        sequence=state.sequence + 1,
        kept=state.kept - key | kept,
        broken=state.broken - key | broken,
        broken_on=state.broken_on if event.holds else event.on,
        answered=state.answered - key,
    )


# --- procedures before a decision


def _interested_told(state: CaseState, event: e.InterestedTold) -> CaseState:
    may_speak = {**state.may_speak, event.person: event.until}
    return replace(state, sequence=state.sequence + 1, may_speak=may_speak)


def _statement_taken(state: CaseState, event: e.StatementTaken) -> CaseState:
    may_speak = {person: day for person, day in state.may_speak.items() if person != event.person}
    return replace(state, sequence=state.sequence + 1, may_speak=may_speak)


def _posted(until: Callable[[Any], date | None]) -> Callable[[CaseState, Any], CaseState]:
    return lambda state, event: replace(state, sequence=state.sequence + 1, posted_until=until(event))


def _hearing(step: Callable[[Hearing, Any], Hearing]) -> Callable[[CaseState, Any], CaseState]:
    def moved(state: CaseState, event: Any) -> CaseState:
        assert state.hearing is not None, state.number
        return replace(state, sequence=state.sequence + 1, hearing=step(state.hearing, event))

    return moved


# --- a decision that granted, put right or taken back; a licence relied on ----------------------------------


def _righting_proposed(state: CaseState, event: e.RightingProposed) -> CaseState:
    return replace(
        state, sequence=state.sequence + 1, rightings=state.rightings + 1, proposed=event, heard=None
    )


def _decision_corrected(state: CaseState, event: e.DecisionCorrected) -> CaseState:
    said = {one.key: one.now for one in event.corrections}
    return replace(
        state,
        sequence=state.sequence + 1,
        proposed=None,
        heard=None,
        answered=state.broken,
        content=said.get("content", state.content),
        given=event.given,
        certificates=event.certificates,
    )


def _grant_taken_back(state: CaseState, event: e.GrantTakenBack) -> CaseState:
    ended = _end(state, TAKEN_BACK_BY[event.kind], event.on)
    return replace(ended, proposed=None, heard=None, taken_back=event)


def _grant_restored(state: CaseState, event: e.GrantRestored) -> CaseState:
    """It stands where it stood; what was delivered counts as delivered on its old day."""
    assert state.before_end is not None, state.number
    delivered = state.before_end is Status.DELIVERED
    return replace(
        state,
        sequence=state.sequence + 1,
        status=state.before_end,
        before_end=None,
        ended_on=state.delivered_on if delivered else None,
        proposed=None,
        heard=None,
        answered=state.broken,
        taken_back=None,
        certificates={**state.certificates, **event.certificates},
    )


def _result_corrected(state: CaseState, event: e.ResultCorrected) -> CaseState:
    received = {**state.received, event.predecessor: event.given}
    return replace(state, sequence=state.sequence + 1, received=received)


def _rule_overridden(state: CaseState, event: e.RuleOverridden) -> CaseState:
    """Back to the decision, on the clock as it ran."""
    steps = state.opening.steps
    here = next((at for at, step in enumerate(steps) if step.kind == StepKind.DECISION), state.step)
    return replace(
        state,
        sequence=state.sequence + 1,
        status=Status.IN_REVIEW,
        step=here,
        office=steps[here].office if here is not None and steps else state.office,
        clock=replace(state.clock, decided_on=None),
        outcome=None,
        grounds=NO_GROUNDS,
        given=NOTHING_GIVEN,
        content="",
        decided_by="",
        receipt=None,
        person_asked=True,
        dues=event.dues,
    )


def _relied_licence_changed(state: CaseState, event: e.ReliedLicenceChanged) -> CaseState:
    """One that holds again needs no look."""
    others = {id_: one for id_, one in state.fallen.items() if id_ != event.licence}
    fallen = others if event.state == LicenceState.VALID else {**others, event.licence: event}
    told = {**state.told_licences, event.licence: event.state}
    return replace(state, sequence=state.sequence + 1, told_licences=told, fallen=fallen)


def _licence_looked_again(state: CaseState, event: e.LicenceLookedAgain) -> CaseState:
    fallen = {id_: one for id_, one in state.fallen.items() if id_ != event.licence}
    return replace(state, sequence=state.sequence + 1, fallen=fallen)


_CASE: dict[type[e.Event], Callable[[Any, Any], CaseState]] = {
    e.Opened: _opened,
    e.TakenIn: _taken_in,
    e.Checked: _checked,
    e.FoundIncomplete: _found_incomplete,
    e.Noticed: _noticed,
    e.Supplemented: _supplemented,
    e.Accepted: _accepted,
    e.Declined: lambda state, event: _end(state, Status.DECLINED, event.on),
    e.ResultReceived: _result_received,
    e.Started: _started,
    e.PromiseBegun: _promise_begun,
    e.Paused: _paused,
    e.Resumed: _resumed,
    e.Extended: _extended,
    e.StepEntered: _step_entered,
    e.Opinion: _moved_on,
    e.Transferred: _transferred,
    e.TakenOver: _taken_over,
    e.Decided: _decided,
    e.CertificateMade: _certificate_made,
    e.Delivered: _delivered,
    e.Withdrawn: lambda state, event: _end(state, Status.WITHDRAWN, event.on),
    e.Terminated: lambda state, event: _end(state, Status.TERMINATED, event.on),
    e.Lapsed: lambda state, event: _end(state, Status.LAPSED, event.on),
    e.PreconditionFailed: lambda state, event: _end(
        state, Status.PRECONDITION_FAILED, event.on, event.because
    ),
    e.Reopened: _reopened,
    e.DueRecomputed: lambda state, event: replace(state, sequence=state.sequence + 1, dues=event.dues),
    e.Drafted: lambda state, event: replace(state, sequence=state.sequence + 1, draft=event.draft),
    e.DraftReturned: _moved_on,
    e.Assigned: _taken_over,
    e.SentToIntake: lambda state, _: replace(state, sequence=state.sequence + 1, at_intake=True),
    e.Mended: lambda state, _: replace(state, sequence=state.sequence + 1, at_intake=False),
    e.PromiseReminded: lambda state, event: replace(
        state, sequence=state.sequence + 1, reminded_of=event.until, reminded_on=event.on
    ),
    e.DeclarationChecked: _declaration_checked,
    e.SiteChecked: _moved_on,
    e.NoticePosted: _posted(lambda event: event.until),
    e.PostingEnded: _posted(lambda _: None),
    e.InterestedTold: _interested_told,
    e.StatementTaken: _statement_taken,
    e.HearingOffered: lambda state, event: replace(
        state, sequence=state.sequence + 1, hearing=Hearing(event.until)
    ),
    e.HearingAsked: _hearing(lambda hearing, event: replace(hearing, asked=True, hold_by=event.hold_by)),
    e.HearingWaived: _hearing(lambda hearing, _: replace(hearing, waived=True)),
    e.HearingSet: _hearing(lambda hearing, event: replace(hearing, held_on=event.held_on, chair=event.chair)),
    e.HearingHeld: _hearing(lambda hearing, event: replace(hearing, minutes=event.minutes)),
    e.RightingProposed: _righting_proposed,
    e.HeardOnRighting: lambda state, event: replace(state, sequence=state.sequence + 1, heard=event),
    e.RightingDropped: lambda state, event: replace(
        state, sequence=state.sequence + 1, proposed=None, heard=None, answered=state.broken
    ),
    e.DecisionCorrected: _decision_corrected,
    e.GrantTakenBack: _grant_taken_back,
    e.GrantRestored: _grant_restored,
    e.ResultCorrected: _result_corrected,
    e.PersonAsked: lambda state, event: replace(state, sequence=state.sequence + 1, person_asked=True),
    e.RuleOverridden: _rule_overridden,
    e.ReliedLicenceChanged: _relied_licence_changed,
    e.LicenceLookedAgain: _licence_looked_again,
}


def _draft_falls(step: Callable[[Any, Any], CaseState]) -> Callable[[Any, Any], CaseState]:
    """Return the same step, after which nothing that was drafted before waits for its second officer."""

    def after(state: CaseState, event: e.CaseEvent) -> CaseState:
        new = step(state, event)
        return new if new.draft is None else replace(new, draft=None)

    return after


#: What changes a case so that a drafted decision has to be written anew, or ends it.
_ENDS_A_DRAFT = (
    e.Supplemented,
    e.ResultReceived,
    e.ResultCorrected,
    e.PreconditionFailed,
    e.Paused,
    e.StepEntered,
    e.Transferred,
    e.Decided,
    e.DraftReturned,
    e.SentToIntake,
    e.DeclarationChecked,
    e.SiteChecked,
    e.NoticePosted,
    e.PostingEnded,
    e.InterestedTold,
    e.StatementTaken,
    e.HearingOffered,
    e.HearingAsked,
    e.HearingSet,
    e.HearingHeld,
    e.Withdrawn,
    e.Terminated,
    e.Lapsed,
)
_CASE |= {kind: _draft_falls(_CASE[kind]) for kind in _ENDS_A_DRAFT}


# --- applications ------------------------------------------------------------------------------------------


def _submitted(_: ApplicationState | None, event: e.Submitted) -> ApplicationState:
    return ApplicationState(event.number, event, event.contact, event.delivery, sequence=1)


def _notice_sent(state: ApplicationState, event: e.NoticeSent) -> ApplicationState:
    earlier = state.rounds.get(event.round)
    days = (*(earlier.last_days if earlier else ()), event.supplement_on)
    rounds = {**state.rounds, event.round: Round(event.number, event.page, days)}
    return replace(state, sequence=state.sequence + 1, rounds=rounds)


def _application_supplemented(state: ApplicationState, event: e.ApplicationSupplemented) -> ApplicationState:
    return replace(state, sequence=state.sequence + 1, supplied=state.supplied + event.lines)


def _parcel_sent(state: ApplicationState, event: e.ParcelSent) -> ApplicationState:
    parcel = Parcel(event.parcel, event.courier, event.cases, event.receiver, event.on)
    return replace(state, sequence=state.sequence + 1, parcels={**state.parcels, event.parcel: parcel})


def _parcel_ended(state: ApplicationState, event: e.ParcelReceived | e.ParcelReturned) -> ApplicationState:
    returned = isinstance(event, e.ParcelReturned)
    parcel = replace(state.parcels[event.parcel], ended_on=event.on, returned=returned)
    return replace(state, sequence=state.sequence + 1, parcels={**state.parcels, event.parcel: parcel})


_APPLICATION: dict[type[e.Event], Callable[[Any, Any], ApplicationState]] = {
    e.Submitted: _submitted,
    e.NoticeSent: _notice_sent,
    e.ApplicationSupplemented: _application_supplemented,
    e.ContactChanged: lambda state, event: replace(state, sequence=state.sequence + 1, contact=event.contact),
    e.DeliveryChosen: lambda state, event: replace(
        state, sequence=state.sequence + 1, delivery=event.delivery
    ),
    e.ParcelSent: _parcel_sent,
    e.ParcelReceived: _parcel_ended,
    e.ParcelReturned: _parcel_ended,
    e.HandedOut: lambda state, _: replace(state, sequence=state.sequence + 1),
    e.Closed: lambda state, _: replace(state, sequence=state.sequence + 1, closed=True),
    e.OpenedAgain: lambda state, _: replace(
        state,
        sequence=state.sequence + 1,
        closed=False,
        archived_on=None,
        keep_until=None,
        transferred_on=None,
    ),
    e.Archived: lambda state, event: replace(
        state, sequence=state.sequence + 1, archived_on=event.on, keep_until=event.keep_until
    ),
    e.ArchiveTransferred: lambda state, event: replace(
        state, sequence=state.sequence + 1, transferred_on=event.on
    ),
}


@overload
def evolve(state: CaseState | None, event: e.CaseEvent) -> CaseState: ...
@overload
def evolve(state: ApplicationState | None, event: e.ApplicationEvent) -> ApplicationState: ...
def evolve(state: CaseState | ApplicationState | None, event: e.Event) -> CaseState | ApplicationState:
    """Return the state after one more event; None is the state before the first."""
    step = _CASE.get(type(event)) or _APPLICATION[type(event)]
    return step(state, event)


def fold_case(events: Iterable[e.CaseEvent]) -> CaseState | None:
    """Return the case after these events, None after none."""
    state: CaseState | None = None
    for event in events:
        state = evolve(state, event)
    return state


def fold_application(events: Iterable[e.ApplicationEvent]) -> ApplicationState | None:
    """Return the application after these events, None after none."""
    state: ApplicationState | None = None
    for event in events:
        state = evolve(state, event)
    return state


def fold(events: Iterable[e.Event | e.Recorded]) -> Any:
    """Return the `CaseState` or `ApplicationState` after these events of one stream, None after none."""
    state: Any = None
    for item in events:
        event = item.event if isinstance(item, e.Recorded) else item
        state = (_CASE.get(type(event)) or _APPLICATION[type(event)])(state, event)
    return state
