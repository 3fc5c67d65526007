"""The rule of an item is switched, works in the shadow, is sampled and checked; on the real city."""

from dataclasses import replace

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import AutomaticRow, CaseRow, EventRow, RuledRow
from onething.areas.notices import api as notices
from onething.core.actors import Actor, PermissionMissing, Role
from onething.core.cases.automatic import EVERY_ITEM, Mode, Sampling
from onething.core.cases.errors import ModeNotAllowed, NotAutomatic, ReasonMissing, SecondPersonNeeded
from onething.core.cases.parts import Outcome
from onething.core.source import Text
from onething.core.submission import Delivery, Person
from tests.areas.cases.ruled import live
from tests.areas.cases.test_working import MEDICAL
from tests.areas.cases.world import (
    APPLICANT,
    CHEN,
    CIVIL,
    FULL,
    NIGHT,
    STRANGER,
    SUPERVISOR,
    at,
    city,
    manager,
    reviewer,
    signed,
    submission,
)

ITEM = "medical-aid"
BOSS = manager("medical-insurance")
OTHER_BOSS = Actor("user:boss2", "副职", frozenset({Role.MANAGER}), department="medical-insurance")
NOW = at("2026-03-05")
RULE = next(
    one.item.automatic.text for one in city().scenes["disabled-services"].items if one.item.id == ITEM
)


def set_to(mode, *, by=BOSS, item=ITEM, **more):
    return cases.set_automatic(by, item=item, mode=mode, reason="按计划", now=NOW, **more)


def hand_in(key="k", *, other=False, **facts):
    whole = (
        submission(applicant=Person("陈思敏", "citizen_number", CHEN, "13800001358"))
        if other
        else submission()
    )
    made = signed(replace(whole, facts={**whole.facts, "income_state": "dibao", **facts}))
    receipt = cases.submit(STRANGER if other else APPLICANT, submission=made, key=key, now=NOW)
    return next(one.number for one in receipt.cases if one.item == ITEM)


def night():
    cases.look_after(NIGHT, now=NOW)


def row(number):
    return CaseRow.objects.get(number=number)


def by_person(number, outcome=Outcome.GRANTED):
    """An officer accepts, goes to the decision and decides."""
    cases.accept(MEDICAL, case=number, now=NOW)
    view = cases.case_view(MEDICAL, case=number, now=NOW)
    at_ = next((index for index, (kind, _, _) in enumerate(view.steps) if kind == "decision"), None)
    if at_ is not None and view.step != at_:
        cases.enter_step(MEDICAL, case=number, step=at_, now=NOW)
    return cases.decide(
        reviewer(row(number).department), case=number, outcome=outcome, grounds=FULL, content="准予", now=NOW
    )


@pytest.fixture
def rules_are_live(db):
    live()


class TestAsPublished:
    def test_a_rule_says_what_it_would_say_and_grants_nothing(self):
        number = hand_in()
        night()
        assert row(number).status == "submitted"
        assert RuledRow.objects.get(case__number=number).mode == "shadow"

    def test_a_rule_that_reads_otherwise_goes_through_the_shadow_again(self, rules_are_live):
        AutomaticRow.objects.update(rule='income_state == "dibao"')
        number = hand_in()
        night()
        assert row(number).status == "submitted"
        by_person(number)
        assert not set_to(Mode.LIVE)
        cases.confirm_automatic(OTHER_BOSS, item=ITEM, now=NOW)
        other = hand_in("k2", other=True)
        night()
        assert row(other).outcome == "granted"

    def test_what_was_compared_under_another_rule_does_not_count(self):
        number = hand_in()
        night()
        by_person(number)
        said = RuledRow.objects.get(case__number=number)
        said.receipt["rule"] = 'income_state == "dibao"'
        said.save(update_fields=["receipt"])
        with pytest.raises(ModeNotAllowed):
            set_to(Mode.LIVE)


@pytest.mark.usefixtures("rules_are_live")
class TestALiveRule:
    def test_grants_with_a_receipt_of_rule_datum_source_and_day(self):
        number = hand_in()
        night()
        decided = EventRow.objects.get(stream=number, name="Decided").to_core().event
        (line,) = decided.receipt.lines
        assert decided.receipt.rule == 'income_state in ["destitute", "dibao"]'
        assert (line.name, line.source, line.deciding) == ("income_state", "share:low-income-register", True)
        assert line.as_of is not None
        assert line.source_name.zh


class TestASwitch:
    def test_that_stops_an_item_counts_at_once_and_says_who_and_why(self):
        assert set_to(Mode.KILLED)
        number = hand_in()
        night()
        assert row(number).outcome == ""
        (_, line) = cases.list_automatic(BOSS, items=[(ITEM, Text("医疗救助"), RULE)])
        assert (line.setting.mode, line.set.name, line.set.reason) == (Mode.KILLED, BOSS.name, "按计划")

    def test_that_stops_every_item_is_a_supervisors(self, rules_are_live):
        with pytest.raises(cases.ItemNotRuled):
            set_to(Mode.KILLED, item=EVERY_ITEM)
        assert set_to(Mode.KILLED, by=SUPERVISOR, item=EVERY_ITEM)
        number = hand_in()
        night()
        assert row(number).outcome == ""
        assert not set_to(Mode.OFF, by=SUPERVISOR, item=EVERY_ITEM)
        with pytest.raises(SecondPersonNeeded):
            cases.confirm_automatic(SUPERVISOR, item=EVERY_ITEM, now=NOW)
        second = replace(SUPERVISOR, id="user:super2")
        cases.confirm_automatic(second, item=EVERY_ITEM, now=NOW)
        other = hand_in("k2", other=True)
        night()
        assert row(other).outcome == "granted"

    def test_is_the_managers_of_the_department(self):
        with pytest.raises(cases.ItemNotRuled):
            set_to(Mode.KILLED, by=manager("civil-affairs"))
        with pytest.raises(cases.ItemNotRuled):
            set_to(Mode.KILLED, item="disability-certificate", by=manager("disabled-federation"))

    @pytest.mark.parametrize("actor", [MEDICAL, APPLICANT, Actor.visitor(), NIGHT])
    def test_is_nobody_elses(self, actor):
        with pytest.raises(PermissionMissing):
            set_to(Mode.KILLED, by=actor)

    def test_leaves_every_earlier_setting_there(self):
        set_to(Mode.OFF)
        set_to(Mode.SHADOW)
        assert list(AutomaticRow.objects.order_by("id").values_list("mode", flat=True)) == ["off", "shadow"]


class TestTheShadow:
    def test_says_what_it_would_say_and_lets_people_decide(self):
        set_to(Mode.SHADOW)
        number = hand_in()
        night()
        assert row(number).status == "submitted"
        assert RuledRow.objects.get(case__number=number).said == "grant"
        by_person(number)
        (_, line) = cases.list_automatic(BOSS, items=[(ITEM, Text("医疗救助"), RULE)])
        assert (line.counts["shadow"], line.counts["agree"], line.counts["differ"]) == (1, 1, 0)
        assert [one.case for one in cases.list_ruled(BOSS, item=ITEM, which="agree")] == [number]

    def test_shows_where_rule_and_person_differ(self):
        set_to(Mode.SHADOW)
        number = hand_in(income_state="none")
        night()
        by_person(number)
        assert [one.case for one in cases.list_ruled(BOSS, item=ITEM, which="differ")] == [number]

    def test_goes_live_when_something_was_compared_and_a_second_person_says_so(self):
        set_to(Mode.SHADOW)
        with pytest.raises(ModeNotAllowed):
            set_to(Mode.LIVE)
        number = hand_in()
        night()
        by_person(number)
        assert not set_to(Mode.LIVE)
        other = hand_in("k2", other=True)
        night()
        assert row(other).outcome == ""
        with pytest.raises(SecondPersonNeeded):
            cases.confirm_automatic(BOSS, item=ITEM, now=NOW)
        cases.confirm_automatic(OTHER_BOSS, item=ITEM, now=NOW)
        CaseRow.objects.filter(number=other).update(ruled=0)
        night()
        assert row(other).outcome == "granted"
        with pytest.raises(cases.NothingToConfirm):
            cases.confirm_automatic(OTHER_BOSS, item=ITEM, now=NOW)


@pytest.mark.usefixtures("rules_are_live")
class TestASample:
    def test_before_the_decision_goes_to_a_person(self):
        set_to(Mode.LIVE, share=100, sampling=Sampling.BEFORE)
        number = hand_in()
        night()
        assert row(number).outcome == ""
        assert RuledRow.objects.get(case__number=number).sampled == "before"

    def test_after_the_decision_is_checked_by_a_person(self):
        set_to(Mode.LIVE, share=100)
        number = hand_in()
        night()
        assert row(number).outcome == "granted"
        assert [one.case for one in cases.list_ruled(BOSS, item=ITEM, which="to_check")] == [number]
        with pytest.raises(ReasonMissing):
            cases.check_sample(MEDICAL, case=number, agrees=False, now=NOW)
        cases.check_sample(MEDICAL, case=number, agrees=False, note="名册已过期", now=NOW)
        (found,) = cases.list_ruled(BOSS, item=ITEM, which="disagreed")
        assert (found.case, found.note, found.can_be_righted) == (number, "名册已过期", True)

    def test_is_checked_by_the_office_of_the_case(self):
        set_to(Mode.LIVE, share=100)
        number = hand_in()
        night()
        with pytest.raises(cases.CaseNotFound):
            cases.check_sample(CIVIL, case=number, agrees=True, now=NOW)
        with pytest.raises(PermissionMissing):
            cases.check_sample(APPLICANT, case=number, agrees=True, now=NOW)


@pytest.mark.usefixtures("rules_are_live")
class TestWhatWasDecidedAlike:
    def test_is_found_by_version_and_source_of_the_datum(self):
        numbers = {hand_in(), hand_in("k2", other=True)}
        night()
        alike = {"item": ITEM, "version": RuledRow.objects.first().version}
        found = cases.list_ruled(SUPERVISOR, **alike, source="share:low-income-register")
        assert {one.case for one in found} == numbers
        assert cases.list_ruled(SUPERVISOR, **alike, source="share:household-register") == []
        assert cases.list_ruled(SUPERVISOR, item=ITEM, version="another") == []

    def test_is_seen_by_its_own_office_and_those_above(self):
        number = hand_in()
        night()
        assert [one.case for one in cases.list_ruled(BOSS, item=ITEM)] == [number]
        assert cases.list_ruled(manager("civil-affairs"), item=ITEM) == []
        with pytest.raises(PermissionMissing):
            cases.list_ruled(APPLICANT, item=ITEM)


class TestAPersonInstead:
    def test_is_asked_for_by_the_applicant_and_keeps_the_rule_away(self):
        number = hand_in()
        with pytest.raises(cases.CaseNotFound):
            cases.ask_for_person(STRANGER, case=number, now=NOW)
        cases.ask_for_person(APPLICANT, case=number, now=NOW)
        night()
        assert row(number).outcome == ""

    def test_is_not_asked_for_where_no_rule_approves(self):
        hand_in()
        other = CaseRow.objects.get(item="pension-enrolment").number
        with pytest.raises(NotAutomatic):
            cases.ask_for_person(APPLICANT, case=other, now=NOW)


class TestAnOverride:
    def test_is_told_to_the_person_who_had_read_of_the_grant(self, rules_are_live):
        whole = submission(delivery=Delivery("post", "黎国安", "13800001357", "南城街道 1 号", "南城"))
        made = signed(replace(whole, facts={**whole.facts, "income_state": "dibao"}))
        receipt = cases.submit(APPLICANT, submission=made, key="k", now=NOW)
        number = next(one.number for one in receipt.cases if one.item == ITEM)
        night()
        cases.override_rule(reviewer(row(number).department), case=number, reason="名册已过期", now=NOW)
        (told,) = [one for one in notices.list_messages(APPLICANT) if one.kind == "overridden"]
        assert "名册已过期" in told.body.zh
