"""The holder's page of a licence: its history, who used it, leave that is given and taken back, copies; and being heard."""

from dataclasses import replace

import pytest
from django.test import Client

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.licences import api as licences
from onething.areas.licences.models import CopyRow, GrantRow
from onething.core.cases.parts import DeliveryWay, Righting
from onething.core.licences import LicenceAct
from onething.core.source import Text
from onething.kit.ports import now, today
from tests.areas.cases.ruled import live
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import (
    APPLICANT,
    CIVIL,
    FEDERATION,
    FULL,
    LI,
    NIGHT,
    at,
    manager,
    signed,
    submission,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return Client(headers={"host": "localhost"})


@pytest.fixture
def life():
    """The certificate is granted, made and delivered."""
    story = Story()
    story.accept("disability-certificate")
    story.on("2026-03-20").grant("disability-certificate")
    number = story.numbers["disability-certificate"]
    for result in cases.case_view(FEDERATION, case=number, now=story.now).wanted_certificates:
        cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
    cases.deliver(
        FEDERATION, case=number, way=DeliveryWay.ELECTRONIC, proof="已打开", receiver="黎国安", now=story.now
    )
    return story


@pytest.fixture
def card(life):
    (held,) = licences.list_own(APPLICANT)
    return held


def text(response):
    return response.content.decode()


class TestTheHistory:
    def test_stands_on_the_page_of_the_licence_and_on_the_page_that_verifies(self, li, visitor, card):
        licences.change(
            FEDERATION,
            identifier=card.identifier,
            act=LicenceAct.SUSPEND,
            ground="check",
            article="残疾人证管理办法 第八条",
            reason="核查评定表",
            now=now(),
        )
        page = text(li.get(f"/licences/{card.identifier}/"))
        assert "核查评定表" in page
        assert "残疾人证管理办法 第八条" in page
        seen = text(visitor.get(f"/licences/verify/{card.code}"))
        assert "暂停" in seen
        assert "状态变动" in seen
        assert "核查评定表" not in seen


class TestLeave:
    def lend(self, client, card, **more):
        given = {
            "to": "civil-affairs",
            "purpose": "发放公交优待",
            "fields_shown": ["disability.level"],
            "until": today().isoformat(),
        }
        return client.post(f"/licences/{card.identifier}/lend", {**given, **more}, follow=True)

    def test_is_given_used_seen_and_taken_back(self, li, card):
        assert "已授权" in text(self.lend(li, card))
        licences.use(
            CIVIL, holder=LI, licence="disability-certificate", purpose=Text("发放优待", "benefit"), now=now()
        )
        page = text(li.get(f"/licences/{card.identifier}/"))
        assert "发放优待" in page
        assert "持有人的授权" in page
        assert "自动核对了您的残疾等级，没有人看到。" in text(li.get("/who-looked"))
        grant = GrantRow.objects.get()
        assert "已收回" in text(li.post(f"/licences/lent/{grant.pk}/end", follow=True))

    def test_without_a_field_comes_back(self, li, card):
        assert "至少选一项" in text(self.lend(li, card, fields_shown=[]))
        assert not GrantRow.objects.exists()

    def test_is_the_holders(self, li, chen, card):
        assert self.lend(chen, card).status_code == 404
        self.lend(li, card)
        assert chen.post(f"/licences/lent/{GrantRow.objects.get().pk}/end").status_code == 404


class TestACopy:
    def test_is_made_opened_and_verified(self, li, visitor, card):
        given = {
            "receiver": "东莞市公交公司",
            "purpose": "办理公交优待卡",
            "fields_shown": ["disability.level"],
            "until": today().isoformat(),
        }
        page = li.post(f"/licences/{card.identifier}/copy", given, follow=True)
        code = CopyRow.objects.get().code
        assert f"/licences/copies/{code}.pdf" in text(page)
        paper = visitor.get(f"/licences/copies/{code}.pdf")
        assert paper.headers["Content-Type"] == "application/pdf"
        assert "可以用于下面写明的用途" in text(visitor.get(f"/licences/copies/{code}"))

    def test_that_ended_is_refused_with_words(self, li, visitor, card):
        given = {
            "receiver": "公交公司",
            "purpose": "优待卡",
            "fields_shown": ["disability.level"],
            "until": today().isoformat(),
        }
        li.post(f"/licences/{card.identifier}/copy", given)
        CopyRow.objects.update(until="2026-01-01")
        code = CopyRow.objects.get().code
        refused = visitor.get(f"/licences/copies/{code}.pdf")
        assert refused.status_code == 422
        assert "已到期，不能再用" in text(refused)


class TestBeingHeard:
    @pytest.fixture
    def proposed(self, life):
        number = life.numbers["disability-certificate"]
        cases.propose_righting(
            FEDERATION, case=number, kind=Righting.REVOCATION, ground="deceit", grounds=FULL, now=life.now
        )
        return number

    def test_leads_from_the_page_of_the_application(self, li, life, proposed):
        page = text(li.get(f"/applications/{life.receipt.number}/"))
        assert "部门提出撤销" in page
        assert f"/applications/{life.receipt.number}/speak/{proposed}" in page

    def test_keeps_what_was_said_for_the_officer_who_decides(self, li, life, proposed):
        address = f"/applications/{life.receipt.number}/speak/{proposed}"
        assert FULL.reason in text(li.get(address))
        li.post(address, {"statement": "评定表是真的", "waived": "on"})
        view = cases.case_view(manager("disabled-federation"), case=proposed, now=life.now)
        assert (view.righting.statement, view.righting.may_confirm) == ("评定表是真的", True)

    def test_is_not_open_to_others_nor_where_nothing_is_proposed(self, li, chen, life, proposed):
        address = f"/applications/{life.receipt.number}/speak/{proposed}"
        assert chen.get(address).status_code == 404
        other = life.numbers["pension-enrolment"]
        assert li.get(f"/applications/{life.receipt.number}/speak/{other}").status_code == 404


class TestWhatARuleGranted:
    @pytest.fixture
    def granted(self):
        live()
        made = submission()
        whole = signed(replace(made, facts={**made.facts, "income_state": "dibao"}))
        return cases.submit(APPLICANT, submission=whole, key="k", now=at("2026-03-05"))

    def test_says_why_with_the_datum_its_source_and_day(self, li, granted):
        cases.look_after(NIGHT, now=at("2026-03-05"))
        page = text(li.get(f"/applications/{granted.number}/"))
        assert "为什么自动批准" in page
        assert "决定结果的" in page

    def test_can_be_given_to_a_person_instead(self, li, chen, granted):
        number = next(one.number for one in granted.cases if one.item == "medical-aid")
        address = f"/applications/{granted.number}/person/{number}"
        assert chen.post(address).status_code == 404
        assert "由人来看" in text(li.post(address, follow=True))
        cases.look_after(NIGHT, now=at("2026-03-05"))
        assert CaseRow.objects.get(number=number).outcome == ""
        assert address not in text(li.get(f"/applications/{granted.number}/"))
