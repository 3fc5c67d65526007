"""The rules of one case: `decide(state, command, at, calendar)` gives the events, or refuses.

Refusals are `RuleBroken` or `Conflict` with a code of `errors`, of `core.clock` for limits, pauses and extensions,
or `CalendarMissing` where a legal consequence would rest on a day that no notice covers yet. Who may send a command
at all is the areas' business; what the person who sends it must not be is a rule and lives here.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from onething.core.cases import (
    assigning,
    declaring,
    ending,
    four_eyes,
    overriding,
    procedures,
    promising,
    relying,
    returning,
    righting,
)
from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.dates import dues, silence, silence_spoke
from onething.core.cases.errors import (
    AtIntake,
    ClockStands,
    ComesByItself,
    ComesFromOtherItem,
    GroundsMissing,
    HearingStopsItself,
    HeldByColleague,
    LaterOpen,
    LaterThanDecision,
    NoSuchPause,
    NoSuchStep,
    NotAutomatic,
    NotAwaited,
    NotNow,
    NotTolerable,
    OpinionMissing,
    PauseOpen,
    PersonNeeded,
    PointIncomplete,
    ReasonMissing,
    SamePerson,
    SilenceAccepted,
    SilenceNotDue,
    SilenceWithoutEffect,
    ToldOnce,
    ToldTwice,
    WrongStep,
)
from onething.core.cases.graph import RUNNING, Status
from onething.core.cases.guards import Events, against_the_person, dated, is_machine, may
from onething.core.cases.parts import (
    Arising,
    Declining,
    How,
    Line,
    Outcome,
    Point,
)
from onething.core.cases.state import CaseState, evolve
from onething.core.catalogue.model import StepKind
from onething.core.catalogue.words import Level
from onething.core.clock import Extension, ExtensionIncomplete, Ground, Pause, Silence, extend, pause
from onething.core.clock.counting import span_of
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

#: A case is told at most so often what is missing; the last time only by the rule for round 2.
MOST_ROUNDS = 2


def decide(state: CaseState, command: c.CaseCommand, at: datetime, calendar: WorkCalendar) -> Events:
    """Return what happens to the case; no events where nothing would change.

    at: aware, Asia/Shanghai; its date is the day of every event.
    Raises RuleBroken, Conflict, CalendarMissing (see the module).
    """
    assert command.case == state.number, (command.case, state.number)
    return _DECIDE[type(command)](state, command, at, calendar)


def opened(command: c.Submit, index: int, at: datetime, calendar: WorkCalendar) -> e.Opened:
    """Return the first event of the case of the opening at `index`."""
    opening = command.openings[index]
    event = e.Opened(command.number, at.date(), opening, command.supplement_days, took_in=command.took_in)
    first: CaseState = evolve(None, event)
    return replace(event, dues=dues(first, calendar))


def noticed(
    state: CaseState, notice: str, page: int, round: int, at: datetime, calendar: WorkCalendar
) -> e.Noticed:
    """Return the event that tells this case's findings with a page of the notice."""
    may(state, e.Noticed)
    event: e.Noticed = dated(state, e.Noticed(notice, page, round, at.date()), calendar)
    return event


def asked_keys(state: CaseState) -> frozenset[str]:
    """Return the keys that this case waits to be supplied with: told or still to be told, promised, to be brought, or to
    be proved since what was declared is not true."""
    points = frozenset(point.key for point in (*state.open_points, *state.found))
    return points | {promise.key for promise in state.later} | state.to_bring | state.broken


def supplemented(
    state: CaseState,
    lines: tuple[Line, ...],
    changes: tuple[str, ...],
    at: datetime,
    calendar: WorkCalendar,
) -> e.Supplemented:
    """Return the event that takes up what was supplied for this case; late is welcome until it has lapsed."""
    may(state, e.Supplemented)
    keys = {line.key for line in lines}
    complete = state.status is Status.TO_SUPPLEMENT and all(p.key in keys for p in state.open_points)
    event: e.Supplemented = dated(state, e.Supplemented(lines, complete, at.date(), changes), calendar)
    return event


# --- taking in, checking, accepting ------------------------------------------------------------------------


def _take_in(state: CaseState, command: c.TakeIn, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.TakenIn)
    return (e.TakenIn(command.by.id, command.papers),)


def _silence_not_yet(state: CaseState, at: datetime, calendar: WorkCalendar) -> None:
    if effect := silence_spoke(state, at.date(), calendar):
        raise SilenceAccepted(case=state.number, takes_effect_on=effect.takes_effect_on)


def _check(state: CaseState, command: c.Check, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 32(4), told once and everything. Round 2 is our reading of its exception."""
    may(state, e.FoundIncomplete)
    _silence_not_yet(state, at, calendar)
    if not command.points and command.finished:
        return (e.Checked(),)
    if state.opening.proactive:
        raise ComesByItself(case=state.number)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if state.rounds >= MOST_ROUNDS:
        raise ToldTwice(case=state.number)
    for point in command.points:
        _may_be_found(state, point)
    return (e.FoundIncomplete(command.points, state.round, command.finished),)


def _may_be_found(state: CaseState, point: Point) -> None:
    if not (point.key and point.reason) or is_blank(point.what) or is_blank(point.fix):
        raise PointIncomplete(key=point.key)
    if point.key in state.opening.comes:
        raise ComesFromOtherItem(key=point.key)
    if state.rounds == 0:
        return
    new = {
        Arising.FIRST: frozenset[str](),
        Arising.SUPPLEMENT: state.supplied,
        Arising.CHANGE: state.changed,
        Arising.LICENCE: frozenset(key for one in state.fallen.values() for key in one.keys),
    }
    repeated = any((told.key, told.reason) == (point.key, point.reason) for told in state.told_points)
    if repeated or point.key not in new[point.arose]:
        raise ToldOnce(key=point.key)


def _accept(state: CaseState, command: c.Accept, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 32(5); after a complete supplement as of the day of the supplement.

    What the person promised with the submission stands; the office may name further papers, or another day for them.
    """
    may(state, e.Accepted)
    _silence_not_yet(state, at, calendar)
    if command.how is How.DEEMED:
        raise SilenceNotDue(case=state.number, takes_effect_on=state.dues.tell_on)
    if is_machine(command.by) != (command.how is How.RULES):
        raise PersonNeeded(case=state.number)
    if command.how is How.TOLERATED and not command.later:
        raise NotTolerable(key="")
    for promise in command.later:
        if promise.key not in state.opening.tolerable or promise.until <= at.date():
            raise NotTolerable(key=promise.key)
    as_of = state.clock.supplemented_on if state.status is Status.SUPPLEMENTED else None
    promised = {promise.key: promise for promise in (*state.later, *command.later)}
    how = How.TOLERATED if promised and command.how is How.CLERK else command.how
    event = e.Accepted(how, as_of or at.date(), tuple(promised.values()), declared=state.opening.declared)
    accepted = dated(state, event, calendar)
    last = min((day for day in (accepted.dues.promised_on, accepted.dues.statutory_on) if day), default=None)
    for promise in command.later:
        if last is not None and promise.until > last:
            raise LaterThanDecision(key=promise.key, last=last)
    return _and_first_step(state, accepted)


def _apply_silence(state: CaseState, command: c.ApplySilence, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 32(4), or the city's promise where the profile says so."""
    may(state, e.Accepted)
    profile = state.opening.limits.profile
    if profile.on_silence is not Silence.ACCEPTED or state.opening.proactive:
        raise SilenceWithoutEffect(profile=profile.name)
    effect = silence(state, calendar)
    if effect is None or at.date() < effect.takes_effect_on:
        raise SilenceNotDue(case=state.number, takes_effect_on=effect and effect.takes_effect_on)
    event = e.Accepted(How.DEEMED, effect.as_of, state.later, declared=state.opening.declared)
    return _and_first_step(state, dated(state, event, calendar))


def _and_first_step(state: CaseState, event: e.CaseEvent) -> Events:
    """Let the case enter the step after the intake, when its time to decide has begun to run."""
    after = evolve(state, event)
    if after.status is not Status.ACCEPTED:
        return (event,)
    for index, step in enumerate(after.opening.steps):
        if step.kind != StepKind.INTAKE:
            return (event, e.StepEntered(index, step.office))
    return (event,)


def _decline(state: CaseState, command: c.Decline, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 32(1), 32(2)."""
    may(state, e.Declined)
    _silence_not_yet(state, at, calendar)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    against_the_person(command.grounds)
    if command.kind is Declining.NOT_COMPETENT and is_blank(command.body):
        raise GroundsMissing(missing="body")
    return (e.Declined(command.kind, command.grounds, at.date(), command.body),)


# --- waiting for another case ------------------------------------------------------------------------------


def _result_arrived(
    state: CaseState, command: c.ResultArrived, at: datetime, calendar: WorkCalendar
) -> Events:
    may(state, e.ResultReceived)
    if command.predecessor not in state.waits_for:
        raise NotAwaited(case=state.number, predecessor=command.predecessor)
    needed = command.predecessor in state.opening.needs and not command.spared
    if (needed and not command.granted) or not command.holds:
        failed_on = command.on or at.date()
        return (e.PreconditionFailed(command.predecessor, command.reason, command.way_forward, failed_on),)
    event = e.ResultReceived(command.predecessor, at.date(), command.given)
    after = evolve(state, event)
    if after.status is not Status.WAITING or after.waits_for:
        return (event,)
    started = dated(after, e.Started(at.date()), calendar)
    return (event, *_and_first_step(after, started))


def _fail_precondition(
    state: CaseState, command: c.FailPrecondition, at: datetime, calendar: WorkCalendar
) -> Events:
    may(state, e.PreconditionFailed)
    if command.because not in state.waits_for:
        raise NotAwaited(case=state.number, predecessor=command.because)
    return (e.PreconditionFailed(command.because, command.reason, command.way_forward, at.date()),)


# --- the clock ---------------------------------------------------------------------------------------------


def _pause(state: CaseState, command: c.Pause, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 45; the ground, the days and the document are checked by the clock."""
    may(state, e.Paused)
    if command.ground == Ground.HEARING:
        raise HearingStopsItself(case=state.number)
    if any(one.last is None and one.ground == command.ground for one in state.clock.pauses):
        raise PauseOpen(ground=command.ground)
    new = Pause(at.date(), command.ground, command.told_days, command.document)
    pause(state.opening.limits, state.clock, new, calendar)
    return (dated(state, e.Paused(command.ground, command.told_days, command.document, at.date()), calendar),)


def _resume(state: CaseState, command: c.Resume, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.Resumed)
    if not any(one.last is None and one.ground == command.ground for one in state.clock.pauses):
        raise NoSuchPause(ground=command.ground)
    return (dated(state, e.Resumed(command.ground, at.date()), calendar),)


def _resume_by_day(state: CaseState, command: c.ResumeByDay, at: datetime, calendar: WorkCalendar) -> Events:
    """A procedure stops the clock for the time told in writing and no longer (行政许可法 45), whether or not it is over.

    Each pause ends with its own last day, however late this is asked. Raises NotNow, CalendarMissing.
    """
    may(state, e.Resumed)
    ended: list[e.CaseEvent] = []
    for one in state.clock.pauses:
        last = span_of(state.opening.limits, one, calendar.published()).last
        if one.last is None and last < at.date():
            ended.append(dated(state, e.Resumed(one.ground, last), calendar))
            state = evolve(state, ended[-1])
    return tuple(ended)


def _extend(state: CaseState, command: c.Extend, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 42; once, within the profile's cap, on or before the last day: checked by the clock."""
    may(state, e.Extended)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    limits = state.opening.limits
    if limits.profile.approved_elsewhere and is_blank(command.document):
        raise ExtensionIncomplete(Text("批准文号", "the number of the paper that approves it"))
    new = Extension(command.days, at.date(), command.approver, command.reason, command.document)
    extend(limits, state.clock, new, calendar)
    event = e.Extended(command.days, command.approver, command.reason, at.date(), document=command.document)
    return (dated(state, event, calendar),)


def _recompute_due(state: CaseState, command: c.RecomputeDue, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.DueRecomputed)
    new, old = dues(state, calendar), state.dues
    names = ("tell_on", "supplement_on", "promised_on", "statutory_on", "deliver_on")
    moved = tuple(name for name in names if getattr(new, name) != getattr(old, name))
    if not moved and new.provisional == old.provisional:
        return ()
    return (e.DueRecomputed(calendar.version, moved, new),)


# --- at work -----------------------------------------------------------------------------------------------


def _enter_step(state: CaseState, command: c.EnterStep, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.StepEntered)
    steps = state.opening.steps
    if not 0 <= command.step < len(steps):
        raise NoSuchStep(step=command.step)
    back = state.step is not None and command.step < state.step
    if back and is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    return (e.StepEntered(command.step, steps[command.step].office, command.reason),)


def _give_opinion(state: CaseState, command: c.GiveOpinion, at: datetime, calendar: WorkCalendar) -> Events:
    """An officer's belongs to a step; a department system may speak as soon as it has heard of the case."""
    may(state, e.Opinion)
    if not is_machine(command.by) and state.status not in RUNNING:
        raise NotNow(case=state.number, status=state.status.label, event=e.Opinion.__name__)
    if is_blank(command.text):
        raise OpinionMissing(case=state.number)
    return (e.Opinion(command.text, command.favourable, command.attachments),)


def _transfer(state: CaseState, command: c.TransferTo, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.Transferred)
    if is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    return (e.Transferred(command.office, command.reason),)


def _take_over(state: CaseState, command: c.TakeOver, at: datetime, calendar: WorkCalendar) -> Events:
    may(state, e.TakenOver)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if state.holder == command.by.id:
        return ()
    if (state.holder or command.assigned) and is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    return (e.TakenOver(command.by.id, state.holder, command.reason, command.assigned),)


def _decide(state: CaseState, command: c.Decide, at: datetime, calendar: WorkCalendar) -> Events:
    """Law: 行政许可法 34, 38; grounds and remedy for whatever is not granted."""
    if state.status is Status.PAUSED:
        raise ClockStands(case=state.number, status=state.status.label, event=e.Decided.__name__)
    may(state, e.Decided)
    _may_decide(state, command)
    procedures.must_be_over(state, at)
    if command.outcome is not Outcome.GRANTED:
        against_the_person(command.grounds)
    if command.outcome is not Outcome.REFUSED:
        declaring.must_hold(state)
    if command.outcome is not Outcome.REFUSED and state.later:
        raise LaterOpen(keys=", ".join(promise.key for promise in state.later))
    if command.outcome is not Outcome.REFUSED:
        relying.must_hold(state)
    if command.there:  # as many sign there as that department's rules ask for
        return four_eyes.decided(state, command, at, calendar)
    return four_eyes.drafted(state, command) or four_eyes.decided(state, command, at, calendar)


def _may_decide(state: CaseState, command: c.Decide) -> None:
    if is_machine(command.by) and command.outcome is not Outcome.GRANTED:
        raise PersonNeeded(case=state.number)
    if command.there:
        entitled = state.opening.level is Level.DECIDED_THERE
    else:
        by_rule = state.opening.automatic and bool(command.trace) and not state.person_asked
        entitled = not is_machine(command.by) or by_rule
    if not entitled:
        raise NotAutomatic(item=state.opening.name)
    if state.at_intake:
        raise AtIntake(case=state.number)
    if state.took_in & {command.by.id, command.by.stands_for}:
        raise SamePerson(case=state.number)
    holds = state.holder in ("", command.by.id, command.by.stands_for)
    if not holds and not command.there:
        raise HeldByColleague(case=state.number, holder=state.holder)
    steps = state.opening.steps
    if state.step is not None and any(step.kind == StepKind.DECISION for step in steps):
        here = steps[state.step]
        if here.kind != StepKind.DECISION:
            raise WrongStep(step=here.name)


_DECIDE: dict[type[c.CaseCommand], Callable[[CaseState, Any, datetime, WorkCalendar], Events]] = {
    c.TakeIn: _take_in,
    c.Check: _check,
    c.Accept: _accept,
    c.Decline: _decline,
    c.ApplySilence: _apply_silence,
    c.ResultArrived: _result_arrived,
    c.FailPrecondition: _fail_precondition,
    c.Pause: _pause,
    c.Resume: _resume,
    c.ResumeByDay: _resume_by_day,
    c.Extend: _extend,
    c.RecomputeDue: _recompute_due,
    c.EnterStep: _enter_step,
    c.GiveOpinion: _give_opinion,
    c.TransferTo: _transfer,
    c.TakeOver: _take_over,
    c.Decide: _decide,
    c.MakeCertificate: ending.make_certificate,
    c.Deliver: ending.deliver,
    c.Withdraw: ending.withdraw,
    c.Terminate: ending.terminate,
    c.Lapse: ending.lapse,
    c.Annul: ending.annul,
    c.Reopen: ending.reopen,
    c.ConfirmDraft: four_eyes.confirm,
    c.ReturnDraft: four_eyes.send_back,
    c.AssignByLot: assigning.assign,
    c.ReceiveFrom: assigning.receive_from,
    c.SendToIntake: returning.send_to_intake,
    c.Mend: returning.mend,
    c.RemindPromise: promising.remind,
    c.CheckDeclaration: declaring.check_declaration,
    c.CheckSite: procedures.check_site,
    c.PostNotice: procedures.post_notice,
    c.EndPosting: procedures.end_posting,
    c.TellInterested: procedures.tell_interested,
    c.TakeStatement: procedures.take_statement,
    c.OfferHearing: procedures.offer_hearing,
    c.AskHearing: procedures.ask_hearing,
    c.WaiveHearing: procedures.waive_hearing,
    c.SetHearing: procedures.set_hearing,
    c.HoldHearing: procedures.hold_hearing,
    c.ProposeRighting: righting.propose,
    c.StateOnRighting: righting.hear,
    c.DropRighting: righting.drop,
    c.ConfirmRighting: righting.confirm,
    c.CorrectResult: righting.correct_result,
    c.AskForPerson: overriding.ask_for_person,
    c.OverrideRule: overriding.override,
    c.NoteLicence: relying.note,
    c.LookAgain: relying.look_again,
}
