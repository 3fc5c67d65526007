"""Whether anything answers: what speaks for a document, weighed."""

from dataclasses import replace

import pytest

from onething.adapters.search.index import general_weights
from onething.core.search.deciding import NAMES, Evidence, Weights

NOTHING = Evidence(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


class TestWeights:
    def test_answer_where_the_sum_is_above_zero(self):
        weights = Weights(-1.0, {"covered": 2.0})
        assert not weights.answers(replace(NOTHING, covered=0.5))
        assert weights.answers(replace(NOTHING, covered=0.6))

    def test_that_ship_never_answer_without_evidence(self):
        assert not general_weights().answers(NOTHING)

    @pytest.mark.parametrize("name", ["covered", "matter", "told", "alike"])
    def test_that_ship_take_what_is_covered_for_it(self, name):
        assert general_weights().of[name] > 0

    @pytest.mark.parametrize("name", ["foreign", "other", "unlike", "nowhere"])
    def test_that_ship_take_what_is_foreign_against_it(self, name):
        assert general_weights().of[name] < 0

    def test_that_ship_name_every_part_of_the_evidence(self):
        assert set(general_weights().of) == set(NAMES)
