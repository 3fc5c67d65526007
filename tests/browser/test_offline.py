"""The line is cut while somebody fills in the form: nothing typed is lost, and nothing is sent twice."""

import pytest
from playwright.sync_api import Browser, Page, expect

from onething.areas.guidance.models import DraftRow
from tests.channels.portal_apply import conftest
from tests.channels.portal_apply.applying import begun
from tests.channels.portal_apply.applying import page as address_of

city, li, registers = conftest.city, conftest.li, conftest.registers
pytestmark = pytest.mark.django_db(transaction=True)
BOX = ".todo input[id^=f-]:not([type=radio]):not([type=checkbox]):visible"


@pytest.fixture
def phone(chromium: Browser, live_server, li):
    """The applicant's phone with the form open."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "session", "value": li.cookies["session"].value, "url": live_server.url}])
    opened = context.new_page()
    opened.goto(address_of(li, begun(li), "form"))
    yield opened
    context.close()


def cut(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_be_visible()


def mend(page: Page) -> None:
    page.context.set_offline(False)
    page.wait_for_function("navigator.onLine")


def kept(page: Page) -> dict[str, str]:
    return page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith('typed:')))"
    )


class TestWhileTheLineIsCut:
    def test_the_main_button_stays_and_says_when_it_sends(self, phone):
        button = phone.locator("button[name=next]")
        before = button.inner_text()
        cut(phone)
        assert button.inner_text() == "连上后提交"
        assert "网络断了，填的内容已存好" in phone.inner_text("[data-offline]")
        mend(phone)
        expect(button).to_have_text(before)
        expect(phone.locator("[data-offline]")).to_be_hidden()

    def test_what_was_to_be_sent_is_sent_once_when_it_is_back(self, phone):
        before = DraftRow.objects.get().version
        cut(phone)
        phone.locator(BOX).first.fill("断网时写的")
        phone.click("button[name=next]")
        phone.click("button[name=next]")
        assert "连上后自动提交" in phone.inner_text("[data-offline]")
        assert DraftRow.objects.get().version == before
        sent = []
        phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        with phone.expect_navigation():
            mend(phone)
        phone.wait_for_load_state()
        assert len(sent) == 1
        assert DraftRow.objects.get().version == before + 1
        assert kept(phone) == {}

    def test_what_is_typed_survives_a_closed_page_and_cannot_be_read_on_the_device(self, phone):
        cut(phone)
        phone.locator(BOX).first.fill("断网时写的")
        phone.wait_for_function("Object.keys(localStorage).some((name) => name.startsWith('typed:'))")
        address = phone.url
        assert "断网时写的" not in str(kept(phone))
        mend(phone)
        phone.goto("about:blank")
        phone.goto(address)
        expect(phone.locator(BOX).first).to_have_value("断网时写的")
        expect(phone.locator("[data-offline]")).to_have_text("断网时填的放回来了，核对后提交。")

    def test_another_session_on_this_device_neither_sees_nor_keeps_it(self, phone, live_server):
        cut(phone)
        phone.locator(BOX).first.fill("断网时写的")
        phone.wait_for_function("Object.keys(localStorage).some((name) => name.startsWith('typed:'))")
        mend(phone)
        phone.context.clear_cookies()
        phone.goto("/")
        assert kept(phone) == {}
