"""Starting a company, and a licence together with its permits, as the shipped city defines them."""

from datetime import date
from typing import Any

import pytest

from onething.core.clock import PROFILES
from tests.core.catalogue.journey import Walk, city, item_of, open_findings, walk

SCENE = "start-company"
RESTAURANT = {
    "stage": "new",
    "trade": "restaurant",
    "place": "shop",
    "area": 120,
    "seats": 40,
    "kind": "company",
    "name": "declared",
    "investors": "people",
    "articles": "standard",
    "pre_approval": "no",
    "staff": "yes",
    "wants": ["seal", "invoices", "bank"],
    "by": "legal",
}
CLEAR = {"name_clear": True, "address_clear": True, "person_clear": True}
AFTER_REGISTRATION = {
    "seal-engraving",
    "tax-confirmation",
    "employer-pension",
    "employer-medical",
    "employer-fund",
    "bank-appointment",
}
PERMITS = {"food-permit", "hygiene-permit", "fire-check", "road-transport-permit", "device-permit"}


def someone(**other: Any) -> Walk:
    return walk(SCENE, RESTAURANT | other, shares=("property-register",), licences=("id-card",))


class TestTheScene:
    def test_proves_clean(self):
        assert open_findings(SCENE) == []

    def test_asks_a_restaurant_everything_once_and_in_its_order(self):
        # Seats decide nothing for a restaurant: they are a field of its form.
        assert someone().asked == tuple(one for one in RESTAURANT if one != "seats")
        assert "company/premises.seats" in someone().fields

    def test_registers_first_and_then_does_the_six_others_side_by_side(self):
        made = someone()
        assert made.applies == {"company-registration", "food-permit"} | AFTER_REGISTRATION
        for one in AFTER_REGISTRATION:
            assert made.item(one).waits_for == ("company-registration",)

    def test_promises_the_company_within_one_day_and_the_permit_eight_days_later(self):
        made = someone()
        assert {made.item(one).promised_on for one in AFTER_REGISTRATION} == {date(2026, 3, 6)}
        assert made.plan.schedule.path == ("company-registration", "food-permit")
        assert made.plan.schedule.promised_days == 9

    def test_asks_nobody_for_the_licence_that_it_gives(self):
        made = someone()
        assert made.ways["company/business-licence"] == "result"
        assert made.ways["company/premises-document"] == "share"
        assert "company/organisation.credit_code" in made.fields

    def test_leaves_out_what_nobody_wants_and_what_needs_staff(self):
        made = someone(wants=[], staff="no", trade="other")
        assert made.applies == {"company-registration", "tax-confirmation"}
        assert "company/tax.invoices" not in made.fields
        assert "area" not in made.asked

    @pytest.mark.parametrize("kind", ["sole", "individual"])
    def test_asks_an_individual_business_neither_for_directors_nor_for_articles(self, kind):
        made = someone(kind=kind)
        roles = {key.partition("/")[0] for key in made.fields}
        assert roles.isdisjoint({"investor", "manager", "owner"})
        assert "company/articles" not in made.ways
        assert not {"articles", "investors"} & set(made.asked)

    def test_asks_a_company_that_invests_for_its_licence_and_not_for_a_card(self):
        made = someone(investors="bodies")
        assert "investor/business-licence" in made.ways
        assert "investor/id-card" not in made.ways
        assert "investor/person.id_number" not in made.fields


class TestTheClock:
    def test_of_registration_is_the_one_of_the_regulation(self):
        item = item_of(SCENE, "company-registration")
        assert (item.profile, item.promised_days, item.statutory_days) == ("market_registration", 1, 3)
        assert PROFILES[item.profile].extension_days == 3
        assert PROFILES[item.profile].on_the_spot

    @pytest.mark.parametrize("permit", sorted(PERMITS))
    def test_of_a_permit_is_that_of_the_permit_law(self, permit):
        item = item_of(SCENE, permit)
        assert (item.profile, item.statutory_days) == ("permit", 20)
        assert PROFILES[item.profile].extension_days == 10
        assert not item.own_grounds  # the look at the premises stops nothing


class TestTheMachineThatRegisters:
    """秒批: name, address, person, scope and articles in order, else a person."""

    def rule(self, answers: dict[str, Any], facts: dict[str, bool]) -> bool | None:
        automatic = item_of(SCENE, "company-registration").automatic
        assert automatic is not None
        return automatic({name: (answers | facts).get(name) for name in automatic.names})

    def test_does_when_everything_is_in_order(self):
        assert self.rule(RESTAURANT, CLEAR) is True

    @pytest.mark.parametrize("fact", sorted(CLEAR))
    def test_hands_over_to_a_person_when_a_register_says_no(self, fact):
        assert self.rule(RESTAURANT, CLEAR | {fact: False}) is False

    @pytest.mark.parametrize("fact", sorted(CLEAR))
    def test_hands_over_to_a_person_when_a_register_is_silent(self, fact):
        assert self.rule(RESTAURANT, {name: True for name in CLEAR if name != fact}) is not True

    def test_does_for_an_individual_business_that_has_no_articles(self):
        individual = {name: one for name, one in RESTAURANT.items() if name != "articles"}
        assert self.rule(individual | {"kind": "individual"}, CLEAR) is True

    @pytest.mark.parametrize("other", [{"pre_approval": "yes"}, {"articles": "own"}, {"name": "no"}])
    def test_hands_over_to_a_person_what_is_out_of_the_ordinary(self, other):
        assert self.rule(RESTAURANT | other, CLEAR) is False

    def test_never_turns_anybody_away(self):
        made = walk(SCENE, RESTAURANT, facts={"person_clear": False})
        assert "company-registration" in made.applies


class TestAScopeThatNeedsApprovalFirst:
    def test_brings_one_more_paper(self):
        assert "company/pre-approval" not in someone().ways
        assert someone(pre_approval="yes").ways["company/pre-approval"] == "upload"

    def test_and_own_articles_bring_the_papers_that_the_standard_text_makes_unnecessary(self):
        own = someone(articles="own")
        assert own.ways.keys() - someone().ways.keys() == {"company/articles", "company/appointment-papers"}


class TestThePermits:
    @pytest.mark.parametrize(
        ("trade", "place", "area", "seats", "expected"),
        [
            ("restaurant", "shop", 120, 40, {"food-permit"}),
            ("restaurant", "shop", 299, 40, {"food-permit"}),
            ("restaurant", "shop", 300, 40, {"food-permit", "fire-check"}),
            ("restaurant", "closed", 300, 0, {"food-permit"}),
            ("food_shop", "shop", 900, 0, {"food-permit"}),
            ("hotel", "shop", 120, 0, {"hygiene-permit"}),
            ("hotel", "shop", 800, 30, {"food-permit", "hygiene-permit", "fire-check"}),
            ("beauty", "shop", 80, 0, {"hygiene-permit"}),
            ("freight", "closed", 80, 0, {"road-transport-permit"}),
            ("device", "closed", 80, 0, {"device-permit"}),
            ("other", "shop", 900, 90, set()),
        ],
    )
    def test_follow_from_trade_place_area_and_seats(self, trade, place, area, seats, expected):
        assert someone(trade=trade, place=place, area=area, seats=seats).applies & PERMITS == expected

    def test_of_a_business_that_has_its_licence_come_alone_and_start_at_once(self):
        made = someone(stage="existing", trade="hotel", area=800)
        assert made.applies == {"food-permit", "hygiene-permit", "fire-check"}
        assert all(one.waits_for == () for one in made.plan.items)
        assert made.plan.schedule.promised_days == 8
        assert made.asked == ("stage", "trade", "place", "area", "seats")

    def test_ask_for_one_floor_plan_and_one_area_together(self):
        made = someone(stage="existing", trade="hotel", area=800)
        [plan] = [one for one in made.plan.materials if one.material == "layout-plan"]
        assert len(plan.asked_by) == 3
        [area] = [one for one in made.plan.fields if one.key == "company/premises.area"]
        assert (area.prefilled_from, len(area.asked_by)) == ("answer:area", 3)

    def test_let_a_minor_paper_follow_and_another_be_declared(self):
        assert someone().offered == {
            "company/food-safety-rules": {"declaration"},
            "company/health-papers": {"later"},
        }
        for permit in PERMITS:
            item = item_of(SCENE, permit)
            assert item.tolerance or item.declaration

    def test_that_nobody_needs_end_with_a_word_where_to_go(self):
        made = someone(stage="existing", trade="other")
        assert made.plan.items == ()
        assert made.plan.outcome is not None
        assert "变更登记" in made.plan.outcome.zh

    def test_are_shown_by_the_code_on_the_licence(self):
        for permit in PERMITS:
            [result] = item_of(SCENE, permit).result
            assert any("二维码" in one.zh for one in result.conditions)


def test_a_premises_paper_that_no_register_shows_may_be_declared():
    made = walk(SCENE, RESTAURANT)
    assert made.ways["company/premises-document"] == "upload"
    assert made.offered["company/premises-document"] == {"declaration"}
    assert city().scenes[SCENE].item("company-registration").item.declaration
