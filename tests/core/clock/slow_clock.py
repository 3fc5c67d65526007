"""The clock once more, slow and obvious: it walks from day to day. Nothing of `core.clock` is used to count.

Which days are worked comes from another's package; only the table of lunar dates, for the years that nobody has
published yet, is shared with the production clock.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from chinese_calendar import is_workday

from onething.core.clock import ClockHistory, Limits, Pause, Silence
from onething.core.workdays import LunarDates

ONE = timedelta(days=1)
PUBLISHED = range(2004, 2027)
WORKED = {day for n in range(8401) if is_workday(day := date(2004, 1, 1) + ONE * n)}


class Unknown(Exception):
    code = "core.calendar_missing"


class Wrong(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


def published(day: date) -> bool:
    if day.year not in PUBLISHED:
        raise Unknown
    return day in WORKED


def guessing(lunar: dict[int, LunarDates]) -> Callable[[date], bool]:
    """Return the same question with guessed years: Monday to Friday less thirteen days."""

    def worked(day: date) -> bool:
        if day.year in PUBLISHED:
            return day in WORKED
        if day.year not in lunar or day.year < PUBLISHED[0]:
            raise Unknown
        moving = lunar[day.year]
        fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
        festival = (
            (day.month, day.day) in fixed
            or -1 <= (day - moving.new_year).days <= 2
            or day in (moving.qingming, moving.dragon_boat, moving.mid_autumn)
        )
        return day.weekday() < 5 and not festival

    return worked


def walk(start: date, n: int, counts: Callable[[date], bool]) -> date:
    day = start
    while n:
        day += ONE
        if counts(day):
            n -= 1
    return day


def spot(day: date, worked: Callable[[date], bool]) -> date:
    while not worked(day):
        day += ONE
    return day


def stopped_days(limits: Limits, pauses: Iterable[Pause], counts: Callable[[date], bool]) -> set[date]:
    days = set()
    for pause in pauses:
        profile = limits.profile
        if pause.ground not in profile.pause_grounds and pause.ground not in profile.own_grounds:
            raise Wrong("clock.ground_not_allowed")
        if pause.told_days < 1 or not pause.document:
            raise Wrong("clock.pause_not_told")
        day, told = pause.first, 0
        while pause.last is None or day <= pause.last:
            days.add(day)
            told += counts(day)
            if told == pause.told_days:
                break
            day += ONE
    return days


def answers(limits: Limits, history: ClockHistory, worked: Callable[[date], bool]) -> dict[str, Any]:
    """Return for each kind of last day the date, None, or the code of what is wrong."""
    profile = limits.profile
    counts = worked if limits.day_kind == "working" else (lambda day: True)
    start = history.supplemented_on or history.received_on

    def telling() -> date | None:
        if profile.tell_within is None:
            return None
        return spot(start, worked) if profile.tell_within == 0 else walk(start, profile.tell_within, worked)

    def silence() -> date | None:
        if profile.on_silence is Silence.NOTHING:
            return None
        last = telling()
        assert last is not None
        told = history.told_on is not None and start <= history.told_on <= last
        accepted = history.accepted_on is not None and history.accepted_on <= last
        decided = history.decided_on is not None and history.decided_on <= last
        return None if told or accepted or decided else last + ONE

    def supplement() -> date | None:
        if history.told_on is None or history.supplement_days is None or history.told_on < start:
            return None
        return walk(history.told_on, history.supplement_days, worked)

    def delivery() -> date | None:
        if history.decided_on is None or profile.deliver_within is None:
            return None
        return walk(history.decided_on, profile.deliver_within, worked)

    def decide(days: int | None, *, strict: bool) -> date | None:
        if history.accepted_on is None or days is None:
            return None
        stopped = stopped_days(limits, history.pauses, counts)
        running = lambda day: counts(day) and day not in stopped  # noqa: E731
        last = walk(history.accepted_on, days, running) if days else spot(history.accepted_on, worked)
        if (more := history.extension) is None:
            return last
        if profile.extension_days == 0:
            raise Wrong("clock.no_extension")
        if more.days < 1 or more.days > profile.extension_days:
            raise Wrong("clock.extension_too_long")
        if more.given_on > last:
            if strict:
                raise Wrong("clock.extension_too_late")
            return last
        return walk(last, more.days, running)

    questions: dict[str, Callable[[], date | None]] = {
        "telling": telling,
        "silence": silence,
        "supplement": supplement,
        "promised": lambda: decide(limits.promised_days, strict=False),
        "statutory": lambda: decide(limits.statutory_days, strict=True),
        "delivery": delivery,
    }
    found: dict[str, Any] = {}
    for name, question in questions.items():
        try:
            found[name] = question()
        except (Unknown, Wrong) as error:
            found[name] = error.code
    return found
