"""From a draft to the receipt with Django's client: every page, and what each refuses."""

import html
import re
from datetime import UTC, date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.exchange import api as exchange
from onething.areas.guidance import api as guidance
from onething.areas.offices import api as offices
from onething.core.catalogue.words import ElementKind
from onething.core.exchange import LookUp
from onething.core.guidance.lookups import reach_of
from onething.core.submission import Delivery
from onething.kit.ports import now, today
from tests.areas.guidance.test_delivering import ANSWERS as POSTED
from tests.channels.portal_apply.applying import (
    ALONE,
    begun,
    draft_of,
    fill,
    give_papers,
    page,
    photo,
    ready,
    signed,
)
from tests.channels.portal_apply.conftest import ADMIN, LI
from tests.channels.portal_apply.test_portal_guide import DISABLED, text_of, walk

pytestmark = pytest.mark.django_db


class TestConsent:
    def test_counts_what_the_guide_counted(self, visitor, sign_in):
        guided = walk(visitor, DISABLED, ALONE)
        counted = re.search(r"向\s*(\d+)\s*个部门查\s*(\d+)\s*项", guided)
        li = sign_in(visitor)
        li.post(f"{DISABLED}begin", {"principal": ""})
        view = draft_of(li)
        assert counted.groups() == tuple(str(one) for one in reach_of(view.offer))
        assert {one.id for one in view.offer}.isdisjoint({"authority-register"})

    def test_names_the_act_in_english_beside_its_own_name(self, li):
        draft = begun(li)
        li.cookies["language"] = "en"
        text = text_of(li.get(page(li, draft, "consent")))
        assert "政务数据共享条例" in text
        assert "Regulations on the Sharing of Government Data" in text

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

    def test_results_wait_at_a_window_that_there_is(self, li):
        offices.load_offices(ADMIN, package=catalogue.current(ADMIN))
        draft = ready(li)
        address = page(li, draft, "delivery")
        shown = text_of(li.get(address))
        windows = re.findall(r'<option value="([^"]+)"', shown)
        assert windows == list(offices.list_windows(ADMIN, near=draft.draft.division))
        refused = li.post(address, {"way": "window", "window": "随便哪里 xyz"})
        assert refused.status_code == 422
        assert "从列出的窗口里选一个" in text_of(refused)
        change = guidance.Change(delivery=Delivery("window", window="随便哪里 xyz"))
        with pytest.raises(offices.WindowUnknown):
            guidance.change_draft(
                li.actor, draft_id=draft.id, version=draft.version, change=change, now=now()
            )
        assert draft_of(li).draft.delivery.way == "electronic"
        assert li.post(address, {"way": "window", "window": windows[0]}).status_code == 302
        assert draft_of(li).draft.delivery == Delivery("window", window=windows[0])
        number = signed(li, draft_of(li)).url.split("/")[2]
        there = f"/applications/{number}/delivery"
        assert f'value="{windows[0]}" selected' in text_of(li.get(there))
        assert li.post(there, {"way": "window", "window": "随便哪里 xyz"}).status_code == 422
        assert li.post(there, {"way": "electronic", "window": "随便哪里 xyz"}).status_code == 302

    def test_the_delivery_begins_with_what_the_form_was_told(self, li):
        change = guidance.Change(answers=POSTED)
        view = guidance.open_draft(li.actor, scene="birth", change=change, now=now())
        change = guidance.Change(values={"applicant/delivery.address": "东莞市南城街道示例路 11 号"})
        guidance.change_draft(li.actor, draft_id=view.id, version=view.version, change=change, now=now())
        seen = text_of(li.get(page(li, view, "delivery")))
        assert 'value="东莞市南城街道示例路 11 号"' in seen
        assert re.search(r'value="post"[^>]* checked', seen)

    def test_a_window_that_was_typed_before_is_not_signed(self, li):
        draft = ready(li)
        li.post(page(li, draft, "delivery"), {"way": "window", "window": "随便哪里 xyz"})
        offices.load_offices(ADMIN, package=catalogue.current(ADMIN))
        response = signed(li, draft)
        assert response.status_code == 422
        assert "没有“随便哪里 xyz”这个窗口" in text_of(response)

    def test_sheet_shows_every_value_that_is_sent(self, li):
        draft = ready(li)
        text = html.unescape(text_of(li.get(page(li, draft, "check"))))
        sheet = guidance.make_sheet(li.actor, draft_id=draft.id, now=now())
        assert any(line.section == "answers" for line in sheet.lines)
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
        at = cases.get_receipt(li.actor, application=base.split("/")[2]).received_at.astimezone(UTC)
        assert f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}" in days.content.decode()
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
