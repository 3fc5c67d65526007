"""An item manager composes a scene without code, and walks a witness, in a real browser, on the real city's definitions."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from onething.areas.people import api as people
from onething.areas.revisions import api as revisions
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind
from tests.areas.cases.world import CITY_CODE
from tests.browser.looks import Window
from tests.channels.studio.conftest import LOADER, published

__all__ = ["published"]
pytestmark = pytest.mark.django_db(transaction=True)
READER = Actor("user:r", "读者", frozenset({Role.SUPERVISOR}))
FIVE = ["company-registration", "seal-engraving", "employer-pension", "employer-medical", "employer-fund"]
#: J15: clicks, ticks and typed fields by which a scene of five items is composed.
MOST_ACTIONS = 40


class Hand:
    """A person at the page: every click, tick and typed field counts as one action."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def click(self, what: str, said: str) -> None:
        self.actions += 1
        self.page.locator(what, has_text=said).first.click()
        self.page.wait_for_load_state()

    def tick(self, item: str) -> None:
        self.actions += 1
        self.page.locator(f'input[name="item"][value="{item}"]').check()

    def type(self, what: str, text: str) -> None:
        self.actions += 1
        self.page.fill(what, text)


@pytest.fixture
def manager(published):
    people.open_account(
        LOADER,
        kind=AccountKind.STAFF,
        login="3001",
        name="顾明远",
        roles={Role.ITEM_MANAGER},
        department="data-services",
        division=CITY_CODE,
        staff_number="3001",
        demo=True,
    )


def window_of(chromium: Browser, address: str, *, scripts: bool = True) -> tuple[BrowserContext, Page]:
    size = {"width": 1440, "height": 900}
    context = chromium.new_context(base_url=address, viewport=size, java_script_enabled=scripts)
    context.set_default_timeout(15_000)
    page = context.new_page()
    Window(page).sign_in("顾明远")
    return context, page


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def hand(chromium: Browser, live_server, manager, request):
    context, page = window_of(chromium, live_server.url, scripts=request.param)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield Hand(page)
    context.close()
    assert problems == []


@pytest.fixture
def page(chromium: Browser, live_server, manager):
    context, page = window_of(chromium, live_server.url)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


class TestAScene:
    def test_of_five_items_is_composed_by_hand_and_goes_to_review(self, hand):
        page = hand.page
        page.goto("/studio/")
        hand.click(".room a", "编排与改动")
        hand.click("button", "新编一件事")
        for item in FIVE:
            hand.tick(item)
        hand.type("#name", "开办企业五样")
        hand.click("button", "编成一件事")
        assert page.locator("h1").inner_text() == "开办企业五样"
        assert page.locator("svg .node").count() == 5
        assert page.locator("[data-proof-sum] .tag--wrong").count() == 0
        assert page.locator("#why").count() == 0
        fields = page.locator("[data-figures] > div").nth(2).locator("b")
        assert int(fields.nth(1).inner_text()) < int(fields.nth(0).inner_text())
        hand.click("button", "送第二人签发")
        page.wait_for_url(re.compile(r"/studio/drafts/$"))
        (one,) = revisions.list_revisions(READER)
        assert one.state == "department_review"
        assert hand.actions <= MOST_ACTIONS


def open_scene(page: Page) -> None:
    page.goto("/studio/drafts/")
    page.select_option("#scene", "disabled-services")
    page.click("button:has-text('开草稿')")
    page.wait_for_selector(".graph svg")
    page.wait_for_load_state()  # the keys are there with the scripts


class TestABrokenCondition:
    def test_is_completed_by_keys_proved_while_typing_and_walked(self, page):
        open_scene(page)
        page.keyboard.press("Alt+c")
        assert page.evaluate("document.activeElement.id") == "when"
        page.fill("#when", "")
        page.keyboard.type("cert")
        page.wait_for_selector("[role=option]:has-text('certified')")
        page.keyboard.press("Tab")
        page.wait_for_function("document.getElementById('when').value === 'certified'")
        page.keyboard.type(' in ["none", "lost", ')
        page.wait_for_selector("[role=option]:has-text('还没写到')")
        assert "expired" in page.locator("[role=listbox]").inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
        page.keyboard.type("]")
        page.wait_for_selector("[data-proof-sum] .tag--wrong")
        assert "还没存" in page.locator("[data-live]").inner_text()
        page.click("button:has-text('就这样写')")
        page.wait_for_selector(".finding--err .walk")
        page.wait_for_load_state()
        assert "您有残疾人证吗" in page.locator(".walk .is-here").inner_text()
        page.keyboard.press("F8")
        assert page.evaluate("document.activeElement.id") == "f0"
        page.click(".finding--err a:has-text('逐问走')")
        page.wait_for_selector("h1:has-text('逐问走')")
        steps = 1
        while page.locator("[rel=next]").count():
            page.keyboard.press("ArrowRight")
            page.wait_for_url(re.compile(rf"step={steps + 1}$"))
            steps += 1
        assert steps > 2
        assert "走到头" in page.locator("main").inner_text()
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(re.compile(rf"step={steps - 1}$"))
        page.click("a:has-text('回到编排')")
        page.click("button:has-text('补上')")
        page.wait_for_url(re.compile("item=disability-certificate"))
        assert page.locator("[data-proof-sum] .tag--wrong").count() == 0
        page.keyboard.press("F4")
        page.wait_for_selector("h1:has-text('按群众的样子走一遍')")
        page.click(".opt >> nth=0")
        page.click("button:has-text('就这样，看下一个')")
        page.wait_for_selector(".facts")

    def test_looks_right_at_every_width(self, page, gallery: Path):
        open_scene(page)
        window = Window(page)
        page.fill("#when", 'certified in ["none", "lost"]')
        page.click("button:has-text('就这样写')")
        page.wait_for_selector(".finding--err .walk")
        page.goto(page.url.partition("?")[0])
        for width, height in ((1440, 900), (1024, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            window.picture(gallery / f"studio-composer-{width}.png", full=width < 1440)
        page.set_viewport_size({"width": 1440, "height": 900})
        assert window.violations() == []
        assert window.scrolls_sideways() == []
        assert window.small_text() == []
