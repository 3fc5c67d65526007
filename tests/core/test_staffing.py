"""Skills, absences and stand-ins."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.staffing import (
    ALL,
    AwayAlready,
    Leave,
    PeriodBackwards,
    Server,
    Skill,
    StandInAway,
    StandInForOneself,
    Workplace,
    check_leave,
    check_period,
    serving,
)

ID = UUID(int=1)
MONDAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)


def skill(officer, *, item=ALL, step=ALL, from_on=MONDAY, to_on=None, person=""):
    return Skill(ID, officer, officer.upper(), item, step, from_on, to_on, person)


def leave(officer, stand_in, *, from_on=MONDAY, to_on=FRIDAY):
    return Leave(ID, officer, officer.upper(), stand_in, stand_in.upper(), from_on, to_on)


def who(skills, leaves=(), *, item="card", step="decision", on=MONDAY):
    return [one.officer for one in serving(skills, leaves, item=item, step=step, on=on)]


class TestServing:
    def test_asks_for_item_step_and_day(self):
        skills = [
            skill("a", item="card"),
            skill("b", item="other"),
            skill("c", step="first_check"),
            skill("d"),
        ]
        assert who(skills) == ["a", "d"]

    def test_begins_and_ends_with_the_skill(self):
        skills = [skill("a", from_on=MONDAY, to_on=FRIDAY)]
        days = [MONDAY - timedelta(days=1), MONDAY, FRIDAY - timedelta(days=1), FRIDAY]
        assert [who(skills, on=day) for day in days] == [[], ["a"], ["a"], []]

    def test_of_an_absent_officer_is_the_stand_ins(self):
        found = serving([skill("a")], [leave("a", "b")], item="card", step="decision", on=MONDAY)
        assert found == (Server("b", "B", "", "a"),)
        assert who([skill("a")], [leave("a", "b")], on=FRIDAY) == ["a"]

    def test_counts_a_stand_in_with_the_skill_once_and_for_oneself(self):
        found = serving([skill("a"), skill("b")], [leave("a", "b")], item="card", step="decision", on=MONDAY)
        assert found == (Server("b", "B", ""),)

    def test_finds_nobody_where_the_stand_in_is_away_too(self):
        assert who([skill("a")], [leave("a", "b"), leave("b", "c")]) == []

    def test_knows_the_stand_ins_own_number(self):
        skills = [skill("a"), skill("b", item="other", person="P")]
        (found,) = serving(skills, [leave("a", "b")], item="card", step="decision", on=MONDAY)
        assert found.person == "P"

    @given(st.permutations([skill("a"), skill("b"), skill("c")]))
    def test_does_not_depend_on_the_order_of_the_skills(self, skills):
        assert who(skills, [leave("c", "a")]) == ["a", "b"]


class TestAnAbsence:
    def test_ends_after_it_began(self):
        with pytest.raises(PeriodBackwards):
            check_leave(leave("a", "b", to_on=MONDAY), [])
        check_period(MONDAY, None)

    def test_needs_somebody_else(self):
        with pytest.raises(StandInForOneself):
            check_leave(leave("a", "a"), [])

    def test_is_one_at_a_time(self):
        with pytest.raises(AwayAlready):
            check_leave(
                leave("a", "b"), [leave("a", "c", from_on=FRIDAY - timedelta(days=1), to_on=date(2026, 4, 1))]
            )
        check_leave(leave("a", "b"), [leave("a", "c", from_on=FRIDAY, to_on=date(2026, 4, 1))])

    def test_needs_a_stand_in_who_is_there(self):
        with pytest.raises(StandInAway):
            check_leave(leave("a", "b"), [leave("b", "c")])


def test_a_workplace_with_a_skill_for_everything_pools_everything():
    assert Workplace(frozenset({ALL})).is_pooled("card")
    assert Workplace(frozenset({"card"})).is_pooled("card")
    assert not Workplace(frozenset({"card"})).is_pooled("other")
