"""Every element of an entry has a name and stands in one group; a main item's family is drawn as its codes or names say."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from onething.core.register.elements import GROUPS, LABELS
from onething.core.register.entries import Entry, Kind
from onething.core.register.family import Branch, Member, Rank, family

#: Shown elsewhere on the page of an item: its head, its tables.
ELSEWHERE = {
    "key",
    "name",
    "kind",
    "kind_given",
    "day_kind",
    "scene",
    "more",
    "materials",
    "steps",
    "fees",
    "faq",
}
CODE = "12441500196720244T3442199806003"


class TestElements:
    def test_each_has_a_name(self):
        assert {one.name for one in fields(Entry)} == set(LABELS) | ELSEWHERE

    def test_each_stands_in_one_group(self):
        shown = [name for _title, names in GROUPS for name in names]
        assert sorted(shown) == sorted(LABELS)

    def test_a_kind_has_the_number_of_the_nation_and_that_of_guangdong(self):
        differ = {one.value: one.provincial for one in Kind if one.provincial != one.value}
        assert differ == {"10": "20", "20": "21"}


def leaves(branches: tuple[Branch, ...]) -> list[str]:
    return [one.key for top in branches for one in (top, *top.branches) if one.key] + [
        leaf.key for top in branches for sub in top.branches for leaf in sub.branches
    ]


members = st.builds(
    Member,
    key=st.uuids().map(str),
    name=st.sampled_from(["新办", "变更", "注销"]),
    main_item=st.sampled_from(["", "食品经营许可"]),
    code=st.sampled_from(["", CODE, CODE + "01", CODE + "02", CODE[:-3] + "001", "511Z07001006-1"]),
)


class TestAFamily:
    def test_has_a_sub_item_where_several_share_its_code(self):
        (main,) = family(
            [
                Member("1", "新办", "食品经营许可", CODE + "01"),
                Member("2", "变更", "食品经营许可", CODE + "02"),
                Member("3", "注销", "食品经营许可", CODE[:-3] + "004"),
            ]
        )
        assert (main.rank, main.name) == (Rank.MAIN, "食品经营许可")
        assert [(one.rank, one.code) for one in main.branches] == [
            (Rank.SUB, "442199806003"),
            (Rank.HANDLING, CODE[:-3] + "004"),
        ]

    @given(st.lists(members, max_size=12, unique_by=lambda one: one.key))
    def test_holds_each_member_once(self, some):
        assert sorted(leaves(family(some))) == sorted(one.key for one in some)
