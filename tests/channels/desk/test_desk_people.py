"""People who come for others, come again, or bring what is missing."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.phrases import point
from onething.core.errors import NotAllowed
from onething.core.guidance import Change
from onething.core.guidance.ports import FileKeeper
from onething.core.people import AuthorityKind, Document, DocumentKind
from onething.kit.ports import now, port
from tests.channels.desk.window import ANSWERS, PERSON, begun, hand_in, staff, taken_in
from tests.channels.portal_apply.applying import draft_of, fill, give_papers, page, photo

GUARDIAN = Document.of(DocumentKind.CITIZEN_NUMBER, "990000199203150026")
WARD = Document.of(DocumentKind.CITIZEN_NUMBER, "990000196808120010")


@pytest.fixture
def claimed(desk):
    """Somebody claims to be the guardian of whoever stands at the window."""
    citizen = Actor("user:chen", "陈思敏", frozenset({Role.CITIZEN}), person_id=GUARDIAN.key)
    paper = port(FileKeeper).keep(citizen, content=photo("proof.jpg"), name="proof.jpg")
    return people.claim_authority(
        citizen,
        kind=AuthorityKind.GUARDIAN,
        principal=WARD,
        principal_name="黎国安",
        scenes=(),
        from_on=now().date(),
        to_on=None,
        document=paper.hash,
        now=now(),
    )


class TestClaims:
    def test_are_found_by_code_or_either_number_and_show_both_people(self, desk, claimed):
        where = f"/desk/claims/{claimed.id}/"
        assert "核对代办关系" in desk.get("/desk/").content.decode()
        for typed in (claimed.code, WARD.number, GUARDIAN.number):
            assert desk.post("/desk/claims/", {"text": typed}).url == where
        assert "没有等核对的登记" in desk.post("/desk/claims/", {"text": "000000"}).content.decode()
        assert desk.post("/desk/claims/", {"text": ""}).status_code == 422
        shown = desk.get(where).content.decode()
        for word in ("陈思敏", GUARDIAN.number, "黎国安", WARD.number, claimed.code):
            assert word in shown
        paper = desk.get(f"{where}paper")
        assert (paper.status_code, paper["Content-Type"]) == (200, "image/jpeg")

    def test_hold_once_the_paper_was_seen(self, desk, claimed):
        where, day = f"/desk/claims/{claimed.id}/", now().date()
        given = {"act": "confirm", "c-from_on": day.isoformat(), "c-until": ""}
        assert desk.post(where, given).status_code == 422
        over = {**given, "c-until": (day - timedelta(days=1)).isoformat(), "c-scan": photo()}
        assert desk.post(where, {**over, "c-from_on": "2020-01-01"}).status_code == 422
        assert desk.post(where, {**given, "c-scan": photo()}).status_code == 302
        kept = people.get_authority(desk.actor, authority_id=claimed.id)
        assert (kept.state, bool(kept.scan)) == ("given", True)
        assert desk.get(where).status_code == 404
        assert desk.get(f"{where}paper").status_code == 404

    def test_are_refused_with_a_reason(self, desk, claimed):
        where = f"/desk/claims/{claimed.id}/"
        assert desk.post(where, {"act": "refuse", "r-reason": " "}).status_code == 422
        assert desk.post(where, {"act": "refuse", "r-reason": "户口簿上没有这个人"}).status_code == 302
        kept = people.get_authority(desk.actor, authority_id=claimed.id)
        assert (kept.state, kept.reason) == ("refused", "户口簿上没有这个人")

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.REVIEWER, Role.AUDITOR, Role.ADMIN])
    def test_are_for_the_window(self, desk, claimed, role):
        other = staff("许知行", "2208", role, "disabled-federation")
        for path in ("/desk/claims/", f"/desk/claims/{claimed.id}/", f"/desk/claims/{claimed.id}/paper"):
            assert other.get(path).status_code == 403
        assert (
            other.post(f"/desk/claims/{claimed.id}/", {"act": "refuse", "r-reason": "x"}).status_code == 403
        )


def authorised(scenes=("disabled-services",)):
    return people.record_authority(
        Actor("user:clerk", "林晓", frozenset({Role.CLERK})),
        kind=AuthorityKind.SUPPORTER,
        principal=WARD,
        principal_name="黎国安",
        representative=GUARDIAN,
        representative_name="陈思敏",
        scenes=scenes,
        from_on=now().date(),
        to_on=None,
        document="",
        now=now(),
    )


class TestRepresented:
    BY = {"by_document": "citizen_number", "by_number": "99000019920315002６"}

    def test_needs_an_authority_for_this_thing(self, desk):
        for prepare in (lambda: None, lambda: authorised(scenes=("birth",))):
            prepare()
            response = desk.post("/desk/", {**PERSON, **self.BY})
            assert response.status_code == 422
            assert "没有查到今天有效" in response.content.decode()
            assert "黎国安" in response.content.decode()
        wrong = desk.post("/desk/", {**PERSON, **self.BY, "by_number": "990000199203150021"})
        assert wrong.status_code == 422
        assert guidance.list_drafts(desk.actor, now=now()) == []

    def test_is_signed_by_the_representative_and_kept_with_the_submission(self, desk):
        authority = authorised()
        draft = self.ready(desk)
        assert "陈思敏" in desk.get(f"/desk/drafts/{draft.id}/papers").content.decode()
        paper = desk.get(f"/desk/drafts/{draft.id}/sheet.pdf").content
        text = "".join("".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages).split())
        assert "代办人陈思敏（代申请人签）" in text
        number = hand_in(desk, draft).url.split("/")[-2]
        kept = json.loads(ApplicationRow.objects.get(number=number).submission)
        assert kept["representative"]["person"]["number"] == GUARDIAN.number
        assert kept["signature"]["signer"] == "陈思敏"
        there = Actor("user:chen", "陈思敏", frozenset({Role.CITIZEN}), person_id=GUARDIAN.key)
        assert cases.get_receipt(there, application=number).number == number
        people.revoke_authority(desk.actor, authority_id=authority.id, now=now())
        with pytest.raises(cases.ApplicationNotFound):
            cases.get_receipt(there, application=number)

    def test_is_not_taken_in_once_the_authority_has_ended(self, desk):
        authority = authorised()
        draft = self.ready(desk)
        people.revoke_authority(desk.actor, authority_id=authority.id, now=now())
        assert hand_in(desk, draft).status_code == 403
        assert not ApplicationRow.objects.exists()

    def ready(self, desk):
        assert desk.post("/desk/", {**PERSON, **self.BY}).status_code == 302
        draft = draft_of(desk)
        change = Change(answers=ANSWERS)
        guidance.change_draft(desk.actor, draft_id=draft.id, version=draft.version, change=change, now=now())
        desk.post(page(desk, draft, "consent"), {"which": "none"})
        assert fill(desk).status_code == 302, [(one.key, one.issue) for one in draft_of(desk).wrong_fields]
        give_papers(desk)
        desk.post(page(desk, draft, "delivery"), {"way": "electronic"})
        return draft_of(desk)


class TestASecondTime:
    def test_is_shown_the_first_as_soon_as_the_person_is_known(self, desk):
        number = taken_in(desk).url.split("/")[-2]
        draft = begun(desk)
        for name in ("questions", "consent"):
            shown = desk.get(page(desk, draft, name)).content.decode()
            assert f"/desk/running/{number}/" in shown
            assert f"/applications/{number}/" not in shown
        assert desk.get(f"/desk/running/{number}/").url == f"/desk/receipts/{number}/"

    def test_of_another_window_leads_to_the_progress_and_shows_nothing_of_it(self, desk):
        number = taken_in(desk).url.split("/")[-2]
        ApplicationRow.objects.filter(number=number).update(intake_department="", intake_division="")
        response = desk.get(f"/desk/running/{number}/")
        shown = response.content.decode()
        assert response.status_code == 200
        assert f"/progress?number={number}" in shown
        assert "黎国安" not in shown
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation")
        assert reviewer.get(f"/desk/running/{number}/").status_code == 403


@pytest.fixture
def asked(desk):
    """An application that no window took in, and of which one paper is asked for; its number."""
    number = taken_in(desk).url.split("/")[-2]
    ApplicationRow.objects.filter(number=number).update(intake_department="", intake_division="")
    officer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation").actor
    label = catalogue.current(desk.actor).materials["photo"].label
    found = point("applicant/photo", "missing", label)
    cases.record_findings(officer, case=f"{number}-1", points=[found], now=now())
    return number


class TestSupplements:
    HERE = {"document": "citizen_number", "number": WARD.number}

    def find(self, client, application, **more):
        return client.post("/desk/supplements/", {"application": application, **self.HERE, **more})

    def test_are_taken_at_any_window_for_the_person_who_stands_there(self, desk, asked):
        where = f"/desk/supplements/{asked}/"
        assert "收补正" in desk.get("/desk/").content.decode()
        assert desk.get(where).url == "/desk/supplements/"
        assert self.find(desk, asked).url == where
        shown = desk.get(where).content.decode()
        assert "黎国安" in shown
        assert "照片" in shown
        assert desk.post(where, {}).status_code == 422
        assert desk.post(where, {"p1": photo("face.jpg")}).status_code == 302
        assert "补正都收到了" in desk.get("/desk/supplements/").content.decode()
        assert desk.get(where).url == "/desk/supplements/"  # whoever stood there has gone
        there = Actor("user:li", "黎国安", frozenset({Role.CITIZEN}), person_id=WARD.key)
        assert not cases.application_view(there, application=asked, today=now().date()).can_supplement
        assert cases.list_applications(desk.actor, today=now().date()).lines == ()

    def test_may_stay_on_paper_which_is_noted(self, desk, asked):
        where = f"/desk/supplements/{asked}/"
        self.find(desk, asked)
        assert desk.post(where, {"paper": "p1"}).status_code == 302
        there = Actor("user:li", "黎国安", frozenset({Role.CITIZEN}), person_id=WARD.key)
        view = cases.application_view(there, application=asked, today=now().date())
        assert not view.can_supplement
        assert {one.key: one.way.value for one in view.materials}["applicant/photo"] == "paper"

    def test_are_put_away_when_nobody_came_back_for_half_an_hour(self, desk, asked):
        self.find(desk, asked)
        where = f"/desk/supplements/{asked}/"
        assert desk.get(where).status_code == 200
        session = desk.session
        session["stands-here"] = {asked: [WARD.key, now().timestamp() - 31 * 60]}
        session.save()
        assert desk.get(where).url == "/desk/supplements/"

    def test_are_not_shown_to_who_does_not_belong_to_the_application(self, desk, asked):
        for typed in ({"number": GUARDIAN.number}, {"number": "1"}, {"number": ""}):
            response = self.find(desk, asked, **typed)
            assert response.status_code == 422
            assert "黎国安" not in response.content.decode()
        assert self.find(desk, "441900").status_code == 422
        with pytest.raises(cases.ApplicationNotFound):
            cases.application_view(desk.actor, application=asked, today=now().date())

    def test_are_asked_for_with_sentences_in_the_language_of_the_reader(self, desk, asked):
        desk.cookies["language"] = "en"
        other = "B" if asked[-1] == "A" else "A"
        wrong = self.find(desk, asked[:-1] + other).context["form"].errors["application"]
        assert "check character" in str(wrong)
        assert not re.search(r"[\u4e00-\u9fff]", str(wrong))
        wrong = self.find(desk, asked, document="passport", number="!!").context["form"].errors["number"]
        assert "5 to 20 letters and digits" in str(wrong)

    def test_are_brought_by_who_handed_in_while_the_authority_holds(self, desk, asked):
        ApplicationRow.objects.filter(number=asked).update(representative=GUARDIAN.key)
        assert self.find(desk, asked, number=GUARDIAN.number).status_code == 422
        authority = authorised()
        assert self.find(desk, asked, number=GUARDIAN.number).status_code == 302
        people.revoke_authority(desk.actor, authority_id=authority.id, now=now())
        assert desk.get(f"/desk/supplements/{asked}/").status_code == 404

    def test_are_for_clerks(self, desk, asked):
        other = staff("高明", "3301", Role.REVIEWER, "civil-affairs")
        assert other.get("/desk/supplements/").status_code == 403
        assert self.find(other, asked).status_code == 403
        assert other.get(f"/desk/supplements/{asked}/").status_code == 403
        with pytest.raises(NotAllowed):
            cases.in_presence(other.actor, application=asked, person=WARD.key, now=now())
