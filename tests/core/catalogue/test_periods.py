"""The days on which one may apply: what a file says, and what it means on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.catalogue.hashing import text_of
from onething.core.catalogue.periods import Period, Span, YearDay, applying_on, days_of, first_day
from onething.core.source import Text
from tests.core.catalogue.journey import city
from tests.core.composition.factories import item, scene

SPRING = Period(YearDay(4, 1), YearDay(5, 31))
OVER_NEW_YEAR = Period(YearDay(12, 15), YearDay(1, 15))
ONCE = Period(date(2027, 3, 1), date(2027, 3, 1))
YEAR_DAYS = st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda day: YearDay(day.month, day.day))
YEARLY = st.builds(Period, YEAR_DAYS, YEAR_DAYS)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def as_told(period, day):
    """Whether a day lies in a yearly period, by months and days alone."""
    here, first, last = ((one.month, one.day) for one in (day, period.first, period.last))
    return first <= here <= last if first <= last else here >= first or here <= last


@given(st.lists(YEARLY, min_size=1, max_size=3), DAYS)
def test_every_day_is_inside_exactly_or_a_next_opening_comes_within_a_year(periods, day):
    applying = applying_on(periods, day)
    assert (applying.now is not None) == any(as_told(one, day) for one in periods)
    if applying.now:
        assert applying.now.first <= day <= applying.now.last
    opening = applying.next.first
    assert first_day(periods, day) == (day if applying.now else opening)
    assert day < opening <= day + timedelta(days=366)
    if applying.now is None:  # and it is the next: nobody can apply on any day before it
        before = [day + timedelta(days=n) for n in range((opening - day).days)]
        assert not any(as_told(one, other) for one in periods for other in before)


@pytest.mark.parametrize(
    ("periods", "day", "now", "opens"),
    [
        ([SPRING], date(2026, 3, 31), None, date(2026, 4, 1)),
        ([SPRING], date(2026, 4, 1), (date(2026, 4, 1), date(2026, 5, 31)), date(2027, 4, 1)),
        ([SPRING], date(2026, 5, 31), (date(2026, 4, 1), date(2026, 5, 31)), date(2027, 4, 1)),
        ([SPRING], date(2026, 6, 1), None, date(2027, 4, 1)),
        ([SPRING, ONCE], date(2026, 6, 1), None, date(2027, 3, 1)),
        ([OVER_NEW_YEAR], date(2027, 1, 15), (date(2026, 12, 15), date(2027, 1, 15)), date(2027, 12, 15)),
        ([OVER_NEW_YEAR], date(2027, 1, 16), None, date(2027, 12, 15)),
        ([ONCE], date(2027, 3, 2), None, None),
    ],
)  # fmt: skip
def test_both_ends_count(periods, day, now, opens):
    applying = applying_on(periods, day)
    assert applying.now == (Span(*now) if now else None)
    assert (applying.next and applying.next.first) == opens


def test_without_periods_every_day_is_one_and_nothing_is_in_the_hash():
    assert applying_on((), date(2026, 1, 1)) is None
    assert "periods" not in text_of(scene(item("one")))
    assert '"periods"' in text_of(replace(scene(item("one")), periods=(SPRING,)))


def test_are_told_in_both_languages():
    assert days_of([SPRING, ONCE]) == Text(
        "每年 4 月 1 日到 5 月 31 日、2027 年 3 月 1 日到 2027 年 3 月 1 日",
        "each year from 1 April to 31 May and from 1 March 2027 to 1 March 2027",
    )


def test_children_are_registered_for_school_in_april_and_may():
    (period,) = city().scenes["school-entry"].periods
    assert (period.first, period.last, period.source) == (YearDay(4, 1), YearDay(5, 31), "indicative")
