"""The days in which one may apply (申请期), as a scene says them: yearly or dated, and what they mean on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from onething.core.source import NOWHERE, Text, Where

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class YearDay:
    """A day that every year has: there is no 29 February here."""

    month: int
    day: int

    def of(self, year: int) -> date:
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Period:
    """From a first to a last day, both included; both dated, or both of every year.

    A yearly one whose last day comes before its first in the calendar runs over the new year. source: where it is
    written, or that it is indicative.
    """

    first: date | YearDay
    last: date | YearDay
    note: Text | None = None
    source: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Span:
    """One period in one year; both days are included."""

    first: date
    last: date
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Applying:
    """Whether one may apply on a day. now: the days around it, None = not on that day. next: the first days after it.

    next is None where only dated periods are known and all have begun. days: all periods in words.
    """

    now: Span | None
    next: Span | None
    days: Text


def applying_on(periods: Sequence[Period], day: date) -> Applying | None:
    """Return how it stands with applying on a day of China time; None where one may apply on every day."""
    if not periods:
        return None
    spans = [span for period in periods for span in _spans(period, day)]
    here = [span for span in spans if span.first <= day <= span.last]
    later = [span for span in spans if span.first > day]
    return Applying(
        max(here, key=lambda span: span.last, default=None),
        min(later, key=lambda span: span.first, default=None),
        days_of(periods),
    )


def first_day(periods: Sequence[Period], day: date) -> date:
    """Return the first day from this one on on which one may apply: what is reckoned for an applicant begins there.

    It is the day itself where no later one is known.
    """
    applying = applying_on(periods, day)
    if applying is None or applying.now is not None or applying.next is None:
        return day
    return applying.next.first


def days_of(periods: Sequence[Period]) -> Text:
    """Return the periods in words: 每年 4 月 1 日到 5 月 31 日."""
    said = [_say(period) for period in periods]
    return Text("、".join(one.zh for one in said), " and ".join(one.en for one in said))


def _spans(period: Period, day: date) -> Iterator[Span]:
    """Give the spans of a period that may lie around a day or come next after it."""
    first, last = period.first, period.last
    if isinstance(first, date) and isinstance(last, date):
        yield Span(first, last, period.note)
    elif isinstance(first, YearDay) and isinstance(last, YearDay):
        for year in range(max(day.year - 1, date.min.year), min(day.year + 1, date.max.year - 1) + 1):
            yield Span(first.of(year), last.of(year if first <= last else year + 1), period.note)


def _say(period: Period) -> Text:
    (first_zh, first_en), (last_zh, last_en) = _day(period.first), _day(period.last)
    zh, en = ("每年 ", "each year ") if isinstance(period.first, YearDay) else ("", "")
    return Text(f"{zh}{first_zh}到 {last_zh}", f"{en}from {first_en} to {last_en}")


def _day(day: date | YearDay) -> tuple[str, str]:
    zh, en = f"{day.month} 月 {day.day} 日", f"{day.day} {_MONTHS[day.month - 1]}"
    return (zh, en) if isinstance(day, YearDay) else (f"{day.year} 年 {zh}", f"{en} {day.year}")
