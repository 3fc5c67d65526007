"""Days, months and moments, in any usual way of writing them."""

import re
from datetime import date, datetime
from typing import Any

from onething.core.catalogue.words import Element
from onething.core.codes.reading import half_width
from onething.core.values.problems import ImpossibleDate, ValueUnreadable, english

EARLIEST_DAY = date(1850, 1, 1)
#: Years after `on` up to which a date makes sense.
LATEST_YEARS = 50

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))(?:[-/.]?0?1日?)?", re.ASCII)
_TIME = re.compile(
    r"(\d{1,2})(?:[:时点](\d{1,2}))?(?:分|:\d{2}(?:\.\d+)?)?(?:整)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


def _squeezed(raw: Any) -> str:
    return re.sub(r"\s+", "", half_width(raw)) if isinstance(raw, str) else ""


def _day_problem(element: Element, example: str) -> ValueUnreadable:
    label = element.label
    return ValueUnreadable(
        f"“{label.zh}”看不出是哪一天；请写成 {example}。",
        f"{english(label)} is no day; write it as {example}.",
    )


def _make_day(element: Element, parts: tuple[str, str, str], on: date) -> date:
    label = element.label
    year, month, day = (int(part) for part in parts)
    try:
        found = date(year, month, day)
    except ValueError:
        raise ImpossibleDate(
            f"“{label.zh}”写的 {year} 年 {month} 月 {day} 日并不存在；请核对月和日。",
            f"{english(label)}: there is no {year}-{month:02d}-{day:02d}; check month and day.",
        ) from None
    if found < EARLIEST_DAY or found.year > on.year + LATEST_YEARS:
        raise ImpossibleDate(
            f"“{label.zh}”的年份 {year} 不对；请核对。",
            f"{english(label)}: the year {year} cannot be right; check it.",
        )
    if found > on and _is_past(element):
        raise ImpossibleDate(
            f"“{label.zh}”不能晚于今天（{on}）；请核对年份。",
            f"{english(label)} cannot be after today ({on}); check the year.",
        )
    return found


def _is_past(element: Element) -> bool:
    """A birthday, or the day since which something has been so."""
    return element.id.endswith((".birth_date", ".since", "birth.moment"))


def read_day(element: Element, raw: Any, on: date) -> str:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = raw.isoformat()
    text = _squeezed(raw)
    found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if found is None:
        raise _day_problem(element, "2026-03-05")
    return _make_day(element, (found[1], found[2], found[3]), on).isoformat()


def read_month(element: Element, raw: Any, on: date) -> str:
    if isinstance(raw, date):
        raw = raw.isoformat()
    text = _squeezed(raw)
    if day := (_DAY.fullmatch(text) or _COMPACT.fullmatch(text)):
        return _make_day(element, (day[1], day[2], "1"), on).isoformat()
    found = _MONTH.fullmatch(text)
    if found is None:
        raise _day_problem(element, "2026-03")
    return _make_day(element, (found[1], found[2] or found[3], "1"), on).isoformat()


def read_moment(element: Element, raw: Any, on: date) -> str:
    text = re.sub(r"\s+", " ", half_width(raw).replace("T", " ")) if isinstance(raw, str) else ""
    whole = re.fullmatch(r"(\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}[日号]?|\d{8}) ?(\S.*)?", text, re.ASCII)
    clock = _TIME.fullmatch(re.sub(r"\s", "", whole[2])) if whole and whole[2] else None
    label = element.label
    if whole is None or clock is None:
        raise ValueUnreadable(
            f"“{label.zh}”要写到分钟；请写成 2026-03-05 14:30。",
            f"{english(label)} is day and time; write it as 2026-03-05 14:30.",
        )
    day = date.fromisoformat(read_day(element, whole[1], on))
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if hour > 23 or minute > 59:
        raise ImpossibleDate(
            f"“{label.zh}”的时间 {hour}:{minute:02d} 并不存在；请按 24 小时制写。",
            f"{english(label)}: there is no {hour}:{minute:02d}; use the 24-hour clock.",
        )
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}"
