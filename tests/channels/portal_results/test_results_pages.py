"""What an act leaves in a citizen's hands: papers, licence, messages, rating; and what anyone may verify."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.areas.documents.models import DocumentRow
from onething.areas.licences import api as licences
from onething.areas.licences.models import LicenceRow
from onething.areas.notices import api as notices
from onething.areas.ratings import api as ratings
from onething.core.actors import Actor
from onething.core.cases.parts import DeliveryWay
from onething.core.codes import CodeBroken, parse_case_number
from onething.core.papers import Level
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, FEDERATION, LI, at
from tests.channels.portal_results.bodies import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def life():
    """The certificate is granted, made and delivered."""
    story = Story()
    story.accept("disability-certificate", "pension-enrolment", "hardship-allowance", "care-allowance")
    story.on("2026-03-20").grant("disability-certificate")
    number = story.numbers["disability-certificate"]
    for result in cases.case_view(FEDERATION, case=number, now=story.now).wanted_certificates:
        cases.make_certificate(FEDERATION, case=number, result=result, now=story.now)
    cases.deliver(
        FEDERATION, case=number, way=DeliveryWay.ELECTRONIC, proof="已打开", receiver="黎国安", now=story.now
    )
    return story


@pytest.fixture
def visitor():
    return Client(headers={"host": "localhost"})


def text_of(response) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


class TestDocuments:
    def test_open_in_the_browser_of_their_person(self, li, life):
        page = li.get(f"/applications/{life.receipt.number}/").content.decode()
        for row in DocumentRow.objects.filter(application=life.receipt.number):
            assert f"/documents/{row.pk}.pdf" in page
            response = li.get(f"/documents/{row.pk}.pdf")
            assert response.headers["Content-Type"] == "application/pdf"
            assert response.headers["Content-Disposition"].startswith("inline")
            assert response.content.startswith(b"%PDF")

    @pytest.mark.parametrize("other", ["0192f0c1-7d3a-7000-8000-000000000000", "nonsense"])
    def test_of_others_are_as_absent_as_what_never_was(self, chen, life, other):
        row = DocumentRow.objects.get(kind="grant")
        theirs, never = chen.get(f"/documents/{row.pk}.pdf"), chen.get(f"/documents/{other}.pdf")
        assert theirs.status_code == never.status_code == 404
        assert plain(theirs, str(row.pk)) == plain(never, other)

    def test_hold_all_that_was_sent_as_one_paper(self, li, chen, life):
        response = li.get(f"/applications/{life.receipt.number}/sent.pdf")
        assert response.status_code == 200
        assert "黎国安" in text_of(response)
        assert chen.get(f"/applications/{life.receipt.number}/sent.pdf").status_code == 404


class TestVerifying:
    def test_says_that_a_document_is_intact_and_its_seal_a_test(self, visitor, life):
        row = DocumentRow.objects.get(kind="grant")
        page = visitor.get(f"/verify/{row.code}").content.decode()
        assert row.number in page
        assert "没有改过" in page
        assert "测试印章，没有法律效力" in page
        assert "黎国安" not in page

    def test_says_that_a_document_was_changed(self, visitor, life):
        row = DocumentRow.objects.get(kind="grant")
        DocumentRow.objects.filter(pk=row.pk).update(values={**row.values, "content": "别的"})
        assert "不要相信这份文书" in visitor.get(f"/verify/{row.code}").content.decode()

    def test_shows_a_licence_with_its_masked_name(self, visitor, life):
        (one,) = licences.list_own(APPLICANT)
        for code in (one.code, one.identifier):
            page = visitor.get(f"/licences/verify/{code}").content.decode()
            assert "现在有效" in page
            assert one.identifier in page
            assert one.holder_name not in page

    def test_finds_both_from_one_form(self, visitor, life):
        (one,) = licences.list_own(APPLICANT)
        row = DocumentRow.objects.get(kind="grant")
        for code, target in (
            (row.code, f"/verify/{row.code}"),
            (one.code, f"/licences/verify/{one.code}"),
            (one.identifier, f"/licences/verify/{one.identifier}"),
        ):
            response = visitor.post("/verify", {"code": code})
            assert (response.status_code, response.headers["Location"]) == (302, target)

    def test_answers_a_wrong_code_with_a_sentence(self, visitor, life):
        assert "没有文书带这个验真码" in visitor.post("/verify", {"code": "wrong"}).content.decode()
        gone = visitor.get("/verify/wrong")
        assert gone.status_code == 404
        assert "没有文书带这个验真码" in gone.content.decode()
        assert visitor.get("/licences/verify/wrong").status_code == 404

    def test_draws_its_code_dark_on_white(self, visitor):
        image = visitor.get("/qr/licence/abc.svg")
        assert image.headers["Content-Type"] == "image/svg+xml"
        assert b"#fff" in image.content
        assert visitor.get("/qr/other/abc.svg").status_code == 404


class TestLicences:
    def test_stand_on_the_results_page_and_in_the_wallet(self, li, chen, life):
        (one,) = licences.list_own(APPLICANT)
        for path in (
            f"/applications/{life.receipt.number}/results",
            "/licences/",
            f"/licences/{one.identifier}/",
        ):
            page = li.get(path).content.decode()
            assert one.identifier in page, path
            assert f"/qr/licence/{one.code}.svg" in page, path
            assert LI not in page, path
        assert "还没有电子证照" in chen.get("/licences/").content.decode()
        assert chen.get(f"/licences/{one.identifier}/").status_code == 404

    def test_stand_beside_what_each_decision_gives_and_its_day(self, li, life):
        page = li.get(f"/applications/{life.receipt.number}/results")
        given = [line.case for line in page.context["lines"] if line.case.gives]
        assert given
        for case in given:
            assert case.decided_on
            for label, value in case.gives:
                assert f"{label.zh} {value.zh}" in page.content.decode()

    def test_say_when_they_are_no_longer_valid(self, li, visitor, life):
        (one,) = licences.list_own(APPLICANT)
        LicenceRow.objects.update(valid_to="2020-01-01")
        assert "现在不能用" in li.get(f"/licences/{one.identifier}/").content.decode()


class TestMessages:
    def test_are_read_one_by_one_and_all_at_once(self, li, chen, life):
        assert "8 条没读" in li.get("/messages/").content.decode()
        assert "8 条没读" in li.get("/applications/").content.decode()
        first = notices.list_messages(APPLICANT)[0]
        assert chen.post("/messages/", {"message": str(first.id)}).status_code == 404
        assert li.post("/messages/", {"message": "nonsense"}).status_code == 404
        li.post("/messages/", {"message": str(first.id)})
        assert notices.count_unread(APPLICANT) == 7
        li.post("/messages/")
        assert notices.count_unread(APPLICANT) == 0
        assert "都读过了" in li.get("/messages/").content.decode()
        assert "还没有消息" in chen.get("/messages/").content.decode()


class TestRating:
    @pytest.fixture
    def token(self, life):
        return ratings.ask(
            Actor.job("x"), application=life.receipt.number, person=LI, channel="portal", now=at("2026-03-22")
        )

    def test_is_given_once(self, visitor, token):
        path = f"/rate/{token}"
        assert "先选一种" in visitor.post(path, {"level": ""}).content.decode()
        assert visitor.post(path, {"level": "good", "text": "快"}).status_code == 302
        assert ratings.get_rating(Actor.visitor(), token=token).level is Level.GOOD
        assert "您已经评过了" in visitor.get(path).content.decode()
        assert visitor.post(path, {"level": "bad"}).status_code == 409
        assert ratings.get_rating(Actor.visitor(), token=token).level is Level.GOOD

    @pytest.mark.parametrize("page", ["", "results"])
    def test_is_not_asked_for_again(self, li, life, page):
        cases.withdraw_all(APPLICANT, application=life.receipt.number, now=life.now)
        path = f"/applications/{life.receipt.number}/{page}"
        assert "去评价" in li.get(path).content.decode()
        view = cases.application_view(APPLICANT, application=life.receipt.number, today=life.now.date())
        li.post(f"/rate/{view.rating}", {"level": "good"})
        shown = li.get(path).content.decode()
        assert "去评价" not in shown
        assert "您评过了，谢谢。" in shown

    def test_is_not_there_for_a_wrong_token(self, visitor):
        response = visitor.get("/rate/wrong")
        assert response.status_code == 404
        assert "评价链接不对" in response.content.decode()


class TestApplications:
    def test_of_others_have_the_same_body_as_one_that_never_was(self, chen, life):
        number = life.receipt.number
        never = next(
            other for check in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if (other := _numbered(number, check))
        )
        theirs, absent = chen.get(f"/applications/{number}/"), chen.get(f"/applications/{never}/")
        assert theirs.status_code == absent.status_code == 404
        assert plain(theirs, number) == plain(absent, never)

    def test_with_a_wrong_check_character_are_answered_with_a_sentence(self, li, life):
        number = life.receipt.number
        wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
        response = li.get(f"/applications/{wrong}/")
        assert response.status_code == 422
        assert "校验" in response.content.decode()


def _numbered(number, check):
    """Return another right number: the next serial, if `check` is its check character."""
    digit = "1" if number[-2] != "1" else "2"
    other = f"{number[:-2]}{digit}{check}"
    try:
        return parse_case_number(other).number
    except CodeBroken:
        return ""
