"""How news of a department system counts, and what a refusal from there must say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases.elsewhere import NEEDED, missing_in, sequence_of, version_of

counts = st.integers(1, 999)
places = st.tuples(st.integers(0, 99_999), counts)


class TestVersions:
    @given(places, places)
    def test_count_events_first_and_news_of_each_inside_it(self, one, other):
        assert (version_of(*one) < version_of(*other)) == (one < other)

    @given(places)
    def test_name_the_event_that_they_answer(self, one):
        assert sequence_of(version_of(*one)) == one[0]


class TestARefusal:
    @pytest.mark.parametrize("name", NEEDED["refused"])
    @pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
    def test_lacks_what_is_blank(self, name, blank):
        whole = {
            "outcome": "refused",
            **dict.fromkeys(NEEDED["refused"], "写明"),
            "remedy": "60 日内申请复议，6 个月内起诉",
        }
        assert missing_in(whole) == []
        assert missing_in({**whole, name: blank}) == [name]
        assert missing_in({key: value for key, value in whole.items() if key != name}) == [name]

    def test_lacks_a_remedy_that_names_one_of_the_two_ways_only(self):
        half = {
            "outcome": "refused",
            **dict.fromkeys(NEEDED["refused"], "写明"),
            "remedy": "60 日内申请复议",
        }
        assert missing_in(half) == ["remedy"]
