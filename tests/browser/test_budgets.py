"""How much a journey may ask of a person: screens, taps, typed characters, uploads; above the budget the build fails.

The goal of a birth is 25 taps; it takes 30, of which 17 answer questions, six of them known to registers.
"""

import io
import re
from dataclasses import dataclass, field

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import Window
from tests.browser.walking import fitting


@dataclass(frozen=True)
class Budget:
    screens: int
    taps: int
    characters: int
    uploads: int
    prefilled: float  # share of the fields of the form that nobody types


@dataclass
class Counter:
    """A person at a phone who counts."""

    page: Page
    screens: list[str] = field(default_factory=list)
    taps: int = 0
    characters: int = 0
    uploads: int = 0

    def look(self) -> None:
        """Note the screen that is shown now, once."""
        self.page.wait_for_load_state()
        path = re.sub(r"[0-9a-f-]{36}|\d{8,}[^/]*", "…", self.page.url.partition("?")[0].partition("#")[0])
        if not self.screens or self.screens[-1] != path:
            self.screens.append(path)

    def tap(self, target: Locator) -> None:
        target.click()
        self.taps += 1

    def type(self, box: Locator, text: str) -> None:
        box.fill(text)
        self.taps += 1
        self.characters += len(text)

    def upload(self, place: Locator) -> None:
        content = io.BytesIO()
        Image.new("RGB", (300, 200), "white").save(content, "JPEG")
        place.set_input_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()})
        self.taps += 1
        self.uploads += 1

    def answer(self, answers: dict[str, list[str]]) -> None:
        """Answer what is asked; a question that the journey does not name takes its first choice."""
        while (asked := self.page.locator(".ask input[name=question]")).count():
            question = asked.input_value()
            ask = self.page.locator(f".ask:has(input[name=question][value={question}])")
            goes_on_by_itself = ask.locator("input[type=radio]").count() > 0
            if ask.locator(".opt").count():
                for value in answers.get(question, [""]):
                    self.tap(ask.locator(f".opt:has(input[value='{value}'])" if value else ".opt >> nth=0"))
            else:
                self.type(ask.locator(f"#id_q-{question}"), answers[question][0])
            if not goes_on_by_itself:
                self.tap(ask.locator("button[type=submit]"))
            expect(ask).to_have_count(0)

    def fill(self) -> float:
        """Type what the form asks; return the share of its fields that were filled already."""
        typed = 0
        for box in self.page.locator(".todo select:visible").all():
            box.select_option(index=1)
            self.taps += 2
            typed += 1
        for group in self.page.locator(".todo fieldset:visible").all():
            self.tap(group.locator(".opt").first)
            typed += 1
        for box in self.page.locator(".todo input[id^=f-]:visible").all():
            name = box.get_attribute("id") or ""
            hint = self.page.locator(f"#{name}-h").inner_text()
            self.type(box, fitting(name, hint, box.get_attribute("inputmode") or ""))
            typed += 1
        filled = self.page.locator(".pre > div").count() + self.page.locator(".sheet .come li").count()
        self.tap(self.page.locator("button[name=next]"))
        return filled / (filled + typed)

    def to_the_receipt(self, scene: str, answers: dict[str, list[str]]) -> float:
        """Go from the guide to the receipt, signed in; return the share of fields that were filled already."""
        self.page.goto(f"/matters/{scene}/")
        self.look()
        self.answer(answers)
        self.tap(self.page.locator(".bar__go"))
        self.look()
        if "/begin" in self.page.url:
            self.tap(self.page.locator("main form[data-once] button[type=submit]"))
            self.look()
        self.tap(self.page.locator(".opt:has(input[value=all])"))
        self.tap(self.page.locator("form.consent button[type=submit]"))
        self.look()
        prefilled = self.fill()
        self.look()
        while (waiting := self.page.locator("li:has(.tag--due) form.send")).count():
            self.upload(waiting.first.locator("input[type=file]"))
            self.tap(waiting.first.locator("button[type=submit]"))
            self.page.wait_for_load_state()
        if "/papers" in self.page.url:
            self.tap(self.page.locator("main form.form__go button[type=submit]"))
            self.look()
        self.tap(self.page.locator("main form button[type=submit]"))
        self.look()
        self.tap(self.page.locator(".opt:has(#id_confirm)"))
        self.tap(self.page.locator("main form[data-once] button[type=submit]:not(.btn--quiet)"))
        self.look()
        assert "/receipts/" in self.page.url, self.page.inner_text("main")[:500]
        return prefilled


@pytest.mark.parametrize(
    ("scene", "who", "answers", "budget"),
    [
        pytest.param("birth", "陈思敏", {"you": ["mother"]}, Budget(7, 30, 20, 1, 0.85), id="J2-birth"),
        pytest.param(
            "disabled-services",
            "梁志恒",
            {"wants": ["pension", "hardship", "care"], "kind": ["limb"], "age": ["40"], "income": ["dibao"]},
            Budget(7, 40, 20, 4, 0.75),
            id="J3-disability",
        ),
    ],
)
def test_a_journey_stays_within_its_budget(window: Window, scene: str, who: str, answers, budget: Budget):
    window.sign_in(who)
    person = Counter(window.page)
    prefilled = person.to_the_receipt(scene, answers)
    spent = {
        "screens": len(person.screens),
        "taps": person.taps,
        "characters": person.characters,
        "uploads": person.uploads,
    }
    above = {name: number for name, number in spent.items() if number > getattr(budget, name)}
    assert above == {}, (spent, prefilled, person.screens)
    assert prefilled >= budget.prefilled, prefilled
