"""The days of a case, from its state and a calendar; nothing here is ever edited by hand."""

from dataclasses import dataclass, replace
from datetime import date

from onething.core.cases.graph import TO_CHECK, Status
from onething.core.cases.parts import Dues
from onething.core.cases.state import CaseState
from onething.core.clock import (
    ClockHistory,
    DayKind,
    Limits,
    SilenceEffect,
    deadlines_for_display,
    silence_effect,
)
from onething.core.clock.counting import span_of
from onething.core.clock.deadlines import DueDay
from onething.core.workdays import CalendarMissing, WorkCalendar


def dues(state: CaseState, calendar: WorkCalendar) -> Dues:
    """Return the days until which something must happen to this case, as they may be shown to a person.

    tell_on runs while the office checks, supplement_on while the applicant supplies, deliver_on after a grant.
    Raises CalendarMissing beyond the years that even the provisional calendar covers.
    """
    lines = deadlines_for_display(state.opening.limits, state.clock, calendar)
    tell = lines.telling if state.status in TO_CHECK and not state.opening.proactive else None
    supplement = lines.supplement if state.status is Status.TO_SUPPLEMENT else None
    deliver = lines.delivery if state.granted else None
    promised = counting(state, calendar).due_on
    shown = (tell, supplement, promised, lines.statutory, deliver)
    tell_on, supplement_on, promised_on, statutory_on, deliver_on = (line and line.day for line in shown)
    return Dues(
        tell_on=tell_on,
        supplement_on=supplement_on,
        promised_on=promised_on,
        statutory_on=statutory_on,
        deliver_on=deliver_on,
        provisional=any(line.provisional for line in shown if line),
        calendar=calendar.version,
    )


@dataclass(frozen=True, slots=True)
class Counting:
    """How the promised day is counted: by these limits on this clock. due_on: None while nothing counts.

    jointly: by what the scene promises for several items together, which is the shorter here.
    """

    limits: Limits
    clock: ClockHistory
    due_on: DueDay | None
    jointly: bool = False


def counting(state: CaseState, calendar: WorkCalendar) -> Counting:
    """Return how the promised day of a case is counted: by its item's promise, or by the scene's where it ends earlier.

    What comes before may be late; then the case has the days of its item, though none beyond the end of the scene's
    promise, so that no office begins overdue because of another. What pauses or extends the case does so for both
    promises. Raises CalendarMissing as `dues`.
    """
    limits, clock = state.opening.limits, state.clock
    own = Counting(limits, clock, deadlines_for_display(limits, clock, calendar).promised)
    if state.scene_from is None or state.opening.scene_days is None:
        return own
    signed = _jointly(state, state.scene_from, state.opening.scene_days, calendar)
    first = _earlier(own, signed)
    if first is own or own.due_on is None or state.opening.scene_whole is None:
        return first
    return _earlier(own, _jointly(state, state.scene_from, state.opening.scene_whole, calendar))


def _jointly(state: CaseState, start: date, days: int, calendar: WorkCalendar) -> Counting:
    limits = replace(state.opening.limits, promised_days=days, statutory_days=None, day_kind=DayKind.WORKING)
    clock = replace(state.clock, accepted_on=start)
    return Counting(limits, clock, deadlines_for_display(limits, clock, calendar).promised, jointly=True)


def _earlier(own: Counting, joint: Counting) -> Counting:
    assert joint.due_on is not None, "a promise has days"
    return own if own.due_on is not None and own.due_on.day <= joint.due_on.day else joint


def silence(state: CaseState, calendar: WorkCalendar) -> SilenceEffect | None:
    """Return what silence does to this case and when; None if it has no effect or is broken.

    Raises CalendarMissing: no legal consequence is ever applied on a provisional day.
    """
    if state.status not in TO_CHECK or state.opening.proactive:
        return None
    return silence_effect(state.opening.limits.profile, state.clock, calendar)


def silence_spoke(state: CaseState, today: date, calendar: WorkCalendar) -> SilenceEffect | None:
    """Return the effect that silence has had by today; None too while its day is only provisional."""
    try:
        effect = silence(state, calendar)
    except CalendarMissing:
        return None
    return effect if effect is not None and today >= effect.takes_effect_on else None


def telling_ends(state: CaseState, calendar: WorkCalendar) -> DueDay | None:
    """Return the case's own last day to tell, None if its profile has none (or it need not be told any more)."""
    if state.status not in TO_CHECK or state.opening.proactive:
        return None
    return deadlines_for_display(state.opening.limits, state.clock, calendar).telling


def paused_until(state: CaseState, calendar: WorkCalendar) -> date | None:
    """Return the last day of the special procedure that runs, as it was told in writing; None while none does.

    The clock runs again from the day after, whether or not anybody resumed the case. May be provisional: a light only.
    """
    known = calendar.provisional()
    limits = state.opening.limits
    running = [span_of(limits, one, known).last for one in state.clock.pauses if one.last is None]
    return max(running, default=None) if state.status is Status.PAUSED else None
