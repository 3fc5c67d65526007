"""Quiet hours: what waits, until when, and that nothing waits for ever."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.notices import DEFAULT, Preference, QuietHours, QuietTooLong, leaves_at
from onething.core.notices.quiet import open_minutes

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(time(22), time(8))
NAP = QuietHours(time(12), time(14))


def at(hour, minute=0, day=5):
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


times = st.times().map(lambda one: one.replace(second=0, microsecond=0))
hours = st.builds(QuietHours, times, times)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
    lambda one: one.replace(tzinfo=SHANGHAI)
)


class TestAMessage:
    def test_leaves_at_once_by_day(self):
        assert leaves_at(at(10), city=NIGHT, own=None) == at(10)

    def test_of_the_evening_waits_for_the_morning(self):
        assert leaves_at(at(23), city=NIGHT, own=None) == at(8, day=6)

    def test_of_the_early_morning_waits_for_the_same_day(self):
        assert leaves_at(at(3), city=NIGHT, own=None) == at(8)

    def test_leaves_at_the_very_end_of_the_hours(self):
        assert leaves_at(at(8), city=NIGHT, own=None) == at(8)

    def test_waits_for_ones_own_hours_too(self):
        assert leaves_at(at(12, 30), city=NIGHT, own=NAP) == at(14)

    def test_waits_for_both_where_one_follows_the_other(self):
        assert leaves_at(at(23), city=NIGHT, own=QuietHours(time(7), time(10))) == at(10, day=6)

    def test_that_the_law_makes_urgent_waits_for_the_city_alone(self):
        assert leaves_at(at(12, 30), city=NIGHT, own=NAP, urgent=True) == at(12, 30)
        assert leaves_at(at(23), city=NIGHT, own=QuietHours(time(7), time(10)), urgent=True) == at(8, day=6)

    @given(moment=moments, city=st.none() | hours, own=st.none() | hours, urgent=st.booleans())
    def test_is_never_lost_and_never_early(self, moment, city, own, urgent):
        left = leaves_at(moment, city=city, own=own, urgent=urgent)
        assert moment <= left <= moment + timedelta(days=2)
        if city is not None and city.minutes:
            assert not city.cover(left.time())

    @given(moment=moments, city=st.none() | hours, own=st.none() | hours)
    def test_that_is_urgent_never_leaves_later_than_another(self, moment, city, own):
        urgent = leaves_at(moment, city=city, own=own, urgent=True)
        assert urgent <= leaves_at(moment, city=city, own=own)


class TestOnesOwnHours:
    def test_may_be_the_night(self):
        Preference(quiet=QuietHours(time(21), time(9))).check(NIGHT)

    def test_may_not_take_the_whole_day(self):
        with pytest.raises(QuietTooLong) as refused:
            Preference(quiet=QuietHours(time(8), time(20))).check(NIGHT)
        assert refused.value.hours == 2

    def test_that_nobody_chose_are_never_too_long(self):
        DEFAULT.check(QuietHours(time(1), time(23)))

    @given(one=hours, other=hours)
    def test_leave_what_neither_covers(self, one, other):
        assert 24 * 60 - one.minutes - other.minutes <= open_minutes(one, other) <= 24 * 60 - one.minutes
