"""The reviewer's room in every state of a case: three modes, both languages, no violation, no sideways scroll."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from onething.core.cases.parts import Outcome
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


def send(window: Window, number: str, name: str, given: dict[str, str]) -> None:
    """Send the form of an act: without what it asks it comes back, else it is read once more."""
    window.open(f"/review/{number}/{name}")
    for field, value in given.items():
        window.page.fill(f"[name={field}]", value)
    window.page.click("[data-main]")
    window.page.wait_for_selector(".sure" if given else ".field--wrong")


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


class TestPagesOfActs:
    @pytest.mark.parametrize(
        ("act", "make"),
        [
            ("decline", offices.handed_in),
            ("transfer", offices.handed_in),
            ("take-over", offices.handed_in),
            ("ask-extension", offices.accepted),
            ("step", offices.accepted),
            ("terminate", offices.accepted),
            ("resume", offices.paused),
            ("decide", offices.at_decision),
        ],
    )
    def test_of_an_officer(self, window: Window, gallery: Path, act: str, make: Callable):
        number = make().number
        window.sign_in("许知行")
        look(window, gallery, f"act-{act}", lambda: window.open(f"/review/{number}/{act}"))

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

    def test_of_a_supervisor(self, window: Window, gallery: Path):
        again, refused = offices.found_again().number, offices.decided(Outcome.REFUSED).number
        window.sign_in("秦守真")
        look(window, gallery, "inbox-supervisor", lambda: window.open("/review/"))
        for name, number, given in (
            ("second-notice", again, {"reason": "补来的照片看不清"}),
            ("annul", refused, {"document": "复议决定 7 号", "reason": "事实认定错误"}),
        ):
            look(window, gallery, f"case-{name}", partial(window.open, f"/review/{number}/"))
            assert window.page.locator("a[data-main]").get_attribute("href") == f"/review/{number}/{name}"
            look(window, gallery, f"act-{name}", partial(window.open, f"/review/{number}/{name}"))
            look(window, gallery, f"act-{name}-wrong", partial(send, window, number, name, {}))
            look(window, gallery, f"sure-{name}", partial(send, window, number, name, given))

    def test_of_a_manager(self, window: Window, gallery: Path):
        number = offices.accepted().number
        window.sign_in("黎国栋")
        look(window, gallery, "asked-none", lambda: window.open("/review/asked"))
        offices.more_time_asked()
        look(window, gallery, "asked", lambda: window.open("/review/asked"))
        look(window, gallery, "act-assign", lambda: window.open(f"/review/{number}/assign"))

        def answer() -> None:
            window.open("/review/asked")
            window.page.click(".asked .btn")
            window.page.wait_for_selector("input[value=yes]")

        def sure() -> None:
            answer()
            window.page.check("input[value=yes]")
            window.page.click("[data-main]")
            window.page.wait_for_selector(".sure")

        look(window, gallery, "answer", answer)
        look(window, gallery, "sure", sure)
