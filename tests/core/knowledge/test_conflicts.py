"""One question, two answers."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onething.core.knowledge import find_conflicts
from onething.core.source import Text
from tests.core.knowledge.world import TOWN, content, package

DAY = date(2026, 6, 1)
OTHER_TOWN = "441900003000"


def pairs(one, other):
    answers = {"a": content("甲", **one), "b": content("乙", **other)}
    return [(found.one, found.other) for found in find_conflicts(answers.items(), package().divisions)]


class TestTwoAnswersToOneQuestion:
    def test_are_found_by_question_and_by_variant(self):
        assert pairs({}, {}) == [("a", "b")]
        asked = {"question": Text("别的问题"), "variants": ("出生登记要多久",)}
        assert pairs({"variants": ()}, asked) == [("a", "b")]

    def test_are_found_however_the_question_is_written(self):
        assert pairs(
            {"question": Text("请问 ＡＢ 怎么办？"), "variants": ()},
            {"question": Text("ab怎么办呢"), "variants": ()},
        ) == [("a", "b")]

    def test_that_say_the_same_are_no_conflict(self):
        answers = {"a": content("同 一句"), "b": content("同一句")}
        assert find_conflicts(answers.items(), package().divisions) == ()

    def test_of_two_towns_do_not_meet(self):
        assert pairs({"places": (TOWN,)}, {"places": (OTHER_TOWN,)}) == []

    def test_of_the_city_and_a_town_meet(self):
        assert pairs({"places": (TOWN,)}, {}) == [("a", "b")]
        assert pairs({"places": (TOWN,)}, {"places": ("441900000000",)}) == [("a", "b")]

    def test_that_follow_each_other_do_not_meet(self):
        assert pairs({"to_on": DAY}, {"from_on": DAY}) == []
        assert pairs({"to_on": date(2026, 6, 2)}, {"from_on": DAY}) == [("a", "b")]

    @given(st.permutations(["a", "b", "c"]))
    def test_are_the_same_pairs_in_any_order(self, order):
        answers = {key: content(key) for key in order}
        found = find_conflicts(answers.items(), package().divisions)
        assert [(one.one, one.other) for one in found] == [("a", "b"), ("a", "c"), ("b", "c")]
