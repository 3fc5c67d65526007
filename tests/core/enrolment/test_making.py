"""The roll of a town made from its cases: every child that is ready, and of every other why it is not."""

import json
import random

import pytest

from onething.core.enrolment.catchments import House, house_in
from onething.core.enrolment.making import Registered, digest_of, make_roll
from onething.core.enrolment.placing import place
from onething.core.enrolment.roll import BadRoll
from tests.core.enrolment.test_catchments import ODD_AND_EVEN

ABOVE = ("广东省", "东莞市", "东城街道", "示例社区")
SCHOOLS = [
    {"id": "一小", "area": "east", "places": 2, "catchments": ["a"]},
    {"id": "二小", "area": "east", "places": 3, "points_places": 1, "catchments": ["b"]},
]
PLAN = {"year": 2026, "town": "dongcheng", "schools": SCHOOLS, "catchments": ODD_AND_EVEN}


def case(number, way="household", **values):
    usual = {
        "school.check_number": f"RX{number}",
        "school.category": way,
        "school.wish_1": "一小",
        "house.address": "东莞市东城街道示例路 7 号 302",
        "person.id_number": f"P{number}",
        **({"points.total": 40} if way == "points" else {}),
    }
    return Registered(
        f"20260401-{number}", {**usual, **{key.replace("__", "."): one for key, one in values.items()}}
    )


def made(*cases, plan=PLAN):
    return make_roll(json.dumps(plan).encode(), cases, above=ABOVE)


class TestARollOfCases:
    def test_says_of_a_child_what_decides_and_nothing_else(self):
        roll = made(case(1), case(2, "points"), case(3, "preferential", school__wish_2="二小"))
        assert json.loads(roll.data)["children"] == [
            {"number": "RX1", "way": "household", "catchment": "a"},
            {"number": "RX2", "way": "points", "wishes": ["一小"], "points": 40},
            {"number": "RX3", "way": "preferential", "wishes": ["一小", "二小"]},
        ]
        assert not roll.left_out
        assert "示例路 7" not in roll.data.decode()
        assert '"P1"' not in roll.data.decode()
        assert roll.roll.digest == digest_of(roll.data)
        assert len(place(roll.roll, seed="s")) == 3

    def test_is_the_same_bytes_whatever_the_order_of_the_cases(self):
        cases = [case(n, random.Random(n).choice(["household", "points"])) for n in range(1, 30)]
        shuffled = random.Random(7).sample(cases, len(cases))
        assert made(*cases).data == made(*shuffled).data

    @pytest.mark.parametrize(
        ("one", "why"),
        [
            (case(1, school__check_number=""), "还没有报名审核的编号"),
            (case(1, school__category=None), "还没有报名审核的编号"),
            (case(1, house__address="东莞市东城街道"), "读不出路名和门牌号"),
            (case(1, house__address="东莞市东城街道远路 3 号"), "远路 3 号不在方案的任何学区里"),
            (case(1, "points", points__total=None), "积分还没有定"),
            (case(1, "points", school__wish_1="三小"), "志愿“三小”不是方案里的学校"),
            (case(1, "preferential", school__wish_1=""), "没有志愿"),
            (case(1, school__sibling_number="P9"), "双胞胎的另一个还不在名册里"),
            (case(1, school__sibling_number="P2"), "和双胞胎的类别、学区或志愿不一样"),
        ],
    )
    def test_leaves_nobody_out_without_saying_why(self, one, why):
        roll = made(one, case(2, "points"))
        assert [child.number for child in roll.roll.children] == ["RX2"]
        (left,) = roll.left_out
        assert left.case == one.case
        assert why in left.why.zh
        assert left.why.en

    def test_keeps_twins_together_and_leaves_both_out_where_one_is_not_ready(self):
        twins = (case(1, school__sibling_number="P2"), case(2, school__sibling_number="P1"))
        assert [one.together for one in made(*twins).roll.children] == ["RX2", "RX1"]
        late = case(2, school__sibling_number="P1", school__category="")
        assert {one.case for one in made(twins[0], late).left_out} == {twins[0].case, late.case}

    def test_two_cases_of_one_number_are_told(self):
        roll = made(case(1), case(2, school__check_number="RX1"))
        assert [one.case for one in roll.left_out] == ["20260401-2"]

    @pytest.mark.parametrize("plan", [[], {}, {**PLAN, "children": [{}]}, {**PLAN, "schools": [{"id": "x"}]}])
    def test_of_a_plan_that_is_none_says_what_is_wrong(self, plan):
        with pytest.raises(BadRoll):
            made(plan=plan)


@pytest.mark.parametrize(
    ("address", "house"),
    [
        ("东莞市东城街道示例路 7 号 302", House("示例路", 7)),
        ("广东省东莞市东城街道示例社区示例路7号3栋", House("示例路", 7)),
        ("示例路 3 巷 5 号之一", House("示例路3巷", 5)),
        ("示例路12-3号", House("示例路", 12)),
        ("东城街道科技 3 号路 6 号 2 单元", House("科技3号路", 6)),
        ("示例花园 3 栋 302 房", None),
        ("", None),
    ],
)
def test_of_a_whole_address_only_street_and_number_count(address, house):
    assert house_in(address, ABOVE) == house
