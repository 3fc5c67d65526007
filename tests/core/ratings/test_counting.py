"""What counts: bursts, defaults, shares."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.papers import Level
from onething.core.ratings import (
    Counted,
    Dimension,
    Place,
    RatingRules,
    Tally,
    dimensions_at,
    in_burst,
    place_of,
)

START = datetime(2026, 3, 5, 10)
seconds = st.lists(st.integers(0, 3600), max_size=40).map(sorted)


def at(*minutes):
    return [START + timedelta(minutes=one) for one in minutes]


class TestABurst:
    def test_is_more_than_so_many_within_the_time(self):
        assert in_burst(at(0, 1, 2), most=3, within=timedelta(minutes=10)) == frozenset()
        assert in_burst(at(0, 1, 2, 3), most=3, within=timedelta(minutes=10)) == {0, 1, 2, 3}

    def test_leaves_out_what_is_far_away(self):
        assert in_burst(at(0, 30, 31, 32, 33, 60), most=3, within=timedelta(minutes=10)) == {1, 2, 3, 4}

    @given(offsets=seconds, most=st.integers(1, 6), within=st.integers(1, 600))
    def test_is_what_a_slow_count_finds(self, offsets, most, within):
        moments = [START + timedelta(seconds=one) for one in offsets]
        slow = {
            i
            for first in range(len(offsets))
            for last in range(first + most, len(offsets))
            if offsets[last] - offsets[first] < within
            for i in range(first, last + 1)
        }
        assert in_burst(moments, most=most, within=timedelta(seconds=within)) == slow


class TestCounting:
    @given(
        level=st.sampled_from(["", "good"]), default=st.booleans(), held=st.booleans(), invalid=st.booleans()
    )
    def test_takes_each_rating_as_one_thing(self, level, default, held, invalid):
        counted = Counted.of(level=level, default=default, held=held, invalid=invalid)
        assert (counted is Counted.ASKED) == (not level)
        assert (counted is Counted.ACTIVE) == bool(level and not (default or held or invalid))

    def test_keeps_defaults_apart(self):
        tally = Tally("x", active={Level.GOOD: 1, Level.BAD: 1}, default={Level.FAIR: 8})
        assert (tally.rated, tally.defaults) == (2, 8)
        assert (tally.good_share, tally.good_share_with_defaults) == (500, 900)

    def test_says_nothing_where_nothing_was_rated(self):
        assert Tally("x", asked=3).good_share is None

    counts = st.dictionaries(st.sampled_from(Level), st.integers(0, 100))

    @given(active=counts, default=counts, held=st.integers(0, 9), asked=st.integers(0, 9))
    def test_defaults_never_change_the_share_of_active_ones(self, active, default, held, asked):
        tally = Tally("x", active=active, default=default, held=held, asked=asked)
        assert tally.good_share == Tally("x", active=active).good_share
        for share in (tally.good_share, tally.good_share_with_defaults, tally.active_share):
            assert share is None or 0 <= share <= 1000


class TestDimensions:
    def test_go_with_the_place(self):
        assert dimensions_at(place_of("portal"))[1] is Dimension.GUIDE
        assert Dimension.ATTITUDE in dimensions_at(place_of("window"))
        assert Dimension.ATTITUDE not in dimensions_at(Place.ONLINE)


class TestTheRules:
    def test_ask_for_no_default_unless_the_city_does(self):
        assert RatingRules.of({}).default_level is None
        assert (
            RatingRules.of({"ratings": {"default_level": "fair", "version": 2}}).default_level is Level.FAIR
        )

    def test_know_no_other_level(self):
        with pytest.raises(ValueError, match="wonderful"):
            RatingRules.of({"ratings": {"default_level": "wonderful"}})
