"""The window: one thing taken in for the person who stands there."""

import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from onething.adapters.packages import read_folder
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.guidance import Change
from onething.core.people import AccountKind
from onething.kit.ports import now
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
    account = people.open_account(
        Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN})),
        kind=AccountKind.STAFF,
        login="0716",
        name="林晓",
        roles={Role.CLERK},
        department="data-services",
        division="441900000000",
        staff_number="0716",
        demo=True,
    )
    client = Desk()
    client.post(f"/sign-in/demo/{account.id}")
    client.actor = account.to_actor()
    return client


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
        account = people.open_account(
            Actor(id="job:setup", name="setup", roles=frozenset({Role.ADMIN})),
            kind=AccountKind.STAFF,
            login="2208",
            name="许知行",
            roles={Role.REVIEWER},
            department="disabled-federation",
            division="441900000000",
            staff_number="2208",
            demo=True,
        )
        client = Client()
        client.post(f"/sign-in/demo/{account.id}")
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
