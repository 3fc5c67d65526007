"""Which items count, what they say, and percentages as the city publishes them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from onething.core.register.entries import Entry, Kind, Project
from onething.core.register.ratios import EX_OFFICIO, Ratio, Says, Share, counts, says

ENTRY = Entry(key="1", name="x", kind=Kind.BENEFIT)


class TestTheBase:
    @pytest.mark.parametrize("kind", [*Kind, None])
    def test_is_what_people_apply_for(self, kind):
        assert counts(replace(ENTRY, kind=kind)) == (kind not in EX_OFFICIO)

    def test_has_no_scene(self):
        assert not counts(replace(ENTRY, scene=True))


@pytest.mark.parametrize(
    ("given", "ratio", "told"),
    [
        ({}, Ratio.ONLINE, Says.UNTOLD),
        ({"online": False}, Ratio.ONLINE, Says.NO),
        ({"online": True}, Ratio.ONLINE, Says.YES),
        ({}, Ratio.WHOLLY_ONLINE, Says.UNTOLD),
        ({"depth": 3}, Ratio.WHOLLY_ONLINE, Says.NO),
        ({"depth": 4}, Ratio.WHOLLY_ONLINE, Says.YES),
        ({"depth": 4, "visits": 0}, Ratio.WHOLLY_ONLINE, Says.YES),
        ({"depth": 4, "visits": 1}, Ratio.WHOLLY_ONLINE, Says.NO),
        ({"visits": 0}, Ratio.NO_VISIT, Says.YES),
        ({"visits": 2}, Ratio.NO_VISIT, Says.NO),
        ({"project": Project.IMMEDIATE}, Ratio.ON_THE_SPOT, Says.YES),
        ({"project": Project.PROMISED}, Ratio.ON_THE_SPOT, Says.NO),
        ({"in_hall": True}, Ratio.ONE_GATE, Says.YES),
        ({"one_window": False}, Ratio.ONE_WINDOW, Says.NO),
    ],
)
def test_an_item_says_yes_no_or_nothing(given, ratio, told):
    assert says(replace(ENTRY, **given), ratio) is told


class TestAShare:
    def test_of_the_model_city_is_as_it_was_published(self):
        assert Share(Ratio.ONLINE, 3245, 127, 0).percent == Decimal("96.23")
        assert Share(Ratio.WHOLLY_ONLINE, 2987, 300, 85).percent == Decimal("88.58")

    def test_of_nothing_is_none(self):
        assert Share(Ratio.ONLINE, 0, 0, 0).percent is None
