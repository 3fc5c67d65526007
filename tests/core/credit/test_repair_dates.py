"""Earliest repair dates: class, area, month's end, and the rules of the day of the application."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.credit.repair_dates import (
    RULES,
    Area,
    Due,
    Gravity,
    Missing,
    NoRepairRules,
    Shown,
    due_of,
    duties_done,
    months_after,
    repair_of,
    rules_on,
)

DAYS = st.dates(date(2023, 5, 1), date(2032, 12, 31))
RECORDS = st.builds(
    Shown,
    acted_on=st.dates(date(2022, 1, 1), date(2030, 12, 31)),
    gravity=st.sampled_from(Gravity),
    area=st.sampled_from(Area),
    fulfilled_on=st.none() | st.dates(date(2022, 1, 1), date(2031, 12, 31)),
    promised=st.booleans(),
)
TRIAL, ORDER_36 = date(2026, 3, 31), date(2026, 4, 1)


def ordinary(acted_on: date, **other) -> Shown:
    return Shown(acted_on, Gravity.ORDINARY, fulfilled_on=acted_on, promised=True, **other)


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "months", "then"),
        [
            (date(2025, 11, 30), 3, date(2026, 2, 28)),
            (date(2023, 11, 30), 3, date(2024, 2, 29)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2025, 12, 31), 3, date(2026, 3, 31)),
            (date(2025, 9, 30), 3, date(2025, 12, 30)),
            (date(2026, 1, 15), 0, date(2026, 1, 15)),
            (date(2025, 12, 1), 1, date(2026, 1, 1)),
        ],
    )
    def test_end_on_the_same_number_or_on_the_last_day(self, day, months, then):
        assert months_after(day, months) == then

    @given(DAYS, st.integers(0, 60))
    def test_never_leave_the_month_that_they_reach(self, day, months):
        then = months_after(day, months)
        assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
        assert then.day == day.day or (then.day < day.day and (then + timedelta(1)).day == 1)

    @given(DAYS, DAYS, st.integers(0, 60))
    def test_keep_the_order_of_days(self, one, other, months):
        assert (one <= other) <= (months_after(one, months) <= months_after(other, months))


class TestRuleSets:
    def test_follow_each_other_without_a_gap(self):
        for before, after in pairwise(RULES):
            assert before.until == after.since - timedelta(1)

    def test_are_those_of_the_day_of_the_application(self):
        assert rules_on(TRIAL).id == "trial"
        assert rules_on(ORDER_36).id == "order-36"

    def test_do_not_reach_before_the_trial(self):
        with pytest.raises(NoRepairRules) as raised:
            rules_on(date(2023, 4, 30))
        assert raised.value.on == date(2023, 4, 30)


class TestEarliest:
    def test_is_the_date_of_the_act_and_three_months_for_an_ordinary_one(self):
        found = repair_of(ordinary(date(2025, 11, 30)), on=date(2026, 2, 28))
        assert (found.earliest, found.ready) == (date(2026, 2, 28), True)
        assert repair_of(ordinary(date(2025, 11, 30)), on=date(2026, 2, 27)).missing == (Missing.TIME,)

    @pytest.mark.parametrize("area", [one for one in Area if one != Area.OTHER])
    def test_is_a_year_in_the_stricter_areas_until_the_trial_ends(self, area):
        record = ordinary(date(2025, 11, 30), area=area)
        assert repair_of(record, on=TRIAL).earliest == date(2026, 11, 30)
        assert repair_of(record, on=ORDER_36).earliest == date(2026, 2, 28)

    def test_is_a_year_for_a_serious_one_in_both(self):
        record = replace(ordinary(date(2025, 11, 30)), gravity=Gravity.SERIOUS)
        assert {repair_of(record, on=day).earliest for day in (TRIAL, ORDER_36)} == {date(2026, 11, 30)}

    def test_is_not_before_the_last_duty_was_done(self):
        record = replace(ordinary(date(2025, 11, 30)), fulfilled_on=date(2026, 3, 10))
        assert repair_of(record, on=TRIAL).earliest == date(2026, 3, 10)

    def test_of_a_minor_one_is_the_day_on_which_duties_were_done(self):
        record = replace(ordinary(date(2026, 3, 20)), gravity=Gravity.MINOR, fulfilled_on=date(2026, 4, 2))
        assert repair_of(record, on=date(2026, 4, 2)).earliest == date(2026, 4, 2)
        assert repair_of(record, on=TRIAL).missing == (Missing.NEVER_SHOWN,)

    def test_is_unknown_while_a_duty_is_open(self):
        found = repair_of(replace(ordinary(date(2025, 6, 1)), fulfilled_on=None, promised=False), on=TRIAL)
        assert (found.earliest, found.missing) == (None, (Missing.FULFILMENT, Missing.PROMISE))

    def test_does_not_matter_when_the_longest_display_is_over(self):
        # An ordinary record of a year and more: three years under the trial, one year since.
        record = ordinary(date(2025, 2, 1))
        assert repair_of(record, on=TRIAL).ready
        assert repair_of(record, on=ORDER_36).missing == (Missing.OVER,)

    @given(RECORDS, DAYS)
    def test_holds_exactly_when_nothing_is_missing(self, record, on):
        found = repair_of(replace(record, promised=True), on=on)
        if found.earliest is None:
            assert not found.ready
        else:
            assert found.ready == (found.earliest <= on)
            assert found.earliest >= record.acted_on

    @given(RECORDS, DAYS, st.integers(0, 400))
    def test_once_come_does_not_go_before_the_rules_change_or_the_display_ends(self, record, on, days):
        later = on + timedelta(days)
        first, then = repair_of(record, on=on), repair_of(record, on=later)
        if first.ready and first.rules == then.rules:
            assert then.ready or then.missing == (Missing.OVER,)

    @given(RECORDS, DAYS)
    def test_is_never_earlier_for_a_graver_record(self, record, on):
        days = [repair_of(replace(record, gravity=one), on=on).earliest for one in Gravity]
        told = [day for day in days if day is not None]
        assert told == sorted(told)


class TestSeveralRecords:
    @given(st.lists(RECORDS, min_size=1, max_size=5), DAYS)
    def test_are_ready_together_when_each_one_is(self, records, on):
        ready = [repair_of(replace(one, promised=True), on=on).ready for one in records]
        assert (due_of(records, on=on) == Due.READY and duties_done(records, on=on)) == all(ready)

    def test_wait_for_the_last(self):
        records = [ordinary(date(2025, 11, 30)), ordinary(date(2026, 1, 1))]
        assert due_of(records, on=date(2026, 3, 31)) == Due.EARLY
        assert due_of(records, on=date(2026, 4, 1)) == Due.READY

    def test_say_that_there_is_nothing_to_repair(self):
        minor = replace(ordinary(date(2026, 1, 1)), gravity=Gravity.MINOR)
        assert due_of([minor], on=TRIAL) == Due.HIDDEN
        assert due_of([ordinary(date(2025, 2, 1))], on=ORDER_36) == Due.EXPIRED
