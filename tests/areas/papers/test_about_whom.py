"""What a letter is about: which of the twins, and what a grant gives."""

from dataclasses import replace
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.documents.models import DocumentRow
from onething.areas.notices import api as notices
from onething.core.cases.parts import DeliveryWay, Ending, Outcome
from onething.core.cases.phrases import point
from onething.core.codes import make_citizen_number
from onething.core.source import Text
from tests.areas.cases import world
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, FULL, at, reviewer, signed, submission
from tests.areas.papers.test_golden import HARDSHIP, printed

NOW = at("2026-03-05")
NAMES = {"newborn[1]": "周予安", "newborn[2]": "周予宁"}
CERTIFICATE, REGISTRATION = "birth-certificate", "birth-registration"
NUMBER = make_citizen_number(date(2026, 3, 1), 31)


def office(case):
    return reviewer(CaseRow.objects.get(number=case).department)


def decide(case, outcome=Outcome.GRANTED, **gives):
    cases.accept(office(case), case=case, now=NOW)
    view = cases.case_view(office(case), case=case, now=NOW)
    kinds = [kind for kind, _, _ in view.steps]
    for index in range((view.step or 0) + 1, kinds.index("decision") + 1):
        cases.enter_step(office(case), case=case, step=index, now=NOW)
    told = {"outcome": outcome, "grounds": FULL, "gives": gives, "now": NOW}
    return world.decide(office(case), case=case, **told)


class TestALetterAboutOneOfTwins:
    @pytest.fixture
    def numbers(self):
        known = {
            **{f"{bearer}/person.name": name for bearer, name in NAMES.items()},
            "mother/person.id_number": make_citizen_number(date(1992, 3, 15), 2),
            "newborn[1]/birth.moment": "2026-03-01T23:40",
            "newborn[1]/person.sex": "male",
        }
        whole = submission("birth-twins")
        values = tuple(replace(one, value=known.get(one.key, one.value)) for one in whole.values)
        given = signed(replace(whole, values=values))
        receipt = cases.submit(APPLICANT, submission=given, key="k", now=NOW)
        return {(one.item, one.bearer): one.number for one in receipt.cases}

    @pytest.mark.parametrize("bearer", NAMES)
    def test_names_the_child_in_acceptance_grant_and_delivery(self, numbers, bearer):
        case = numbers[CERTIFICATE, bearer]
        decide(case, **{f"{bearer}/birth.certificate_number": "U990000001"})
        cases.make_certificate(office(case), case=case, result=CERTIFICATE, licence="纸证1", now=NOW)
        given = {"way": DeliveryWay.WINDOW, "proof": "签收单 1", "receiver": "李", "now": NOW}
        cases.deliver(office(case), case=case, **given)
        for kind in ("acceptance", "grant", "delivery_proof"):
            assert f"（孩子{bearer[-2]}：{NAMES[bearer]}）" in printed(kind, case), kind

    def test_lists_the_items_of_each_child_on_the_receipt(self, numbers):
        (receipt,) = DocumentRow.objects.filter(kind="receipt")
        named = [one["zh"] for one in receipt.values["items"]]
        assert "出生医学证明首次签发（孩子 2 周予宁）" in named
        assert len(named) == len(set(named)) == len(numbers)

    def test_names_the_child_in_messages(self, numbers):
        refused = numbers[CERTIFICATE, "newborn[2]"]
        decide(refused, Outcome.REFUSED)
        said = [one.body.zh for one in notices.list_messages(APPLICANT)]
        fallen = [one for one in said if "没有再办下去" in one]
        assert fallen
        assert all("（孩子 2）" in one for one in fallen)
        assert all("不影响您以后申请" in one for one in fallen)

    def test_names_the_child_in_refusal_and_end(self, numbers):
        refused, ended = (numbers[CERTIFICATE, bearer] for bearer in NAMES)
        decide(refused, Outcome.REFUSED)
        cases.terminate(office(ended), case=ended, ground=Ending.DUPLICATE, reason="重复", now=NOW)
        assert "（孩子1：周予安）" in printed("refusal", refused)
        assert "（孩子2：周予宁）" in printed("ending", ended)

    def test_says_of_each_finding_which_child_it_is_about(self, numbers):
        for (item, bearer), case in numbers.items():
            if item == CERTIFICATE:
                found = point(f"{bearer}/person.name", "own", Text("姓名"), what="看不清。", fix="请重写。")
                cases.record_findings(office(case), case=case, points=[found], now=NOW)
        for case in numbers.values():
            if not CaseRow.objects.get(number=case).checked:
                cases.mark_checked(office(case), case=case, now=NOW)
        text = printed("correction_notice")
        assert "孩子1：周予安" in text
        assert "孩子2：周予宁" in text

    def test_gives_the_number_that_the_police_gave(self, numbers):
        certificate = {"newborn[1]/birth.certificate_number": "U990000001"}
        decide(numbers[CERTIFICATE, "newborn[1]"], **certificate)
        decide(numbers[REGISTRATION, "newborn[1]"], **{"newborn[1]/person.id_number": NUMBER})
        assert f"身份号码（孩子1）{NUMBER}" in printed("grant", numbers[REGISTRATION, "newborn[1]"])


class TestALetterAboutTheApplicant:
    def test_names_nobody_beside_the_item(self):
        story = Story().accept(HARDSHIP)
        assert "whose" not in DocumentRow.objects.get(kind="acceptance").values
        assert story.numbers[HARDSHIP] in printed("acceptance")

    def test_of_an_allowance_gives_amount_and_first_month(self):
        story = Story().accept("disability-certificate", HARDSHIP)
        story.on("2026-03-09").grant("disability-certificate")
        officer = story.to_decision(HARDSHIP)
        gives = {"applicant/hardship.amount": "200", "applicant/hardship.from": "2026-04"}
        told = {"outcome": Outcome.GRANTED, "grounds": FULL, "gives": gives, "now": story.now}
        cases.decide(officer, case=story.numbers[HARDSHIP], **told)
        text = printed("grant", story.numbers[HARDSHIP])
        assert "生活补贴每月金额200.00元" in text
        assert "生活补贴从哪个月发2026年4月" in text
