"""Points of several years and towns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.enrolment.points import Factor, NoPointsRule, PointsRule, points_of, rule_of

INSURANCE = Factor("insurance", 2, 12, 20, "contribution-register")
RESIDENCE = Factor("residence", 5, 12, 50, "residence-permit-register")
CITY = PointsRule("", 2026, (INSURANCE, RESIDENCE), ("insurance", "residence"))


class TestTheRules:
    def test_of_the_town_come_before_those_of_the_city_and_none_holds_in_another_year(self):
        town = PointsRule("dongcheng", 2026, (INSURANCE,))
        last = PointsRule("", 2025, (RESIDENCE,))
        assert rule_of((CITY, town, last), town="dongcheng", year=2026) is town
        assert rule_of((CITY, town, last), town="hongmei", year=2026) is CITY
        assert rule_of((CITY, town, last), town="dongcheng", year=2025) is last
        with pytest.raises(NoPointsRule):
            rule_of((CITY, town, last), town="dongcheng", year=2027)

    def test_count_full_steps_up_to_the_cap(self):
        made = points_of(CITY, {"insurance": 35, "residence": 600})
        assert (made.total, dict(made.lines)) == (54, {"insurance": 4, "residence": 50})

    def test_give_nothing_for_what_was_not_brought(self):
        assert points_of(CITY, {}).total == 0

    def test_let_whoever_paid_in_longer_come_first_above_the_cap(self):
        longer, shorter = (points_of(CITY, {"insurance": months}) for months in (300, 240))
        assert longer.total == shorter.total
        assert longer.rank < shorter.rank

    @given(st.integers(0, 900), st.integers(0, 900))
    def test_never_give_less_for_more(self, less, more):
        few, many = (points_of(CITY, {"insurance": one}) for one in sorted((less, more)))
        assert few.total <= many.total <= INSURANCE.cap
