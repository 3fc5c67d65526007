"""Which catchment a house lies in, and everything that is wrong with streets, ranges and addresses of a roll at once."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.enrolment.catchments import House, Houses, Parity, Stretch, read_house
from tests.core.enrolment.test_roll import FILE, child, problems, read

HOUSES = st.integers(1, 24)
STRETCHES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("甲乙"), HOUSES, HOUSES, st.sampled_from(Parity)),
    max_size=7,
).map(
    lambda some: [
        Stretch(catchment, f"{street}路", min(pair), max(pair), parity, f"{at}")
        for at, (catchment, street, *pair, parity) in enumerate(some)
    ]
)
EVERY = [(street, number) for street in ("甲路", "乙路") for number in range(1, 26)]


def members(stretch):
    """The houses of a stretch, by counting."""
    wanted = {Parity.ALL: (0, 1), Parity.ODD: (1,), Parity.EVEN: (0,)}[stretch.parity]
    return {(stretch.street, n) for n in range(stretch.first, stretch.last + 1) if n % 2 in wanted}


@given(STRETCHES)
def test_where_no_ranges_overlap_every_house_belongs_to_at_most_one(stretches):
    houses = Houses(stretches)
    found = {one: houses.catchments_of(House(*one)) for one in EVERY}
    assert {one: set(said) for one, said in found.items()} == {
        one: {each.catchment for each in stretches if one in members(each)} for one in EVERY
    }
    overlaps = list(houses.overlaps())
    shared = any(members(one) & members(other) for one, other in combinations(stretches, 2))
    assert bool(overlaps) == shared
    for one, other, house in overlaps:
        assert (one.street, house) in members(one) & members(other)
    if not overlaps:
        assert all(len(said) <= 1 for said in found.values())


@pytest.mark.parametrize(
    ("typed", "street", "number"),
    [
        ("示例路12号", "示例路", 12),
        ("示例路 12 号", "示例路", 12),
        ("示例路１２号", "示例路", 12),
        ("示例路 12", "示例路", 12),
        ("示例路 12-3 号", "示例路", 12),
        ("示例路 12 号之一", "示例路", 12),
        ("示例路 3 巷 5 号", "示例路3巷", 5),
        ("107 国道 88 号", "107国道", 88),
        ("科技 3 号路 6 号", "科技3号路", 6),
    ],
)
def test_street_and_number_are_read_as_people_write_them(typed, street, number):
    assert read_house(typed) == House(street, number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "示例路",
        "示例路 0 号",
        "示例路 012 号",
        "12 号",
        "示例路一号",
        "示例路 12 号 302",
        "示例路 12 号 3 栋",
        "示例路 123456 号",
    ],
)
def test_what_names_no_house_or_more_than_one_is_not_read(typed):
    assert read_house(typed) is None


def streets(*ranges, id="a"):
    return {
        "id": id,
        "addresses": [dict(zip(("street", "from", "to", "parity"), one, strict=False)) for one in ranges],
    }


def at(address, **more):
    return [{"number": "RX1", "way": "household", "address": address, **more}]


SCHOOLS = [{"id": "one", "area": "east", "places": 2, "catchments": ["a", "b"]}]
ODD_AND_EVEN = [
    streets(("示例路", 1, 99, "odd")),
    streets(("示例路", 2, 98, "even"), ("另一路", 1, 9), id="b"),
]


class TestARollWithAddresses:
    @pytest.mark.parametrize(
        ("address", "catchment"), [("示例路 7 号", "a"), ("示例路８号", "b"), ("另 一 路 9 号", "b")]
    )
    def test_finds_the_catchment_of_a_child(self, address, catchment):
        (found,) = read(schools=SCHOOLS, catchments=ODD_AND_EVEN, children=at(address)).children
        assert found.catchment == catchment

    def test_keeps_the_catchment_that_a_child_names(self):
        (found,) = read(schools=SCHOOLS, catchments=ODD_AND_EVEN, children=child(catchment="b")).children
        assert found.catchment == "b"

    def test_says_everything_that_is_wrong_at_once_with_its_place(self):
        found = problems(
            schools=SCHOOLS,
            catchments=[
                streets(("示例路", 1, 50), ("新路", 1, 9)),
                streets(("示例路", 40, 60, "even"), id="b"),
                streets(("远路", 1, 9), id="z"),
            ],
            children=[
                *at("示例路 44 号"),
                *at("无名路 1 号", number="RX2"),
                *at("示例路 44 号 302", number="RX3"),
                *at("新路 1 号", number="RX4", catchment="a"),
                *at("示例路 41 号", number="RX5", together="RX9"),
            ],
        )
        assert found == (
            "catchments: no school has z",
            "catchments[1].addresses[0]: 示例路 40 also stands in catchments[0].addresses[0] (a)",
            "children[0].address: 示例路 44 lies in a and b",
            "children[1].address: 无名路 1 lies in no catchment",
            "children[2].address: must be street and number only, such as 示例路 12 号",
            "children[3]: the catchment or the address, not both",
            "child RX5: no other child RX9",
        )

    @pytest.mark.parametrize(
        ("stretch", "said"),
        [
            (("示例路", 9, 3), "from 9 to 3; house numbers go up, from 1 to 99999"),
            (("示例路", 0, 3), "from 0 to 3; house numbers go up"),
            (("示例路", 2, 2, "odd"), "no odd number from 2 to 2"),
            (("示例路", 1, 2, "left"), ".parity: one of all, odd, even"),
            ((" ", 1, 2), ".street: must not be empty"),
            (("示例路", 1), "to is missing"),
            (("示例路", 1, "2"), ".to: must be a number"),
        ],
    )
    def test_refuses_a_range_that_is_none(self, stretch, said):
        (found,) = problems(schools=SCHOOLS, catchments=[streets(stretch)])
        assert found.startswith("catchments[0].addresses[0]")
        assert said in found

    def test_of_twins_at_one_address_is_one_of_twins_at_one_catchment(self):
        twins = [*at("示例路 7 号", together="RX2"), *at("示例路 9 号", number="RX2", together="RX1")]
        roll = read(schools=SCHOOLS, catchments=ODD_AND_EVEN, children=twins)
        assert [one.catchment for one in roll.children] == ["a", "a"]

    def test_many_addresses_are_found_in_many_ranges(self):
        ranges = [(f"路{n % 500}路", 1 + 40 * (n // 500), 40 + 40 * (n // 500)) for n in range(2_000)]
        children = [
            {"number": f"RX{n}", "way": "household", "address": f"路{n % 500}路 {1 + n % 160} 号"}
            for n in range(5_000)
        ]
        roll = read(
            schools=[{**FILE["schools"][0], "places": 5_000}],
            catchments=[streets(*ranges)],
            children=children,
        )
        assert {one.catchment for one in roll.children} == {"a"}
