"""Counting on a calendar that was already chosen; `deadlines` chooses it. Spans are days that do not count."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from onething.core.clock.errors import GroundNotAllowed, PauseNotTold
from onething.core.clock.history import Limits, Pause
from onething.core.clock.profiles import DayKind
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import ONE_DAY, CalendarMissing, WorkCalendar


class Span(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, with overlapping and touching ones made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.first <= result[-1].last + ONE_DAY:
            result[-1] = Span(result[-1].first, max(result[-1].last, span.last))
        else:
            result.append(span)
    return tuple(result)


def add_days(calendar: WorkCalendar, day: date, n: int, day_kind: DayKind | str) -> date:
    """Return the n-th day of the kind after `day`. Raises CalendarMissing."""
    return calendar.add_working_days(day, n) if day_kind == DayKind.WORKING else day + timedelta(n)


def days_between(calendar: WorkCalendar, a: date, b: date, day_kind: DayKind | str) -> int:
    """Return how many days of the kind lie after `a` up to and including `b`. Raises CalendarMissing."""
    return calendar.working_days_between(a, b) if day_kind == DayKind.WORKING else (b - a).days


def end_of_the_spot(calendar: WorkCalendar, day: date) -> date:
    """Return the day, or the next working day if it is none. Raises CalendarMissing."""
    return day if calendar.is_working_day(day) else calendar.add_working_days(day, 1)


def last_day(
    calendar: WorkCalendar, start: date, limit: int, stopped: tuple[Span, ...], day_kind: DayKind | str
) -> date:
    """Return the day on which the last of `limit` counted days after `start` falls; 0 is "on the spot".

    stopped: in order and apart, as `merged` gives them. Raises CalendarMissing.
    """
    if limit == 0:
        return end_of_the_spot(calendar, start)
    last = add_days(calendar, start, limit, day_kind)
    for span in stopped:
        if span.first > last:
            break
        if span.last > start:
            limit += days_between(calendar, max(start, span.first - ONE_DAY), span.last, day_kind)
            last = add_days(calendar, start, limit, day_kind)
    return last


def check_pause(limits: Limits, one: Pause) -> None:
    """Raises GroundNotAllowed, PauseNotTold."""
    if not limits.profile.may_stop_for(one.ground):
        raise GroundNotAllowed(limits.profile, one.ground)
    if one.told_days < 1:
        raise PauseNotTold(Text("天数", "the number of days"))
    if is_blank(one.document):
        raise PauseNotTold(Text("文书", "the document"))


def span_of(limits: Limits, one: Pause, calendar: WorkCalendar) -> Span:
    """Return the days that a pause takes out: to the day it ended, but for no longer than was told.

    Raises GroundNotAllowed, PauseNotTold, CalendarMissing.
    """
    check_pause(limits, one)
    before = one.first - ONE_DAY
    try:
        told_last = add_days(calendar, before, one.told_days, limits.day_kind)
    except CalendarMissing:  # the days told reach beyond the notices; the pause itself may have ended before
        if one.last is None:
            raise
        days_between(calendar, before, one.last, limits.day_kind)
        return Span(one.first, one.last)
    return Span(one.first, told_last if one.last is None else min(one.last, told_last))
