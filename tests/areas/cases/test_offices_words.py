"""What officers say is judged like what people say: findings, places, and what a result hands on."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.core.cases.parts import OfficeKey, Outcome
from onething.core.cases.phrases import point
from onething.core.codes import make_citizen_number
from onething.core.source import Text
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import (
    APPLICANT,
    DONGCHENG,
    FEDERATION,
    FULL,
    HUMAN,
    NANCHENG,
    at,
    reviewer,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["zzz/nope", "applicant/photo", "applicant/disability.cause"])
def test_a_finding_is_about_something_that_the_item_asks_for(key):
    story = Story()
    wrong = point(key, "unreadable", Text("某项"))
    with pytest.raises(cases.PointUnknown) as refused:
        cases.record_findings(HUMAN, case=story.numbers["pension-enrolment"], points=[wrong], now=story.now)
    assert refused.value.keys == (key,)
    assert not EventRow.objects.filter(name="FoundIncomplete").exists()


@pytest.mark.parametrize(
    "office",
    [
        OfficeKey("zzz", NANCHENG, "town"),
        OfficeKey("civil-affairs", "441900999999", "town"),
        OfficeKey("civil-affairs", NANCHENG, "city"),
    ],
)
def test_a_case_is_not_sent_where_no_office_is(office):
    story = Story()
    number = story.numbers["disability-certificate"]
    with pytest.raises(cases.OfficeUnknown):
        cases.transfer(FEDERATION, case=number, office=office, reason="归那里办", now=story.now)
    assert CaseRow.objects.get(number=number).department == FEDERATION.department
    there = OfficeKey("disabled-federation", DONGCHENG, "town")
    cases.transfer(FEDERATION, case=number, office=there, reason="归那里办", now=story.now)
    assert CaseRow.objects.get(number=number).town == DONGCHENG


class TestWhatAResultHandsOn:
    LEVEL = "applicant/disability.level"

    def decide(self, story, item, gives):
        officer = story.to_decision(item)
        return cases.decide(
            officer,
            case=story.numbers[item],
            outcome=Outcome.GRANTED,
            grounds=FULL,
            gives=gives,
            now=story.now,
        )

    @pytest.mark.parametrize(
        ("gives", "key"),
        [
            ({LEVEL: "9"}, LEVEL),
            ({LEVEL: "1", "applicant/person.name": "别人"}, "applicant/person.name"),
        ],
    )
    def test_is_judged_by_the_rules_of_the_form(self, gives, key):
        story = Story().accept("disability-certificate")
        with pytest.raises(cases.ValuesRefused) as refused:
            self.decide(story, "disability-certificate", {"applicant/disability.kind": "limb", **gives})
        assert set(refused.value.fields) == {key}
        assert not EventRow.objects.filter(name="Decided").exists()


class TestTheNumberOfANewborn:
    """The police give it; it is judged beside the birth and beside everybody else of the application."""

    NOW = at("2026-03-05")
    MOTHERS = make_citizen_number(date(1992, 3, 15), 2)
    RIGHT = make_citizen_number(date(2026, 3, 1), 31)
    KNOWN = {
        "mother/person.id_number": MOTHERS,
        "newborn[1]/birth.moment": "2026-03-01T23:40",
        "newborn[2]/birth.moment": "2026-03-01T23:50",
        "newborn[1]/person.sex": "male",
        "newborn[2]/person.sex": "male",
    }

    @pytest.fixture
    def numbers(self, house):
        """The cases of twins, their certificates issued."""
        whole = submission("birth-twins")
        values = tuple(replace(one, value=self.KNOWN.get(one.key, one.value)) for one in whole.values)
        whole = signed(replace(whole, values=values))
        receipt = cases.submit(APPLICANT, submission=whole, key="k", now=self.NOW)
        numbers = {(one.item, one.bearer): one.number for one in receipt.cases}
        for item in ("birth-certificate", "birth-registration"):
            for bearer in ("newborn[1]", "newborn[2]"):
                cases.accept(self.office(numbers[item, bearer]), case=numbers[item, bearer], now=self.NOW)
        for bearer in ("newborn[1]", "newborn[2]"):
            self.grant(
                numbers["birth-certificate", bearer],
                **{f"{bearer}/birth.certificate_number": f"U99000000{bearer[-2]}"},
            )
        return numbers

    def office(self, case):
        return reviewer(CaseRow.objects.get(number=case).department)

    def grant(self, case, **gives):
        view = cases.case_view(self.office(case), case=case, now=self.NOW)
        kinds = [kind for kind, _, _ in view.steps]
        for index in range((view.step or 0) + 1, kinds.index("decision") + 1):
            cases.enter_step(self.office(case), case=case, step=index, now=self.NOW)
        told = {"case": case, "outcome": Outcome.GRANTED, "grounds": FULL, "gives": gives, "now": self.NOW}
        return cases.decide(self.office(case), **told)

    def register(self, numbers, bearer, number):
        key = f"{bearer}/person.id_number"
        try:
            self.grant(numbers["birth-registration", bearer], **{key: number})
        except cases.ValuesRefused as refused:
            return refused.fields[key].zh
        return ""

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (make_citizen_number(date(2026, 3, 1), 32), "性别"),
            (make_citizen_number(date(2026, 3, 2), 31), "出生时间"),
            (make_citizen_number(date(1926, 3, 1), 31), "出生时间"),
            (MOTHERS, "妈妈"),
        ],
    )
    def test_is_refused_where_it_is_not_this_childs(self, numbers, number, said):
        assert said in self.register(numbers, "newborn[1]", number)
        assert CaseRow.objects.get(number=numbers["birth-registration", "newborn[1]"]).status == "in_review"

    def test_is_not_given_to_the_twin_again(self, numbers):
        assert self.register(numbers, "newborn[1]", self.RIGHT) == ""
        assert "孩子 1" in self.register(numbers, "newborn[2]", self.RIGHT)
        assert self.register(numbers, "newborn[2]", make_citizen_number(date(2026, 3, 1), 33)) == ""

    def test_is_shown_to_the_office_that_waited_for_it(self, numbers):
        assert self.register(numbers, "newborn[1]", self.RIGHT) == ""
        for bearer, said in (("newborn[1]", self.RIGHT), ("newborn[2]", "")):
            (shown,) = self.shown(numbers["resident-insurance", bearer], "person.id_number")
            assert (shown.key, shown.said.zh, shown.later) == (f"{bearer}/person.id_number", said, not said)
            assert shown.source == ("result:birth-registration" if said else "")

    def test_is_not_asked_for_where_the_result_before_it_has_come(self, numbers):
        case = numbers["birth-registration", "newborn[2]"]
        (shown,) = self.shown(case, "birth.certificate_number")
        assert (shown.value, shown.later) == ("U990000002", False)

    def shown(self, case, element):
        view = cases.case_view(self.office(case), case=case, now=self.NOW)
        return [one for one in view.values if one.key.startswith("newborn") and one.key.endswith(element)]
