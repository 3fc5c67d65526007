"""Which town an address names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.places import at_level, town_named, town_of
from tests.areas.cases.world import city

DIVISIONS = city().divisions
TOWNS = [one for one in DIVISIONS.values() if one.level == "town"]


def code_of(name: str) -> str:
    (code,) = [one.code for one in TOWNS if one.name == name]
    return code


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("东莞市南城街道示例路 27 号", "441900004000"),
        ("广东省东莞市石龙镇示例路 1 号", "441900102000"),
        ("南城街道宏远社区示例路 27 号", "441900004000"),
        ("东莞市示例路 27 号", ""),
        ("南城示例路 27 号", ""),
        ("东莞市南城街道与东城街道交界处", ""),
        ("东莞市长安镇虎门镇路 3 号", code_of("长安镇")),
        ("中国广东省东莞市 长安镇 1 号", code_of("长安镇")),
        ("东莞长安镇 1 号", code_of("长安镇")),
        ("东莞市示例路长安镇 1 号", code_of("长安镇")),
        ("户口在东莞市长安镇", code_of("长安镇")),
        ("湖北省黄冈市黄州区长安镇", ""),
        ("湖北黄冈长安镇", ""),
        ("广东省广州市越秀区东城街道 1 号", ""),
        ("广州市东城街道 1 号", ""),
        ("湖南省桥头镇", ""),
        ("黄冈市东莞市场路长安镇", ""),
        ("延边朝鲜族自治州长安镇", ""),
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


@given(
    town=st.sampled_from(TOWNS),
    city=st.sampled_from(["东莞市", "广东省东莞市", "中国广东东莞市"]),
    after=st.lists(
        st.sampled_from([*(one.name for one in TOWNS), "广州市", "路", "3 号", "湖北省"]), max_size=5
    ),
)
def test_the_town_after_the_name_of_the_city_counts_whatever_follows(town, city, after):
    assert town_named(f"{city}{town.name}示例路{''.join(after)}", DIVISIONS) == town.code


@given(
    town=st.sampled_from(TOWNS),
    elsewhere=st.sampled_from(
        ["湖北省", "湖北", "北京市", "广州市", "广东省佛山市", "黄冈市黄州区", "惠东县", "大理白族自治州"]
    ),
    after=st.text(alphabet="示例路0123456789 号甲乙", max_size=20),
)
def test_a_town_of_the_same_name_elsewhere_is_none_of_the_city(town, elsewhere, after):
    assert town_named(f"{elsewhere}{town.name}{after}", DIVISIONS) == ""


def test_every_village_lies_in_a_town_and_every_town_is_its_own():
    for one in DIVISIONS.values():
        if one.level != "city":
            assert DIVISIONS[town_of(DIVISIONS, one.code)].level == "town"
    assert all(town_of(DIVISIONS, one.code) == one.code for one in TOWNS)
    assert town_of(DIVISIONS, "441900000000") == ""
    assert at_level(DIVISIONS, "nowhere", "town") == ""
