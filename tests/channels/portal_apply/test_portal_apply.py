"""From the guide to the receipt with Django's client: every page, and what each refuses."""

import html
import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.exchange import api as exchange
from onething.areas.guidance import api as guidance
from onething.core.cases.parts import Outcome
from onething.core.catalogue.words import ElementKind
from onething.core.exchange import LookUp
from onething.kit.ports import now, today
from tests.areas.cases.world import FULL as REASONS
from tests.areas.cases.world import reviewer
from tests.channels.portal_apply.conftest import LI
from tests.channels.portal_apply.test_portal_guide import DISABLED, FULL, text_of, walk
from tests.channels.review.staff import accept, officer

pytestmark = pytest.mark.django_db
ALONE = {**FULL, "by": "self", "wants": ["hardship"], "income": "dibao"}
TYPED = {
    ElementKind.DATE: "2001年3月5日",
    ElementKind.MONTH: "2020-03",
    ElementKind.INTEGER: "1",
    ElementKind.DECIMAL: "1.5",
    ElementKind.MONEY: "12.50",
    ElementKind.PHONE: "13800001357",
    ElementKind.BANK_ACCOUNT: "6217000000000000000",
    ElementKind.YES_NO: "yes",
    ElementKind.CITIZEN_NUMBER: "990000199203150026",
    ElementKind.IDENTITY_NUMBER: "990000199203150026",
    ElementKind.DIVISION: "441900004000",
    ElementKind.MOMENT: "2026-03-05 08:30",
    ElementKind.NAME: "黎小满",
}


def photo(name="photo.jpg", colour="white"):
    content = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def draft_of(citizen):
    (line,) = guidance.list_drafts(citizen.actor, now=now())
    return guidance.get_draft(citizen.actor, draft_id=line.id, now=now())


def begun(citizen, answers=ALONE):
    """Answer the guide signed in, begin, and return the draft."""
    walk(citizen, DISABLED, answers)
    response = citizen.post(f"{DISABLED}begin", {"principal": ""})
    assert response.status_code == 302, text_of(response)
    return draft_of(citizen)


def page(citizen, draft, name):
    return f"/drafts/{draft.id}/{name}"


def fill(citizen):
    """Type something right into everything that is asked; return the answer to "next"."""
    draft = draft_of(citizen)
    data = {"version": draft.version, "next": "1"}
    for one in draft.fields:
        if one.open and one.comes_with is None and (one.source in ("", "typed") or one.issue):
            value = one.choices[0].id if one.choices else TYPED.get(one.kind, "示例")
            if one.constraints.min is not None and one.kind is ElementKind.DATE:
                value = str(one.constraints.min)
            if one.key == "applicant/person.birth_date":
                number = draft.draft.applicant.number
                value = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            data[f"f:{one.key}"] = value
    return citizen.post(page(citizen, draft, "form"), data)


def give_papers(citizen):
    draft = draft_of(citizen)
    for one in draft.open_materials:
        response = citizen.post(
            page(citizen, draft, "papers"), {"line": one.line, "file": [photo(colour="grey")]}
        )
        assert response.status_code == 302, text_of(response)


def ready(citizen, answers=ALONE):
    draft = begun(citizen, answers)
    citizen.post(page(citizen, draft, "consent"), {"which": "none"})
    assert fill(citizen).status_code == 302, [(one.key, one.issue) for one in draft_of(citizen).wrong_fields]
    give_papers(citizen)
    citizen.post(page(citizen, draft, "delivery"), {"way": "electronic"})
    return draft_of(citizen)


def signed(citizen, draft, **more):
    seen = text_of(citizen.get(page(citizen, draft, "check")))
    data = {name: re.search(rf'name="{name}" value="([^"]+)"', seen)[1] for name in ("version", "hash")}
    return citizen.post(page(citizen, draft, "check"), {**data, "confirm": "on", **more})


NOT_MET = {**ALONE, "certified": "valid", "income": "none"}


class TestInsisting:
    """“Not for you, because …” has a way forward: the person may still apply, and only an officer refuses."""

    def insisting(self, citizen):
        assert 'name="insist" value="hardship-allowance"' in walk(citizen, DISABLED, NOT_MET)
        citizen.post(DISABLED, {"insist": "hardship-allowance"})
        walk(citizen, DISABLED, {**FULL, **NOT_MET})
        citizen.post(f"{DISABLED}begin", {"principal": ""})
        draft = draft_of(citizen)
        citizen.post(page(citizen, draft, "consent"), {"which": "none"})
        assert fill(citizen).status_code == 302
        give_papers(citizen)
        citizen.post(page(citizen, draft, "delivery"), {"way": "electronic"})
        response = signed(citizen, draft_of(citizen))
        assert response.status_code == 302, text_of(response)
        return response.url

    def test_goes_from_the_guide_to_the_receipt(self, li):
        assert "困难残疾人生活补贴" in text_of(li.get(self.insisting(li)))

    def test_is_decided_by_an_officer_who_sees_which_condition_said_no(self, li):
        number = self.insisting(li).split("/")[2]
        view = cases.application_view(li.actor, application=number, today=today())
        (case,) = [one.number for one in view.cases]
        civil = officer("高明", "civil-affairs", staff="3301")
        shown = text_of(civil.get(f"/review/{case}/"))
        assert "条件没满足，申请人坚持要办：属于低保或低保边缘家庭。由您审查决定。" in shown
        accept(civil, case)
        self.refuse(case)
        (case,) = cases.application_view(li.actor, application=number, today=today()).cases
        assert case.outcome == "refused"

    def refuse(self, case):
        """Go through the steps, each by the office that has the case then, and refuse."""
        while True:
            row = CaseRow.objects.get(number=case)
            by = reviewer(row.department, division=row.division)
            seen = cases.case_view(by, case=case, now=now())
            if seen.steps[seen.step][0] == "decision":
                break
            cases.enter_step(by, case=case, step=seen.step + 1, now=now())
        cases.decide(by, case=case, outcome=Outcome.REFUSED, grounds=REASONS, now=now())


class TestBegin:
    def test_visitor_signs_in_first_and_comes_back(self, visitor):
        response = visitor.get(f"{DISABLED}begin")
        assert response.status_code == 302
        assert response.url == "/sign-in?next=%2Fmatters%2Fdisabled-services%2Fbegin"

    def test_answers_given_before_signing_in_are_in_the_draft(self, visitor, sign_in):
        walk(visitor, DISABLED, ALONE)
        citizen = sign_in(visitor)
        citizen.post(f"{DISABLED}begin", {"principal": ""})
        assert draft_of(citizen).draft.answers["kind"] == "limb"

    def test_for_somebody_without_authority_is_refused(self, li):
        response = li.post(f"{DISABLED}begin", {"principal": "990000198811230025"})
        assert response.status_code == 403
        assert "没有替这个人办这件事的有效授权" in text_of(response)

    def test_goes_straight_on_where_there_is_nothing_to_choose(self, li):
        walk(li, DISABLED, ALONE)
        assert 'name="straight"' in text_of(li.get(DISABLED))
        assert li.post(f"{DISABLED}begin", {"straight": "1"}).url.endswith("/consent")

    @pytest.mark.parametrize("path", [DISABLED, f"{DISABLED}begin"])
    def test_sent_twice_is_one_draft(self, li, path):
        walk(li, DISABLED, ALONE)
        once = re.search(r'name="once" value="([^"]+)"', text_of(li.get(path)))[1]
        first, again = (li.post(f"{DISABLED}begin", {"principal": "", "once": once}) for _ in range(2))
        assert first.status_code == 302
        assert first.url.split("/")[2] == again.url.split("/")[2]
        assert len(guidance.list_drafts(li.actor, now=now())) == 1

    def test_of_somebody_elses_page_is_a_draft_of_ones_own(self, li, chen):
        for citizen in (li, chen):
            walk(citizen, DISABLED, ALONE)
            citizen.post(f"{DISABLED}begin", {"principal": "", "once": "the-same"})
        assert draft_of(li).id != draft_of(chen).id

    def test_asks_first_where_a_draft_is_there(self, li):
        begun(li)
        walk(li, DISABLED, ALONE)
        response = li.post(f"{DISABLED}begin", {"straight": "1"})
        assert "还没交的草稿" in text_of(response)
        assert len(guidance.list_drafts(li.actor, now=now())) == 1

    def test_visitor_is_led_by_a_link_that_survives_signing_in(self, visitor):
        assert 'name="straight"' not in walk(visitor, DISABLED, ALONE)

    def test_a_draft_that_is_there_is_offered(self, li):
        begun(li)
        assert "还没交的草稿" in text_of(li.get(f"{DISABLED}begin"))


class TestDrafts:
    def test_list_says_when_each_ends(self, li):
        begun(li)
        assert "残疾人服务一件事" in text_of(li.get("/drafts/"))

    def test_empty_list_leads_on(self, li):
        assert "没有没交的草稿" in text_of(li.get("/drafts/"))

    def test_delete_asks_first(self, li):
        draft = begun(li)
        assert "找不回来" in text_of(li.get(page(li, draft, "delete")))
        assert guidance.list_drafts(li.actor, now=now())
        li.post(page(li, draft, "delete"))
        assert guidance.list_drafts(li.actor, now=now()) == []

    @pytest.mark.parametrize(
        "name",
        ["", "questions", "consent", "form", "papers", "delivery", "check", "delete", f"files/{'a' * 64}"],
    )
    def test_somebody_elses_is_not_there(self, li, chen, name):
        draft = begun(li)
        other = chen.get(page(chen, draft, name))
        missing = chen.get(f"/drafts/00000000-0000-7000-8000-000000000000/{name}")
        assert other.status_code == missing.status_code == 404
        plain = [
            re.sub(r"编号.*?</p>|name=\"next\" value=\"[^\"]*\"", "", text_of(one))
            for one in (other, missing)
        ]
        assert plain[0] == plain[1]

    def test_resumes_where_something_is_to_be_done(self, li):
        draft = begun(li)
        assert li.get(page(li, draft, "")).url.endswith("/consent")
        li.post(page(li, draft, "consent"), {"which": "none"})
        assert li.get(page(li, draft, "")).url.endswith("/form")


class TestConsent:
    def test_says_what_at_whom_and_for_what(self, li):
        text = text_of(li.get(page(li, begun(li), "consent")))
        for word in ("户籍信息", "低保信息", "全部同意", "部分同意", "都不同意", "用于"):
            assert word in text

    def test_nothing_chosen_is_asked_again(self, li):
        draft = begun(li)
        assert "先选同意查哪些" in text_of(li.post(page(li, draft, "consent"), {}))

    def test_none_looks_nothing_up_and_goes_on(self, li, registers):
        draft = begun(li)
        assert li.post(page(li, draft, "consent"), {"which": "none"}).status_code == 302
        assert registers.asked == []

    def test_some_asks_only_those(self, li, registers):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "some", "source": ["household-register"]})
        assert {one.share for one in registers.asked} == {"household-register"}

    def test_answer_of_a_register_is_filled_in_with_its_source(self, li, registers):
        registers.values["household-register"] = {"person.ethnicity": "汉族"}
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "all"})
        filled = [one for one in draft_of(li).fields if one.source == "share:household-register"]
        assert filled
        assert "户籍信息" in text_of(li.get(page(li, draft, "form")))

    def test_a_register_that_is_down_holds_nothing_up(self, li, registers):
        registers.down = True
        draft = begun(li)
        response = li.post(page(li, draft, "consent"), {"which": "all"}, follow=True)
        assert "暂时查不到，可先提交" in text_of(response)
        assert "这些没有查到，请您自己填" not in text_of(response)
        assert fill(li).status_code == 302

    def test_a_register_without_a_record_is_not_said_to_be_away(self, li):
        response = li.post(page(li, begun(li), "consent"), {"which": "all"}, follow=True)
        assert "这些没有查到，请您自己填" in text_of(response)
        assert "暂时查不到，可先提交" not in text_of(response)

    def test_says_how_much_is_left_to_type_for_each_choice(self, li):
        draft = begun(li)
        text = text_of(li.get(page(li, draft, "consent")))
        most = int(re.search(r"什么都不查，您填 (\d+) 项", text)[1])
        least = int(re.search(r"都查到您填 (\d+) 项", text)[1])
        assert f"只查下面勾的，您填 {least} 到 {most} 项" in text
        assert least < most
        li.post(page(li, draft, "consent"), {"which": "none"})
        shown = [
            one
            for one in draft_of(li).fields
            if one.open and one.source in ("", "typed") and not one.comes_with
        ]
        assert len(shown) == most
        li.post(page(li, draft, "consent"), {"which": "some", "source": ["household-register"]})
        text = text_of(li.get(page(li, draft, "consent")))
        some = int(re.search(r"只查下面勾的，都查到您填 (\d+) 项", text)[1])
        assert least < some < most


class TestForm:
    def test_says_all_that_is_missing_at_once_with_links(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        response = li.post(page(li, draft, "form"), {"version": draft_of(li).version, "next": "1"})
        text = text_of(response)
        assert response.status_code == 422
        missing = [one for one in draft_of(li).fields if one.missing]
        assert len(missing) > 3
        for link in re.findall(r'<li><a href="#(f-[^"]+)"', text):
            assert f'id="{link}"' in text
        assert text.count('<li><a href="#f-') == len(missing)

    def test_fresh_form_blames_nobody(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        assert "field--wrong" not in text_of(li.get(page(li, draft, "form")))

    def test_keeps_what_is_wrong_as_it_was_typed(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        field = next(one for one in draft_of(li).fields if one.kind is ElementKind.PHONE and one.open)
        response = li.post(
            page(li, draft, "form"),
            {"version": draft_of(li).version, f"f:{field.key}": "１３８<b>", "next": "1"},
        )
        assert response.status_code == 422
        assert 'value="１３８&lt;b&gt;"' in text_of(response)
        assert draft_of(li).draft.values[field.key] == "１３８<b>"

    def test_other_tab_gets_what_differs_and_loses_nothing(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        old = draft_of(li).version
        names = [
            one.key
            for one in draft_of(li).fields
            if one.open and one.source == "" and not one.choices and one.kind is ElementKind.TEXT
        ]
        address = next(one.key for one in draft_of(li).fields if one.open and one.kind is ElementKind.ADDRESS)
        assert names or address
        li.post(page(li, draft, "form"), {"version": old, f"f:{address}": "东城街道 1 号", "save": "1"})
        response = li.post(
            page(li, draft, "form"), {"version": old, f"f:{address}": "南城街道 2 号", "save": "1"}
        )
        text = text_of(response)
        assert response.status_code == 409
        assert "这份申请在别的页面改过" in text
        assert 'value="南城街道 2 号"' in text
        assert draft_of(li).draft.values[address] == "东城街道 1 号"

    def test_this_is_wrong_is_noted_beside_the_value(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        known = next(one for one in draft_of(li).fields if one.source == "sign_in")
        response = li.post(
            page(li, draft, "form"), {"version": draft_of(li).version, "dispute": known.key}, follow=True
        )
        assert f'name="d:{known.key}"' in text_of(response)
        li.post(
            page(li, draft, "form"),
            {"version": draft_of(li).version, f"d:{known.key}": "名字里的字换过", "save": "1"},
        )
        assert "已报有误" in text_of(li.get(page(li, draft, "form")))
        assert draft_of(li).draft.disputes[known.key] == "名字里的字换过"


class TestPapers:
    def test_what_is_not_there_yet_is_said_at_once(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        response = li.post(page(li, draft, "papers"), {})
        assert response.status_code == 422
        assert text_of(response).count('<li><a href="#f-') == len(draft_of(li).open_materials)

    def test_several_pages_are_kept_and_one_is_taken_off(self, li):
        draft = begun(li)
        line = draft.open_materials[0].line
        li.post(page(li, draft, "papers"), {"line": line, "file": [photo("a.jpg"), photo("b.jpg", "red")]})
        files = draft_of(li).draft.files[line]
        assert len(files) == 2
        assert li.get(page(li, draft, f"files/{files[0].hash}")).status_code == 200
        li.post(page(li, draft, "papers"), {"line": line, "remove": files[0].hash})
        assert draft_of(li).draft.files[line] == files[1:]

    def test_a_file_that_is_not_what_it_says_is_refused_and_the_good_one_kept(self, li):
        draft = begun(li)
        line = draft.open_materials[0].line
        bad = SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
        response = li.post(page(li, draft, "papers"), {"line": line, "file": [bad, photo()]})
        assert response.status_code == 422
        assert 'class="field__error"' in text_of(response)
        assert len(draft_of(li).draft.files[line]) == 1

    def test_no_file_says_so(self, li):
        draft = begun(li)
        response = li.post(page(li, draft, "papers"), {"line": draft.open_materials[0].line})
        assert "还没有选文件" in text_of(response)

    def test_another_way_says_its_consequence_and_counts(self, li):
        draft = begun(li)
        line = next(one for one in draft.open_materials if "paper" in one.ways)
        assert "收到才算交齐" in text_of(li.get(page(li, draft, "papers")))
        li.post(page(li, draft, "papers"), {"line": line.line, "way": "paper"})
        assert line.line not in {one.line for one in draft_of(li).open_materials}

    def test_a_way_that_is_none_is_refused(self, li):
        draft = begun(li)
        response = li.post(page(li, draft, "papers"), {"line": draft.open_materials[0].line, "way": "pigeon"})
        assert response.status_code == 422


class TestSending:
    def test_reaches_the_receipt(self, li):
        draft = ready(li)
        response = signed(li, draft)
        assert response.status_code == 302, text_of(response)
        receipt = text_of(li.get(response.url))
        for word in ("已收到", "查询码", "看进度", "核验二维码"):
            assert word in receipt

    def test_unfinished_draft_is_led_to_what_is_open(self, li):
        draft = begun(li)
        response = li.get(page(li, draft, "check"))
        assert response.url.endswith("/consent")

    def test_without_the_tick_nothing_is_sent(self, li):
        draft = ready(li)
        response = signed(li, draft, confirm="")
        assert response.status_code == 422
        assert draft_of(li).number == ""

    def test_double_click_gives_the_same_receipt(self, li):
        draft = ready(li)
        seen = text_of(li.get(page(li, draft, "check")))
        data = {name: re.search(rf'name="{name}" value="([^"]+)"', seen)[1] for name in ("version", "hash")}
        first, second = (li.post(page(li, draft, "check"), {**data, "confirm": "on"}) for _ in range(2))
        assert first.url == second.url
        assert li.get(page(li, draft, "form")).url == first.url

    def test_stale_sheet_is_shown_anew_before_it_is_signed(self, li):
        draft = ready(li)
        seen = text_of(li.get(page(li, draft, "check")))
        data = {name: re.search(rf'name="{name}" value="([^"]+)"', seen)[1] for name in ("version", "hash")}
        li.post(page(li, draft, "delivery"), {"way": "window", "window": "南城街道便民服务中心"})
        response = li.post(page(li, draft, "check"), {**data, "confirm": "on"})
        assert response.status_code == 409
        assert "在别的页面改过" in text_of(response)
        assert "南城街道便民服务中心" in text_of(response)
        assert draft_of(li).number == ""

    def test_sheet_shows_every_value_that_is_sent(self, li):
        draft = ready(li)
        text = html.unescape(text_of(li.get(page(li, draft, "check"))))
        sheet = guidance.make_sheet(li.actor, draft_id=draft.id, now=now())
        for line in sheet.lines:
            assert line.label.zh in text
            assert line.value.zh in text

    def test_second_application_is_shown_the_first(self, li):
        number = signed(li, ready(li)).url.split("/")[2]
        walk(li, DISABLED, ALONE)
        assert number in text_of(li.get(f"{DISABLED}begin"))

    def test_receipt_papers(self, li):
        base = signed(li, ready(li)).url
        assert li.get(f"{base}code.svg").headers["Content-Type"] == "image/svg+xml"
        assert li.get(f"{base}paper.pdf").content.startswith(b"%PDF")
        days = li.get(f"{base}days.ics")
        assert days.content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert str(date.today().year)[:3].encode() in days.content

    def test_receipt_of_somebody_else_is_not_there(self, li, chen):
        base = signed(li, ready(li)).url
        for name in ("", "code.svg", "paper.pdf", "days.ics"):
            assert chen.get(f"{base}{name}").status_code == 404


class TestWithdrawingConsent:
    """Until the matter is done, what was agreed to can be taken back, also after it was handed in."""

    @pytest.fixture
    def number(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "all"})
        assert fill(li).status_code == 302
        give_papers(li)
        li.post(page(li, draft, "delivery"), {"way": "electronic"})
        return signed(li, draft_of(li)).url.split("/")[2]

    def link(self, citizen):
        found = re.search(
            r'href="(/consents/[^"]+/household-register/withdraw)"', text_of(citizen.get("/who-looked"))
        )
        return found[1] if found else ""

    def test_says_first_what_it_means_and_ends_the_looking_up(self, li, number):
        path = self.link(li)
        assert "从现在起，这件事不再向这个部门查" in text_of(li.get(path))
        (held,) = [one for one in exchange.list_consents(li.actor) if one.share == "household-register"]
        assert held.withdrawn_at is None
        assert li.post(path).status_code == 302
        (held,) = [one for one in exchange.list_consents(li.actor) if one.share == "household-register"]
        assert held.withdrawn_at is not None
        assert self.link(li) == ""
        view = cases.application_view(li.actor, application=number, today=today())
        assert all(one.outcome is None for one in view.cases)
        asks = (("person.sex", "disability-certificate", "applicant"),)
        asked = LookUp(
            "household-register",
            LI,
            "黎国安",
            "disabled-services",
            asks,
            fields=("person.sex",),
            ref=held.ref,
        )
        (answer,) = exchange.look_up_all(li.actor, asked=[asked], now=now())
        assert answer.outcome == "no_consent"

    def test_is_for_the_own_only(self, li, chen, number):
        assert chen.get(self.link(li)).status_code == 404
        assert chen.post(self.link(li)).status_code == 404
        assert self.link(li)

    def test_is_over_when_the_matter_is_done(self, li, number):
        path = self.link(li)
        cases.withdraw_all(li.actor, application=number, now=now())
        assert self.link(li) == ""
        assert li.get(path).status_code == 404

    def test_of_a_draft_is_changed_where_it_was_given(self, li):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "all"})
        assert f'href="/drafts/{draft.id}/consent"' in text_of(li.get("/who-looked"))


class TestEnglish:
    @pytest.mark.parametrize(
        "name", ["questions", "consent", "form", "papers", "delivery", "check", "delete"]
    )
    def test_pages_hold_no_chinese_of_ours(self, li, name):
        draft = ready(li)
        li.get("/drafts/")  # what was said so far, in Chinese
        li.cookies["language"] = "en"
        text = text_of(li.get(page(li, draft, name)))
        ours = re.sub(
            r'lang="zh-CN">[^<]*<|黎国安|黎小满|示例|中文|value="[^"]*"|<title>.*?</title>', "", text
        )
        left = [
            line.strip()
            for line in ours.splitlines()
            if re.search(r"[一-鿿]", line) and "sheetlines" not in line and "pre__" not in line
        ]
        assert left == []
