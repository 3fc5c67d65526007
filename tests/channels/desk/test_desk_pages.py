"""The window: one thing taken in for the person who stands there."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow
from onething.areas.guidance import api as guidance
from onething.core.actors import Role
from onething.core.errors import NotAllowed
from onething.core.guidance import Change
from onething.kit.ports import new_id, now
from tests.channels.desk.window import ANSWERS, PERSON, begun, ready, staff, taken_in
from tests.channels.portal_apply.applying import draft_of, page, photo


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

    @pytest.mark.parametrize(
        ("typed", "zh", "en"),
        [
            ({"name": "\u202e李"}, "看不见的字符", "cannot be seen"),
            ({"name": "Anna\u200b L"}, "看不见的字符", "cannot be seen"),
            ({"name": "12"}, "没有文字", "has no letters"),
            ({"name": "黎\U0010fffd"}, "没有字库", "no font of ours"),
            ({"document": "passport", "number": "!!"}, "5 到 20 位字母和数字", "5 to 20 letters and digits"),
            ({"number": "810000199408230021"}, "那是港澳台居民居住证的", "as those of residence permits do"),
            (
                {"document": "foreign_permanent", "number": "911840198507230022"},
                "校验码",
                "check character",
            ),
            ({"number": "990000196808120011"}, "校验码", "check character"),
            ({"number": "990000203008120015"}, "出生日期", "birthday"),
            ({"phone": "12"}, "11 位", "11 digits"),
            ({"by_number": "12"}, "18 位", "18 characters"),
        ],
    )
    def test_says_what_is_wrong_in_the_language_of_the_reader(self, desk, typed, zh, en):
        said = desk.post("/desk/", {**PERSON, **typed})
        assert said.status_code == 422
        assert zh in said.content.decode()
        desk.cookies["language"] = "en"
        said = desk.post("/desk/", {**PERSON, **typed})
        assert said.status_code == 422
        errors = str(said.context["form"].errors)
        assert en in errors
        assert not re.search(r"[\u4e00-\u9fff]", errors)

    def test_keeps_the_number_of_a_passport_in_its_canonical_form(self, desk):
        given = {**PERSON, "name": "Anna Lee", "document": "passport", "number": "e1234 5678"}
        assert desk.post("/desk/", given).status_code == 302
        assert draft_of(desk).draft.applicant.number == "E12345678"

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
        sheet = guidance.make_sheet(desk.actor, draft_id=draft.id, now=now())
        printed = re.sub(r"\s", "", text)
        for line in sheet.lines:
            assert re.sub(r"\s", "", line.value.zh) in printed, line
        shown = desk.get(f"/desk/drafts/{draft.id}/sign").content.decode()
        given = {"hash": re.search(r'name="hash" value="([^"]+)"', shown)[1]}
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
