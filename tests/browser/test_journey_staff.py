"""An officer works with the keyboard alone, in a real browser, on the real city's definitions."""

import re

import pytest
from playwright.sync_api import Browser, Page

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind
from onething.kit.ports import now
from tests.areas.cases.conftest import house
from tests.areas.cases.world import APPLICANT, CITY_CODE, submission
from tests.browser.looks import Window

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True)
ADMIN = Actor("job:setup", "setup", frozenset({Role.ADMIN}))


@pytest.fixture
def desk(chromium: Browser, live_server, house):
    receipt = cases.submit(APPLICANT, submission=submission(), key="staff", now=now())
    people.open_account(
        ADMIN,
        kind=AccountKind.STAFF,
        login="2208",
        name="许知行",
        roles={Role.REVIEWER},
        department="disabled-federation",
        division=CITY_CODE,
        staff_number="2208",
        demo=True,
    )
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    Window(page).sign_in("许知行")
    yield page, receipt
    context.close()
    assert problems == []


def open_first(page: Page) -> str:
    page.goto("/review/")
    page.keyboard.press("n")
    page.wait_for_url(re.compile(r"/review/\d{8}"))
    return page.url.rstrip("/").rpartition("/")[2]


class TestTheKeyboard:
    def test_opens_the_next_case_and_accepts_it(self, desk):
        page, _ = desk
        number = open_first(page)
        page.keyboard.press("F9")
        page.wait_for_selector(".notice--success")
        assert CaseRow.objects.get(number=number).status in ("in_review", "waiting")

    def test_does_nothing_on_f9_before_the_case_is_read_to_its_end(self, desk):
        page, _ = desk
        number = at_decision(page)
        page.keyboard.press("F9")
        assert "还没读到底" in page.locator("[data-say]").inner_text()
        assert CaseRow.objects.get(number=number).status == "in_review"

    def test_says_what_is_missing_instead_of_sealing(self, desk):
        page, _ = desk
        number = at_decision(page)
        page.fill("#id_remedy", "")
        page.keyboard.press("F9")
        assert "还差：救济" in page.locator("[data-say]").inner_text()
        assert CaseRow.objects.get(number=number).status == "in_review"

    def test_seals_a_clean_case_when_it_was_read(self, desk):
        page, _ = desk
        number = at_decision(page)
        for _ in range(20):
            if page.locator("#id_read").is_checked():
                break
            page.keyboard.press(" ")
            page.wait_for_timeout(50)
        assert page.locator("#id_read").is_checked()
        fill_what_the_result_hands_on(page)
        page.keyboard.press("F9")
        page.wait_for_selector(".notice--success")
        assert CaseRow.objects.get(number=number).status == "granted"

    def test_is_left_alone_while_someone_types(self, desk):
        page, _ = desk
        number = at_decision(page)
        page.locator("#id_facts").press("Control+End")
        page.keyboard.type(" n2d/")
        assert page.url.rstrip("/").endswith(number)
        assert page.locator("#id_facts").input_value().endswith(" n2d/")


def fill_what_the_result_hands_on(page: Page) -> None:
    for box in page.locator("#decision [name^=give_]").all():
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(index=1)
        else:
            box.fill("99000019680812001741")


def at_decision(page: Page) -> str:
    """Accept a case with F9 and follow the main act to the decision."""
    number = ""
    for _ in range(9):
        number = number or open_first(page)
        if page.locator("#decision").count():
            return number
        page.keyboard.press("F9")
        page.wait_for_selector(".notice--success")
        if not page.locator("[data-main]").count():
            number = ""
    raise AssertionError("no case came to its decision")


class TestThePageOfACase:
    def test_is_accessible_and_never_scrolls_sideways(self, desk, gallery):
        page, _ = desk
        number = at_decision(page)
        window = Window(page)
        found = {}
        for path in (
            "/review/",
            f"/review/{number}/",
            f"/review/{number}/transfer",
            f"/review/{number}/decide",
        ):
            page.goto(path)
            found[path] = (
                window.violations() + window.scrolls_sideways([1024, 1280, 1440, 1920]) + window.small_text()
            )
            name = path.strip("/").replace(number, "case").replace("/", "-")
            window.picture(gallery / f"{name}.png", full=False)
        assert {path: lines for path, lines in found.items() if lines} == {}
