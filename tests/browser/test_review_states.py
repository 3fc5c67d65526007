"""The reviewer's room in every state of a case: three modes, both languages, no violation, no sideways scroll."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.areas.cases.conftest import house
from tests.areas.cases.permits import permits
from tests.browser import offices
from tests.browser.looks import LOOKS, Window, set_mode
from tests.browser.walking import fill_what_the_result_hands_on

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (280, 320, 768, 1024, 1280, 1920)


@pytest.fixture
def window(chromium: Browser, live_server, house) -> Iterator[Window]:
    with permits():
        offices.staff()
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", viewport={"width": 1440, "height": 900}
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield Window(page)
        context.close()
        assert problems == []


def look(window: Window, gallery: Path, name: str, prepare: Callable[[], None]) -> None:
    """Bring the page there once for each language, and look at it in every mode."""
    found: dict[str, list[str]] = {}
    for language, modes in LOOKS.items():
        window.show(language=language)
        prepare()
        for mode in modes:
            set_mode(window, mode)
            place = f"{mode} {language}"
            found[f"{place} axe"] = window.violations()
            found[f"{place} sideways"] = window.scrolls_sideways(WIDTHS)
            found[f"{place} small"] = window.small_text()
            if language != "en":
                window.picture(
                    gallery / f"review-{name}{'' if mode == 'standard' else '-' + mode}.png", full=False
                )
    assert {place: lines for place, lines in found.items() if lines} == {}


@pytest.mark.parametrize("state", offices.IN_STATE)
def test_a_case_in_every_state(window: Window, gallery: Path, state: str):
    number = offices.IN_STATE[state]().number
    window.sign_in("许知行")
    look(window, gallery, f"case-{state}", lambda: window.open(f"/review/{number}/"))
    assert window.page.locator("h1").count() == 1
    ended = state in ("delivered", "declined", "withdrawn", "terminated", "transferred")
    assert window.page.locator("[data-main]").count() == (
        0 if ended or state in ("found", "found-again", "asked", "paused") else 1
    )


class TestTheInbox:
    def test_full_with_what_is_late_due_and_held(self, window: Window, gallery: Path):
        for make in (offices.handed_in, offices.paused, offices.asked, offices.at_decision):
            make()
        offices.accepted(ago=17)
        offices.accepted(ago=15)
        window.sign_in("许知行")
        look(window, gallery, "inbox-full", lambda: window.open("/review/"))
        shapes = {one.get_attribute("class") for one in window.page.locator(".inbox .light").all()}
        assert {
            "light light--red",
            "light light--yellow",
            "light light--green",
            "light light--hold",
        } == shapes

    @pytest.mark.parametrize("query", ["late=1", "state=ended", "state=paused", "q=没有这人"])
    def test_sifted(self, window: Window, gallery: Path, query: str):
        offices.accepted(ago=17)
        offices.terminated()
        window.sign_in("许知行")
        look(
            window,
            gallery,
            f"inbox-{query.partition('=')[0]}-{query[-3:]}",
            lambda: window.open(f"/review/?{query}"),
        )

    def test_empty(self, window: Window, gallery: Path):
        window.sign_in("谭雨桐")
        look(window, gallery, "inbox-empty", lambda: window.open("/review/"))
        assert window.page.locator(".inbox a").count() == 0


class TestWhatGoesWrong:
    def test_no_right(self, window: Window, gallery: Path):
        window.sign_in("林晓")
        look(window, gallery, "no-right", lambda: window.open("/review/"))

    def test_no_such_case(self, window: Window, gallery: Path):
        window.sign_in("许知行")
        look(window, gallery, "no-case", lambda: window.open("/review/20260305441900P003000001G-1/"))

    def test_a_form_that_is_not_right(self, window: Window, gallery: Path):
        number = offices.accepted().number
        window.sign_in("许知行")

        def wrong() -> None:
            window.open(f"/review/{number}/pause")
            window.page.click("[data-main]")
            window.page.wait_for_selector(".field--wrong")

        look(window, gallery, "error", wrong)

    def test_a_page_that_is_older_than_its_case(self, window: Window, gallery: Path):
        number = offices.accepted().number
        window.sign_in("许知行")

        def stale() -> None:
            window.open(f"/review/{number}/opinion")
            window.page.fill("[name=text]", "照片与本人不符")
            offices.cases.give_opinion(
                offices.manager(offices.FEDERATION), case=number, text="先看照片", now=offices.now()
            )
            window.page.click("[data-main]")
            window.page.wait_for_selector(".missed")
            assert window.page.input_value("[name=text]") == "照片与本人不符"

        look(window, gallery, "stale", stale)

    def test_a_draft_that_lacks_something(self, window: Window, gallery: Path):
        number = offices.at_decision().number
        window.sign_in("许知行")

        def wrong() -> None:
            window.open(f"/review/{number}/decide")
            window.page.fill("#id_facts", "")
            window.page.evaluate("document.querySelector('#decision').submit()")
            window.page.wait_for_selector(".field--wrong")

        look(window, gallery, "draft-error", wrong)


class TestTheRest:
    def test_the_letter_before_it_is_sealed(self, window: Window, gallery: Path):
        number = offices.at_decision().number
        window.sign_in("许知行")

        def letter() -> None:
            window.open(f"/review/{number}/decide")
            fill_what_the_result_hands_on(window.page)
            window.page.check("#id_read")
            window.page.click("[data-key=F8]")
            window.page.wait_for_selector(".letter")

        look(window, gallery, "letter", letter)

    def test_of_a_manager_whom_nobody_asked(self, window: Window, gallery: Path):
        window.sign_in("黎国栋")
        look(window, gallery, "asked-none", lambda: window.open("/review/asked"))
