"""The end of construction safety supervision: three who confirm, orders that must be settled, sections that end one by one."""

from datetime import date
from typing import Any

import pytest

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.model import Item, Package, Supplies
from onething.core.catalogue.words import Way
from onething.core.composition import Circumstances, Plan, compose
from tests import shipped

CALENDAR = load_calendar()
THURSDAY = date(2026, 3, 5)
SCENE = "end-safety-supervision"

OVER = {
    "action": "end",
    "stage": "finished",
    "scope": "whole",
    "suspended": "never",
    "hazards": "none",
    "machines": "none",
    "accident": "none",
    "changed": "no",
    "wants": [],
}
EVERYTHING = ["monitor", "video", "wages", "filing"]
REST = {"monitor-cancellation", "video-closing", "wage-deposit", "completion-filing"}
ORGANISATIONS = ("builder", "contractor", "supervisor")


@pytest.fixture(scope="module")
def city() -> Package:
    return shipped.city()


@pytest.fixture(scope="module")
def items(city) -> dict[str, Item]:
    return {line.item.id: line.item for line in city.scenes[SCENE].items}


@pytest.fixture
def plan(city):
    def compose_for(*, facts: Any = None, bearers: Any = None, **answers: Any) -> Plan:
        person = Circumstances(
            on=THURSDAY,
            answers={name: value for name, value in {**OVER, **answers}.items() if value is not None},
            facts=facts or {},
            supplies=Supplies(frozenset({"construction-register"}), frozenset()),
            bearers=bearers or {},
        )
        return compose(city.scenes[SCENE], person, package=city, calendar=CALENDAR)

    return compose_for


def ids(made: Plan) -> set[str]:
    return {one.id for one in made.items}


def why(made: Plan) -> dict[str, str]:
    return {one.id: one.state.value for one in made.left_out}


def papers(made: Plan) -> set[str]:
    return {one.key for one in made.materials if not one.form}


def fields(made: Plan) -> set[str]:
    return {one.key for one in made.fields}


class TestAJourneyThroughTheQuestions:
    def test_asks_one_after_the_other_until_nothing_is_open(self, city):
        said = {**OVER, "machines": "registered", "wants": EVERYTHING}
        answers: dict[str, Any] = {}
        asked = []
        while True:
            person = Circumstances(on=THURSDAY, answers=dict(answers))
            made = compose(city.scenes[SCENE], person, package=city, calendar=CALENDAR)
            if not made.open_questions:
                break
            asked.append(made.open_questions[0].id)
            answers[asked[-1]] = said[asked[-1]]
        assert asked[0] == "action"
        assert set(asked) == set(said)
        assert made.figures.sure
        assert ids(made) == REST | {"crane-cancellation", "end-supervision"}

    def test_asks_nothing_about_the_end_of_whoever_only_suspends(self, plan):
        made = plan(
            action="suspend",
            stage="building",
            scope=None,
            hazards=None,
            machines=None,
            accident=None,
            changed=None,
            wants=None,
        )
        assert made.open_questions == ()

    def test_asks_nothing_that_the_register_of_construction_tells(self, plan):
        known = {"supervision_state": "never", "open_hazards": False, "machines_registered": False}
        made = plan(suspended=None, hazards=None, machines=None, facts=known)
        assert made.open_questions == ()
        assert ids(made) == {"end-supervision"}


class TestTheEndOfSupervision:
    def test_takes_five_working_days_by_the_rule(self, plan, items):
        made = plan()
        assert made.schedule.promised_on == date(2026, 3, 12)
        assert (items["end-supervision"].promised_days, items["end-supervision"].statutory_days) == (5, 5)

    def test_is_confirmed_by_three_organisations_each_with_a_paper_of_its_own(self, plan):
        wanted = {f"{one}/completion-confirmation" for one in ORGANISATIONS}
        assert wanted <= papers(plan())

    def test_has_the_contractor_s_assessment_reviewed_by_builder_and_supervisor(self, plan):
        asked = papers(plan())
        assert {one for one in asked if "self-assessment" in one} == {
            "contractor/self-assessment",
            "builder/self-assessment-review",
            "supervisor/self-assessment-review",
        }

    def test_gives_the_notice_and_to_the_contractor_the_rating(self, items):
        given = {one.id: one.role for one in items["end-supervision"].result}
        assert given == {"end-notice": "project", "safety-rating": "contractor"}

    def test_asks_name_code_person_and_telephone_of_all_three(self, plan):
        asked = fields(plan())
        for one in ORGANISATIONS:
            for element in ("name", "credit_code", "contact", "phone"):
                assert f"{one}/organisation.{element}" in asked

    def test_keeps_its_archive_for_three_years(self, items):
        kept = {name for name, item in items.items() if item.retention_years == 3}
        assert kept == {"end-supervision", "suspend-supervision", "resume-supervision"}

    def test_waits_until_every_machine_is_cancelled(self, plan):
        made = plan(machines="registered", bearers={"machine": 2})
        assert {one.id: one.waits_for for one in made.items} == {
            "crane-cancellation": (),
            "end-supervision": ("crane-cancellation",),
        }
        assert {"machine[1]/crane-plan", "machine[2]/crane-plan"} <= papers(made)
        assert made.together.working_days == 1 + 5

    def test_asks_for_the_six_papers_of_a_machine(self, items):
        item = items["crane-cancellation"]
        assert (len(item.materials), item.promised_days, item.subject) == (6, 1, "machine")

    def test_asks_for_the_result_of_an_accident_and_the_handover_of_a_former_contractor(self, plan):
        more = papers(plan(accident="closed", changed="yes")) - papers(plan())
        assert more == {"contractor/accident-report", "contractor/contractor-handover"}


class TestSupervisionCannotEnd:
    @pytest.mark.parametrize(
        ("answers", "rule"),
        [
            ({"hazards": "open"}, "hazards-resolved"),
            ({"stage": "building"}, "works-over"),
            ({"stage": "accepted"}, "before-acceptance"),
            ({"suspended": "still"}, "not-suspended"),
            ({"accident": "open"}, "accident-settled"),
        ],
    )
    def test_while_something_is_open_and_says_what_to_do(self, plan, items, answers, rule):
        made = plan(wants=EVERYTHING, **answers)
        assert ids(made) == set()
        assert why(made)["end-supervision"] == "not_met"
        assert made.outcome is not None
        told = next(one for one in items["end-supervision"].eligible if one.id == rule)
        assert told.way_forward is not None

    def test_while_the_register_has_an_order_whatever_anybody_says(self, plan):
        made = plan(hazards=None, facts={"open_hazards": True})
        assert why(made)["end-supervision"] == "not_met"
        assert "销号" in made.outcome.zh

    def test_but_a_machine_can_be_cancelled_meanwhile(self, plan):
        assert ids(plan(hazards="open", machines="registered")) == {"crane-cancellation"}

    def test_and_then_nothing_that_needs_the_end_is_part_of_the_matter(self, plan):
        left = why(plan(hazards="open", wants=EVERYTHING))
        assert {left[one] for one in REST} == {"not_needed"}


class TestSections:
    def test_end_one_by_one_and_say_which_are_still_being_built(self, plan):
        more = fields(plan(scope="section")) - fields(plan())
        assert more == {"project/project.section", "project/project.sections_left"}

    def test_leave_video_monitors_deposit_and_filing_to_the_last(self, plan):
        assert ids(plan(scope="section", wants=EVERYTHING)) == {"end-supervision"}
        assert ids(plan(scope="last", wants=EVERYTHING)) == REST | {"end-supervision"}


class TestWhatFollowsTheEnd:
    def test_runs_side_by_side(self, plan):
        made = plan(wants=EVERYTHING)
        waits = {one.id: one.waits_for for one in made.items}
        assert all(waits[one] == ("end-supervision",) for one in REST)
        assert (made.alone.working_days, made.together.working_days) == (5 + 1 + 1 + 5 + 2, 5 + 5)

    def test_files_the_completion_with_ten_papers_of_which_the_report_may_follow(self, plan, items):
        assert len(items["completion-filing"].materials) == 10
        assert (items["completion-filing"].promised_days, items["completion-filing"].statutory_days) == (
            2,
            20,
        )
        made = plan(wants=["filing"])
        report = next(one for one in made.materials if one.key == "project/completion-report")
        assert Way.LATER in report.offered


class TestSuspendingAndResuming:
    def test_suspends_with_time_reason_part_and_measures(self, plan):
        made = plan(action="suspend", stage="building")
        assert ids(made) == {"suspend-supervision"}
        told = {one for one in fields(made) if "suspension." in one}
        assert told == {f"project/suspension.{one}" for one in ("on", "reason", "part", "measures")}
        assert made.together.working_days == 5

    def test_resumes_after_an_application_and_a_check_at_the_site(self, plan, items):
        made = plan(action="resume", stage="building", suspended="still")
        assert ids(made) == {"resume-supervision"}
        assert made.together.visits == 1
        assert "first_check" in [one.kind.value for one in items["resume-supervision"].steps]

    def test_does_not_ask_for_the_notice_of_the_suspension_again(self, plan):
        made = plan(action="resume", stage="building", suspended="still")
        notice = next(one for one in made.materials if one.key == "project/suspension-notice")
        assert notice.way is Way.SHARE

    @pytest.mark.parametrize(
        "answers",
        [
            {"action": "resume", "suspended": "never"},
            {"action": "suspend", "stage": "finished"},
            {"action": "suspend", "stage": "building", "suspended": "still"},
        ],
    )
    def test_is_refused_nobody_but_told_what_fits_instead(self, plan, answers):
        made = plan(**answers)
        assert ids(made) == set()
        assert made.outcome is not None
