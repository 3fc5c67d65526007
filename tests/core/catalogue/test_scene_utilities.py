"""Utilities with one press: who connects what, what the works outside need first, and what keeps anybody from it."""

from datetime import date
from typing import Any

import pytest

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.model import Item, Package, Supplies
from onething.core.catalogue.words import Way
from onething.core.clock import PROFILES
from onething.core.composition import Circumstances, Plan, compose
from onething.core.composition.plan import PlanMaterial
from tests import shipped

CALENDAR = load_calendar()
THURSDAY = date(2026, 3, 5)

SHOP = {
    "user": "business",
    "change": "new",
    "wants": ["water", "power", "gas"],
    "power_level": "high",
    "capacity": 250,
    "pipe": "medium",
    "gas_pressure": "low",
    "works": [],
    "title": "certificate",
    "ready": "yes",
    "debt": "no",
    "illegal": "no",
}
DIGGING = {"wants": ["water"], "works": ["road", "green", "traffic", "line"], "dig_length": 201}
WORKS = {
    "works-survey",
    "road-excavation",
    "green-space",
    "traffic-works",
    "line-planning",
    "works-acceptance",
}
PERMITS = WORKS - {"works-survey", "works-acceptance"} | {"road-excavation-short", "drainage-permit"}
ENTERPRISES = {"water-company", "power-company", "gas-company", "telecom-company"}


@pytest.fixture(scope="module")
def city() -> Package:
    return shipped.city()


@pytest.fixture(scope="module")
def items(city) -> dict[str, Item]:
    return {line.item.id: line.item for line in city.scenes["utilities"].items}


@pytest.fixture
def plan(city):
    def compose_for(*licences: str, facts: Any = None, **answers: Any) -> Plan:
        person = Circumstances(
            on=THURSDAY,
            answers={name: value for name, value in {**SHOP, **answers}.items() if value is not None},
            facts=facts or {},
            supplies=Supplies(frozenset({"utility-accounts", "property-register"}), frozenset(licences)),
        )
        return compose(city.scenes["utilities"], person, package=city, calendar=CALENDAR)

    return compose_for


def ids(made: Plan) -> set[str]:
    return {one.id for one in made.items}


def why(made: Plan) -> dict[str, str]:
    return {one.id: one.state.value for one in made.left_out}


def materials(made: Plan) -> dict[str, str]:
    return {one.key: one.way.value for one in papers(made)}


def papers(made: Plan) -> list[PlanMaterial]:
    """Everything but the joint form."""
    return [one for one in made.materials if not one.form]


class TestAJourneyThroughTheQuestions:
    def test_asks_one_after_the_other_until_nothing_is_open(self, city):
        answers: dict[str, Any] = {}
        asked = []
        said = {**SHOP, **DIGGING, "wants": ["water", "drainage", "power", "gas", "comms"]}
        while True:
            person = Circumstances(on=THURSDAY, answers=dict(answers))
            made = compose(city.scenes["utilities"], person, package=city, calendar=CALENDAR)
            if not made.open_questions:
                break
            question = made.open_questions[0].id
            asked.append(question)
            answers[question] = said[question]
        assert asked[:3] == ["user", "change", "wants"]
        assert set(asked) == set(said) - {"capacity"}  # high voltage is high voltage
        assert made.figures.sure
        assert ids(made) == WORKS | {
            "water-connection",
            "drainage-connection",
            "drainage-permit",
            "power-high",
            "gas-connection",
            "comms-access",
        }

    def test_asks_nothing_about_power_gas_or_trenches_of_whoever_wants_water_only(self, plan):
        made = plan(wants=["water"], power_level=None, capacity=None, gas_pressure=None, dig_length=None)
        assert made.open_questions == ()

    def test_asks_for_no_title_and_no_debts_that_the_registers_tell(self, plan):
        known = {"registered_title": True, "has_debts": False}
        assert plan(title=None, debt=None, facts=known).open_questions == ()


class TestTheCompanies:
    def test_work_side_by_side_so_that_29_days_become_14(self, plan):
        made = plan()
        assert ids(made) == {"water-connection", "power-high", "gas-connection"}
        assert (made.alone.working_days, made.together.working_days) == (29, 14)
        assert made.schedule.promised_on == date(2026, 3, 25)

    def test_come_to_the_place_together(self, plan):
        made = plan()
        assert (made.alone.visits, made.together.visits) == (3, 1)

    def test_promise_what_is_published_for_each_kind_of_connection(self, items):
        published = {
            "water-connection": (1, 12),
            "power-low-resident": (3, 3),
            "power-low-business": (5, 5),
            "power-high": (14, 14),
            "power-batch": (14, 14),
            "gas-connection": (14, 14),
            "project-utilities": (10, 24),
        }
        assert published == {
            name: (items[name].promised_days, items[name].statutory_days) for name in published
        }

    def test_are_no_offices_so_that_none_of_their_items_is_a_permit(self, items):
        theirs = [item for item in items.values() if item.department in ENTERPRISES]
        assert len(theirs) == 12
        assert {(item.kind, item.profile) for item in theirs} == {("20", "public_service")}

    @pytest.mark.parametrize(
        ("answers", "item"),
        [
            ({"user": "resident", "power_level": "low", "capacity": 8}, "power-low-resident"),
            ({"power_level": "low", "capacity": 200}, "power-low-business"),
            ({"power_level": "unsure", "capacity": 201}, "power-high"),
            ({"power_level": "low", "capacity": 201}, "power-high"),
            ({"user": "resident", "power_level": "high", "capacity": 20}, "power-high"),
            ({"power_level": "batch", "capacity": 90}, "power-batch"),
            ({"change": "increase"}, "power-increase"),
            ({"change": "transfer"}, "transfer-power"),
            ({"change": "temporary", "power_level": "low", "capacity": 40}, "power-low-business"),
        ],
    )
    def test_have_one_item_for_power_whatever_is_answered(self, plan, answers, item):
        assert ids(plan(wants=["power"], **answers)) == {item}

    def test_ask_the_identity_for_power_only_and_the_title_for_water_and_gas_too(self, plan):
        assert materials(plan(wants=["water", "gas"])).keys() == {"site/title-certificate"}
        assert materials(plan(wants=["power"])).keys() == {
            "site/title-certificate",
            "organisation/business-licence",
        }

    def test_ask_for_no_paper_that_is_held_as_a_licence(self, plan):
        made = plan("organisation/business-licence", "site/title-certificate")
        assert set(materials(made).values()) == {"licence"}
        assert made.asked_of_person.materials == 0

    def test_ask_for_drawings_of_large_pipes_and_a_list_for_medium_pressure_only(self, plan):
        more = materials(plan(pipe="large", gas_pressure="medium")).keys() - materials(plan()).keys()
        assert more == {"site/water-drawings", "site/gas-equipment"}

    def test_ask_until_when_only_for_what_is_temporary(self, plan):
        assert "site/site.until" in {one.key for one in plan(change="temporary").fields}
        assert "site/site.until" not in {one.key for one in plan().fields}


class TestAConnectionIsKeptFromWhoever:
    @pytest.mark.parametrize(
        ("answers", "rule"),
        [
            ({"debt": "yes"}, "no-debts"),
            ({"illegal": "yes"}, "lawful-building"),
            ({"ready": "no"}, "site-ready"),
        ],
    )
    def test_owes_built_illegally_or_has_no_site_ready_and_is_told_what_to_do(
        self, plan, items, answers, rule
    ):
        made = plan(**answers)
        assert ids(made) == set()
        assert {why(made)[one] for one in ("water-connection", "power-high", "gas-connection")} == {"not_met"}
        assert made.outcome is not None
        told = next(one for one in items["water-connection"].eligible if one.id == rule)
        assert told.way_forward is not None

    def test_owes_by_the_accounts_without_being_asked(self, plan):
        assert ids(plan(debt=None, facts={"has_debts": True})) == set()

    def test_cannot_be_connected_and_then_nothing_is_dug_up_either(self, plan):
        assert ids(plan(**DIGGING, illegal="yes")) == set()

    def test_owes_on_the_account_to_be_transferred(self, plan):
        assert why(plan(change="transfer", debt="yes"))["transfer-water"] == "not_met"


class TestTheWorksOutside:
    def test_go_from_the_visit_to_the_permits_to_the_acceptance_to_the_supply(self, plan):
        made = plan(**DIGGING)
        waits = {one.id: set(one.waits_for) for one in made.items}
        permits = WORKS - {"works-survey", "works-acceptance"}
        assert waits["works-survey"] == set()
        assert all(waits[one] == {"works-survey"} for one in permits)
        assert waits["works-acceptance"] == permits
        assert waits["water-connection"] == {"works-acceptance"}

    def test_have_their_permits_side_by_side(self, plan):
        made = plan(**DIGGING)
        assert made.alone.working_days == 1 + 10 + 8 + 5 + 10 + 3 + 1
        assert made.together.working_days == 1 + 10 + 3 + 1

    def test_up_to_200_metres_take_a_declaration_and_five_days_in_all(self, plan, items):
        made = plan(wants=["water"], works=["road"], dig_length=200)
        assert "road-excavation-short" in ids(made)
        assert "road-excavation" not in ids(made)
        assert made.together.working_days == 5
        restoration = next(one for one in made.materials if one.key == "site/restoration-plan")
        assert Way.DECLARATION in restoration.offered
        assert items["road-excavation-short"].declaration

    def test_from_201_metres_on_take_the_full_permit_where_a_minor_paper_may_follow(self, plan, items):
        made = plan(wants=["water"], works=["road"], dig_length=201)
        assert "road-excavation" in ids(made)
        traffic = next(one for one in made.materials if one.key == "site/traffic-plan")
        assert Way.LATER in traffic.offered
        assert items["road-excavation"].tolerance

    def test_never_ask_for_the_plan_that_the_visit_gives(self, plan):
        assert materials(plan(**DIGGING))["site/works-plan"] == "result"

    def test_take_a_second_visit_only_for_the_acceptance(self, plan):
        assert plan(**DIGGING).together.visits == 2

    def test_do_not_count_the_time_in_which_the_applicant_builds(self, items):
        item = items["works-acceptance"]
        clock = PROFILES[item.profile].with_own_grounds(item.own_grounds)
        assert clock.may_stop_for("own_works")
        assert not PROFILES["permit"].may_stop_for("own_works")


class TestThePermits:
    def test_are_permits_with_the_law_s_limit_extension_and_pauses(self, items):
        permits = {name: item for name, item in items.items() if item.kind == "01"}
        assert permits.keys() == PERMITS
        for item in permits.values():
            assert (item.profile, item.statutory_days) == ("permit", 20)
            assert PROFILES[item.profile].extension_days == 10
            assert PROFILES[item.profile].may_stop_for("testing")
            assert not PROFILES[item.profile].may_stop_for("site_check")

    def test_of_drainage_are_for_those_who_discharge_more_than_a_home_does(self, plan):
        home = plan(user="resident", wants=["drainage"])
        assert ids(home) == {"drainage-connection"}
        shop = plan(wants=["drainage"])
        assert ids(shop) == {"drainage-connection", "drainage-permit"}
        assert next(one for one in shop.items if one.id == "drainage-permit").waits_for == (
            "drainage-connection",
        )


class TestAProject:
    def test_gets_one_item_of_ten_days_for_all_that_it_wants(self, plan):
        made = plan(user="project", wants=["water", "power", "gas", "comms"])
        assert ids(made) == {"project-utilities"}
        assert made.together.working_days == 10

    def test_applies_before_its_site_is_ready(self, plan):
        assert "project-utilities" in ids(plan(user="project", ready="no"))

    def test_must_give_the_legal_representative_s_card_and_may_give_the_rest(self, plan):
        lines = papers(plan(user="project"))
        assert {one.key: one.required for one in lines} == {
            "organisation/id-card": True,
            "organisation/business-licence": False,
            "site/title-certificate": False,
        }

    def test_gets_its_reply_before_its_permits(self, plan):
        made = plan(user="project", **DIGGING)
        assert "works-survey" not in ids(made)
        waits = {one.id: set(one.waits_for) for one in made.items}
        assert waits["line-planning"] == {"project-utilities"}
        assert waits["project-utilities"] == set()


class TestATransfer:
    def test_needs_no_visit_and_three_days_for_all(self, plan):
        made = plan(change="transfer")
        assert ids(made) == {"transfer-water", "transfer-power", "transfer-gas"}
        assert (made.together.visits, made.together.working_days) == (0, 3)

    def test_of_drainage_or_telecommunications_is_told_where_to_go(self, plan):
        made = plan(change="transfer", wants=["drainage", "comms"])
        assert ids(made) == set()
        assert "运营商" in made.outcome.zh
