"""Credit repair as the shipped city defines it: penalties, lists and other records, each repaired by whoever made it."""

from datetime import date
from typing import Any

import pytest

from onething.core.catalogue.bodies import bodies_of_step
from onething.core.catalogue.model import StepKind
from onething.core.credit.repair_dates import Due, Gravity, Shown, due_of, duties_done
from tests.core.catalogue.journey import Walk, city, item_of, open_findings, walk

SCENE = "credit-repair"
COMPANY = {
    "kind": "company",
    "wrong": "right",
    "records": ["penalty"],
    "fulfilled": "yes",
    "restructuring": "none",
    "due": "ready",
    "listed_on": date(2025, 7, 8),
    "grounds": ["report"],
    "by": "self",
}
REPAIRS = {"penalty-repair", "abnormal-removal", "serious-removal", "other-repair"}


def someone(**other: Any) -> Walk:
    return walk(SCENE, COMPANY | other)


def way_forward(item: str, rule: str) -> str:
    [found] = [one for one in item_of(SCENE, item).eligible if one.id == rule]
    assert found.way_forward is not None
    return found.way_forward.zh


class TestTheScene:
    def test_proves_clean(self):
        assert open_findings(SCENE) == []

    def test_asks_only_what_decides(self):
        assert someone().asked == ("kind", "wrong", "records", "fulfilled", "restructuring", "due", "by")
        assert someone(wrong="annulled").asked == ("kind", "wrong", "by")

    def test_repairs_all_kinds_side_by_side_with_one_promise(self):
        made = someone(records=["penalty", "abnormal", "serious", "other"])
        assert made.applies == REPAIRS
        assert all(made.item(one).waits_for == () for one in REPAIRS)
        [promise] = [one for one in made.plan.materials if one.material == "credit-promise"]
        assert len(promise.asked_by) == len(REPAIRS)

    def test_makes_a_case_of_each_record(self):
        for line in city().scenes[SCENE].items:
            assert line.item.subject == "record"
            role = city().scenes[SCENE].roles[line.roles["record"]]
            assert role.many or role.id == "listing"

    def test_asks_for_proof_and_promise_only(self):
        # What older guides wanted beside them: copy of the licence, proof of a training, report of the credit.
        ways = walk(SCENE, COMPANY, shares=("credit-records",)).ways
        assert ways == {
            "penalty/joint-form": "upload",
            "organisation/credit-promise": "upload",
            "penalty/fulfilment-proof": "share",
        }

    def test_an_agent_brings_a_power_of_attorney(self):
        assert "applicant/power-of-attorney" in someone(by="agent").ways
        assert "applicant/power-of-attorney" not in someone().ways

    def test_stops_sharing_and_lifts_measures_with_the_decision(self):
        for item in REPAIRS:
            [result] = item_of(SCENE, item).result
            assert result.gives["record/credit.ended_on"] == "decided_on"
            assert "停止共享和使用" in result.conditions[0].zh


class TestTheTimeOfDisplay:
    def test_is_told_by_the_records_and_not_asked(self):
        told = {"repair_due": "early", "duties_done": True}
        made = walk(SCENE, COMPANY, facts=told, shares=("credit-records",))
        assert not {"due", "fulfilled"} & set(made.asked)
        assert made.items["penalty-repair"] == "not_met"

    def test_is_reckoned_to_the_end_of_a_short_month(self):
        act = Shown(date(2025, 11, 30), Gravity.ORDINARY, fulfilled_on=date(2025, 12, 8), promised=True)
        for on, state in ((date(2026, 2, 27), "not_met"), (date(2026, 2, 28), "applies")):
            told = {"repair_due": due_of([act], on=on).value, "duties_done": duties_done([act], on=on)}
            assert walk(SCENE, COMPANY, facts=told, on=on).items["penalty-repair"] == state

    def test_knows_every_answer_of_the_rule(self):
        [question] = [one for one in city().scenes[SCENE].questions if one.id == "due"]
        assert {one.id for one in question.choices} == {one.value for one in Due}

    @pytest.mark.parametrize(
        ("due", "rule"), [("early", "due"), ("hidden", "shown"), ("expired", "displayed")]
    )
    def test_that_is_wrong_is_said_with_a_way_forward(self, due, rule):
        assert someone(due=due).items["penalty-repair"] == "not_met"
        assert way_forward("penalty-repair", rule)

    def test_does_not_keep_an_entry_on_the_abnormal_list(self):
        made = someone(records=["penalty", "abnormal"], due="early")
        assert made.applies == {"abnormal-removal"}


class TestDuties:
    def test_come_first(self):
        made = someone(records=["penalty", "abnormal"], fulfilled="no")
        assert {made.items["penalty-repair"], made.items["abnormal-removal"]} == {"not_met"}

    def test_and_time_do_not_matter_while_a_court_plan_runs(self):
        made = someone(fulfilled="no", due="early", restructuring="plan")
        assert made.applies == {"penalty-repair"}
        assert "organisation/restructuring-ruling" in made.ways
        assert "penalty/fulfilment-proof" not in made.ways
        assert "penalty/credit.fulfilled_on" not in made.fields


class TestTheAbnormalList:
    def test_keeps_the_days_of_the_real_item(self):
        item = item_of(SCENE, "abnormal-removal")
        assert (item.promised_days, item.statutory_days) == (3, 5)

    @pytest.mark.parametrize(
        ("ground", "paper"),
        [
            ("report", "annual-report-proof"),
            ("publication", "publication-proof"),
            ("untrue", "correction-table"),
            ("address", "listing-evidence"),
        ],
    )
    def test_asks_for_the_paper_of_its_ground(self, ground, paper):
        papers = {"annual-report-proof", "publication-proof", "correction-table", "listing-evidence"}
        for kind in ("company", "individual"):
            ways = someone(kind=kind, records=["abnormal"], grounds=[ground]).ways
            assert {one.partition("/")[2] for one in ways} & papers == {paper}

    def test_becomes_the_serious_list_after_three_years(self):
        made = someone(records=["abnormal"], listed_on=date(2023, 3, 5))
        assert made.items["abnormal-removal"] == "not_met"
        assert someone(records=["abnormal"], listed_on=date(2023, 3, 6)).applies == {"abnormal-removal"}
        assert "严重违法失信名单" in way_forward("abnormal-removal", "not-moved-on")

    def test_of_an_individual_business_is_a_state_that_is_restored(self):
        assert someone(kind="individual", records=["abnormal"]).applies == {"individual-restoration"}

    def test_knows_no_other_organisation(self):
        made = someone(kind="other", records=["abnormal"])
        assert made.applies == set()
        assert made.plan.outcome is not None
        assert "登记机关" in made.plan.outcome.zh


class TestARecordThatIsWrong:
    def test_is_objected_to_and_not_repaired(self):
        made = someone(wrong="disputed")
        assert made.applies == {"record-objection"}
        assert "organisation/credit-promise" not in made.ways

    def test_of_a_penalty_that_was_annulled_goes_within_three_days(self):
        made = someone(wrong="annulled")
        assert made.applies == {"record-withdrawal"}
        assert made.item("record-withdrawal").promised_on == date(2026, 3, 10)
        assert item_of(SCENE, "record-withdrawal").statutory_days == 3


class TestWhoMadeARecord:
    ITEMS = ("penalty-repair", "other-repair", "serious-removal", "record-objection", "record-withdrawal")

    @pytest.mark.parametrize("item", ITEMS)
    def test_repairs_it_whatever_department_that_is(self, item):
        steps = item_of(SCENE, item).steps
        assert steps[0].department_by == ""
        assert (steps[0].kind, steps[0].department) == (StepKind.INTAKE, "credit-office")
        assert {step.department_by for step in steps[1:]} == {"record/credit.authority"}
        assert bodies_of_step(steps[-1], city().elements, city().departments) >= {
            "market-supervision",
            "ecology",
            "emergency",
            "fire-rescue",
        }

    def test_is_told_by_the_register_and_not_typed(self):
        made = walk(SCENE, COMPANY, shares=("credit-records",))
        [field] = [one for one in made.plan.fields if one.key == "penalty/credit.authority"]
        assert field.prefilled_from == "share:credit-records"
