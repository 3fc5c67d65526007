"""An officer works with the keyboard alone, in a real browser, on the real city's definitions."""

import re
from pathlib import Path

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
from tests.browser import offices
from tests.browser.looks import Window
from tests.browser.walking import fill_what_the_result_hands_on

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True)
KEYS = Path(__file__).resolve().parents[2] / "src/onething/channels/review/static/review/review.js"
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


def at_decision(page: Page) -> str:
    """Accept a case with F9 and follow the main act to the decision."""
    number = ""
    for _ in range(9):
        number = number or open_first(page)
        if page.locator("#decision").count():
            return number
        page.keyboard.press("F9")
        page.wait_for_selector(".notice--success")
        page.wait_for_load_state()
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


CASES = 4  # clean ones, all at their decision


@pytest.fixture
def clean(chromium: Browser, live_server, house):
    offices.staff()
    numbers = [offices.at_decision(item="pension-enrolment", plain=True).number for _ in range(CASES)]
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    Window(page).sign_in("何佩仪")
    yield page, numbers
    context.close()


class TestACleanCase:
    """J13: open the next, read, decide: three keys for the first, two for each one after it."""

    def test_takes_three_keys(self, clean, gallery):
        page, numbers = clean
        page.goto("/review/")
        pressed: list[str] = []

        def press(key: str) -> None:
            pressed.append(key)
            page.keyboard.press(key)

        press("n")
        page.wait_for_selector("#decision")
        Window(page).picture(gallery / "review-clean.png", full=False)
        for left in range(CASES, 0, -1):
            here = page.url
            press(" ")
            assert page.locator("#id_read").is_checked(), "one key reads a clean case to its end"
            press("F9")
            page.wait_for_url(lambda url, here=here: url != here)
            page.wait_for_selector(".notice--success")
            done = CaseRow.objects.filter(
                number__in=numbers, status__in=("granted", "to_deliver", "delivered")
            )
            assert done.count() == CASES - left + 1
        assert len(pressed) == 1 + 2 * CASES

    def test_shows_differences_clock_and_history_on_one_screen(self, clean):
        page, numbers = clean
        page.goto(f"/review/{numbers[0]}/")
        for what in ("#cmp", ".strip", ".log", "#decision"):
            box = page.locator(what).bounding_box()
            assert box is not None
            assert box["y"] < 900, what
        end = page.locator("[data-end]").bounding_box()
        bar = page.locator(".cmd").bounding_box()
        assert end["y"] + end["height"] <= bar["y"] + 1, "nothing lies below the bar"


class TestTheKeys:
    def test_single_keys_act_only_in_the_list_and_escape_leads_back(self, desk):
        page, _ = desk
        number = at_decision(page)
        page.goto(f"/review/{number}/")
        page.focus("#id_facts")
        page.keyboard.press("Escape")
        page.keyboard.press("2")
        assert page.locator("input[name=outcome][value=refused]").is_checked()
        assert page.locator("#id_reason").is_visible()
        page.keyboard.press("1")
        assert page.locator("input[name=outcome][value=granted]").is_checked()
        assert not page.locator("#id_reason").is_visible()
        page.keyboard.press("Shift+F9")
        assert page.locator("input[name=outcome][value=refused]").is_checked()
        page.focus("[data-main]")
        page.keyboard.press("n")
        assert page.url.endswith(f"{number}/")

    def test_d_shows_what_differs_and_slash_goes_to_the_phrases(self, desk):
        page, receipt = desk
        number = next(one.number for one in receipt.cases if one.item == "disability-certificate")
        page.goto(f"/review/{number}/")
        page.keyboard.press("d")
        page.wait_for_url(re.compile("show=different"))
        page.wait_for_load_state()
        page.keyboard.press("d")
        page.wait_for_url(re.compile("show=key"))
        page.wait_for_load_state()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "id_key"

    def test_arrows_walk_the_list_and_enter_opens(self, desk):
        page, _ = desk
        page.goto("/review/")
        first = page.evaluate("document.activeElement.getAttribute('href')")
        assert first
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.getAttribute('href')") == first
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(first)))

    def test_f4_opens_the_first_original_in_a_window_of_its_own(self, clean):
        page, numbers = clean
        page.goto(f"/review/{numbers[0]}/")
        with page.context.expect_page() as opened:
            page.keyboard.press("F4")
        original = opened.value
        original.wait_for_load_state()
        assert "/originals/" in original.url
        assert original.locator("img").evaluate("image => image.naturalWidth") == 300

    def test_stay_off_those_of_the_browser(self):
        keys = set(re.findall(r"\bF\d+\b", KEYS.read_text("utf-8")))
        assert keys == {"F4", "F8", "F9"}
