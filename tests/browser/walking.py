"""How a person walks through the pages before the receipt, whatever they ask."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from onething.core.codes import make_citizen_number

MOST_QUESTIONS = 30
#: Of the girl whom the maternity hospital has in its register (simulators/people.yaml).
GIRL = make_citizen_number(date(2026, 2, 19), 30)
#: what a person types, by the word in the identity of the field; everything else is a short text
TYPED = (
    ("date", "2026-01-05"),
    ("month", "2026-01"),
    ("moment", "2026-01-05 08:30"),
    ("born_at", "2026-01-05 08:30"),
    ("id-number", "990000199203150026"),
    ("phone", "13800001357"),
    ("account", "6217000000000000000"),
    ("amount", "12.50"),
    ("week", "39"),
)


def choose(choice: Locator) -> None:
    """Choose by the keyboard: a touch would go on to the next question by itself."""
    choice.focus()
    if not choice.is_checked():
        choice.press("Space")


def take_the_first_answers(page: Page, answers: Mapping[str, Sequence[str]] = MappingProxyType({})) -> int:
    """Answer every question as told, else with its first choice or with 40; return how many were asked.

    answers: the choices of a question, by their ids.
    """
    for count in range(MOST_QUESTIONS):
        open_ = page.locator(".ask input[name=question]")
        if not open_.count():
            return count
        asked = open_.input_value()
        choices = page.locator(".ask input[type=radio], .ask input[type=checkbox]")
        if asked in answers:
            for choice in answers[asked]:
                choose(page.locator(f".ask input[value='{choice}']"))
        elif choices.count():
            choose(choices.first)
        else:
            page.fill(f"#id_q-{asked}", "40")
        page.click(".ask button[type=submit]")
        page.wait_for_load_state()
        expect(page.locator(f".ask input[name=question][value={asked}]")).to_have_count(0, timeout=15_000)
        page.locator("#questions").wait_for()
    raise AssertionError("the questions do not end")


def each_shown(page: Page, selector: str) -> Iterator[Locator]:
    """Give what can be seen at its turn: a choice before it may have shown or hidden it."""
    return (one for one in page.locator(selector).all() if one.is_visible())


def type_everything(page: Page) -> None:
    """Fill every empty box, read what is said to be wrong, put it right once, and go on."""
    for _ in range(3):
        for box in each_shown(page, ".todo select:visible"):
            if not box.input_value():
                box.select_option(index=1)
        for group in each_shown(page, ".todo fieldset:visible"):
            if not group.locator("input:checked").count():
                group.locator("input").first.check()
        for box in each_shown(page, ".todo input[id^=f-]:visible"):
            name = box.get_attribute("id") or ""
            if not box.input_value() or box.get_attribute("aria-invalid"):
                hint = (
                    page.locator(f"#{name}-h").inner_text()
                    + " "
                    + (page.locator(f"#{name}-e").inner_text() if page.locator(f"#{name}-e").count() else "")
                )
                box.fill(fitting(name, hint, box.get_attribute("inputmode") or ""))
        page.click("button[name=next]")
        page.wait_for_load_state()
        if "/form" not in page.url:
            return
    raise AssertionError(page.locator(".alert").inner_text())


def fitting(name: str, hint: str, mode: str) -> str:
    if example := re.search(r"(?:such as|比如|write it as|请写成) ([0-9: -]+\d)", hint):
        return example[1].strip()
    for word, value in TYPED:
        if word in name:
            return value
    return {
        "numeric": "6217000000000000000" if "account" in name else "1",
        "decimal": "3.2",
        "tel": "13800001357",
    }.get(mode, "示例")


def photograph() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(content, "JPEG")
    return content.getvalue()


def photograph_everything(page: Page) -> None:
    for _ in range(40):
        waiting = page.locator("li:has(.tag--due) form.send")
        if not waiting.count():
            return
        before = waiting.count()
        waiting.first.locator("input[type=file]").set_input_files(
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
        )
        waiting.first.locator("button[type=submit]").click()
        page.wait_for_load_state()
        assert page.locator("li:has(.tag--due) form.send").count() == before - 1
    raise AssertionError("the materials do not end")


def fill_what_the_result_hands_on(page: Page) -> None:
    for box in page.locator("#decision [name^=give_]").all():
        asked = box.evaluate("box => box.labels[0].textContent")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(index=1)
        elif "身份" in asked:
            box.fill(GIRL)
        elif "号" in asked:
            box.fill("U990000001")
        else:
            box.fill("286" if "金额" in asked else "2026-12")
