"""A clerk takes one thing in for the person at the window with the keyboard alone, also while a department is away."""

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from simulators import SYSTEMS
from tests.browser.city import City
from tests.browser.looks import MODES, Window, set_mode
from tests.browser.walking import fitting, photograph

#: question -> the place of its choice; every other one is answered with its first, or with 40
ANSWERS = {"level": "3"}
#: J10 grants 20 keys for one standard item without papers; here come one key for each paper photographed and one for
#: each original passed, one for each question beyond the three of J10.
STANDARD, QUESTIONS = 20, 3
PERSON = ("梁志恒", "990000198601200119", "13800000119")


class Keyboard:
    """The keyboard of the window. keys: those pressed to act; what fills a field, a card reader gives."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0
        paper = {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
        page.on("filechooser", lambda chooser: chooser.set_files(paper))

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def go(self, key: str) -> None:
        """Press a key that leads to another page, and wait until that page's keys work."""
        with self.page.expect_navigation():
            self.press(key)
        self.page.wait_for_load_state()

    def fill(self, *texts: str) -> None:
        """Type into the fields that follow, one after the other; an empty text leaves one as it is."""
        for text in texts:
            self.page.keyboard.press("Tab")
            self.page.keyboard.insert_text(text)

    def where(self) -> dict[str, str]:
        """Return what has the focus."""
        found: dict[str, str] = self.page.evaluate(
            """() => { const e = document.activeElement; return {
                 id: e.id, tag: e.tagName, type: e.type || '', value: e.value || '',
                 mode: e.getAttribute('inputmode') || '', wrong: e.getAttribute('aria-invalid') || '',
                 form: e.closest('.todo') ? 'todo' : e.closest('.ask') ? 'ask' : ''}; }"""
        )
        return found


def begin(keyboard: Keyboard) -> None:
    """Name the person and the thing; the cursor stands in the first field already."""
    page = keyboard.page
    assert keyboard.where()["id"] == "id_scene"
    while keyboard.where()["value"] != "disabled-services":
        page.keyboard.press("ArrowDown")
    name, number, phone = PERSON
    keyboard.fill(name, "", number, phone)
    keyboard.go("F9")


def answer(keyboard: Keyboard) -> int:
    """Answer what is asked, one key a choice; return how many questions came."""
    page = keyboard.page
    for count in range(30):
        asked = page.locator(".ask input[name=question]")
        if not asked.count():
            return count
        question = asked.input_value()
        page.wait_for_function("() => document.activeElement.closest('.ask')")
        kind = keyboard.where()["type"]
        if kind == "radio":
            keyboard.press(ANSWERS.get(question, "1"))
        else:
            if kind == "checkbox":
                keyboard.press("1")
            else:
                page.keyboard.insert_text("40")
            keyboard.press("Enter")
        page.locator(f".ask input[name=question][value='{question}']").wait_for(state="detached")
        page.locator("[data-part]:not([aria-busy])").wait_for()
    raise AssertionError("the questions do not end")


def fill_in(keyboard: Keyboard) -> None:
    """Type what nobody knows; then what was wrong once more."""
    page = keyboard.page
    for _ in range(3):
        for _ in range(page.locator(".todo input:visible, .todo select:visible").count() + 30):
            there = keyboard.where()
            if there["form"] == "todo" and (not there["value"] or there["wrong"]):
                if there["tag"] == "SELECT":
                    page.keyboard.press("ArrowDown")
                else:
                    hint = page.locator(f"#{there['id']}-h").inner_text()
                    page.keyboard.press("Control+A")
                    page.keyboard.insert_text(fitting(there["id"], hint, there["mode"]))
            page.keyboard.press("Tab")
        keyboard.go("F9")
        if "/form" not in page.url:
            return
    raise AssertionError(page.locator(".alert").inner_text())


def take_in(keyboard: Keyboard) -> dict[str, int]:
    """From the start page to the receipt; return how many questions, papers and originals there were."""
    page = keyboard.page
    begin(keyboard)
    counts = {"questions": answer(keyboard)}
    keyboard.go("F9")
    assert page.locator("a[href*='who-looked']").count() == 0
    keyboard.press("1")
    keyboard.go("F9")
    fill_in(keyboard)
    counts["papers"] = counts["originals"] = page.locator(".state--open").count()
    for left in range(counts["papers"], 0, -1):  # each is photographed, and its original passed
        assert page.locator(".state--open").count() == left
        keyboard.go("F4")
        keyboard.go("Enter")
    assert page.locator(".state--seen").count() == counts["originals"]
    keyboard.go("F9")
    keyboard.go("F9")  # results come electronically
    assert "/sign" in page.url, page.url
    keyboard.press("F4")
    page.wait_for_function("() => document.querySelector('#id_scan').files.length")
    keyboard.go("F9")
    assert "/desk/receipts/" in page.url, page.locator("main").inner_text()[:400]
    return counts


@pytest.fixture
def keyboard(chromium: Browser, city: City) -> Iterator[Keyboard]:
    context = chromium.new_context(
        base_url=city.address, locale="zh-CN", viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    Window(page).sign_in("林晓")
    page.goto("/desk/")
    yield Keyboard(page)
    context.close()
    assert problems == []


def tell(city: City, system: str, mode: str) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{SYSTEMS[system] + city.shift}/control",
        json.dumps({"mode": mode}).encode(),
        method="POST",
    )
    urllib.request.urlopen(request, timeout=5).close()


class TestTheWindow:
    def test_takes_one_thing_in_within_the_keys_of_its_budget(self, keyboard: Keyboard):
        counts = take_in(keyboard)
        assert keyboard.page.locator(".side__note").count() == 0  # nothing was away
        beyond = max(0, counts["questions"] - QUESTIONS) + counts["papers"] + counts["originals"]
        assert keyboard.keys <= STANDARD + beyond, (keyboard.keys, counts)
        number = re.search(r"/receipts/(\w+)", keyboard.page.url)[1]
        keyboard.go("Alt+n")
        assert keyboard.page.url.endswith("/desk/")
        assert keyboard.page.locator("#today").get_by_text(number).count() == 1

    def test_works_on_while_a_department_is_away_and_says_what_was_not_found(
        self, keyboard: Keyboard, city: City
    ):
        tell(city, "civil-affairs", "down")
        try:
            take_in(keyboard)
        finally:
            tell(city, "civil-affairs", "normal")
        page = keyboard.page
        assert "部门办理时再查" in page.locator("main").inner_text()
        assert page.locator(".side__note li").count() >= 1
        for mode in MODES:
            set_mode(Window(page), mode)
            assert Window(page).violations() == []
            assert Window(page).scrolls_sideways() == []


class TestTheKeys:
    def test_single_keys_are_off_when_switched_off_and_while_typing(self, keyboard: Keyboard):
        page = keyboard.page
        begin(keyboard)
        asked = page.locator(".ask input[name=question]").input_value()
        page.locator("[data-switch]").press("Enter")
        page.locator(".ask input:not([type=hidden])").first.focus()
        page.keyboard.press("1")
        assert page.locator(".ask input[name=question]").input_value() == asked
        assert page.locator(".ask input:checked").count() == 0
        page.locator("[data-switch]").press("Enter")
        page.locator(".ask input:not([type=hidden])").first.focus()
        page.keyboard.press("1")
        page.locator(f".ask input[name=question][value='{asked}']").wait_for(state="detached")

    def test_nothing_happens_while_a_word_is_composed(self, keyboard: Keyboard):
        page = keyboard.page
        page.locator("#id_name").focus()
        page.evaluate(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'F9', isComposing: true, bubbles: true}))"
        )
        assert page.locator(".alert").count() == 0
        page.keyboard.press("F9")
        page.locator(".alert").wait_for()

    def test_escape_leads_to_the_list_and_a_question_mark_to_the_keys(self, keyboard: Keyboard):
        page = keyboard.page
        begin(keyboard)
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.closest('[data-tabs]') !== null")
        page.keyboard.press("?")
        assert keyboard.where()["id"] == "keys"
