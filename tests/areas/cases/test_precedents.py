"""What differs in a case is counted once, and found again in earlier cases that had the same to judge."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.core.actors import PermissionMissing
from onething.core.cases.parts import Outcome
from onething.core.cases.phrases import point
from onething.core.source import Text
from onething.core.submission import GivenValue, Person, SeenOriginal, SharedAnswer
from tests.areas.cases import world
from tests.areas.cases.world import (
    APPLICANT,
    CIVIL,
    FEDERATION,
    FULL,
    HUMAN,
    STRANGER,
    SUPERVISOR,
    at,
    reviewer,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db
ADDRESS = "applicant/person.residence_address"
ALLOWANCE = "hardship-allowance"
GIVES = {"applicant/hardship.amount": 23000, "applicant/hardship.from": "2026-04-01"}
NOW = at("2026-03-05")
TODAY = NOW.date()


def given(value="示例路 27 号", register="示例路 27 号之一", **more):
    """A submission whose address stands in the form so, and in the register otherwise."""
    whole = submission("disabled-services-certified", **more)
    values = tuple(
        replace(one, value=value, source="typed") if one.key == ADDRESS else one for one in whole.values
    )
    said = SharedAnswer(ADDRESS, "share:household-register", "answered", register)
    return signed(replace(whole, values=values, answered=(said,)))


def submit(nth=0, **more):
    """Let person `nth` submit; returns the number of the allowance."""
    person = f"99000019680812{nth:03d}X"
    one = given(applicant=Person("黎国安", "citizen_number", person, "13800001357"), **more)
    actor = replace(APPLICANT, id=f"user:{nth}", person_id=person)
    receipt = cases.submit(actor, submission=one, key=f"k{nth}", now=NOW)
    return next(one.number for one in receipt.cases if one.item == ALLOWANCE)


def office_of(number):
    return reviewer(CaseRow.objects.get(number=number).department)


def decide(number, outcome, *, reason=""):
    """Let each step's office pass the case on until the last one decides."""
    cases.accept(CIVIL, case=number, now=NOW)
    view = cases.case_view(CIVIL, case=number, now=NOW)
    decision = next(index for index, step in enumerate(view.steps) if step[0] == "decision")
    for step in range((view.step or 0) + 1, decision + 1):
        cases.enter_step(office_of(number), case=number, step=step, now=NOW)
    world.decide(
        office_of(number),
        case=number,
        outcome=outcome,
        grounds=replace(FULL, reason=reason),
        gives={} if outcome is Outcome.REFUSED else GIVES,
        now=NOW,
    )


def line_of(number, actor=CIVIL):
    return next(one for one in cases.inbox(actor, today=TODAY).lines if one.number == number)


class TestWhatDiffers:
    def test_is_counted_for_each_item_that_asks_for_it(self):
        number = submit()
        assert line_of(number).differs == 1
        enrolment = CaseRow.objects.get(item="pension-enrolment")
        asks = any(
            one.key == ADDRESS for one in cases.case_view(HUMAN, case=enrolment.number, now=NOW).values
        )
        assert line_of(enrolment.number, HUMAN).differs == int(asks)

    def test_is_nothing_where_form_and_register_agree(self):
        assert line_of(submit(value="示例路 27 号之一")).differs == 0

    def test_is_the_same_number_on_the_page_of_the_case(self):
        number = submit()
        view = cases.case_view(CIVIL, case=number, now=NOW)
        assert sum(one.differs for one in view.values) == view.line.differs == 1

    def test_is_also_a_paper_that_the_window_doubted(self):
        whole = given(value="示例路 27 号之一")
        paper = next(one for one in whole.materials if "id-card" in one.key)
        seen = SeenOriginal(paper.key, 1, "user:clerk", "林晓", NOW, says={ADDRESS: "别处"})
        receipt = cases.submit(
            APPLICANT, submission=signed(replace(whole, originals=(seen,))), key="k", now=NOW
        )
        concerned = [
            row
            for row in CaseRow.objects.filter(application__number=receipt.number)
            if row.differs == paper.key
        ]
        assert concerned

    def test_is_counted_anew_when_the_person_puts_it_right(self):
        number = submit()
        cases.record_findings(
            CIVIL, case=number, points=[point(ADDRESS, "differs_from_source", Text("现居住地址"))], now=NOW
        )
        for other in CaseRow.objects.exclude(number=number).exclude(checked=True):
            cases.mark_checked(office_of(other.number), case=other.number, now=NOW)
        cases.supplement(
            replace(APPLICANT, person_id="99000019680812000X"),
            application=number.rpartition("-")[0],
            values=[GivenValue(ADDRESS, "示例路 27 号之一")],
            now=NOW,
        )
        assert CaseRow.objects.get(number=number).differs == ""

    def test_of_a_case_from_before_is_not_said_to_be_nothing(self):
        number = submit()
        CaseRow.objects.filter(number=number).update(differs="?")
        assert line_of(number).differs is None
        assert cases.case_view(CIVIL, case=number, now=NOW).precedents is None


class TestPrecedents:
    def test_say_how_the_office_decided_where_the_same_was_to_be_judged(self):
        for nth, outcome in enumerate([Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED]):
            decide(submit(nth), outcome, reason="住址不在本市")
        number = submit(3)
        found = cases.case_view(CIVIL, case=number, now=NOW).precedents
        assert found.counts == {Outcome.GRANTED: 2, Outcome.REFUSED: 1}
        assert found.refused_because == "住址不在本市"
        assert [one.zh for one in found.about] == [
            one.label.zh for one in cases.case_view(CIVIL, case=number, now=NOW).values if one.differs
        ]

    def test_open_into_the_list_of_just_these_cases(self):
        granted = [submit(nth) for nth in range(2)]
        for one in granted:
            decide(one, Outcome.GRANTED)
        listed = cases.list_precedents(CIVIL, case=submit(2), outcome=Outcome.GRANTED, today=TODAY)
        assert [one.number for one in listed] == granted[::-1]

    def test_do_not_count_cases_in_which_something_else_was_to_be_judged(self):
        decide(submit(0, value="示例路 27 号之一"), Outcome.GRANTED)
        assert cases.case_view(CIVIL, case=submit(1), now=NOW).precedents.counts == {}

    def test_go_two_years_back(self):
        decide(submit(0), Outcome.GRANTED)
        number = submit(1)
        for days, found in ((730, 1), (731, 0)):
            today = TODAY + timedelta(days=days)
            listed = cases.list_precedents(CIVIL, case=number, outcome=Outcome.GRANTED, today=today)
            assert len(listed) == found

    def test_are_none_where_nothing_is_to_be_judged(self):
        number = submit(0, value="示例路 27 号之一")
        assert cases.case_view(CIVIL, case=number, now=NOW).precedents is None
        assert cases.list_precedents(CIVIL, case=number, outcome=Outcome.GRANTED, today=TODAY) == ()

    def test_of_another_department_are_not_found(self):
        number = submit()
        with pytest.raises(cases.CaseNotFound):
            cases.list_precedents(FEDERATION, case=number, outcome=Outcome.GRANTED, today=TODAY)

    @pytest.mark.parametrize("look", ["list_precedents", "list_decided"])
    def test_are_closed_to_citizens(self, look):
        more = {"case": "x", "outcome": Outcome.GRANTED} if look == "list_precedents" else {"on": TODAY}
        with pytest.raises(PermissionMissing):
            getattr(cases, look)(STRANGER, **more, today=TODAY)


class TestDecidedToday:
    def test_is_counted_and_opens_into_its_list(self):
        number = submit()
        assert cases.count_inbox(CIVIL, today=TODAY)["decided"] == 0
        decide(number, Outcome.GRANTED)
        assert cases.count_inbox(CIVIL, today=TODAY)["decided"] == 1
        assert [one.number for one in cases.list_decided(CIVIL, on=TODAY, today=TODAY)] == [number]
        assert cases.count_inbox(CIVIL, today=TODAY + timedelta(days=1))["decided"] == 0

    def test_is_each_office_its_own_and_a_supervisor_sees_all(self):
        decide(submit(), Outcome.GRANTED)
        assert cases.list_decided(FEDERATION, on=TODAY, today=TODAY) == ()
        assert len(cases.list_decided(SUPERVISOR, on=TODAY, today=TODAY)) == 1


def test_an_upgrade_takes_outcome_and_day_from_the_log():
    number = submit()
    decide(number, Outcome.REFUSED, reason="不符合")
    CaseRow.objects.update(outcome="", decided_on=None)
    import_module("onething.areas.cases.migrations.0004_decided").keep_outcomes(apps, None)
    row = CaseRow.objects.get(number=number)
    assert (row.outcome, row.decided_on) == ("refused", TODAY)
    assert not CaseRow.objects.exclude(pk=row.pk).exclude(decided_on=None)
