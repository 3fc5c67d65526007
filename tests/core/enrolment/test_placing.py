"""Places by rule, and a draw that anybody can reckon again."""

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from onething.core.enrolment.placing import By, Child, Roll, School, Way, lot_of, place
from onething.core.enrolment.points import Points

ONE = School("one", "east", 2, 0, frozenset({"a"}))
TWO = School("two", "east", 3, 1, frozenset({"b"}))
FAR = School("far", "west", 9, 0, frozenset({"c"}))


def home(number, catchment="a", **more):
    return Child(number, Way.HOUSEHOLD, catchment, **more)


def by_points(number, total, *wishes, ties=()):
    return Child(number, Way.POINTS, wishes=wishes, points=Points(total, ties=ties))


def placed(*children, schools=(ONE, TWO, FAR), seed="s"):
    return {one.number: (one.school, one.by) for one in place(Roll("", schools, children), seed=seed)}


class TestTheDraw:
    def test_orders_by_a_hash_that_needs_nothing_but_seed_and_number(self):
        assert lot_of("08 15 22", "RX1") == hashlib.sha256(b"08 15 22\nRX1").hexdigest()

    def test_is_not_held_where_there_is_room_for_all(self):
        assert placed(home("1"), home("2")) == {"1": ("one", By.CATCHMENT), "2": ("one", By.CATCHMENT)}

    def test_gives_the_places_to_the_smallest_lots_and_places_the_rest_in_the_area(self):
        numbers = ["1", "2", "3", "4"]
        first = sorted(numbers, key=lambda one: lot_of("s", one))
        found = placed(*(home(one) for one in numbers))
        assert [found[one] for one in first] == [("one", By.DRAW)] * 2 + [("two", By.AREA)] * 2

    def test_changes_with_the_seed_and_not_with_the_order_of_the_roll(self):
        children = [home(str(one)) for one in range(9)]
        assert placed(*children) == placed(*reversed(children))
        assert len({tuple(sorted(placed(*children, seed=str(one)).items())) for one in range(9)}) > 1

    def test_draws_twins_who_want_one_school_as_one_and_never_parts_them(self):
        for seed in map(str, range(40)):
            twins = (home("1", together="2"), home("2", together="1"), home("3"))
            found = placed(*twins, seed=seed)
            assert found["1"] == found["2"]

    def test_keeps_triplets_together_whoever_names_whom(self):
        east = School("one", "east", 3, 0, frozenset({"a"}))
        for links in (("", "1", "1"), ("2", "3", ""), ("2", "3", "1")):
            three = [home(str(n), together=other) for n, other in enumerate(links, 1)]
            for seed in map(str, range(20)):
                found = placed(*three, home("4"), schools=(east, TWO), seed=seed)
                assert len({found[one] for one in "123"}) == 1

    def test_of_a_pair_that_does_not_fit_lets_the_next_have_the_place(self):
        single = School("one", "east", 1, 0, frozenset({"a"}))
        found = placed(home("1", together="2"), home("2"), home("3"), schools=(single, TWO))
        assert found == {"1": ("two", By.AREA), "2": ("two", By.AREA), "3": ("one", By.DRAW)}


class TestTheArea:
    def test_comes_before_the_rest_of_the_town(self):
        children = [home(str(one)) for one in range(7)]
        schools = Counter(school for school, _ in placed(*children).values())
        assert schools == {"one": 2, "two": 3, "far": 2}  # the place for points that nobody needs counts

    def test_says_who_has_no_place_at_all(self):
        found = placed(home("1"), home("2"), home("3"), schools=(ONE,))
        assert sorted(found.values()) == [("", By.NONE), ("one", By.DRAW), ("one", By.DRAW)]


class TestPoints:
    def test_the_highest_have_their_first_wish_with_room(self):
        found = placed(by_points("1", 50, "two"), by_points("2", 80, "two"))
        assert found == {"1": ("", By.NONE), "2": ("two", By.POINTS)}

    def test_equal_totals_are_decided_by_the_rules_before_the_draw(self):
        found = placed(by_points("1", 50, "two", ties=(30,)), by_points("2", 50, "two", ties=(31,)))
        assert found["2"] == ("two", By.POINTS)

    def test_have_no_place_that_is_kept_for_households(self):
        assert placed(by_points("1", 99, "one")) == {"1": ("", By.NONE)}


class TestPreference:
    def test_has_its_place_before_the_catchment_or_after_it_as_the_plan_says(self):
        child = Child("9", Way.PREFERENTIAL, wishes=("one",))
        roll = (home("1"), home("2"), child)
        assert placed(*roll)["9"] == ("one", By.PREFERENTIAL)
        after = (Way.HOUSEHOLD, Way.PREFERENTIAL, Way.POINTS)
        found = {one.number: one for one in place(Roll("", (ONE, TWO), roll, after), seed="s")}
        assert (found["9"].school, found["9"].by) == ("two", By.AREA)


ways = st.sampled_from(sorted(Way))


@st.composite
def rolls(draw):
    schools = tuple(
        School(
            f"s{n}", draw(st.sampled_from("ew")), places, draw(st.integers(0, places)), frozenset({f"c{n}"})
        )
        for n, places in enumerate(draw(st.lists(st.integers(0, 5), min_size=1, max_size=4)))
    )
    ids = [one.id for one in schools]
    children = tuple(
        Child(
            f"{n:02}",
            way,
            f"c{draw(st.integers(0, len(ids) - 1))}" if way is Way.HOUSEHOLD else "",
            tuple(draw(st.permutations(ids))[:3]),
            Points(draw(st.integers(0, 9))),
        )
        for n, way in enumerate(draw(st.lists(ways, max_size=16)))
    )
    return Roll("", schools, children)


class TestWhateverTheRoll:
    @given(rolls(), st.text(max_size=8))
    def test_every_child_is_named_once_and_no_school_is_overfull(self, roll, seed):
        found = place(roll, seed=seed)
        assert [one.number for one in found] == sorted(one.number for one in roll.children)
        taken = Counter(one.school for one in found if one.school)
        assert all(taken[one.id] <= one.places for one in roll.schools)
        of_points = Counter(one.school for one in found if one.by is By.POINTS)
        assert all(of_points[one.id] <= one.points_places for one in roll.schools)

    @given(rolls(), st.text(max_size=8))
    def test_nobody_of_the_city_is_without_a_place_while_one_is_free(self, roll, seed):
        found = place(roll, seed=seed)
        free = sum(one.places for one in roll.schools) - sum(1 for one in found if one.school)
        assert not free or all(one.school for one in found if one.way is not Way.POINTS)

    @given(rolls(), st.text(max_size=8))
    def test_the_same_roll_and_seed_give_the_same_places(self, roll, seed):
        assert place(roll, seed=seed) == place(roll, seed=seed)
