"""Reads the days in which one may apply."""

import re
from datetime import date

from onething.core.catalogue import shapes
from onething.core.catalogue.forms import Form, as_day
from onething.core.catalogue.periods import Period, YearDay
from onething.core.catalogue.reading import Scalar, Sequence_

#: A year without 29 February: what it has, every year has.
_SHORT_YEAR = 2001


def read_periods(form: Form) -> tuple[Period, ...]:
    """Return the periods of a scene in the order of the file; none means that one may apply on every day."""
    node = form.get("periods")
    if isinstance(node, Sequence_) and not node.items:
        form.wrong("periods", node, "至少一段日子", "at least one period", code="bad_value")
    found = (_read(part) for part in form.forms("periods", shapes.PERIOD))
    return tuple(one for one in found if one is not None)


def _read(part: Form) -> Period | None:
    first, last = _edge(part, "from"), _edge(part, "to")
    if first is None or last is None:
        return None
    end = part.get("to") or part.node
    if isinstance(first, YearDay) is not isinstance(last, YearDay):
        part.wrong(
            "to",
            end,
            "和 from 一样的写法：都写年份，或者都不写",
            "the form of 'from': both with the year or both without",
            code="bad_value",
        )
        return None
    if isinstance(first, date) and isinstance(last, date) and last < first:
        part.wrong(
            "to", end, f"不早于 from（{first}）的日期", f"a day not before 'from' ({first})", code="bad_value"
        )
        return None
    return Period(first, last, part.optional_text("note"), part.string("source"), part.at)


def _edge(part: Form, key: str) -> date | YearDay | None:
    node = part.get(key)
    if node is None:
        return None
    if isinstance(node, Scalar):
        if (day := as_day(node.text)) is not None:
            return day
        if re.fullmatch(r"[0-9]{2}-[0-9]{2}", node.text) and (day := as_day(f"{_SHORT_YEAR}-{node.text}")):
            return YearDay(day.month, day.day)
    part.wrong(
        key,
        node,
        "每年都有的日子，写作 04-01，或者某一天，写作 2027-04-01",
        "a day that every year has, written 04-01, or one day, written 2027-04-01",
    )
    return None
