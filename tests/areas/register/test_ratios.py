"""Every number of the register opens to the items behind it, and they are counted as the rules in core count each."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onething.areas.register import api as register
from onething.areas.register.models import ItemRow
from onething.areas.register.services import COLUMNS
from onething.core.actors import Actor, Role
from onething.core.register.entries import Entry, Kind, Project
from onething.core.register.ratios import Ratio, Says, counts, says

ANYBODY = Actor("user:c", "某人", frozenset({Role.CITIZEN}))
CITY = "dongguan"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_register")]


def keep(entries):
    ItemRow.objects.bulk_create(
        ItemRow(
            city=CITY,
            source="test",
            key=entry.key,
            number=1,
            hash="",
            kind=entry.kind or "",
            project=entry.project or "",
            data={},
            **{name: getattr(entry, name) for name in COLUMNS},
        )
        for entry in entries
    )


def behind(share, told):
    asked = register.Asked(ratio=share.ratio, says=told)
    return {one.key for one in register.list_items(ANYBODY, city=CITY, asked=asked, limit=10_000)}


maybe = st.none() | st.booleans()
entries = st.lists(
    st.builds(
        Entry,
        key=st.just(""),
        name=st.sampled_from(["食品经营许可", "出生登记", "低保"]),
        kind=st.none() | st.sampled_from(Kind),
        project=st.none() | st.sampled_from(Project),
        visits=st.none() | st.integers(0, 2),
        online=maybe,
        depth=st.none() | st.integers(1, 4),
        in_hall=maybe,
        one_window=maybe,
        scene=st.booleans(),
    ),
    max_size=12,
)


@given(made=entries)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_counts_and_lists_what_the_rules_say(made):
    ItemRow.objects.filter(source="test").delete()
    made = [replace(one, key=str(number)) for number, one in enumerate(made)]
    keep(made)
    for share in register.tally(ANYBODY, city=CITY):
        expected = Counter(says(one, share.ratio) for one in made if counts(one))
        assert (share.yes, share.no, share.untold) == tuple(expected[told] for told in Says)
        for told in Says:
            keys = {one.key for one in made if counts(one) and says(one, share.ratio) is told}
            assert behind(share, told) == keys


class TestACityOfTheSizeOfTheModel:
    @pytest.fixture(autouse=True)
    def items(self, empty_register):
        keep(
            Entry(
                key=f"{number:04}",
                name=f"事项{number}",
                kind=Kind.SERVICE,
                online=number < 3245,
                depth=4 if number < 2987 else 3,
            )
            for number in range(3372)
        )
        keep([Entry(key="p", name="罚款", kind=Kind.PENALTY, online=False, depth=1)])

    def test_shows_the_published_ratios_and_the_lists_behind_them(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            shares = {one.ratio: one for one in register.tally(ANYBODY, city=CITY)}
        online, wholly = shares[Ratio.ONLINE], shares[Ratio.WHOLLY_ONLINE]
        assert (online.base, online.yes, online.percent) == (3372, 3245, Decimal("96.23"))
        assert (wholly.yes, wholly.percent) == (2987, Decimal("88.58"))
        assert len(behind(online, Says.NO)) == 127
        assert len(behind(wholly, Says.YES)) == 2987


class TestAList:
    @pytest.fixture(autouse=True)
    def items(self, empty_register):
        keep(
            [
                Entry(key="1", name="食品经营许可新办", kind=Kind.PERMIT, department="市场监管局"),
                Entry(key="2", name="食品经营许可注销", kind=Kind.PERMIT, department="市场监管局"),
                Entry(key="3", name="出生登记", kind=Kind.CONFIRMATION, department="公安局"),
                Entry(key="4", name="新生儿出生一件事", scene=True, department="卫健局"),
            ]
        )

    def keys(self, **asked):
        return [one.key for one in register.list_items(ANYBODY, city=CITY, asked=register.Asked(**asked))]

    def test_is_narrowed_by_words_and_facets(self):
        assert self.keys(words="食品 注销") == ["2"]
        assert self.keys(words="出生") == ["3", "4"]
        assert self.keys(words="出生", scene=False) == ["3"]
        assert self.keys(kind="01", department="市场监管局") == ["1", "2"]
        assert self.keys(source="elsewhere") == []

    def test_says_how_many_each_facet_would_leave(self):
        found = register.count_facets(ANYBODY, city=CITY, asked=register.Asked(words="食品"))
        assert found["kind"] == {"01": 2}
        assert next(iter(register.count_facets(ANYBODY, city=CITY)["department"].items())) == (
            "市场监管局",
            2,
        )
