"""Closing a company as the shipped city defines it: tax, notice or liquidation, deregistration, and what ends with it."""

from datetime import date
from typing import Any

import pytest

from tests.core.catalogue.journey import Walk, city, item_of, open_findings, walk

SCENE = "close-company"
COMPANY = {
    "kind": "company",
    "branches": "none",
    "status": "normal",
    "approval": "no",
    "opened": "yes",
    "debts": "settled",
    "notice": "none",
    "inquiry": "clear",
    "liquidation": "none",
    "cleared": "no",
    "licence": "electronic",
    "staff": "yes",
    "has": ["customs", "account", "seal"],
    "by": "legal",
}
WITH_IT = {"customs-closing", "insurance-closing", "account-closing", "seal-closing"}
#: What closes the simple way (市场主体登记管理条例 33).
NOT_SIMPLE = [{"debts": "open"}, {"status": "listed"}, {"status": "revoked"}, {"approval": "yes"}]


def someone(**other: Any) -> Walk:
    return walk(SCENE, COMPANY | other)


class TestTheScene:
    def test_proves_clean(self):
        assert open_findings(SCENE) == []

    def test_asks_only_what_decides(self):
        assert someone().asked == (
            "kind",
            "branches",
            "status",
            "approval",
            "opened",
            "debts",
            "notice",
            "cleared",
            "licence",
            "staff",
            "has",
            "by",
        )
        assert "debts" not in someone(opened="never").asked

    def test_ends_tax_first_then_the_registration_then_all_the_rest_side_by_side(self):
        made = someone()
        assert made.applies == {"tax-clearance", "simple-notice", "company-deregistration"} | WITH_IT
        assert set(made.item("company-deregistration").waits_for) == {"tax-clearance", "simple-notice"}
        assert all(made.item(one).waits_for == ("company-deregistration",) for one in WITH_IT)
        assert len({made.item(one).promised_on for one in WITH_IT}) == 1

    def test_takes_ten_days_for_the_tax_and_one_for_each_of_the_others(self):
        days = {line.item.id: line.item.promised_days for line in city().scenes[SCENE].items}
        assert days.pop("tax-clearance") == 10
        assert {days.pop("simple-notice"), days.pop("department-inquiry")} == {20, 10}
        assert set(days.values()) == {1}

    def test_gives_the_tax_clearance_on_instead_of_asking_for_it(self):
        assert someone().ways["company/tax-clearance"] == "result"
        cleared = walk(SCENE, COMPANY, facts={"tax_cleared": True}, shares=("tax-register",))
        assert "tax-clearance" not in cleared.applies
        assert cleared.ways["company/tax-clearance"] == "share"
        assert "cleared" not in cleared.asked

    def test_wants_a_licence_on_paper_back_and_a_lost_one_declared_lost(self):
        assert someone(licence="paper").ways["company/paper-licence"] == "paper"
        assert "company/licence-loss-notice" in someone(licence="lost").ways
        assert not {"company/paper-licence", "company/licence-loss-notice"} & someone().ways.keys()

    def test_leaves_alone_what_the_company_does_not_have(self):
        assert someone(has=[], staff="no").applies.isdisjoint(WITH_IT)


class TestTheSimpleWay:
    def test_asks_all_investors_for_their_promise_once(self):
        [promise] = [one for one in someone().plan.materials if one.material == "investors-promise"]
        assert len(promise.asked_by) == 2

    def test_has_a_notice_of_twenty_natural_days(self):
        notice = item_of(SCENE, "simple-notice")
        assert (notice.promised_days, notice.statutory_days, notice.day_kind) == (20, 20, "calendar")
        assert someone().item("simple-notice").promised_on == date(2026, 3, 25)

    @pytest.mark.parametrize("other", NOT_SIMPLE)
    def test_is_closed_to_whoever_owes_is_listed_was_revoked_or_needs_approval(self, other):
        made = someone(**other, liquidation="done")
        assert "simple-notice" not in made.applies
        assert "company-deregistration" in made.applies
        assert {"company/dissolution-decision", "company/liquidation-report"} <= made.ways.keys()
        assert "company/investors-promise" not in made.ways

    def test_needs_no_second_notice_within_twenty_days_after_the_first(self):
        assert "simple-notice" not in someone(notice="clear").applies
        assert "company-deregistration" in someone(notice="clear").applies

    def test_begins_anew_when_the_twenty_days_have_passed(self):
        assert "simple-notice" in someone(notice="late").applies

    def test_stops_with_an_objection_and_leaves_the_liquidation(self):
        made = someone(notice="objected")
        assert made.items["company-deregistration"] == "not_met"
        assert {made.items[one] for one in WITH_IT} == {"not_met"}
        assert "company-deregistration" in someone(notice="objected", liquidation="done").applies

    def test_stops_when_the_objection_comes_while_the_notice_runs(self):
        # The case waits for the notice; what the notice brings to light is decided again.
        deregistration = item_of(SCENE, "company-deregistration")
        [rule] = [one.condition for one in deregistration.eligible if one.id == "not-objected"]
        said = {name: COMPANY.get(name) for name in rule.names}
        assert rule(said | {"notice_state": "clear"}) is True
        assert rule(said | {"notice_state": "objected"}) is False
        [result] = item_of(SCENE, "simple-notice").result
        assert result.facts == {"notice_state": "company/closing.notice"}


class TestTheGeneralWay:
    @pytest.mark.parametrize("step", ["none", "running"])
    def test_waits_for_the_creditors_and_lets_the_tax_begin(self, step):
        made = someone(debts="open", liquidation=step)
        assert made.applies == {"tax-clearance"}
        assert made.items["company-deregistration"] == "not_met"

    def test_says_how_long_each_step_takes(self):
        [rule] = [one for one in item_of(SCENE, "company-deregistration").eligible if one.id == "liquidated"]
        assert rule.way_forward is not None
        assert all(days in rule.way_forward.zh for days in ("10 天", "60 天", "45 天"))

    def test_asks_who_liquidates_and_since_when(self):
        asked = {"company/closing.liquidator", "company/closing.formed_on", "company/closing.announced_on"}
        assert asked <= someone(debts="open", liquidation="done").fields
        assert asked.isdisjoint(someone().fields)

    def test_of_a_closing_that_needs_approval_wants_the_approval(self):
        assert "company/closing-approval" in someone(approval="yes", liquidation="done").ways


class TestBranches:
    def test_are_closed_before_the_company(self):
        made = someone(branches="open")
        assert made.items["company-deregistration"] == "not_met"
        assert {made.items[one] for one in WITH_IT} == {"not_met"}

    def test_end_by_the_decision_of_their_company_without_notice_or_liquidation(self):
        made = someone(kind="branch")
        assert {"simple-notice", "department-inquiry"}.isdisjoint(made.applies)
        assert "company/branch-decision" in made.ways
        assert not {"branches", "liquidation", "notice"} & set(made.asked)


class TestAnIndividualBusiness:
    def test_has_no_public_notice_but_ten_days_in_which_offices_may_object(self):
        made = someone(kind="individual")
        assert "simple-notice" not in made.applies
        inquiry = item_of(SCENE, "department-inquiry")
        assert (inquiry.promised_days, inquiry.day_kind) == (10, "calendar")
        assert set(made.item("company-deregistration").waits_for) == {"tax-clearance", "department-inquiry"}

    def test_stops_where_an_office_objects(self):
        assert someone(kind="individual", inquiry="objected").items["company-deregistration"] == "not_met"

    def test_never_liquidates(self):
        made = someone(kind="individual", debts="open")
        assert "company-deregistration" in made.applies
        assert "liquidation" not in made.asked


def test_the_registration_ends_by_the_clock_of_its_regulation():
    item = item_of(SCENE, "company-deregistration")
    assert (item.profile, item.promised_days, item.statutory_days) == ("market_registration", 1, 3)


def test_an_agent_brings_a_power_of_attorney():
    assert "applicant/power-of-attorney" in someone(by="agent").ways
    assert "applicant/power-of-attorney" not in someone().ways
