"""A problem: its steps, its days, and that the person has the last word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.calendars import load_calendar
from onething.core.problems import (
    CauseKind,
    NotNow,
    Problem,
    ProblemKind,
    ProblemRules,
    ProblemState,
    UnitNotAsked,
    UnitsOpen,
)

CALENDAR, RULES = load_calendar(), ProblemRules()
ON = date(2026, 3, 5)  # a Thursday
NEW = Problem.registered(ON, rules=RULES, calendar=CALENDAR)
COUNT = {"rules": RULES, "calendar": CALENDAR}


def led(kind=ProblemKind.MATERIAL, problem=NEW, on=ON):
    return problem.classified(kind=kind, lead="civil-affairs", on=on, **COUNT)


def answered(problem=None, on=ON):
    return (problem or led()).answered(on=on, **COUNT)


class TestTheDays:
    def test_are_one_to_classify(self):
        assert NEW.acts_by == date(2026, 3, 6)

    def test_are_five_to_answer_and_ten_across_departments_from_the_telling(self):
        assert led(on=date(2026, 3, 6)).acts_by == date(2026, 3, 12)
        assert led(ProblemKind.CROSS_DEPARTMENT).acts_by == date(2026, 3, 19)

    def test_are_three_for_each_unit_that_is_asked(self):
        (unit,) = led().asked("tax", on=date(2026, 3, 6), **COUNT).units
        assert unit.answer_by == date(2026, 3, 11)

    def test_are_ten_to_confirm(self):
        assert answered().acts_by == date(2026, 3, 19)

    def test_are_the_citys(self):
        rules = ProblemRules.of({"problems": {"classify_days": 2}})
        assert Problem.registered(ON, rules=rules, calendar=CALENDAR).acts_by == date(2026, 3, 9)

    def test_count_anew_when_it_is_reopened(self):
        again = answered().reopened_still_wrong(on=date(2026, 3, 16), **COUNT)
        assert (again.state, again.reopened, again.acts_by) == (ProblemState.LED, 1, date(2026, 3, 23))
        assert led(problem=again, on=date(2026, 3, 17)).acts_by == date(2026, 3, 24)


class TestCoordinating:
    def test_ends_when_every_unit_has_answered(self):
        two = led().asked("tax", on=ON, **COUNT).asked("health", on=ON, **COUNT)
        with pytest.raises(UnitsOpen):
            answered(two)
        done = two.replied("tax", on=ON).replied("health", on=ON)
        assert answered(done).state is ProblemState.ANSWERED

    def test_hears_those_alone_who_were_asked_and_once(self):
        one = led().asked("tax", on=ON, **COUNT)
        with pytest.raises(UnitNotAsked):
            one.replied("health", on=ON)
        with pytest.raises(UnitNotAsked):
            one.replied("tax", on=ON).replied("tax", on=ON)

    def test_is_not_with_oneself(self):
        with pytest.raises(UnitNotAsked):
            led().asked("civil-affairs", on=ON, **COUNT)


class TestTheEnd:
    def test_is_the_persons(self):
        closed = answered().confirmed_solved(on=ON)
        assert (closed.state, closed.confirmed) == (ProblemState.CLOSED, True)

    def test_comes_in_silence_after_the_days_and_not_as_confirmed(self):
        with pytest.raises(NotNow):
            answered().closed_in_silence(on=date(2026, 3, 19))
        closed = answered().closed_in_silence(on=date(2026, 3, 20))
        assert (closed.state, closed.confirmed) == (ProblemState.CLOSED, False)

    def test_asks_for_the_cause_and_takes_it_only_then(self):
        with pytest.raises(NotNow):
            answered().cause_found(CauseKind.ITEM)
        closed = answered().confirmed_solved(on=ON)
        assert closed.needs_cause
        assert not closed.cause_found(CauseKind.ITEM).needs_cause

    @given(data=st.data())
    def test_never_comes_before_an_answer(self, data):
        problem, answers = NEW, 0
        for _ in range(40):
            match problem.state:
                case ProblemState.REGISTERED:
                    problem = led(problem=problem)
                case ProblemState.LED if problem.open_units:
                    problem = problem.replied(problem.open_units[0], on=ON)
                case ProblemState.LED if data.draw(st.booleans()):
                    problem = problem.asked("tax", on=ON, **COUNT)
                case ProblemState.LED:
                    problem, answers = answered(problem), answers + 1
                case ProblemState.ANSWERED if data.draw(st.booleans()):
                    problem = problem.reopened_still_wrong(on=ON, **COUNT)
                case ProblemState.ANSWERED:
                    problem = problem.confirmed_solved(on=ON)
                case ProblemState.CLOSED:
                    assert answers == problem.reopened + 1
                    return
        assert problem.acts_by is not None
