"""One parcel for all results, from the page of a case: it leaves, arrives, or comes back."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.core.submission import Delivery
from tests.areas.cases.world import APPLICANT, LI, at
from tests.channels.review.staff import act, citizen, draft, status, text, to_decision

pytestmark = pytest.mark.django_db
POST = Delivery("post", "黎国安", "13800000000", "石龙镇中山路 1 号")
SENT = {"courier": "邮政", "parcel": "EMS1", "sure": "1"}


@pytest.fixture
def ready(federation, accepted, receipt):
    """The certificate is made and everything else was withdrawn: its number."""
    now = at("2026-03-05", 11)
    cases.choose_delivery(APPLICANT, application=receipt.number, delivery=POST, now=now)
    view = cases.application_view(APPLICANT, application=receipt.number, today=now.date())
    for one in view.cases:
        if one.number != accepted and not one.needs and one.can_withdraw:
            cases.withdraw(APPLICANT, case=one.number, now=now)
    page = to_decision(federation, accepted)
    federation.post(f"/review/{accepted}/decide", {**draft(page), "sure": "1"})
    act(federation, accepted, "certificate", result="disability-certificate")
    assert status(accepted) == "to_deliver"
    for one in cases.application_view(APPLICANT, application=receipt.number, today=now.date()).cases:
        if one.can_withdraw:
            cases.withdraw(APPLICANT, case=one.number, now=now)
    return accepted


class TestAParcelOnThePages:
    def test_is_read_once_more_and_then_seen_by_the_applicant(self, federation, ready):
        page = act(federation, ready, "parcel", courier="邮政", parcel="EMS1")
        assert "包裹里的结果" in text(page)
        page = act(federation, ready, "parcel", **SENT)
        assert "已寄出" in text(page)
        person = citizen("黎国安", LI)
        shown = text(person.get(f"/applications/{ready.rpartition('-')[0]}/"))
        assert "EMS1" in shown
        assert "在路上" in shown

    def test_that_arrives_ends_the_case(self, federation, ready):
        act(federation, ready, "parcel", **SENT)
        act(federation, ready, "parcel-arrived", parcel="EMS1", receiver="黎国安")
        assert status(ready) == "delivered"

    def test_that_comes_back_can_be_sent_again_under_another_number(self, federation, ready):
        act(federation, ready, "parcel", **SENT)
        page = act(federation, ready, "parcel-returned", parcel="EMS1", reason="查无此人")
        assert "已登记退回" in text(page)
        page = act(federation, ready, "parcel", **SENT)
        assert page.status_code == 422
        assert "已经登记过" in text(page)
        act(federation, ready, "parcel", **{**SENT, "parcel": "EMS2"})
        page = federation.get(f"/review/{ready}/")
        assert "parcel-arrived" in {one.name for one, _ in page.context["acts"]}

    def test_is_not_offered_where_the_person_fetches(self, federation, accepted):
        page = federation.get(f"/review/{accepted}/")
        assert {"parcel", "parcel-arrived"}.isdisjoint({one.name for one, _ in page.context["acts"]})


class TestTheApprovalSheet:
    def test_has_every_step_with_who_said_what_and_not_who_took_it_in(self, federation, ready):
        response = federation.get(f"/review/{ready}/sheet.pdf")
        assert response["Content-Type"] == "application/pdf"
        words = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
        words = "".join(words.replace("\u200b", "").split())
        for part in (
            "审批表",
            "受理",
            "准予",
            "许知行",
            ready,
            "依据",
            "附件",
            "残疾评定表",
            "受理通知书",
        ):
            assert part in words
        assert "窗口收件" not in words

    def test_is_for_the_office_only(self, federation, ready):
        assert citizen("黎国安", LI).get(f"/review/{ready}/sheet.pdf").status_code == 403
