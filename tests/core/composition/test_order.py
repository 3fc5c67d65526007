"""What comes first, and by when it is done."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.core.composition import OrderCircular
from onething.core.composition.order import put_in_order
from onething.core.source import Text
from tests.core.composition.factories import (
    Fee,
    SceneItem,
    ScenePromise,
    Visit,
    choice,
    item,
    plan,
    result,
    scene,
)


class TestTheDates:
    def test_let_independent_items_run_side_by_side(self):
        made = plan(scene(item("one", days=5), item("two", days=8)))
        assert (made.schedule.promised_days, made.alone.working_days) == (8, 13)
        assert made.schedule.path == ("two",)

    def test_begin_with_the_day_on_which_the_item_before_ends(self):
        made = plan(scene(item("one", days=5), SceneItem(item("two", days=8), after=("one",))))
        assert made.schedule.promised_days == 13
        assert [one.promised_on for one in made.items] == [date(2026, 3, 12), date(2026, 3, 24)]

    def test_skip_the_spring_festival(self):
        made = plan(scene(item("one", days=2)), on=date(2026, 2, 13))
        assert made.schedule.promised_on == date(2026, 2, 24)
        assert not made.schedule.provisional

    def test_never_mix_promise_and_statute(self):
        made = plan(scene(item("one", days=1, statutory_days=30), item("two", days=5, statutory_days=10)))
        assert (made.schedule.promised_days, made.schedule.statutory_days) == (5, 30)

    def test_have_no_statutory_end_when_an_item_has_no_limit(self):
        made = plan(scene(item("one", statutory_days=None), SceneItem(item("two"), after=("one",))))
        assert (made.schedule.statutory_days, made.schedule.statutory_on) == (None, None)
        assert made.items[1].statutory_on is None

    def test_count_natural_days_for_an_item_that_has_them(self):
        made = plan(scene(item("one", days=10, day_kind="calendar")))
        assert made.schedule.promised_on == date(2026, 3, 15)
        assert made.together.working_days == made.alone.working_days == 6  # 6, 9–13 March

    def test_are_provisional_in_a_year_without_a_notice(self):
        made = plan(scene(item("one", days=300)), on=date(2026, 10, 8))
        assert made.schedule.provisional
        assert made.schedule.promised_days == 300

    def test_say_of_themselves_only_that_they_are_provisional(self):
        """The statute reaches into a year without a notice; what is promised does not."""
        made = plan(scene(item("one", days=5, statutory_days=300)), on=date(2026, 10, 8)).schedule
        assert (made.provisional, made.statutory_provisional) == (False, True)

    def test_that_a_scene_promises_are_sure_whatever_the_items_alone_would_take(self):
        long = item("one", days=300, statutory_days=None)
        made = plan(replace(scene(long), promise=ScenePromise(3, ("one",))), on=date(2026, 10, 8)).schedule
        assert (made.promised_days, made.provisional) == (3, False)

    def test_that_rest_on_a_provisional_day_are_provisional(self):
        natural = item("two", days=10, day_kind="calendar")
        made = plan(scene(item("one", days=80), SceneItem(natural, after=("one",))), on=date(2026, 10, 8))
        assert made.schedule.path == ("one", "two")
        assert made.schedule.provisional

    def test_wait_only_for_items_that_are_in_the_plan(self):
        of = scene(
            SceneItem(item("one"), when='a == "yes"'),
            SceneItem(item("two"), needs=("one",)),
            questions=[choice("a", "yes", "no")],
        )
        assert plan(of, {"a": "no"}).items[0].waits_for == ()
        assert plan(of, {"a": "yes"}).schedule.promised_days == 10


class TestTheScenePromise:
    def of(self, days: int, *names: str):
        made = scene(
            item("one", days=5),
            SceneItem(item("two", days=8), after=("one",)),
            SceneItem(item("three", days=4), after=("two",)),
        )
        return replace(made, promise=ScenePromise(days, names))

    def test_replaces_the_path_over_the_items_that_it_names(self):
        made = plan(self.of(6, "one", "two"))
        assert made.schedule.promised_days == 10
        assert made.schedule.path == ("one", "two", "three")

    def test_begins_after_what_comes_before_its_items(self):
        assert plan(self.of(3, "two", "three")).schedule.promised_days == 8

    def test_changes_nothing_outside_and_nothing_where_it_is_longer(self):
        assert plan(self.of(90, "one", "two")).schedule.promised_days == 17

    def test_counts_for_each_item_from_the_end_of_what_is_not_promised_with_it(self):
        within = {one.id: one.within for one in plan(self.of(3, "two", "three")).items}
        assert within == {"one": None, "two": 3, "three": 3}  # both days after the fifth, on which "one" ends
        assert {one.within for one in plan(replace(self.of(3, "two"), promise=None)).items} == {None}

    def test_never_touches_the_statutory_date(self):
        assert plan(self.of(6, "one", "two")).schedule.statutory_days == 34


class TestACircle:
    def test_is_refused_with_the_names_of_its_items(self):
        of = scene(
            SceneItem(item("one"), after=("two",)), SceneItem(item("two"), after=("one",)), item("three")
        )
        with pytest.raises(OrderCircular) as refused:
            plan(of)
        assert refused.value.items == ("one", "two")

    def test_that_only_exclusive_items_would_close_is_none(self):
        of = scene(
            SceneItem(item("one", days=5), when='a == "yes"', after=("two",)),
            SceneItem(item("two", days=8), when='a == "no"', after=("one",)),
            SceneItem(item("three", days=1), after=("one", "two")),
            questions=[choice("a", "yes", "no")],
        )
        undecided = plan(of)
        assert undecided.schedule.promised_days == 14
        assert not undecided.figures.sure
        assert [plan(of, {"a": said}).schedule.promised_days for said in ("yes", "no")] == [6, 9]


class TestFeesAndVisits:
    def test_fees_are_summed_and_split_by_office(self):
        of = scene(
            item(
                "one", fees=(Fee(Text("工本费"), 1000, "某文"), Fee(Text("加急"), 500, "某文", 'a == "yes"'))
            ),
            item("two", fees=(Fee(Text("工本费"), 300, "某文"),)),
            questions=[choice("a", "yes", "no")],
        )
        assert plan(of, {"a": "no"}).fees.by_office == {"office-one": 1000, "office-two": 300}
        assert plan(of).fees.total_fen == 1800  # at most

    def test_stops_of_equal_place_and_purpose_count_once_and_joint_places_once_for_all(self):
        stops = (Visit("hall", "check"), Visit("hall", "fetch"))
        of = scene(
            item("one", visits=stops), item("two", visits=(Visit("hall", "check"), Visit("bank", "x")))
        )
        assert (plan(of).alone.visits, plan(of).together.visits) == (4, 3)
        assert plan(replace(of, joint_visits=("hall",))).together.visits == 2


class TestMinutes:
    def test_are_rounded_up_and_leave_out_what_a_result_fills(self):
        from tests.core.composition.factories import field, form, material

        one = item(
            "one",
            fields=(field("applicant/x"), field("applicant/y")),
            materials=(form("one"), material("applicant/photo")),
        )
        assert plan(scene(one)).figures.minutes == 2  # 2 × 15 s + 45 s
        giver = item("two", result=(result(gives={"applicant/x": "officer", "applicant/y": "officer"}),))
        assert plan(scene(one, giver)).figures.minutes == 1  # 45 s


@st.composite
def possible_orders(draw):
    """Days of some items, orders between them that are certain or only possible, and those that come true."""
    days = draw(st.lists(st.integers(0, 9), min_size=2, max_size=6))
    pairs = [(one, other) for one in range(len(days)) for other in range(len(days)) if one != other]
    edges = draw(st.dictionaries(st.sampled_from(pairs), st.booleans(), max_size=10))
    true = {pair for pair, sure in edges.items() if sure or draw(st.booleans())}
    return days, edges, true


class TestAnOrderThatIsOnlyPossible:
    @settings(max_examples=500, deadline=None)
    @given(possible_orders())
    def test_never_ends_earlier_than_any_that_it_may_become(self, drawn):
        days, edges, true = drawn
        names = [f"item {number}" for number in range(len(days))]
        try:
            at_most = put_in_order(range(len(days)), edges, names)
            comes = put_in_order(range(len(days)), dict.fromkeys(true, True), names)
        except OrderCircular:
            return
        assert all(now <= then for now, then in zip(ends(comes, days), ends(at_most, days), strict=True))

    def test_takes_those_of_a_circle_after_all_that_any_of_them_waits_for(self):
        edges = {(0, 1): True, (1, 2): True, (2, 1): False}
        order = put_in_order(range(3), edges, ["one", "two", "four"])
        assert ends(order, [1, 0, 1]) == [2]


def ends(order, days):
    """Return the day on which the last item ends."""
    found: dict[int, int] = {}
    for item_ in order.sequence:
        found[item_] = days[item_] + max((found[one] for one in order.before[item_]), default=0)
    return [max(found.values())]
