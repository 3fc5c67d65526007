"""Why a last day is that day: one sentence for every day that was not counted, and for weekends that were.

What the calendar says about a day is the same for all cases, so those sentences are written once a calendar
and an explanation is a slice of them; only days of a pause are told case by case.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from heapq import merge

from onething.core.clock.counting import Span, add_days, span_of
from onething.core.clock.deadlines import DueDay, deadlines_for_display
from onething.core.clock.history import ClockHistory, Limits, Pause
from onething.core.clock.profiles import GROUND_NAMES, DayKind
from onething.core.source import Text
from onething.core.workdays import ONE_DAY, CalendarMissing, DayStatus, WorkCalendar

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Why(StrEnum):
    WEEKEND = "weekend"
    FESTIVAL = "festival"
    WORKED_WEEKEND = "worked_weekend"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class DayNote:
    """What is special about one day of a limit. counted: whether it used up the office's time."""

    day: date
    why: Why
    counted: bool
    text: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """A last day and the notes that lead to it, in the order of days; the day of the event has none."""

    due_on: DueDay
    notes: tuple[DayNote, ...]


class StripMark(StrEnum):
    START = "start"  # the day of the event, day 0
    COUNTED = "counted"
    REST = "rest"
    PAUSED = "paused"


class StripTime(StrEnum):
    PAST = "past"
    TODAY = "today"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the strip on a reviewer's page. nth: which counted day it is, None if it is not counted."""

    day: date
    mark: StripMark
    time: StripTime
    nth: int | None
    note: DayNote | None


def explain(
    day: date,
    n: int,
    calendar: WorkCalendar,
    day_kind: DayKind | str = DayKind.WORKING,
    *,
    provisional: bool = False,
) -> Explanation:
    """Return the last day of a limit of n days from `day`, and a sentence for each day that is not plain.

    provisional: also answer beyond the published notices, and say so.
    Raises CalendarMissing.
    """
    assert n >= 0, n
    known, guessed = calendar.published(), False
    try:
        due_on = add_days(known, day, n, day_kind)
    except CalendarMissing:
        if not provisional:
            raise
        known, guessed = calendar.provisional(), True
        due_on = add_days(known, day, n, day_kind)
    notes = _calendar_notes(known, day, due_on) if day_kind == DayKind.WORKING else ()
    return Explanation(DueDay(due_on, guessed), notes)


def explain_case(
    limits: Limits, history: ClockHistory, calendar: WorkCalendar, *, promised: bool = False
) -> Explanation | None:
    """Return the last day to decide a case (statutory, or promised), and a sentence for each day that is not plain.

    None before acceptance, or where there is no statutory limit. Raises as `deadlines_for_display`.
    """
    shown = deadlines_for_display(limits, history, calendar)
    due_on = shown.promised if promised else shown.statutory
    if due_on is None or history.accepted_on is None:
        return None
    known = calendar.provisional() if due_on.provisional else calendar.published()
    pauses = [(span_of(limits, one, known), one) for one in history.pauses]
    return Explanation(due_on, notes_between(history.accepted_on, due_on.day, known, pauses, limits.day_kind))


def notes_between(
    start: date,
    last: date,
    calendar: WorkCalendar,
    pauses: Sequence[tuple[Span, Pause]] = (),
    day_kind: DayKind | str = DayKind.WORKING,
) -> tuple[DayNote, ...]:
    """Return the notes of all days after `start` up to and including `last`.

    A day that is off anyway is told as off, also inside a pause. Raises CalendarMissing.
    """
    working = day_kind == DayKind.WORKING
    plain = _calendar_notes(calendar, start, last) if working else ()
    if not pauses:
        return plain
    paused = {note.day: note for note in _pause_notes(start, last, calendar if working else None, pauses)}
    kept = (note for note in plain if note.day not in paused)
    return tuple(merge(kept, (paused[day] for day in sorted(paused)), key=lambda note: note.day))


def strip(
    limits: Limits, history: ClockHistory, calendar: WorkCalendar, today: date, *, promised: bool = False
) -> tuple[StripDay, ...]:
    """Return every day from acceptance to the last day, or to today if that is later; () before acceptance.

    Days after the last one are counted on, so that an overdue case shows by how much.
    Raises as `deadlines_for_display`.
    """
    explained = explain_case(limits, history, calendar, promised=promised)
    if explained is None or history.accepted_on is None:
        return ()
    known = calendar.provisional()
    start, last = history.accepted_on, max(explained.due_on.day, today)
    pauses = [(span_of(limits, one, known), one) for one in history.pauses]
    notes = {note.day: note for note in notes_between(start, last, known, pauses, limits.day_kind)}
    days, nth, day = [], 0, start
    while day <= last:  # ends: a day is added each time
        note = notes.get(day)
        counted = day > start and (note is None or note.counted)
        nth += counted
        if day == start:
            mark = StripMark.START
        elif counted:
            mark = StripMark.COUNTED
        else:
            mark = StripMark.PAUSED if note and note.why is Why.PAUSE else StripMark.REST
        time = StripTime.PAST if day < today else StripTime.AHEAD if day > today else StripTime.TODAY
        days.append(StripDay(day, mark, time, nth if counted else None, note))
        day += ONE_DAY
    return tuple(days)


def _calendar_notes(calendar: WorkCalendar, start: date, last: date) -> tuple[DayNote, ...]:
    days, notes = _all_notes(calendar)
    return notes[bisect_right(days, start) : bisect_right(days, last)]


@lru_cache(maxsize=16)
def _all_notes(calendar: WorkCalendar) -> tuple[tuple[date, ...], tuple[DayNote, ...]]:
    notes = []
    for year in sorted(calendar.notices):
        day = date(year, 1, 1)
        while day.year == year:  # ends: with the year
            if (note := _calendar_note(calendar, day)) is not None:
                notes.append(note)
            day += ONE_DAY
    return tuple(note.day for note in notes), tuple(notes)


def _calendar_note(calendar: WorkCalendar, day: date) -> DayNote | None:
    status = calendar.kind(day)
    if status is DayStatus.WORKDAY:
        return None
    zh, en = say_day(day)
    if status is DayStatus.WEEKEND:
        text = Text(f"{zh}是周末，不计。", f"{en} is a weekend and is not counted.")
        return DayNote(day, Why.WEEKEND, False, text)
    festival = calendar.festival(day) or calendar.worked_for(day)
    assert festival is not None, day
    if status is DayStatus.WORKED_WEEKEND:
        text = Text(
            f"{zh}因{festival.zh}调休上班，计入。", f"{en} is worked for {festival.en} and is counted."
        )
        return DayNote(day, Why.WORKED_WEEKEND, True, text)
    if calendar.is_provisional(day):
        text = Text(
            f"{zh}是{festival.zh}法定节假日（{day.year}年放假通知尚未公布），不计。",
            f"{en} is off for {festival.en} by statute (the notice for {day.year} is not published yet)"
            " and is not counted.",
        )
    else:
        text = Text(f"{zh}{festival.zh}放假，不计。", f"{en} is off for {festival.en} and is not counted.")
    return DayNote(day, Why.FESTIVAL, False, text)


def _pause_notes(
    start: date, last: date, calendar: WorkCalendar | None, pauses: Sequence[tuple[Span, Pause]]
) -> Iterator[DayNote]:
    """Yield a note for each day that a pause took out; of two pauses on one day the later yielded is the earlier."""
    for span, one in sorted(pauses, key=lambda pair: (pair[0].first, pair[0].last), reverse=True):
        ground = GROUND_NAMES.get(one.ground, Text(one.ground, one.ground))
        day, end = max(span.first, start + ONE_DAY), min(span.last, last)
        while day <= end:  # ends: a day is added each time
            if calendar is None or calendar.is_working_day(day):
                zh, en = say_day(day)
                text = Text(
                    f"{zh}因{ground.zh}暂停计时（{one.document}），不计。",
                    f"{en} is inside the pause for {ground.en} ({one.document}) and is not counted.",
                )
                yield DayNote(day, Why.PAUSE, False, text)
            day += ONE_DAY


def say_day(day: date) -> tuple[str, str]:
    """Return a day with its weekday, in Chinese and in English."""
    weekday = day.weekday()
    return f"{day}（周{_WEEKDAYS_ZH[weekday]}）", f"{_WEEKDAYS_EN[weekday]} {day}"
