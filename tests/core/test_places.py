"""Which town an address names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.places import at_level, town_named, town_of
from tests.areas.cases.world import city

DIVISIONS = city().divisions
TOWNS = [one for one in DIVISIONS.values() if one.level == "town"]


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("东莞市南城街道示例路 27 号", "441900004000"),
        ("广东省东莞市石龙镇示例路 1 号", "441900102000"),
        ("南城街道宏远社区示例路 27 号", "441900004000"),
        ("东莞市示例路 27 号", ""),
        ("南城示例路 27 号", ""),
        ("东莞市南城街道与东城街道交界处", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_address_names_one_town_or_none(address, town):
    assert town_named(address, DIVISIONS) == town


@given(
    town=st.sampled_from(TOWNS),
    before=st.sampled_from(["", "东莞市", "广东省东莞市"]),
    after=st.text(alphabet="示例路0123456789 号甲乙", max_size=20),
)
def test_each_town_is_found_by_its_own_name(town, before, after):
    assert town_named(f"{before}{town.name}{after}", DIVISIONS) == town.code


def test_every_village_lies_in_a_town_and_every_town_is_its_own():
    for one in DIVISIONS.values():
        if one.level != "city":
            assert DIVISIONS[town_of(DIVISIONS, one.code)].level == "town"
    assert all(town_of(DIVISIONS, one.code) == one.code for one in TOWNS)
    assert town_of(DIVISIONS, "441900000000") == ""
    assert at_level(DIVISIONS, "nowhere", "town") == ""
