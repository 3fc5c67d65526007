"""States of a running application that no visitor reaches by walking: an old draft, half an answer, another tab.

Like the gallery: no violation, no sideways scroll, no tiny text in the three modes, and a picture.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from onething.areas.guidance import api as guidance
from onething.areas.guidance.models import DraftRow
from onething.core.actors import Actor, Role
from onething.kit.ports import now
from tests.adapters import zoo
from tests.browser.looks import MODES, Window, set_mode
from tests.browser.walking import photograph_everything, take_the_first_answers, type_everything
from tests.channels.portal_apply import conftest
from tests.channels.portal_apply.applying import ALONE, begun, draft_of, page, photo, ready, signed
from tests.channels.portal_apply.test_portal_drafts import publish_another_version
from tests.channels.portal_apply.test_portal_guide import DISABLED, walk
from tests.channels.portal_apply.test_portal_numberless import PEOPLE, enter

city, li, registers = conftest.city, conftest.li, conftest.registers
pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (280, 320, 1280)


@pytest.fixture
def window(chromium: Browser, live_server, li):
    """The applicant's phone."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "session", "value": li.cookies["session"].value, "url": live_server.url}])
    yield Window(context.new_page())
    context.close()


@pytest.fixture
def look(window: Window, gallery) -> Callable[[str, str], None]:
    """Open a path and judge what is there in every mode; "" keeps the page that is open."""

    def looking(name: str, path: str = "") -> None:
        if path:
            window.open(path)
        found = {}
        for mode in MODES:
            set_mode(window, mode)
            found[f"{mode} axe"] = window.violations()
            found[f"{mode} sideways"] = window.scrolls_sideways(WIDTHS)
            found[f"{mode} small"] = window.small_text()
            window.picture(gallery / f"{name}{'' if mode == 'standard' else '-' + mode}.png")
        set_mode(window, "standard")
        assert {mode: lines for mode, lines in found.items() if lines} == {}

    return looking


def said(window: Window) -> str:
    return window.page.inner_text("main")


class TestTheWindowCode:
    def test_says_that_a_window_has_opened_the_draft(self, li, window, look):
        draft = ready(li)
        code = guidance.give_window_code(li.actor, draft_id=draft.id, now=now()).code
        clerk = Actor("user:0190f000-0000-7000-8000-000000000001", "林晓", frozenset({Role.CLERK}))
        guidance.open_at_window(clerk, code=code, person=li.actor.person_id, now=now())
        look("portal-window-opened", page(li, draft, "window"))
        assert "打开过" in said(window)


class TestHome:
    def test_with_a_running_application_and_an_unread_message(self, li, window, look):
        begun(li)
        guidance.warn_of_end(Actor.job("drafts"), now=now() + timedelta(days=28))
        signed(li, ready_again(li))
        look("portal-home-running", "/")
        assert "没读" in said(window)
        assert "我在办的 1 件事" in said(window)

    def test_begin_again_shows_what_is_running(self, li, window, look):
        signed(li, ready(li))
        walk(li, DISABLED, ALONE)
        look("portal-begin-running", f"{DISABLED}begin")
        assert "这件事已经在办" in said(window)


def ready_again(li):
    """Give the only draft what it lacks."""
    li.post(page(li, draft_of(li), "delete"))
    return ready(li)


class TestADraft:
    def test_of_a_matter_with_a_new_version(self, li, window, look):
        draft = ready(li)
        publish_another_version()
        look("portal-draft-news", page(li, draft, "papers"))
        assert "不一样的地方" in said(window)

    def test_that_ends_soon(self, li, window, look):
        draft = begun(li)
        DraftRow.objects.filter(pk=draft.id).update(expires_at=now() + timedelta(days=2))
        look("portal-drafts-ends-soon", "/drafts/")
        assert "到期" in window.page.inner_text("main .tag--due")
        window.open(page(li, draft, "consent"))
        window.open("/drafts/")
        assert window.page.locator("main .tag--due").count() == 0  # opening it kept it

    def test_that_has_ended(self, li, window, look):
        draft = begun(li)
        DraftRow.objects.filter(pk=draft.id).update(expires_at=now() - timedelta(days=1))
        look("portal-draft-ended", page(li, draft, "form"))

    def test_changed_in_another_tab(self, li, window, look):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        window.open(page(li, draft, "form"))
        key = "applicant/person.residence_address"
        given = {"version": draft_of(li).version, f"f:{key}": "东城街道 1 号", "save": "1"}
        li.post(page(li, draft, "form"), given)
        window.page.fill(f"[name='f:{key}']", "南城街道 2 号")
        window.page.click("button[name=save]")
        window.page.wait_for_selector(".alert")
        look("portal-form-moved")
        assert "这份申请在别的页面改过" in said(window)
        assert window.page.input_value(f"[name='f:{key}']") == "南城街道 2 号"

    def test_whose_values_contradict_each_other(self, li, window, look):
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "none"})
        window.open(page(li, draft, "form"))
        window.page.fill("[name='f:applicant/person.birth_date']", "1968-12-08")
        window.page.click("button[name=next]")
        window.page.wait_for_selector(".alert")
        look("portal-form-contradiction")
        assert "月和日写反了" in said(window)

    def test_with_registers_that_answer_in_part(self, li, window, look, registers):
        registers.values["household-register"] = {"person.ethnicity": "汉族"}
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "all"})
        look("portal-form-partly", page(li, draft, "form"))
        assert "户籍信息" in window.page.content()

    def test_with_registers_that_are_down(self, li, window, look, registers):
        registers.down = True
        draft = begun(li)
        li.post(page(li, draft, "consent"), {"which": "all"})
        look("portal-form-down", page(li, draft, "form"))
        assert "暂时查不到，可先提交" in said(window)


class TestPapers:
    def test_with_pages_and_one_that_is_refused(self, li, window, look):
        draft = begun(li)
        line = draft.open_materials[0].line
        li.post(page(li, draft, "papers"), {"line": line, "file": [photo("a.jpg"), photo("b.jpg", "red")]})
        window.open(page(li, draft, "papers"))
        place = window.page.locator(f"form.send:has(input[value='{line}'])")
        place.locator("input[type=file]").set_input_files(
            {"name": "photo.svg", "mimeType": "image/svg+xml", "buffer": zoo.SVG_SCRIPT}
        )
        place.locator("button").click()
        window.page.wait_for_selector(".alert")
        look("portal-papers-pages")
        assert "SVG" in said(window)
        assert window.page.locator(".pages img").count() == 2

    def test_are_turned_and_moved_by_touch(self, li, window):
        draft = begun(li)
        line = draft.open_materials[0].line
        li.post(page(li, draft, "papers"), {"line": line, "file": [photo("a.jpg"), photo("b.jpg", "red")]})
        window.open(page(li, draft, "papers"))
        window.page.locator(".pages button[name=later]").first.click()
        window.page.wait_for_load_state()
        window.page.locator(".pages button[name=turn]").first.click()
        window.page.wait_for_load_state()
        assert window.page.locator(".pages li a").all_inner_texts() == ["b.jpg", "a.jpg"]


class TestTheConnection:
    def test_that_is_gone_is_said_on_top(self, li, window, look):
        draft = begun(li)
        window.open(page(li, draft, "consent"))
        window.page.context.set_offline(True)
        window.page.wait_for_selector("[data-offline]:not([hidden])")
        look("portal-consent-offline")
        assert "网络断了" in window.page.inner_text("[data-offline]")

    def test_session_that_is_over_leads_to_signing_in_and_back(self, li, window, look):
        draft = begun(li)
        window.open(page(li, draft, "consent"))
        window.page.context.clear_cookies()
        look("portal-session-over", page(li, draft, "form"))
        assert "/sign-in" in window.page.url
        assert "next=" in window.page.url


class TestAForeigner:
    def test_goes_from_the_guide_to_the_receipt(self, city, chromium, live_server):
        somebody = enter(city, PEOPLE[0])
        context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
        context.set_default_timeout(15_000)
        cookie = {"name": "session", "value": somebody.cookies["session"].value, "url": live_server.url}
        context.add_cookies([cookie, {"name": "language", "value": "en", "url": live_server.url}])
        phone = context.new_page()
        phone.goto(DISABLED)
        take_the_first_answers(phone)
        phone.click(".bar__go")
        phone.check("input[name=which][value=none]")
        phone.click("form.consent button[type=submit]")
        phone.wait_for_load_state()
        assert "Anna-Karin" in (draft_of(somebody).draft.applicant.name)
        type_everything(phone)
        photograph_everything(phone)
        phone.click("main form.form__go button[type=submit]")
        phone.check("input[name=way][value=electronic]")
        phone.click("main form button[type=submit]")
        phone.check("#id_confirm")
        assert "XK0099001" in phone.inner_text("main")
        phone.click("main form[data-once] button[type=submit]")
        phone.wait_for_selector(".receipt__no")
        context.close()
