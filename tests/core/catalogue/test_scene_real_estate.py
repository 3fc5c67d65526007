"""Real estate as the shipped city defines it: contract, tax, entry, mortgage, and the accounts that follow the house."""

from typing import Any

import pytest

from onething.core.catalogue.model import StepKind
from onething.core.clock import PROFILES, Silence
from tests.core.catalogue.journey import Walk, city, item_of, open_findings, walk

SCENE = "real-estate"
SALE = {
    "matter": "transfer",
    "sealed": "no",
    "pending": "no",
    "cause": "existing",
    "land": "state",
    "mortgage": "first",
    "mortgaged": "none",
    "signed": "no",
    "taxed": "no",
    "relief": "no",
    "loan": "yes",
    "party": "person",
    "married": "no",
    "shares": "sole",
    "wants": ["utilities", "fund"],
    "online": "yes",
    "papers": "post",
    "by": "self",
}
REGISTRATIONS = {
    "transfer-registration": 1,
    "collective-transfer": 5,
    "mortgage-registration": 1,
    "mortgage-discharge": 1,
    "first-registration": 5,
    "change-registration": 1,
    "correction-registration": 5,
    "objection-registration": 1,
    "cancellation-registration": 1,
    "residence-right": 1,
    "easement-registration": 1,
}
#: What nobody can do with a unit that is sealed up.
BLOCKED = ["transfer", "mortgage", "cancel", "residence", "easement"]


def someone(**other: Any) -> Walk:
    return walk(SCENE, SALE | other)


class TestTheScene:
    def test_proves_clean(self):
        assert open_findings(SCENE) == []

    def test_asks_the_buyer_of_a_flat_once_and_in_its_order(self):
        assert someone().asked == tuple(one for one in SALE if one != "mortgage")

    def test_enters_only_when_the_tax_is_paid_and_the_check_has_ended(self):
        made = someone()
        assert made.item("real-estate-precheck").waits_for == ()
        assert made.item("sale-online").waits_for == ()
        assert made.item("deed-tax").waits_for == ("sale-online",)
        assert set(made.item("transfer-registration").waits_for) >= {"deed-tax", "real-estate-precheck"}

    def test_does_mortgage_accounts_and_housing_fund_side_by_side_after_the_entry(self):
        made = someone()
        for one in ("mortgage-registration", "utilities-transfer", "fund-withdrawal"):
            assert "transfer-registration" in made.item(one).waits_for
        assert made.plan.schedule.path[-1] == "fund-withdrawal"

    def test_hands_contract_receipt_and_title_on_instead_of_asking_for_them(self):
        ways = someone().ways
        assert ways["unit/sale-contract"] == ways["unit/tax-receipt"] == "result"
        assert ways["holder/title-certificate"] == "result"
        assert ways["giver/title-certificate"] == "upload"

    def test_skips_contract_and_tax_that_are_done(self):
        made = someone(signed="yes", taxed="yes")
        assert {"sale-online", "deed-tax"}.isdisjoint(made.applies)
        assert made.ways["unit/sale-contract"] == made.ways["unit/tax-receipt"] == "upload"

    def test_says_where_to_go_for_a_seal(self):
        made = someone(matter="sealup")
        assert made.plan.items == ()
        assert made.plan.outcome is not None
        assert "法院" in made.plan.outcome.zh


class TestTheKindsOfRegistration:
    @pytest.mark.parametrize(
        ("matter", "item"),
        [
            ("first", "first-registration"),
            ("change", "change-registration"),
            ("correction", "correction-registration"),
            ("objection", "objection-registration"),
            ("cancel", "cancellation-registration"),
            ("residence", "residence-right"),
            ("easement", "easement-registration"),
            ("mortgage", "mortgage-registration"),
        ],
    )
    def test_are_one_item_each_with_the_check_before_it(self, matter, item):
        assert someone(matter=matter).applies == {"real-estate-precheck", item}

    @pytest.mark.parametrize(
        ("mortgage", "paper"),
        [
            ("first", "unit/loan-contract"),
            ("change", "unit/mortgage-change"),
            ("transfer", "unit/claim-transfer"),
            ("notice", "unit/notice-agreement"),
            ("discharge", "unit/mortgage-end"),
        ],
    )
    def test_of_a_mortgage_have_papers_of_their_own(self, mortgage, paper):
        papers = {
            "unit/loan-contract",
            "unit/mortgage-change",
            "unit/claim-transfer",
            "unit/notice-agreement",
            "unit/mortgage-end",
        }
        assert someone(matter="mortgage", mortgage=mortgage).ways.keys() & papers == {paper}

    @pytest.mark.parametrize(
        ("cause", "paper", "both"),
        [
            ("new", "unit/sale-contract", True),
            ("existing", "unit/sale-contract", True),
            ("gift", "unit/gift-contract", True),
            ("inheritance", "unit/inheritance-proof", False),
            ("court", "unit/court-ruling", False),
        ],
    )
    def test_of_a_transfer_are_asked_by_both_sides_or_by_one(self, cause, paper, both):
        made = someone(cause=cause, signed="yes")
        assert paper in made.ways
        assert ("giver/person.name" in made.fields) is both

    def test_on_collective_land_take_five_days_and_the_consent_of_the_village(self):
        made = someone(land="collective")
        assert made.item("collective-transfer").promised_days == 5
        assert "unit/villagers-consent" in made.ways
        assert "unit/villagers-consent" not in someone().ways


class TestTheClock:
    @pytest.mark.parametrize(("item", "days"), REGISTRATIONS.items())
    def test_is_that_of_the_regulation(self, item, days):
        found = item_of(SCENE, item)
        assert (found.profile, found.promised_days, found.statutory_days) == ("real_estate", days, 30)

    def test_accepts_what_is_not_refused_on_the_spot(self):
        profile = PROFILES["real_estate"]
        assert profile.tell_within == 0
        assert profile.on_silence is Silence.ACCEPTED
        assert profile.extension_days == 0

    @pytest.mark.parametrize("item", REGISTRATIONS)
    def test_runs_through_the_town_centre_to_the_entry_by_the_city_centre(self, item):
        steps = item_of(SCENE, item).steps
        assert [(step.kind, step.level) for step in steps] == [
            (StepKind.INTAKE, "town"),
            (StepKind.FIRST_CHECK, "town"),
            (StepKind.DECISION, "city"),
            (StepKind.CERTIFICATE, "city"),
        ]

    @pytest.mark.parametrize("item", REGISTRATIONS)
    def test_ends_with_the_entry_from_which_the_right_begins(self, item):
        [result] = item_of(SCENE, item).result
        assert any("登簿" in one.zh for one in result.conditions)


class TestAUnitThatIsSealedUp:
    @pytest.mark.parametrize("matter", BLOCKED)
    def test_can_be_neither_sold_nor_mortgaged(self, matter):
        assert someone(matter=matter, sealed="yes").applies == set()

    @pytest.mark.parametrize("matter", ["correction", "objection", "change", "first"])
    def test_can_still_be_corrected_and_objected_to(self, matter):
        assert someone(matter=matter, sealed="yes").applies

    def test_can_have_a_paid_mortgage_struck_off(self):
        made = someone(matter="mortgage", mortgage="discharge", sealed="yes")
        assert made.applies == {"real-estate-precheck", "mortgage-discharge"}

    def test_costs_nobody_a_tax_for_nothing(self):
        made = walk(SCENE, SALE, facts={"unit_sealed": True})
        assert made.items["deed-tax"] == "not_met"
        assert "sealed" not in made.asked

    def test_is_told_by_its_article_and_with_what_to_do(self):
        [rule] = [one for one in item_of(SCENE, "transfer-registration").eligible if one.id == "not-sealed"]
        assert rule.law == "不动产登记暂行条例 第二十二条"
        assert rule.way_forward is not None
        assert "法院" in rule.way_forward.zh


class TestTwoApplicationsOnOneUnit:
    @pytest.mark.parametrize("matter", BLOCKED)
    def test_go_one_after_the_other(self, matter):
        assert someone(matter=matter, pending="yes").applies == set()

    def test_the_second_is_told_that_the_first_may_be_withdrawn_until_it_is_entered(self):
        [rule] = [
            one for one in item_of(SCENE, "transfer-registration").eligible if one.id == "first-in-time"
        ]
        assert rule.way_forward is not None
        assert "登簿以前都能撤回" in rule.way_forward.zh


class TestTheMortgageOnIt:
    def test_goes_along_with_the_consent_of_the_lender(self):
        made = someone(mortgaged="carry")
        assert "unit/lender-consent" in made.ways
        assert "mortgage-discharge" not in made.applies

    def test_or_is_struck_off_before_the_entry(self):
        made = someone(mortgaged="clear")
        assert "mortgage-discharge" in made.item("transfer-registration").waits_for
        assert "unit/lender-consent" not in made.ways


class TestWhoHoldsIt:
    def test_a_minor_comes_with_a_guardian(self):
        made = someone(party="minor")
        assert {"representative/id-card", "holder/household-book"} <= made.ways.keys()
        assert "representative/representative.relation" in made.fields
        assert "married" not in made.asked

    def test_a_company_shows_its_licence_and_no_card(self):
        made = someone(party="company")
        assert "holder/business-licence" in made.ways
        assert "holder/id-card" not in made.ways

    def test_owners_in_shares_say_which(self):
        made = someone(shares="parts")
        assert "holder/property.share" in made.fields
        assert "unit/co-ownership" in made.ways

    def test_a_married_owner_shows_it_and_the_register_may_do_so(self):
        assert someone(married="yes").ways["holder/marriage-certificate"] == "upload"
        looked_up = walk(SCENE, SALE | {"married": "yes"}, shares=("marriage-register",))
        assert looked_up.ways["holder/marriage-certificate"] == "share"

    def test_an_agent_shows_the_authority(self):
        assert "applicant/power-of-attorney" in someone(by="agent").ways


def test_relief_from_tax_asks_for_years_and_the_only_home():
    asked = {"unit/property.only_home", "unit/property.years"}
    assert asked <= someone(relief="yes").fields
    assert "unit/house-statement" in someone(relief="yes").ways
    assert asked.isdisjoint(someone().fields)


def test_a_tax_that_was_paid_for_a_refused_registration_comes_back():
    [result] = item_of(SCENE, "deed-tax").result
    assert any("退税" in one.zh for one in result.conditions)


def test_papers_by_post_need_no_visit():
    assert someone().plan.together.visits == 0
    assert someone(papers="window").plan.together.visits == 1


def test_the_check_online_is_only_for_those_who_apply_online():
    assert "real-estate-precheck" not in someone(online="no").applies
    assert city().scenes[SCENE].item("real-estate-precheck").item.steps[0].level == "town"
