"""An act is never dated before what happened last: a clock that was set back is refused, and nothing changes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases.errors import ClockSetBack
from onething.core.cases.guards import CLOCK_TOLERANCE, not_set_back
from tests.core.cases.story import at

NEWEST = at(2026, 3, 5)
lengths = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))


class TestAnActBeforeWhatHappenedLast:
    @given(back=lengths)
    def test_is_refused_beyond_the_tolerance_and_only_there(self, back):
        if back <= CLOCK_TOLERANCE:
            not_set_back(NEWEST, NEWEST - back)
        else:
            with pytest.raises(ClockSetBack):
                not_set_back(NEWEST, NEWEST - back)

    @given(later=lengths)
    def test_is_no_act_that_lies_after_it(self, later):
        not_set_back(NEWEST, NEWEST + later)

    def test_is_refused_with_both_moments_in_the_time_of_the_house(self):
        newest = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)
        with pytest.raises(ClockSetBack) as refused:
            not_set_back(newest, at(2026, 3, 5))
        assert refused.value.code == "cases.clock_set_back"
        assert refused.value.newest == "2026-03-06 00:30"
        assert refused.value.shown.startswith("2026-03-05 ")
