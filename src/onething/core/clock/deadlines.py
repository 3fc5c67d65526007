"""Due dates. A day is a date in Asia/Shanghai; the day of the event is day 0; a limit ends with its last day.

Everything here with a legal consequence counts on published notices only, whatever calendar it is given.
`due_for_display` and `deadlines_for_display` also answer beyond them, with days marked provisional.

Law: 行政许可法 32, 42, 44, 45, 82; 民法典 201 by analogy (the day of the event is not counted).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from onething.core.clock.counting import (
    Span,
    add_days,
    check_pause,
    end_of_the_spot,
    last_day,
    merged,
    span_of,
)
from onething.core.clock.errors import (
    ExtensionIncomplete,
    ExtensionTooLate,
    ExtensionTooLong,
    NoExtension,
    NotAccepted,
    PauseOutside,
    SecondExtension,
)
from onething.core.clock.history import ClockHistory, Extension, Limits, Pause
from onething.core.clock.profiles import ClockProfile, DayKind, Silence
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import ONE_DAY, CalendarMissing, WorkCalendar

#: Working days before a provisional day at which someone must be warned to get the notice loaded.
ALARM_DAYS = 20


class DueDay(NamedTuple):
    """A day to show. provisional: it rests on a year whose holiday notice is not published."""

    day: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class SilenceEffect:
    """What follows by itself when nothing was told in time.

    takes_effect_on: at 00:00 of this day, the one after the last day. as_of: the legal day of acceptance.
    basis: whether the law says so or the city promised it.
    """

    takes_effect_on: date
    as_of: date
    basis: Text


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All the last days of one case; None where there is no such limit, or nothing has started it yet.

    silence: the day at whose 00:00 silence has its effect, None once something was told or accepted in time.
    """

    telling: DueDay | None
    silence: DueDay | None
    supplement: DueDay | None
    promised: DueDay | None
    statutory: DueDay | None
    delivery: DueDay | None


# -- counting -------------------------------------------------------------------------------------------------


def due(day: date, n: int, calendar: WorkCalendar, day_kind: DayKind | str = DayKind.WORKING) -> date:
    """Return the last day of a limit of n days that an event on `day` starts; n = 0 is the day itself.

    Raises CalendarMissing if a year in reach has no published notice (only working days need one).
    """
    assert n >= 0, n
    return add_days(calendar.published(), day, n, day_kind)


def due_for_display(
    day: date, n: int, calendar: WorkCalendar, day_kind: DayKind | str = DayKind.WORKING
) -> DueDay:
    """Return the same day to be shown to a person, marked provisional where the notice is still missing.

    Raises CalendarMissing beyond the years that the table of lunar dates covers.
    """
    assert n >= 0, n
    return for_display(calendar, lambda known: add_days(known, day, n, day_kind))


def for_display(calendar: WorkCalendar, question: Callable[[WorkCalendar], date]) -> DueDay:
    """Answer from published notices if they reach, else from the provisional calendar, and say which.

    Raises CalendarMissing.
    """
    try:
        return DueDay(question(calendar.published()))
    except CalendarMissing:
        return DueDay(question(calendar.provisional()), provisional=True)


def alarm_on(shown: DueDay, calendar: WorkCalendar) -> date | None:
    """Return the day on which to warn that a provisional day is near and its notice is missing, else None."""
    if not shown.provisional:
        return None
    return calendar.provisional().add_working_days(shown.day, -ALARM_DAYS)


def on_the_spot(day: date, calendar: WorkCalendar) -> date:
    """Return the day by whose end "on the spot" is over: that day, or the next working day if it is none.

    Raises CalendarMissing.
    """
    return end_of_the_spot(calendar.published(), day)


def decision_deadline(
    *,
    accepted_on: date,
    limit_days: int,
    calendar: WorkCalendar,
    stopped: Iterable[Span] = (),
    day_kind: DayKind | str = DayKind.WORKING,
) -> date:
    """Return the last day on which the office may still decide.

    The day of acceptance is not counted, nor any day of `stopped`; overlapping spans count once.
    limit_days: 0 is on the spot.
    Raises CalendarMissing.
    Law: 行政许可法 42 (limit), 45 (stopped days), 82 (working days); 民法典 201 by analogy (first day).
    """
    assert limit_days >= 0, limit_days
    return last_day(calendar.published(), accepted_on, limit_days, merged(stopped), day_kind)


def supplement_deadline(told_on: date, days: int, calendar: WorkCalendar) -> date:
    """Return the applicant's last day to supply what the notice asked for; days: working days, a city setting.

    Raises CalendarMissing.
    """
    return due(told_on, days, calendar)


def delivery_deadline(profile: ClockProfile, decided_on: date, calendar: WorkCalendar) -> date | None:
    """Return the last day to hand over the certificate, None if the profile has no limit.

    Raises CalendarMissing. Law: 行政许可法 44.
    """
    return _delivery(calendar.published(), profile, decided_on)


def telling_deadline(profile: ClockProfile, received_on: date, calendar: WorkCalendar) -> date | None:
    """Return the last day to tell what is missing, None if the profile has no day limit.

    received_on: day of receipt, or of the complete supplement, which begins a new telling period.
    Raises CalendarMissing. Law: 行政许可法 32(4).
    """
    return _telling(calendar.published(), profile, received_on)


def silence_effect(
    profile: ClockProfile, history: ClockHistory, calendar: WorkCalendar
) -> SilenceEffect | None:
    """Return what silence does to this case and when, None if the profile gives it none or it was broken in time.

    Raises CalendarMissing: no effect rests on a provisional day. Law: 行政许可法 32(4).
    """
    last = _silence(calendar.published(), profile, history)
    if last is None:
        return None
    return SilenceEffect(last, as_of=history.telling_from, basis=profile.silence_basis)


# -- a whole case -----------------------------------------------------------------------------------------------


def deadlines(limits: Limits, history: ClockHistory, calendar: WorkCalendar) -> Deadlines:
    """Return every last day of a case, for deciding what follows from it.

    Raises CalendarMissing; GroundNotAllowed, PauseNotTold, NoExtension, ExtensionTooLong, ExtensionTooLate for
    a history that the profile does not allow.
    """
    known = calendar.published()
    return _all(limits, history, lambda question: None if (day := question(known)) is None else DueDay(day))


def deadlines_for_display(limits: Limits, history: ClockHistory, calendar: WorkCalendar) -> Deadlines:
    """Return every last day of a case to be shown; each says whether it is provisional. Raises as `deadlines`."""

    def shown(question: Callable[[WorkCalendar], date | None]) -> DueDay | None:
        try:
            day, guessed = question(calendar.published()), False
        except CalendarMissing:
            day, guessed = question(calendar.provisional()), True
        return None if day is None else DueDay(day, guessed)

    return _all(limits, history, shown)


def pause(limits: Limits, history: ClockHistory, new: Pause, calendar: WorkCalendar) -> ClockHistory:
    """Return the history with a pause added.

    Raises NotAccepted, GroundNotAllowed, PauseNotTold, PauseOutside, CalendarMissing.
    Law: 行政许可法 45 (the time needed is told in writing).
    """
    if history.accepted_on is None:
        raise NotAccepted
    check_pause(limits, new)
    if new.first < history.accepted_on:
        raise PauseOutside(
            new.first,
            Text(f"{history.accepted_on} 才受理", f"the case was accepted on {history.accepted_on}"),
        )
    if new.last is not None and new.last < new.first:
        raise PauseOutside(
            new.first, Text(f"{new.last} 就结束，早于开始", f"it would end before, on {new.last}")
        )
    known = calendar.published()
    try:
        last = _statutory(known, limits, history) or _promised(known, limits, history)
    except CalendarMissing:  # the last day lies beyond the notices, so a day that they know lies before it
        if not known.knows(new.first.year):
            raise
        last = None
    if last is not None and new.first > last:
        raise PauseOutside(
            new.first, Text(f"办理期限 {last} 已届满", f"the time to decide was over on {last}")
        )
    return replace(history, pauses=(*history.pauses, new))


def extend(limits: Limits, history: ClockHistory, new: Extension, calendar: WorkCalendar) -> ClockHistory:
    """Return the history with its one extension.

    Raises NotAccepted, SecondExtension, NoExtension, ExtensionTooLong, ExtensionTooLate, ExtensionIncomplete,
    CalendarMissing. Law: 行政许可法 42.
    """
    if history.accepted_on is None:
        raise NotAccepted
    if history.extension is not None:
        raise SecondExtension(history.extension.given_on)
    for what, value in (
        (Text("批准人", "the approver"), new.approver),
        (Text("理由", "the reason"), new.reason),
    ):
        if is_blank(value):
            raise ExtensionIncomplete(what)
    _check_extension(limits, new)
    known, extended = calendar.published(), replace(history, extension=new)
    try:
        _statutory(known, limits, extended)
    except CalendarMissing:  # as for a pause
        if not known.knows(new.given_on.year):
            raise
    return extended


def stopped_spans(limits: Limits, history: ClockHistory, calendar: WorkCalendar) -> tuple[Span, ...]:
    """Return the days that the pauses take out, overlaps merged, in order.

    A pause ends on the day it ended or after the days told, whichever is first.
    Raises GroundNotAllowed, PauseNotTold, CalendarMissing.
    """
    return merged(span_of(limits, one, calendar) for one in history.pauses)


# -- inside: the same on whichever calendar is given ------------------------------------------------------------


def _telling(calendar: WorkCalendar, profile: ClockProfile, start: date) -> date | None:
    if profile.tell_within is None:
        return None
    return (
        end_of_the_spot(calendar, start)
        if profile.tell_within == 0
        else calendar.add_working_days(start, profile.tell_within)
    )


def _silence(calendar: WorkCalendar, profile: ClockProfile, history: ClockHistory) -> date | None:
    if profile.on_silence is not Silence.ACCEPTED:
        return None
    last = _telling(calendar, profile, history.telling_from)
    assert last is not None, profile.id
    told_on = history.told_on if history.told_on and history.told_on >= history.telling_from else None
    for broken_on in (told_on, history.accepted_on, history.decided_on):
        if broken_on is not None and broken_on <= last:
            return None
    return last + ONE_DAY


def _delivery(calendar: WorkCalendar, profile: ClockProfile, decided_on: date) -> date | None:
    return (
        None
        if profile.deliver_within is None
        else calendar.add_working_days(decided_on, profile.deliver_within)
    )


def _check_extension(limits: Limits, one: Extension) -> None:
    most = limits.profile.extension_days
    if most == 0:
        raise NoExtension(limits.profile)
    if not 1 <= one.days <= most:
        raise ExtensionTooLong(one.days, most)


def _last_day(
    calendar: WorkCalendar, limits: Limits, history: ClockHistory, days: int, *, statutory: bool
) -> date:
    assert history.accepted_on is not None
    stopped = merged(span_of(limits, one, calendar) for one in history.pauses)
    last = last_day(calendar, history.accepted_on, days, stopped, limits.day_kind)
    if (extension := history.extension) is None:
        return last
    _check_extension(limits, extension)
    if extension.given_on > last:
        if statutory:
            raise ExtensionTooLate(extension.given_on, last)
        return last  # the promise was missed before the extension came, and stays missed
    return last_day(calendar, last, extension.days, stopped, limits.day_kind)


def _statutory(calendar: WorkCalendar, limits: Limits, history: ClockHistory) -> date | None:
    if history.accepted_on is None or limits.statutory_days is None:
        return None
    return _last_day(calendar, limits, history, limits.statutory_days, statutory=True)


def _promised(calendar: WorkCalendar, limits: Limits, history: ClockHistory) -> date | None:
    if history.accepted_on is None:
        return None
    return _last_day(calendar, limits, history, limits.promised_days, statutory=False)


def _all(
    limits: Limits,
    history: ClockHistory,
    answer: Callable[[Callable[[WorkCalendar], date | None]], DueDay | None],
) -> Deadlines:
    profile = limits.profile

    def supplement(calendar: WorkCalendar) -> date | None:
        if (
            history.told_on is None
            or history.supplement_days is None
            or history.told_on < history.telling_from
        ):
            return None
        return calendar.add_working_days(history.told_on, history.supplement_days)

    def delivery(calendar: WorkCalendar) -> date | None:
        return None if history.decided_on is None else _delivery(calendar, profile, history.decided_on)

    return Deadlines(
        telling=answer(lambda calendar: _telling(calendar, profile, history.telling_from)),
        silence=answer(lambda calendar: _silence(calendar, profile, history)),
        supplement=answer(supplement),
        promised=answer(lambda calendar: _promised(calendar, limits, history)),
        statutory=answer(lambda calendar: _statutory(calendar, limits, history)),
        delivery=answer(delivery),
    )
