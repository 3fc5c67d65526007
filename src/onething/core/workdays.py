"""The working-day calendar: which days offices work, from the yearly holiday notices of the State Council.

A year without a notice is refused, never taken for Monday to Friday. Where a person must see a day all the
same, `WorkCalendar.provisional` fills such years with Monday to Friday less the statutory festival days,
and says of each day whether it rests on that guess.

Law: 行政许可法 82 (limits count working days, statutory holidays excluded); 全国年节及纪念日放假办法 2 (2024
revision: thirteen days); the days moved around them are set by each year's notice.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from onething.core.errors import RuleBroken, Unavailable
from onething.core.source import Text

ONE_DAY = timedelta(days=1)
SATURDAY = 5  # date.weekday()

FESTIVALS: Mapping[str, Text] = {
    "new_year": Text("元旦", "New Year's Day"),
    "spring_festival": Text("春节", "Spring Festival"),
    "qingming": Text("清明节", "Tomb-sweeping Day"),
    "labour_day": Text("劳动节", "Labour Day"),
    "dragon_boat": Text("端午节", "Dragon Boat Festival"),
    "mid_autumn": Text("中秋节", "Mid-Autumn Festival"),
    "national_day": Text("国庆节", "National Day"),
    "victory_day": Text("抗战胜利纪念日", "Victory Day"),
}


class CalendarMissing(Unavailable):
    code = "core.calendar_missing"

    def __init__(self, year: int) -> None:
        super().__init__(f"no working-day calendar for {year}")
        self.year = year


class NoticeBroken(RuleBroken):
    """A holiday notice that contradicts itself or the week."""

    code = "core.notice_broken"

    def __init__(self, year: int, day: date, why: Text) -> None:
        super().__init__(f"the holiday notice for {year} cannot stand: {day} {why.en}")
        self.year = year
        self.day = day
        self.why = why


class DayStatus(StrEnum):
    WORKDAY = "workday"  # Monday to Friday, worked
    WORKED_WEEKEND = "worked_weekend"  # a Saturday or Sunday worked for a festival (调休上班)
    WEEKEND = "weekend"
    FESTIVAL = "festival"  # off by the notice, weekends inside the festival included


_KINDS = (DayStatus.WORKDAY, DayStatus.WORKED_WEEKEND, DayStatus.WEEKEND, DayStatus.FESTIVAL)
_WORKDAY, _WORKED_WEEKEND, _WEEKEND, _FESTIVAL, _UNKNOWN = range(5)


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """One year's arrangement of days off.

    off: day -> festival id of `FESTIVALS`; every day of a festival, weekend days inside it included.
    worked: Saturday or Sunday -> the festival for which it is worked.
    A notice may move a day of the last December or the next January; it counts if that year is known.
    titles: the notice and those that changed it, as published. provisional: our guess, no notice.
    """

    year: int
    titles: tuple[str, ...]
    off: Mapping[date, str]
    worked: Mapping[date, str]
    provisional: bool = False

    def __post_init__(self) -> None:
        for day, festival in (*self.off.items(), *self.worked.items()):
            if festival not in FESTIVALS:
                raise NoticeBroken(
                    self.year,
                    day,
                    Text(f"的节日“{festival}”未知", f"names the unknown festival {festival!r}"),
                )
            if abs(day.year - self.year) > 1:
                raise NoticeBroken(
                    self.year, day, Text("不在该年或前后一年", "is not in that year or beside it")
                )
        for day in self.worked:
            if day.weekday() < SATURDAY:
                raise NoticeBroken(
                    self.year,
                    day,
                    Text("本来就是工作日，不是周末", "is worked anyway, it is no Saturday or Sunday"),
                )
            if day in self.off:
                raise NoticeBroken(self.year, day, Text("既放假又上班", "is both off and worked"))

    def canonical(self) -> str:
        """Return the notice as one text that changes when anything in it does."""
        off = ",".join(f"{day}={name}" for day, name in sorted(self.off.items()))
        worked = ",".join(f"{day}={name}" for day, name in sorted(self.worked.items()))
        return f"{self.year}|{';'.join(self.titles)}|off {off}|worked {worked}|{self.provisional}"


def _next_year_of(day: date) -> int:
    """Return the year of the day after; also for the last day that there is."""
    return day.year + (day.month == 12 and day.day == 31)


def _last_year_of(day: date) -> int:
    return day.year - (day.month == 1 and day.day == 1)


@dataclass(frozen=True, slots=True)
class LunarDates:
    """The moving festivals of one solar year: first day of the lunar year, Qingming, 5th of the 5th, 15th of the 8th."""

    new_year: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


def statutory_days(year: int, moving: LunarDates) -> dict[date, str]:
    """Return the thirteen statutory festival days of a year.

    Law: 全国年节及纪念日放假办法 2 as of 2025-01-01 (New Year 1, Spring Festival 4 from the lunar year's eve,
    Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National Day 3).
    """
    days = {date(year, 1, 1): "new_year"}
    days |= {moving.new_year + ONE_DAY * n: "spring_festival" for n in range(-1, 3)}
    days |= {moving.qingming: "qingming", moving.dragon_boat: "dragon_boat"}
    days |= {date(year, 5, 1): "labour_day", date(year, 5, 2): "labour_day"}
    days |= {date(year, 10, n): "national_day" for n in (1, 2, 3)}
    days.setdefault(moving.mid_autumn, "mid_autumn")
    return days


@dataclass(frozen=True, slots=True)
class _Table:
    """The years laid out day by day; index 0 is 1 January of the first year.

    before[i]: working days before index i. reach[i]: working days up to the end of the unbroken run of
    known years that index i lies in, -1 in an unknown year. floor[i]: working days before that run.
    """

    first: int
    kinds: bytearray
    before: array[int]
    reach: array[int]
    floor: array[int]
    worked_on: tuple[date, ...]


def _lay_out(notices: Mapping[int, HolidayNotice]) -> _Table:
    years = range(min(notices), max(notices) + 1) if notices else range(0)
    first = date(years[0], 1, 1).toordinal() if years else 1
    end = date(years[-1], 12, 31).toordinal() + 1 if years else 1
    kinds = bytearray([_UNKNOWN]) * (end - first)
    starts = {year: date(year, 1, 1).toordinal() - first for year in years}
    for year, start in starts.items():
        if year in notices:
            for at in range(start, date(year, 12, 31).toordinal() - first + 1):
                kinds[at] = _WEEKEND if (first + at - 1) % 7 >= SATURDAY else _WORKDAY
    # A later notice speaks last about the days around New Year that two of them name.
    for year in sorted(notices):
        for days, kind in ((notices[year].off, _FESTIVAL), (notices[year].worked, _WORKED_WEEKEND)):
            for day in days:
                if day.year in notices:
                    kinds[day.toordinal() - first] = kind
    before = array("l", [0])
    worked_on = []
    for at, kind in enumerate(kinds):
        if kind in (_WORKDAY, _WORKED_WEEKEND):
            worked_on.append(date.fromordinal(first + at))
        before.append(len(worked_on))
    reach = array("l", [-1]) * len(kinds)
    floor = array("l", [0]) * len(kinds)
    for at in range(len(kinds) - 1, -1, -1):
        if kinds[at] != _UNKNOWN:
            known_after = at + 1 < len(kinds) and kinds[at + 1] != _UNKNOWN
            reach[at] = reach[at + 1] if known_after else before[at + 1]
    for at, kind in enumerate(kinds):
        if kind != _UNKNOWN:
            known_before = at > 0 and kinds[at - 1] != _UNKNOWN
            floor[at] = floor[at - 1] if known_before else before[at]
    return _Table(first, kinds, before, reach, floor, tuple(worked_on))


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """Answers for every day of the years it has a notice for; each question costs the same however far it reaches.

    Immutable: a newer notice gives a new calendar (`with_notice`). Equal if the notices are.
    lunar: solar year -> its moving festivals, for the years that `provisional` may guess.
    """

    notices: Mapping[int, HolidayNotice]
    lunar: Mapping[int, LunarDates] = field(default_factory=dict)
    hash: str = field(init=False)
    _table: _Table = field(init=False, repr=False)
    _guess: list[WorkCalendar] = field(init=False, repr=False, default_factory=list)
    _published: WorkCalendar | None = field(init=False, repr=False, default=None)

    def __post_init__(self) -> None:
        for year, notice in self.notices.items():
            assert year == notice.year, (year, notice.year)
        text = "\n".join(self.notices[year].canonical() for year in sorted(self.notices))
        object.__setattr__(self, "hash", hashlib.sha256(text.encode()).hexdigest())
        object.__setattr__(self, "_table", _lay_out(self.notices))
        published = {year: notice for year, notice in self.notices.items() if not notice.provisional}
        if len(published) < len(self.notices):
            object.__setattr__(self, "_published", WorkCalendar(published, self.lunar))

    @classmethod
    def of(
        cls, notices: Iterable[HolidayNotice], lunar: Mapping[int, LunarDates] | None = None
    ) -> WorkCalendar:
        """Return the calendar of these notices; of two for one year the later in order counts."""
        return cls({notice.year: notice for notice in notices}, dict(lunar or {}))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkCalendar) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def version(self) -> str:
        """The years and a hash of all notices, such as `2004-2026/1f0c52aa9b3e`; frozen into every case."""
        years = f"{min(self.notices)}-{max(self.notices)}" if self.notices else "none"
        return f"{years}/{self.hash[:12]}"

    def knows(self, year: int) -> bool:
        return year in self.notices

    def with_notice(self, notice: HolidayNotice) -> WorkCalendar:
        """Return this calendar with a notice added, or put in place of the one for the same year."""
        return WorkCalendar({**self.notices, notice.year: notice}, self.lunar)

    # -- one day ------------------------------------------------------------------------------------------

    def kind(self, day: date) -> DayStatus:
        """Raises CalendarMissing."""
        return _KINDS[self._kind(day)]

    def is_working_day(self, day: date) -> bool:
        """Raises CalendarMissing."""
        return self._kind(day) <= _WORKED_WEEKEND

    def festival(self, day: date) -> Text | None:
        """Return the festival for which a day is off, None for any other day. Raises CalendarMissing."""
        return FESTIVALS[self._named(day, "off")] if self._kind(day) == _FESTIVAL else None

    def worked_for(self, day: date) -> Text | None:
        """Return the festival for which a weekend is worked, None for any other day. Raises CalendarMissing."""
        return FESTIVALS[self._named(day, "worked")] if self._kind(day) == _WORKED_WEEKEND else None

    def is_provisional(self, day: date) -> bool:
        """Return whether a day rests on our guess instead of a notice. Raises CalendarMissing."""
        if (notice := self.notices.get(day.year)) is None:
            raise CalendarMissing(day.year)
        return notice.provisional

    # -- counting -----------------------------------------------------------------------------------------

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after a day, which itself is not counted; n = 0 is the day itself.

        n < 0 gives the n-th working day before it.
        Raises CalendarMissing for the first year in reach that has no notice.
        """
        if n == 0:
            return day
        table = self._table
        if n > 0:
            at = day.toordinal() - table.first + 1
            if not 0 <= at < len(table.kinds) or table.reach[at] < 0:
                raise CalendarMissing(_next_year_of(day))
            wanted = table.before[at] + n
            if wanted > table.reach[at]:
                raise CalendarMissing(self._first_missing(_next_year_of(day), 1))
            return table.worked_on[wanted - 1]
        at = day.toordinal() - table.first - 1
        if not 0 <= at < len(table.kinds) or table.reach[at] < 0:
            raise CalendarMissing(_last_year_of(day))
        wanted = table.before[at + 1] + n
        if wanted < table.floor[at]:
            raise CalendarMissing(self._first_missing(_last_year_of(day), -1))
        return table.worked_on[wanted]

    def working_days_between(self, a: date, b: date) -> int:
        """Return how many working days lie after `a` up to and including `b`; negative if `b` is earlier.

        `add_working_days(a, n) == b` gives n back. Raises CalendarMissing.
        """
        if b < a:
            return -self.working_days_between(b, a)
        if a == b:
            return 0
        table = self._table
        start, end = a.toordinal() - table.first + 1, b.toordinal() - table.first
        size = len(table.kinds)
        if not (0 <= start < size and end < size and table.reach[start] == table.reach[end] >= 0):
            first = _next_year_of(a)
            raise CalendarMissing(next(year for year in range(first, b.year + 1) if year not in self.notices))
        return table.before[end + 1] - table.before[start]

    # -- years without a notice -----------------------------------------------------------------------------

    def provisional(self) -> WorkCalendar:
        """Return this calendar with every year of `lunar` that has no notice filled by our guess.

        Only for showing a day to a person; no legal consequence may be applied on a guessed day.
        """
        if self._published is not None:
            return self
        if not self._guess:
            guesses = {
                year: HolidayNotice(year, (), statutory_days(year, moving), {}, provisional=True)
                for year, moving in self.lunar.items()
                if year not in self.notices and year > min(self.notices, default=0)
            }
            self._guess.append(WorkCalendar({**self.notices, **guesses}, self.lunar) if guesses else self)
        return self._guess[0]

    def published(self) -> WorkCalendar:
        """Return this calendar without guessed years; everything with a legal consequence asks this one."""
        return self._published or self

    # -- inside -------------------------------------------------------------------------------------------

    def _kind(self, day: date) -> int:
        table = self._table
        at = day.toordinal() - table.first
        if not 0 <= at < len(table.kinds) or (kind := table.kinds[at]) == _UNKNOWN:
            raise CalendarMissing(day.year)
        return kind

    def _named(self, day: date, which: str) -> str:
        for year in (day.year + 1, day.year, day.year - 1):  # the later notice speaks last
            if (notice := self.notices.get(year)) and day in getattr(notice, which):
                name: str = getattr(notice, which)[day]
                return name
        raise AssertionError(day)

    def _first_missing(self, year: int, step: int) -> int:
        while year in self.notices:  # ends: the years known are finite
            year += step
        return year
