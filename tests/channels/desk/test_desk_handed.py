"""What somebody filled in at home: opened by the code, printed, signed and handed in at the window."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from onething.areas.cases.models import ApplicationRow
from onething.areas.guidance import api as guidance
from onething.areas.guidance.models import WindowCodeRow
from onething.areas.people import api as people
from onething.core.actors import Role
from onething.core.documents import SHAPES
from onething.core.submission import Delivery
from onething.kit.ports import now
from tests.areas.guidance.works import BUILDER, CONTRACTOR, FORM, SCENE, SUPERVISOR
from tests.channels.desk.window import hand_in, photo, staff
from tests.channels.portal_apply.applying import draft_of, page, signed
from tests.channels.portal_apply.applying import ready as filled_in
from tests.channels.portal_apply.conftest import CHEN, LI, _signed_in, again
from tests.channels.portal_apply.test_portal_confirming import choose, may, press
from tests.channels.portal_apply.test_portal_represented import begin, give
from tests.core.catalogue.test_scene_end_safety_supervision import OVER

WHERE = "/desk/codes/"
PAGES = ("", "questions", "consent", "form", "papers", "delivery", "check")
HERE = {"document": "citizen_number", "number": LI}


@pytest.fixture(scope="module")
def filled(shared_rows):
    """The clerk, the citizen, and the draft that the citizen has filled in."""
    with shared_rows():
        desk = staff("林晓", "0716", Role.CLERK, "data-services")
        li = _signed_in(Client(), "黎国安", LI)
        return desk, li, filled_in(li)


@pytest.fixture
def desk(filled, db):
    return again(filled[0])


@pytest.fixture
def li(filled, db):
    return again(filled[1])


@pytest.fixture
def draft(filled):
    return filled[2]


@pytest.fixture
def code(li, draft):
    return guidance.give_window_code(li.actor, draft_id=draft.id, now=now()).code


def shown(response):
    return response.content.decode()


class TestOpening:
    def test_leads_with_code_and_document_to_where_it_is_signed(self, desk, draft, code):
        assert WHERE in shown(desk.get("/desk/"))
        assert desk.get(page(desk, draft, "form")).status_code == 404
        response = desk.post(WHERE, {**HERE, "code": f"{code[:4]} {code[4:]}"}, follow=True)
        assert response.redirect_chain[-1][0] == f"/desk/drafts/{draft.id}/sign"
        assert "黎国安" in shown(response)
        assert "本人在网上填的" in shown(response)
        assert f"/drafts/{draft.id}/" in shown(desk.get("/desk/"))

    def test_says_in_one_sentence_what_is_wrong_and_keeps_what_was_typed(self, desk, li, draft, code):
        foreign = shown(desk.post(WHERE, {**HERE, "number": CHEN, "code": code}))
        unknown = desk.post(WHERE, {**HERE, "code": "00000000"})
        assert unknown.status_code == 422
        assert LI in shown(unknown)
        for said in (foreign, shown(unknown)):
            assert "没有这个窗口码" in said
            assert "黎国安" not in said
        WindowCodeRow.objects.update(made_at=now() - timedelta(days=9), ends_at=now() - timedelta(minutes=1))
        assert "过期" in shown(desk.post(WHERE, {**HERE, "code": code}))
        again = guidance.give_window_code(li.actor, draft_id=draft.id, now=now()).code
        guidance.take_window_code_back(li.actor, draft_id=draft.id, now=now())
        assert "收回" in shown(desk.post(WHERE, {**HERE, "code": again}))
        assert desk.post(WHERE, {"code": ""}).status_code == 422

    def test_names_a_slip_in_the_number_and_does_not_count_it_as_a_miss(self, desk, draft, code):
        slip = LI[:-1] + str((int(LI[-1]) + 1) % 10)
        for _ in range(6):
            response = desk.post(WHERE, {**HERE, "number": slip, "code": code})
            assert response.status_code == 422
            assert "没有这个窗口码" not in shown(response)
        wide = "".join(chr(ord(one) + 0xFEE0) for one in LI)
        assert desk.post(WHERE, {**HERE, "number": wide, "code": code}).status_code == 302

    def test_takes_every_document_that_opens_an_account(self, desk):
        offered = {kind for kind, _ in desk.get(WHERE).context["form"].fields["document"].choices}
        assert offered == {*SHAPES}

    def test_is_shut_after_five_misses(self, desk, code):
        for _ in range(5):
            assert desk.post(WHERE, {**HERE, "code": "00000000"}).status_code == 422
        response = desk.post(WHERE, {**HERE, "code": code})
        assert response.status_code == 403
        assert "错太多次" in shown(response)

    @pytest.mark.parametrize("role", [Role.CITIZEN, Role.REVIEWER, Role.MANAGER, Role.SUPERVISOR, Role.ADMIN])
    def test_is_for_clerks(self, desk, code, role):
        other = staff("高明", "3301", role, "civil-affairs")
        assert other.get(WHERE).status_code == 403
        assert other.post(WHERE, {**HERE, "code": code}).status_code == 403
        assert Client().get(WHERE).status_code == 302


class TestARepresentative:
    def test_whose_authority_is_taken_back_is_not_served_any_more(self, desk, li):
        chen = _signed_in(Client(), "陈思敏", CHEN)
        give(li, ["disabled-services"])
        assert begin(chen).status_code == 302
        draft = draft_of(chen)
        code = guidance.give_window_code(chen.actor, draft_id=draft.id, now=now()).code
        assert desk.post(WHERE, {**HERE, "number": CHEN, "code": code}).status_code == 302
        assert desk.get(page(desk, draft, "form")).status_code == 200
        (given,) = people.list_authorities(li.actor)
        people.revoke_authority(li.actor, authority_id=given.id, now=now())
        phone = {"f:applicant/person.phone": "13811110000", "version": draft.version}
        assert desk.get(page(desk, draft, "form")).status_code == 404
        assert desk.post(page(desk, draft, "form"), phone).status_code == 404
        assert desk.get(f"/desk/drafts/{draft.id}/sheet.pdf").status_code == 404
        assert f"/drafts/{draft.id}/" not in shown(desk.get("/desk/"))


class TestHandingIn:
    @pytest.fixture
    def opened(self, desk, draft, code):
        assert desk.post(WHERE, {**HERE, "code": code}).status_code == 302
        return draft_of(desk)

    def test_prints_takes_the_signed_sheet_and_hands_the_receipt_over(self, desk, li, opened):
        for name in ("questions", "consent", "form", "delivery"):
            assert desk.get(page(desk, opened, name)).status_code == 200, name
        assert desk.get(f"/desk/drafts/{opened.id}/papers").status_code == 200
        paper = desk.get(f"/desk/drafts/{opened.id}/sheet.pdf").content
        assert "黎国安" in "".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages)
        response = hand_in(desk, opened)
        number = response.url.split("/")[-2]
        assert desk.get(response.url).status_code == 200
        assert desk.get(f"/desk/receipts/{number}/paper.pdf").content.startswith(b"%PDF")
        row = ApplicationRow.objects.get(number=number)
        assert (row.person, row.channel, row.submitted_by) == (LI, "desk", desk.actor.id)
        assert number in shown(desk.get("/desk/"))
        assert li.get(f"/receipts/{number}/").status_code == 200
        assert li.get(page(li, opened, "check")).url == f"/receipts/{number}/"

    def test_of_a_sheet_that_its_owner_changed_since_says_that_it_is_void(self, desk, li, opened):
        sheet = desk.get(f"/desk/drafts/{opened.id}/sign").content.decode()
        printed = re.search(r'name="hash" value="([^"]+)"', sheet)[1]
        phone = {"f:applicant/person.phone": "13811110000", "version": draft_of(li).version}
        assert li.post(page(li, opened, "form"), phone).status_code == 302
        said = desk.post(
            f"/desk/drafts/{opened.id}/sign", {"hash": printed, "scan": photo("signed.jpg")}, follow=True
        )
        assert "签了字的那张不作数" in shown(said)
        assert not ApplicationRow.objects.exists()
        assert hand_in(desk, opened).status_code == 302

    def test_stands_in_what_the_person_reads_of_who_looked(self, desk, li, opened):
        desk.get(page(desk, opened, "form"))
        read = shown(li.get("/who-looked"))
        assert "您给了窗口码" in read
        assert "市政务服务数据局 林晓" in read
        assert "applicant" not in read
        assert "person." not in read

    def test_neither_deletes_nor_offers_to(self, desk, li, opened):
        assert f"/drafts/{opened.id}/delete" not in shown(desk.get(page(desk, opened, "form")))
        assert desk.post(page(desk, opened, "delete")).status_code == 403
        assert f"/drafts/{opened.id}/delete" in shown(li.get(page(li, opened, "form")))

    def test_ends_when_the_person_takes_the_code_back(self, desk, li, opened):
        li.post(page(li, opened, "window"), {"act": "take-back"})
        for path in (page(desk, opened, "form"), f"/desk/drafts/{opened.id}/sign"):
            assert desk.get(path).status_code == 404
        assert not ApplicationRow.objects.exists()

    def test_is_led_to_what_the_person_has_sent_in_the_meantime(self, desk, li, opened):
        number = signed(li, draft_of(li)).url.split("/")[-2]
        for path in (f"/desk/drafts/{opened.id}/sign", f"/desk/drafts/{opened.id}/papers", *PAGES):
            where = path if path.startswith("/") else page(desk, opened, path)
            response = desk.get(where, follow=True)
            assert (response.status_code, response.redirect_chain[-1][0]) == (200, f"/desk/running/{number}/")
            assert "黎国安" not in shown(response)

    def test_leads_from_every_page_to_the_receipt_afterwards(self, desk, opened):
        number = hand_in(desk, opened).url.split("/")[-2]
        for name in PAGES:
            response = desk.get(page(desk, opened, name), follow=True)
            assert response.redirect_chain[-1][0] == f"/desk/receipts/{number}/"

    def test_is_told_of_a_code_that_was_used(self, desk, opened, code):
        number = hand_in(desk, opened).url.split("/")[-2]
        said = shown(desk.post(WHERE, {**HERE, "code": code}))
        assert "已经交了" in said
        assert number in said


class TestPapersThatOthersConfirm:
    """Nobody at a window asks another party: there the paper is signed and scanned; what was confirmed at home stays."""

    @pytest.fixture
    def draft(self, li):
        answers = {"answers": OVER, "values": FORM, "delivery": Delivery("electronic")}
        view = guidance.open_draft(li.actor, scene=SCENE, now=now(), change=guidance.Change(**answers))
        choose(li, view, CONTRACTOR, BUILDER)
        return guidance.get_draft(li.actor, draft_id=view.id, now=now())

    def test_wait_or_stand_as_they_are_and_may_be_scanned_instead(self, desk, li, draft, code):
        may("builder", li)
        own = guidance.list_requested(li.actor, draft_id=draft.id, now=now())
        statement = next(one.confirming.asked.statement for one in own if one.mine)
        press(li, draft, "own", BUILDER, hash=statement.hash)
        desk.post(WHERE, {**HERE, "code": code})
        papers = f"/desk/drafts/{draft.id}/papers"
        waits = shown(desk.get(papers, {"line": CONTRACTOR}))
        assert "等对方网上确认" in waits
        assert "黎国安" in waits
        assert 'value="confirm"' not in shown(desk.get(papers, {"line": SUPERVISOR}))
        kept = shown(desk.get(papers, {"line": BUILDER}))
        assert "网上确认" in kept
        assert "不用看" in kept
        scanned = {"line": CONTRACTOR, "act": "way", "way": "upload"}
        assert desk.post(papers, scanned).status_code == 302
        desk.post(papers, {"line": CONTRACTOR, "act": "scan", "file": [photo()]})
        kept = guidance.get_draft(li.actor, draft_id=draft.id, now=now())
        assert next(one for one in kept.materials if one.line == CONTRACTOR).done
        with pytest.raises(guidance.NotYourDraft):
            guidance.ask_to_confirm(desk.actor, draft_id=draft.id, line=BUILDER, now=now())
