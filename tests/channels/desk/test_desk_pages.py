"""The window: one thing taken in for the person who stands there."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from onething.adapters.packages import read_folder
from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.phrases import point
from onething.core.errors import NotAllowed
from onething.core.guidance import Change, Looked, papers_of
from onething.core.guidance.ports import FileKeeper
from onething.core.people import AccountKind, AuthorityKind, Document, DocumentKind
from onething.kit.ports import new_id, now, port
from tests.channels.portal_apply.test_portal_apply import draft_of, fill, give_papers, page, photo
from tests.conftest import ROOT

PERSON = {
    "scene": "disabled-services",
    "name": "黎国安",
    "document": "citizen_number",
    "number": "99000019680812001０",  # one full-width digit, as some keyboards type it
    "phone": "13800001357",
}
#: Only the certificate, for oneself.
ANSWERS = {
    "certified": "none",
    "household": "dongguan",
    "wants": [],
    "kind": "limb",
    "level": "3",
    "age": 57,
    "income": "none",
    "by": "self",
}


class Desk(Client):
    actor: Actor


@pytest.fixture
def desk(db):
    catalogue.publish(Actor.job("load"), files=read_folder(ROOT / "cities" / "dongguan"), now=now())
    return staff("林晓", "0716", Role.CLERK, "data-services")


def staff(name, login, role, department):
    """Sign somebody of the city's staff in."""
    account = people.open_account(
        Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN})),
        kind=AccountKind.STAFF,
        login=login,
        name=name,
        roles={role},
        department=department,
        division="441900000000",
        staff_number=login,
        demo=True,
    )
    client = Desk()
    client.post(f"/sign-in/demo/{account.id}")
    client.actor = account.to_actor()
    return client


def taken_in(desk):
    """Take the thing in as far as the receipt."""
    return hand_in(desk, ready(desk))


def hand_in(desk, draft, **more):
    """Send the signed sheet; return the answer. more: what is ticked and counted, or another scan."""
    shown = desk.get(f"/desk/drafts/{draft.id}/sign").content.decode()
    given = {name: re.search(rf'name="{name}" value="([^"]+)"', shown)[1] for name in ("version", "hash")}
    return desk.post(f"/desk/drafts/{draft.id}/sign", {**given, "scan": photo("signed.jpg"), **more})


def begun(desk):
    response = desk.post("/desk/", PERSON)
    assert response.status_code == 302, response.content.decode()
    draft = draft_of(desk)
    change = Change(answers=ANSWERS)
    guidance.change_draft(desk.actor, draft_id=draft.id, version=draft.version, change=change, now=now())
    return draft_of(desk)


def ready(desk):
    draft = begun(desk)
    desk.post(page(desk, draft, "consent"), {"which": "none"})
    assert fill(desk).status_code == 302, [(one.key, one.issue) for one in draft_of(desk).wrong_fields]
    give_papers(desk)
    desk.post(page(desk, draft, "delivery"), {"way": "electronic"})
    return draft_of(desk)


class TestStart:
    def test_begins_in_the_name_of_the_person_who_stands_there(self, desk):
        draft = begun(desk)
        assert (draft.draft.applicant.name, draft.draft.applicant.number) == ("黎国安", "990000196808120010")
        assert draft.draft.channel == "desk"
        assert "黎国安" in desk.get("/desk/").content.decode()

    def test_says_what_is_wrong_with_a_number_and_keeps_what_was_typed(self, desk):
        response = desk.post("/desk/", {**PERSON, "number": "990000196808120011"})
        shown = response.content.decode()
        assert response.status_code == 422
        assert "990000196808120011" in shown
        assert "黎国安" in shown
        assert guidance.list_drafts(desk.actor, now=now()) == []

    def test_is_for_clerks_only(self, db):
        assert Client().get("/desk/").status_code == 302
        client = staff("许知行", "2208", Role.REVIEWER, "disabled-federation")
        assert client.get("/desk/").status_code == 403


class TestSigning:
    def test_an_unfinished_draft_is_led_to_what_is_open(self, desk):
        draft = begun(desk)
        assert desk.get(f"/desk/drafts/{draft.id}/sign").status_code == 302

    def test_goes_from_the_printed_sheet_to_the_receipt(self, desk):
        draft = ready(desk)
        paper = desk.get(f"/desk/drafts/{draft.id}/sheet.pdf")
        text = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.content)).pages)
        assert "黎国安" in text
        shown = desk.get(f"/desk/drafts/{draft.id}/sign").content.decode()
        given = {name: re.search(rf'name="{name}" value="([^"]+)"', shown)[1] for name in ("version", "hash")}
        without = desk.post(f"/desk/drafts/{draft.id}/sign", given)
        assert without.status_code == 422
        response = desk.post(f"/desk/drafts/{draft.id}/sign", {**given, "scan": photo("signed.jpg")})
        assert response.status_code == 302, response.content.decode()
        number = response.url.split("/")[-2]
        receipt = cases.get_receipt(desk.actor, application=number)
        assert desk.get(response.url).status_code == 200
        printed = desk.get(f"/desk/receipts/{number}/paper.pdf")
        assert printed.content.startswith(b"%PDF")
        assert receipt.number == number
        assert number in desk.get("/desk/").content.decode()

    def test_the_way_through_the_pages_ends_at_the_paper(self, desk):
        draft = ready(desk)
        response = desk.post(page(desk, draft, "delivery"), {"way": "electronic"}, follow=True)
        assert response.redirect_chain[-1][0] == f"/desk/drafts/{draft.id}/sign"

    def test_nobody_at_the_window_signs_electronically_for_somebody_else(self, desk):
        draft = ready(desk)
        sheet = guidance.make_sheet(desk.actor, draft_id=draft.id, now=now())
        given = {"version": draft.version, "hash": sheet.hash, "confirm": "on"}
        assert desk.post(page(desk, draft, "check"), given).url == f"/desk/drafts/{draft.id}/sign"
        with pytest.raises(guidance.SignOnPaper):
            guidance.submit_draft(
                desk.actor, draft_id=draft.id, version=draft.version, signed_hash=sheet.hash, now=now()
            )
        with pytest.raises(guidance.SignOnPaper):
            guidance.submit_at_once(
                desk.actor,
                scene="disabled-services",
                change=Change(answers=ANSWERS, applicant=draft.draft.applicant),
                files={},
                signed_hash=sheet.hash,
                key="at-the-window",
                now=now(),
            )
        assert not draft_of(desk).number
        assert not cases.list_applications(desk.actor, today=now().date()).lines

    def test_shows_a_mark_that_tells_an_old_print_from_the_new(self, desk):
        def printed():
            paper = desk.get(f"/desk/drafts/{draft.id}/sheet.pdf").content
            return "".join(one.extract_text() for one in PdfReader(BytesIO(paper)).pages)

        def shown():
            page_ = desk.get(f"/desk/drafts/{draft.id}/sign").content.decode()
            return re.search(r'<b class="num">([0-9a-f ]{19})</b>', page_)[1]

        draft = ready(desk)
        old, mark = printed(), shown()
        assert mark in old
        typed = next(one for one in draft.fields if one.value == "示例")
        change = Change(values={typed.key: "改过"})
        guidance.change_draft(desk.actor, draft_id=draft.id, version=draft.version, change=change, now=now())
        assert shown() != mark
        assert shown() not in old
        assert shown() in printed()


def paper_of(desk, draft):
    """Return the first paper of which there is an original."""
    papers = guidance.list_papers(desk.actor, draft_id=draft.id, now=now())
    return next(one for one in papers if one.material.on_paper and one.compared)


def judge(desk, draft, paper, act="pass", **given):
    return desk.post(
        f"/desk/drafts/{draft.id}/papers", {"act": act, "line": paper.material.line, "copies": "1", **given}
    )


NAME = "applicant/person.name"


class TestPapers:
    def test_of_a_draft_are_shown_at_the_window_not_as_to_a_citizen(self, desk):
        draft = ready(desk)
        assert desk.get(page(desk, draft, "papers")).url == f"/desk/drafts/{draft.id}/papers"

    def test_lay_the_form_beside_what_a_register_said(self, desk):
        draft = begun(desk)
        desk.post(page(desk, draft, "consent"), {"which": "none"})
        fill(desk)
        draft = draft_of(desk)
        said = {"person.birth_date": "1968-08-21"}
        looked = Looked("household-register", "applicant", 0, "answered", tuple(said), said)
        package = catalogue.current(desk.actor)
        papers = papers_of(replace(draft.draft, looked=(looked,)), draft.fields, draft.materials, package)
        compared = {one.key: one for paper in papers for one in paper.compared}
        born, name = compared["applicant/person.birth_date"], compared[NAME]
        assert (born.form.zh, born.register.zh) == ("1968 年 8 月 12 日", "1968 年 8 月 21 日")
        assert born.source == package.shares["household-register"].label
        assert (name.form.zh, name.register.zh) == ("黎国安", "")
        assert "1968 年 8 月 12 日" in desk.get(f"/desk/drafts/{draft.id}/papers").content.decode()

    def test_go_on_to_the_next_that_is_not_seen_yet(self, desk):
        draft = ready(desk)
        waiting = [
            one.material.line
            for one in guidance.list_papers(desk.actor, draft_id=draft.id, now=now())
            if one.state == "given"
        ]
        response = judge(desk, draft, paper_of(desk, draft))
        assert response.status_code == 302
        followed = desk.get(response.url).content.decode()
        assert f'name="line" value="{waiting[1]}"' in followed

    def test_that_are_not_there_are_named_when_the_clerk_wants_to_go_on(self, desk):
        draft = begun(desk)
        desk.post(page(desk, draft, "consent"), {"which": "none"})
        fill(desk)
        response = desk.post(f"/desk/drafts/{draft.id}/papers", {"act": "go"})
        assert response.status_code == 422
        assert "缺“身份证”" in response.content.decode()

    def test_are_scanned_turned_and_taken_out_again(self, desk):
        draft = begun(desk)
        desk.post(page(desk, draft, "consent"), {"which": "none"})
        fill(desk)
        where, line = f"/desk/drafts/{draft.id}/papers", paper_of(desk, draft).material.line
        assert desk.post(where, {"act": "scan", "line": line, "file": photo("card.jpg")}).status_code == 302
        (first,) = draft_of(desk).draft.files[line]
        assert desk.post(where, {"act": "turn", "line": line, "hash": first.hash}).status_code == 302
        (turned,) = draft_of(desk).draft.files[line]
        assert turned.hash != first.hash
        assert desk.post(where, {"act": "remove", "line": line, "hash": turned.hash}).status_code == 302
        assert not draft_of(desk).draft.files.get(line)
        assert desk.post(where, {"act": "scan", "line": line}).status_code == 422
        bad = SimpleUploadedFile("bad.png", b"no picture at all", content_type="image/png")
        answer = desk.post(where, {"act": "scan", "line": line, "file": [photo("good.jpg"), bad]})
        assert answer.status_code == 422
        assert [one.name for one in answer.context["one"].material.files] == ["good.jpg"]
        assert line not in {one.line for one in answer.context["view"].open_materials}
        desk.post(where, {"act": "remove", "line": line, "hash": draft_of(desk).draft.files[line][0].hash})
        assert desk.post(where, {"act": "way", "line": line, "way": "paper"}).status_code == 302
        assert draft_of(desk).draft.ways[line].way == "paper"

    def test_give_one_sheet_with_everything_that_is_to_be_put_right(self, desk):
        draft = ready(desk)
        judge(desk, draft, paper_of(desk, draft), "doubt", **{f"says:{NAME}": "黎国桉"})
        paper = desk.get(f"/desk/drafts/{draft.id}/telling.pdf")
        text = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.content)).pages)
        text = "".join(text.split())
        assert "一次性告知单" in text
        assert "黎国桉" in text


class TestOriginals:
    def test_are_kept_with_who_saw_them_and_the_copies_taken(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, copies="2")
        response = hand_in(desk, draft)
        kept = json.loads(ApplicationRow.objects.get(number=response.url.split("/")[-2]).submission)
        (seen,) = kept["originals"]
        assert (seen["key"], seen["copies"], seen["by"], seen["name"]) == (
            paper.material.key,
            2,
            desk.actor.id,
            "林晓",
        )
        auditor = staff("谭明", "9001", Role.AUDITOR, "data-services").actor
        told = [one for one in audit.list_entries(auditor) if one.action == "guidance:originals_seen"]
        assert [(one.actor, one.detail["copies"]) for one in told] == [
            (desk.actor.id, {paper.material.line: 2})
        ]

    def test_are_shown_to_the_office_that_decides_without_the_clerk(self, desk):
        draft = ready(desk)
        for one in draft.materials:
            if one.on_paper:
                see(desk, draft_of(desk), one.line, copies=2)
        number = hand_in(desk, draft_of(desk)).url.split("/")[-2]
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation")
        view = cases.case_view(reviewer.actor, case=f"{number}-1", now=now())
        assert view.materials
        assert all(one.seen.copies == 2 for one in view.materials if one.given.files)
        shown = reviewer.get(f"/review/{number}-1/").content.decode()
        assert "原件看过，复印件 2 份" in shown
        assert "林晓" not in shown

    def test_that_say_another_thing_are_told_to_the_person_and_to_the_office(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, "doubt", **{f"says:{NAME}": " 黎国桉 "})
        (told,) = paper_of(desk, draft).told
        assert "是“黎国桉”，申请表写的是“黎国安”" in told.what
        number = hand_in(desk, draft_of(desk)).url.split("/")[-2]
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation")
        assert "窗口看到：原件上姓名是“黎国桉”" in reviewer.get(f"/review/{number}-1/").content.decode()

    def test_with_a_standard_phrase_are_in_doubt_until_it_is_taken_back(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, phrase="expired")
        assert (paper_of(desk, draft).state, paper_of(desk, draft).told[0].fix) == (
            "doubt",
            "提供在有效期内的“身份证”",
        )
        judge(desk, draft, paper, "forget")
        assert paper_of(desk, draft).state == "given"

    def test_that_say_what_the_form_says_are_no_doubt(self, desk):
        draft = ready(desk)
        paper = paper_of(desk, draft)
        judge(desk, draft, paper, **{f"says:{NAME}": "黎国安"})
        assert paper_of(desk, draft).state == "seen"

    def test_without_anything_wrong_are_no_reason_to_tell_something(self, desk):
        draft = ready(desk)
        response = judge(desk, draft, paper_of(desk, draft), "doubt", **{f"says:{NAME}": "黎国安"})
        assert response.status_code == 422
        assert paper_of(desk, draft).state == "given"
        assert "选一句标准用语" in response.content.decode()

    def test_with_a_number_of_copies_that_is_none_keep_what_was_typed(self, desk):
        draft = ready(desk)
        response = judge(
            desk,
            draft,
            paper_of(desk, draft),
            copies="viele",
            **{f"says:{NAME}": "黎国桉", "phrase": "expired"},
        )
        shown = response.content.decode()
        assert response.status_code == 422
        assert "viele" in shown
        assert "黎国桉" in shown

    def test_leave_the_signed_hash_as_it_was(self, desk):
        draft = ready(desk)
        before = guidance.make_sheet(desk.actor, draft_id=draft.id, now=now())
        see(desk, draft, paper_of(desk, draft).material.line)
        after = guidance.make_sheet(desk.actor, draft_id=draft.id, now=now())
        assert after.submission.originals
        assert after.hash == before.hash
        assert after.submission.content_hash() == before.submission.content_hash()

    @pytest.mark.parametrize(
        "wrong", [{"line": "nothing"}, {"copies": 100}, {"phrase": "missing-page"}, {"says": {"x": "y"}}]
    )
    def test_are_seen_only_where_there_is_such_a_paper(self, desk, wrong):
        draft = ready(desk)
        given = {"line": paper_of(desk, draft).material.line, "copies": 1, **wrong}
        with pytest.raises(guidance.LineUnknown):
            guidance.see_original(desk.actor, draft_id=draft.id, version=draft.version, now=now(), **given)

    def test_are_seen_by_clerks_only(self, desk):
        draft = ready(desk)
        given = {"draft_id": draft.id, "now": now()}
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation").actor
        with pytest.raises(NotAllowed):
            guidance.list_papers(reviewer, **given)
        with pytest.raises(NotAllowed):
            guidance.see_original(reviewer, version=draft.version, line="x", copies=0, **given)
        with pytest.raises(NotAllowed):
            guidance.forget_original(reviewer, version=draft.version, line="x", **given)
        with pytest.raises(NotAllowed):
            guidance.list_unanswered(reviewer, number="20260305441900P003000001G", now=now())


def see(desk, draft, line, copies=1):
    return guidance.see_original(
        desk.actor, draft_id=draft.id, version=draft.version, line=line, copies=copies, now=now()
    )


class TestToday:
    def test_shows_only_what_this_clerk_took_in_today(self, desk):
        number = taken_in(desk).url.split("/")[-2]
        colleague = staff("郑可", "0717", Role.CLERK, "data-services")
        assert number in desk.get("/desk/").content.decode()
        assert number not in colleague.get("/desk/").content.decode()
        today = now().date()
        assert [one.number for one in cases.list_taken_in(desk.actor, on=today)] == [number]
        assert cases.list_taken_in(desk.actor, on=today - timedelta(days=1)) == ()
        assert cases.list_taken_in(desk.actor, on=today + timedelta(days=1)) == ()

    def test_is_for_clerks_only(self, desk):
        reviewer = staff("许知行", "2208", Role.REVIEWER, "disabled-federation").actor
        with pytest.raises(NotAllowed):
            cases.list_taken_in(reviewer, on=now().date())

    def test_costs_the_same_however_much_was_taken_in(self, desk):
        desk.get("/desk/")
        with CaptureQueriesContext(connection) as empty:
            desk.get("/desk/")
        first = taken_in(desk).url.split("/")[-2]
        row = ApplicationRow.objects.get(number=first)
        for place in range(5):
            row.pk, row.number, row.key = new_id(), f"{first[:-2]}{place}X", f"again-{place}"
            row.save(force_insert=True)
        with CaptureQueriesContext(connection) as full:
            shown = desk.get("/desk/").content.decode()
        assert shown.count("/desk/receipts/") == 6
        assert len(full) <= len(empty)


class TestFrame:
    PAGES = ("questions", "consent", "form", "papers", "delivery")

    def test_holds_every_step_of_the_clerk(self, desk):
        draft = ready(desk)
        addresses = [page(desk, draft, name) for name in self.PAGES]
        for address in (*addresses, f"/desk/drafts/{draft.id}/sign", "/drafts/", "/account/"):
            shown = desk.get(address, follow=True).content.decode()
            assert 'class="top__brand" href="/desk/"' in shown, address

    def test_has_no_link_that_a_clerk_may_not_follow(self, desk):
        draft = ready(desk)
        for name in (*self.PAGES, "sign"):
            address = f"/desk/drafts/{draft.id}/sign" if name == "sign" else page(desk, draft, name)
            for link in set(re.findall(r'<a [^>]*href="(/[^"#?]*)', desk.get(address).content.decode())):
                assert desk.get(link).status_code != 403, (address, link)

    def test_holds_refusals_too(self, desk):
        for address, status in (
            ("/review/", 403),
            ("/desk/receipts/20260305441900P003000001G/", 404),
            ("/drafts/00000000-0000-7000-8000-000000000000/form", 404),
        ):
            response = desk.get(address)
            assert response.status_code == status, address
            assert 'class="top__brand" href="/desk/"' in response.content.decode(), address

    def test_is_not_for_citizens(self, desk):
        assert "top__brand" not in Client().get("/").content.decode()

    def test_shows_a_colleague_no_draft_of_another_clerk(self, desk):
        draft = begun(desk)
        colleague = staff("郑可", "0717", Role.CLERK, "data-services")
        for address in (
            page(desk, draft, "form"),
            f"/desk/drafts/{draft.id}/sign",
            f"/desk/drafts/{draft.id}/sheet.pdf",
        ):
            assert colleague.get(address).status_code == 404, address


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
