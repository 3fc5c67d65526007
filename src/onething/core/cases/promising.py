"""A minor paper that follows later (容缺): reminded of once, and what becomes of a case when it never comes.

Law: 广东省优化营商环境条例 32; that the case then counts as withdrawn is the city's rule.
"""

from datetime import date, datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import NoPromiseDue
from onething.core.cases.graph import RUNNING, Status
from onething.core.cases.guards import Events, may
from onething.core.cases.state import CaseState
from onething.core.workdays import CalendarMissing, WorkCalendar

#: Working days before its last day on which the person is reminded.
REMIND_BEFORE = 2
#: A case that was taken up while a paper is still to come; before that its notice asks for the paper.
WAITS_FOR_PAPER = RUNNING | {Status.WAITING}


def last_day_of(state: CaseState) -> date | None:
    """Return the first day by which a paper was promised that is not there, None where none is awaited."""
    if state.status not in WAITS_FOR_PAPER:
        return None
    return min((one.until for one in state.later), default=None)


def remind_on(state: CaseState, calendar: WorkCalendar) -> date | None:
    """Return the day on which to remind of it, None once that was done. A courtesy: a provisional day will do."""
    last = last_day_of(state)
    if last is None or state.reminded_of == last:
        return None
    for known in (calendar.published(), calendar.provisional()):
        try:
            return known.add_working_days(last, -REMIND_BEFORE)
        except CalendarMissing:
            continue
    return last


def remind(state: CaseState, command: c.RemindPromise, at: datetime, calendar: WorkCalendar) -> Events:
    """Raises NoPromiseDue before that day, or where the person was reminded."""
    may(state, e.PromiseReminded)
    due_on, last = remind_on(state, calendar), last_day_of(state)
    if due_on is None or last is None or at.date() < due_on:
        raise NoPromiseDue(case=state.number)
    keys = tuple(one.key for one in state.later if one.until == last)
    return (e.PromiseReminded(keys, last, at.date()),)
