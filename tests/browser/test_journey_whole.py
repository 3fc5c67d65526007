"""The whole of one thing in real browsers on the running city, without a break and without a shortcut.

A citizen hands over; two offices find something and one notice leaves; it is put right once; every office accepts and
decides; licences and papers come; the citizen rates.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError

from tests.browser.city import City
from tests.browser.walking import (
    fill_what_the_result_hands_on,
    photograph,
    photograph_everything,
    take_the_first_answers,
    type_everything,
)

#: scene -> who applies
APPLICANTS = {"disabled-services": "梁志恒", "birth": "陈思敏"}
#: What brings in every item; the rest is answered with the first choice.
ANSWERS = {
    "disabled-services": {
        "certified": ["none"],
        "wants": ["pension", "hardship", "care"],
        "level": ["1"],
        "income": ["dibao"],
        "pension": ["none"],
        "drawing": [],
        "account": ["card"],
    },
    "birth": {},
}
MOST_ACTS = 20
#: What an office reads where a department's own system was faster: as an error, or above what it typed.
MOVED = ".problem, .missed"


def sign_in(page: Page, name: str) -> None:
    page.locator(".door", has_text=name).first.click()
    page.wait_for_load_state()


def hand_over(page: Page, scene: str, name: str) -> str:
    """Go from the guide to the receipt; returns its number."""
    page.goto(f"/matters/{scene}/")
    take_the_first_answers(page, ANSWERS[scene])
    page.click(".bar__go")
    sign_in(page, name)
    page.click("main form[data-once] button[type=submit]")
    page.check("input[name=which][value=all]")
    page.click("form.consent button[type=submit]")
    page.wait_for_load_state()
    type_everything(page)
    photograph_everything(page)
    page.click("main form.form__go button[type=submit]")
    page.check("input[name=way][value=electronic]")
    page.click("main form button[type=submit]")
    page.check("#id_confirm")
    page.click("main form[data-once] button[type=submit]")
    page.wait_for_url(re.compile("/receipts/"))
    return re.search(r"/receipts/(\w+)", page.url)[1]


def photograph_what_is_asked(page: Page) -> None:
    """Answer every line of the one notice with a photograph."""
    for _ in range(page.locator("input[type=file]").count()):
        page.locator("input[type=file]").first.set_input_files(
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
        )
        page.get_by_role("button", name="交补正").click()
        page.get_by_role("status").first.wait_for()


class Office:
    """A reviewer before a screen of 1440 px."""

    def __init__(self, context: BrowserContext, name: str) -> None:
        self.name, self.page = name, context.new_page()
        self.page.goto("/sign-in")
        sign_in(self.page, name)

    def opens(self, case: str) -> bool:
        """Show the case; False if this office may not know of it."""
        if self.page.request.get(f"/review/{case}/").status != 200:
            return False
        self.page.goto(f"/review/{case}/")
        return True

    def finds_something(self) -> bool:
        """Record the first standard phrase about the first material of the case that is open, if it has any."""
        form = self.page.locator("form[action$='/find']")
        if form.locator("optgroup").first.locator("option").count() == 0:
            return False
        form.locator("[name=key]").select_option(
            form.locator("[name=key] option").nth(1).get_attribute("value")
        )
        form.locator("[name=reason]").select_option(index=1)
        form.locator("button[type=submit]").click()
        self.page.wait_for_selector(".find li")
        self.page.locator("form[action$='/found'] button").click()
        self.page.wait_for_load_state()
        return True

    def finds_nothing(self) -> None:
        button = self.page.locator("form[action$='/checked'] button")
        if button.count():
            button.click()
            self.page.wait_for_load_state()

    def acts(self) -> bool:
        """Do what the page offers as the next act; False if it offers none."""
        main = self.page.locator("[data-main]")
        if not main.count():
            return False
        if self.page.locator("#decision").count():
            self._decides()
        elif main.evaluate("main => main.tagName") == "A":
            page_of_the_act = main.get_attribute("href")
            main.click()
            self.page.wait_for_url(f"**{page_of_the_act}")  # read whole: what it asks is looked for at once
            self._fills_in()
        else:
            main.click()
        try:
            self.page.wait_for_selector(f".notice--success, {MOVED}")
        except TimeoutError as late:
            raise AssertionError(self.page.inner_text("body")) from late
        if moved := self.page.locator(MOVED).all_inner_texts():
            assert "又有了变化" in moved[0], self.page.inner_text("main")  # look again
        return True

    def _decides(self) -> None:
        fill_what_the_result_hands_on(self.page)
        self.page.check("#id_read")
        self.page.click("[data-main]")

    def _fills_in(self) -> None:
        """Making a certificate, or delivering."""
        page = self.page
        if page.locator("[name=way]").count():  # way and receiver stand there as they were chosen
            page.fill("[name=proof]", "阅读回执 20261126")
        page.click("main form button[type=submit]")
        page.wait_for_load_state()


@pytest.fixture(params=list(APPLICANTS))
def scene(request) -> str:
    return request.param


@pytest.fixture
def citizen(chromium: Browser, city: City) -> Iterator[Page]:
    context = chromium.new_context(base_url=city.address, viewport={"width": 390, "height": 844})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def offices(chromium: Browser, city: City) -> Iterator[list[Office]]:
    """Every reviewer of the city, each signed in on a machine of the own."""
    contexts: list[BrowserContext] = []

    def machine() -> BrowserContext:
        contexts.append(chromium.new_context(base_url=city.address, viewport={"width": 1440, "height": 900}))
        contexts[-1].set_default_timeout(15_000)
        return contexts[-1]

    page = machine().new_page()
    page.goto("/sign-in")
    doors = [door.inner_text().split() for door in page.locator(".door").all()]
    yield [Office(machine(), door[0]) for door in doors if door[-1] == "审批"]
    for context in contexts:
        context.close()


def who_has(offices: list[Office], case: str) -> Office | None:
    return next((office for office in offices if office.opens(case)), None)


def work_to_the_end(offices: list[Office], case: str) -> None:
    """Let whoever can act on the case act, as long as anybody can."""
    last = offices[:0]
    for _ in range(MOST_ACTS):
        able = (office for office in [*last, *offices] if office.opens(case) and office.acts())
        if (office := next(able, None)) is None:
            return
        last = [office]
    raise AssertionError(f"{case} does not end")


def cases_of(offices: list[Office], number: str) -> list[str]:
    cases = []
    while who_has(offices, f"{number}-{len(cases) + 1}"):
        cases.append(f"{number}-{len(cases) + 1}")
    return cases


def test_one_thing_from_the_guide_to_the_rating(citizen: Page, offices: list[Office], scene: str):
    number = hand_over(citizen, scene, APPLICANTS[scene])
    cases = cases_of(offices, number)
    assert len(cases) >= 4, citizen.inner_text("main")

    finders: set[str] = set()
    for case in cases:
        office = who_has(offices, case)
        if len(finders) < 2 and office.name not in finders and office.finds_something():
            finders.add(office.name)
        else:
            office.finds_nothing()
    assert len(finders) == 2

    citizen.goto(f"/applications/{number}/")
    assert "等您补 2" in citizen.inner_text("main"), citizen.inner_text("main")
    photograph_what_is_asked(citizen)
    assert citizen.locator("input[type=file]").count() == 0

    for case in [*cases, *cases]:  # some wait for the result of a later one
        work_to_the_end(offices, case)
    citizen.goto(f"/applications/{number}/")
    assert citizen.get_by_role("link", name="去评价").count(), citizen.inner_text("main")

    citizen.goto(f"/applications/{number}/results")
    papers = [link.get_attribute("href") for link in citizen.locator("a[href^='/documents/']").all()]
    assert len(papers) >= len(cases)
    assert all(citizen.request.get(paper).body().startswith(b"%PDF-") for paper in papers)
    citizen.goto("/licences/")
    assert citizen.locator("a[href^='/licences/']").count(), citizen.inner_text("main")
    citizen.locator("a[href^='/licences/']").first.click()
    assert citizen.locator(".lic__q img").count()

    citizen.goto(f"/applications/{number}/results")
    citizen.get_by_role("link", name="去评价").click()
    citizen.locator("#id_level").get_by_text("非常满意", exact=True).click()
    citizen.get_by_role("button", name="交评价").click()
    citizen.get_by_role("heading", name="您已经评过了").wait_for()
