"""Two hundred cities live for thirty days each, and no invariant breaks."""

from collections import Counter
from functools import cache

import pytest

from onething.core.cases.shapes import REGISTRY
from tests.simulation.__main__ import replayed_by
from tests.simulation.run import Outcome, Run

SEEDS, CHUNK = 200, 10


@cache
def chunk(first: int) -> list[Outcome]:
    return [Run(seed).go() for seed in range(first, first + CHUNK)]


class TestTheSimulation:
    @pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
    def test_breaks_nothing(self, first):
        broken = [replayed_by(one) for one in chunk(first) if one.broken]
        assert not broken, "\n".join(broken)

    def test_has_two_hundred_cases_in_every_month(self):
        for first in range(0, SEEDS, CHUNK):
            assert min(one.counts["cases"] for one in chunk(first)) >= 200

    def test_gives_the_same_again_from_the_same_seed(self):
        once, again = Run(7).go(), Run(7).go()
        assert once.counts == again.counts
        assert once.house.kept == again.house.kept

    def test_comes_to_everything_that_can_happen_to_a_case(self):
        happened: Counter[type] = Counter()
        counts: Counter[str] = Counter()
        for first in range(0, SEEDS, CHUNK):
            for one in chunk(first):
                happened.update(type(r.event) for events in one.house.kept.values() for r in events)
                counts.update(one.counts)
        wanted = set(REGISTRY.classes.values())
        assert {one.__name__ for one in wanted - happened.keys()} == set()
        for what in ("refused", "crashes", "lost leases", "answers"):
            assert counts[what] > SEEDS, what
