"""School entry: one registration, and how the plan follows each answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from onething.core.catalogue.model import Package, Supplies
from onething.core.catalogue.words import Way
from onething.core.clock.profiles import PROFILES
from onething.core.composition import Circumstances, Plan, compose
from tests import shipped
from tests.core.composition.factories import CALENDAR, asked, states

MONDAY = date(2026, 4, 20)

LOCAL = {
    "wish": "public",
    "grade": "one",
    "born": date(2020, 5, 12),
    "record": "none",
    "household": "parents",
    "guardians": "two",
    "you": "first",
    "house": "owned",
    "preferential": "none",
    "twins": "no",
}
MIGRANT = {
    **LOCAL,
    "household": "elsewhere",
    "house": "leased",
    "permit": "valid",
    "factors": ["residence", "insurance"],
}
ILL = {
    "wish": "postpone",
    "reason": "health",
    "born": date(2020, 3, 1),
    "record": "none",
    "household": "parents",
    "guardians": "two",
    "you": "first",
}
SCHOOL = {"school-registration", "school-place"}


@pytest.fixture(scope="module")
def city() -> Package:
    return shipped.city()


@pytest.fixture(scope="module")
def plan(city):
    def made(answers: Mapping[str, Any], **more: Any) -> Plan:
        scene = city.scenes["school-entry"]
        return compose(
            scene, Circumstances(on=MONDAY, answers=answers, **more), package=city, calendar=CALENDAR
        )

    return made


@pytest.fixture(scope="module")
def walk(plan):
    """Answer one question after the other, as it is asked; return what was asked and the plan at the end."""

    def walked(person: Mapping[str, Any], **more: Any) -> tuple[list[str], Plan]:
        said: dict[str, Any] = {}
        while (now := plan(said, **more)).next_question:
            said[now.next_question.id] = person[now.next_question.id]
        return list(said), now

    return walked


def applying(of: Plan) -> set[str]:
    return {one.id for one in of.items if one.state.value == "applies"}


def papers(of: Plan) -> dict[str, Way]:
    return {one.key: one.way for one in of.materials}


def keys(of: Plan) -> set[str]:
    return {one.key for one in of.fields}


class TestAJourney:
    def test_of_a_local_family_asks_ten_questions_and_nothing_about_permits_or_points(self, walk):
        questions, made = walk(LOCAL)
        assert questions == list(LOCAL)
        assert applying(made) == SCHOOL
        assert states(made)["student-record"] == "proactive"
        assert made.figures.sure

    def test_of_a_family_from_elsewhere_asks_for_permit_and_factors_as_well(self, walk):
        questions, made = walk(MIGRANT)
        assert set(questions) - set(LOCAL) == {"permit", "factors"}
        assert applying(made) == {*SCHOOL, "points-entry"}

    def test_to_a_private_school_ends_with_the_first_answer(self, walk):
        questions, made = walk({"wish": "private"})
        assert questions == ["wish"]
        assert made.items == ()
        assert "民办学校报名" in made.outcome.zh

    def test_to_a_postponement_asks_nothing_about_home_or_grade(self, walk):
        questions, made = walk(ILL)
        assert not {"grade", "house", "preferential", "twins"} & set(questions)
        assert applying(made) == {"school-postponement"}

    def test_does_not_ask_what_the_registers_tell(self, walk):
        told = {
            "child_birth_date": date(2020, 5, 12),
            "child_household": "parents",
            "pupil_state": "none",
            "owns_home": True,
        }
        questions, made = walk(LOCAL, facts=told)
        assert set(LOCAL) - set(questions) == {"born", "household", "record", "house"}
        assert applying(made) == SCHOOL


class TestTheAge:
    def test_of_six_on_31_august_is_enough(self, plan):
        assert applying(plan({**LOCAL, "born": date(2020, 8, 31)})) == SCHOOL

    def test_of_six_on_1_september_is_a_year_too_early(self, plan):
        made = plan({**LOCAL, "born": date(2020, 9, 1)})
        assert states(made)["school-registration"] == states(made)["school-place"] == "not_met"
        assert "不满 6 周岁" in made.outcome.zh

    def test_is_not_asked_of_a_primary_school_leaver(self, walk):
        questions, made = walk({**LOCAL, "grade": "seven", "record": "graduate"})
        assert "born" not in questions
        assert applying(made) == SCHOOL


class TestTheStudentNumber:
    def test_keeps_a_child_from_repeating_grade_1(self, plan):
        made = plan({**LOCAL, "record": "pupil"})
        assert states(made)["school-registration"] == "not_met"
        assert "不能重读" in made.outcome.zh

    def test_is_needed_for_grade_7(self, plan):
        assert applying(plan({**LOCAL, "grade": "seven", "record": "none"})) == set()
        made = plan({**LOCAL, "grade": "seven", "record": "graduate"})
        assert "child/school.student_number" in keys(made)
        assert "student-record" not in {one.id for one in made.items}

    def test_comes_by_itself_with_the_place_in_grade_1(self, plan):
        made = plan(LOCAL)
        one = next(item for item in made.items if item.id == "student-record")
        assert one.waits_for == ("school-place",)
        assert "student-record" not in {reason.item for line in made.materials for reason in line.asked_by}


class TestTheOrder:
    def test_has_check_and_points_side_by_side_and_the_place_after_both(self, plan):
        made = plan(MIGRANT)
        waits = {one.id: set(one.waits_for) for one in made.items}
        assert waits["school-registration"] == waits["points-entry"] == set()
        assert waits["school-place"] == {"school-registration", "points-entry"}
        assert made.schedule.path == ("points-entry", "school-place")
        assert (made.alone.working_days, made.schedule.promised_days) == (40, 30)
        assert made.schedule.promised_on == date(2026, 6, 3)

    def test_of_the_place_waits_for_the_joint_meeting_where_a_preference_is_claimed(self, plan):
        made = plan({**LOCAL, "preferential": "talent"})
        waits = {one.id: set(one.waits_for) for one in made.items}
        assert waits["school-place"] == {"school-registration", "preferential-entry"}
        assert made.schedule.promised_days == 25

    def test_takes_a_preference_before_points(self, plan):
        made = plan({**MIGRANT, "preferential": "overseas"})
        assert applying(made) == {*SCHOOL, "preferential-entry"}
        assert "guardian-1/passport" in papers(made)


class TestThePapers:
    def test_that_one_step_gives_are_not_brought_to_the_next(self, plan):
        ways = papers(plan(MIGRANT))
        assert ways["child/admission-check"] == ways["child/points-notice"] == Way.RESULT

    def test_fall_away_where_a_register_or_a_licence_answers(self, plan):
        registers = {
            "residence-permit-register",
            "lease-register",
            "contribution-register",
            "vaccination-register",
        }
        before = plan(MIGRANT)
        after = plan(
            MIGRANT, supplies=Supplies(frozenset(registers), frozenset({"id-card", "household-book"}))
        )
        brought = {key for key, way in papers(after).items() if way in {Way.UPLOAD, Way.PAPER}}
        gone = {key for key, way in papers(before).items() if way in {Way.UPLOAD, Way.PAPER}} - brought
        assert gone == {
            "child/household-book",
            "guardian-1/household-book",
            "guardian-2/household-book",
            "guardian-1/id-card",
            "guardian-2/id-card",
            "guardian-1/residence-permit",
            "home/lease-record",
            "guardian-1/social-insurance-record",
            "guardian-2/social-insurance-record",
            "child/vaccination-record",
        }

    def test_are_uploaded_where_the_register_does_not_answer(self, plan):
        ways = papers(plan(LOCAL))
        assert ways["home/house-certificate"] == ways["child/vaccination-record"] == Way.UPLOAD

    @pytest.mark.parametrize(
        ("house", "paper"),
        [
            ("owned", "home/house-certificate"),
            ("leased", "home/lease-record"),
            ("dormitory", "home/dormitory-proof"),
        ],
    )
    def test_of_the_home_are_one_only(self, plan, house, paper):
        found = {key for key in papers(plan({**LOCAL, "house": house})) if key.startswith("home/")}
        assert found == {paper}

    def test_of_a_child_in_the_grandparents_book_show_that_the_parents_own_no_home(self, plan):
        ways = papers(plan({**LOCAL, "household": "grandparents"}))
        assert {"guardian-1/no-house-record", "child/birth-certificate"} <= ways.keys()
        assert "guardian-1/household-book" not in ways

    def test_count_only_what_the_family_chose_for_points(self, plan):
        chosen = {
            "insurance": "guardian-1/social-insurance-record",
            "tax": "guardian-1/tax-record",
            "skills": "guardian-1/skill-certificate",
            "honours": "guardian-1/honour-certificate",
            "business": "guardian-1/business-licence",
        }
        for factor, paper in chosen.items():
            ways = papers(plan({**MIGRANT, "factors": [factor]}))
            assert set(chosen.values()) & ways.keys() == {paper}

    def test_of_the_vaccination_may_follow_and_of_a_skill_may_be_declared(self, city):
        def ways(item: str, key: str) -> set[Way]:
            return {way for line in city.items[item].materials if line.key == key for way in line.accepts}

        assert city.items["school-registration"].tolerance
        assert Way.LATER in ways("school-registration", "child/vaccination-record")
        assert city.items["points-entry"].declaration
        assert Way.DECLARATION in ways("points-entry", "guardian-1/skill-certificate")


class TestThePostponement:
    def test_is_a_permit_with_the_clock_of_the_permit_law(self, city):
        item = city.items["school-postponement"]
        profile = PROFILES[item.profile]
        assert item.kind == "01"
        assert profile.is_permit
        assert (profile.tell_within, item.promised_days, item.statutory_days) == (5, 5, 20)
        assert profile.extension_days == 10

    def test_has_a_promise_and_a_statutory_day_that_are_two(self, plan):
        schedule = plan(ILL).schedule
        assert (schedule.promised_on, schedule.statutory_on) == (date(2026, 4, 27), date(2026, 5, 20))

    def test_takes_the_household_book_later_but_never_the_hospital_proof(self, city):
        ways = {line.key: set(line.accepts) for line in city.items["school-postponement"].materials}
        assert Way.LATER in ways["child/household-book"]
        assert Way.LATER not in ways["child/hospital-proof"]

    def test_is_for_health_only(self, plan):
        made = plan({**ILL, "reason": "other"})
        assert states(made)["school-postponement"] == "not_met"
        assert "只有身体原因" in made.outcome.zh

    def test_is_not_needed_for_a_child_who_is_too_young(self, plan):
        made = plan({**ILL, "born": date(2020, 9, 1)})
        assert applying(made) == set()
        assert "什么都不用办" in made.outcome.zh


class TestThePlace:
    def test_is_given_without_title_insurance_or_tax(self, city):
        asked_for = {line.element.partition(".")[0] for line in city.items["school-place"].fields}
        assert asked_for == {"person", "school", "house"}
        assert {line.element for line in city.items["school-place"].fields if line.role == "home"} == {
            "house.address"
        }
        for share in city.shares.values():
            for grant in share.grants:
                if "school-place" in grant.items:
                    assert set(grant.fields) <= {"house.address"}
                    assert not grant.materials

    def test_may_come_of_a_draw_which_is_no_refusal(self, city):
        assert "draw" in {one.id for one in city.elements["school.assigned_by"].choices}
        (result,) = city.items["school-place"].result
        assert any("不会没书读" in text.zh for text in result.conditions)

    def test_binds_twins_who_want_one_school(self, plan):
        together = plan({**LOCAL, "twins": "together"}, bearers={"child": 2})
        numbers = {key for key in keys(together) if key.endswith("school.sibling_number")}
        assert numbers == {"child[1]/school.sibling_number", "child[2]/school.sibling_number"}
        assert "child/school.sibling_number" not in keys(plan({**LOCAL, "twins": "apart"}))

    def test_of_a_family_without_permit_is_not_to_be_had_by_points(self, plan):
        made = plan({**MIGRANT, "permit": "none"})
        assert applying(made) == set()
        assert "居住证" in made.outcome.zh
        assert asked(made) == []

    def test_is_for_the_town_of_the_household_or_where_the_family_lives(self, plan):
        offices = [{one.competent for one in plan(person).items} for person in (LOCAL, MIGRANT)]
        assert offices == [{"household_town"}, {"residence_town"}]


class TestWhoActs:
    def test_as_an_agent_brings_a_power_of_attorney(self, plan):
        assert "guardian-1/power-of-attorney" in papers(plan({**LOCAL, "you": "agent"}))
        assert "guardian-1/power-of-attorney" not in papers(plan(LOCAL))

    def test_as_an_appointed_guardian_proves_it(self, plan):
        ways = papers(plan({**LOCAL, "guardians": "appointed"}))
        assert "guardian-1/guardianship-proof" in ways
        assert not any(key.startswith("guardian-2/") for key in ways)
