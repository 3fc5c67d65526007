"""A citizen goes from the guide to the receipt of both scenes, with and without JavaScript, in both languages, on a phone."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.city import City

MOST_QUESTIONS = 30
DONE = {"zh-hans": "问完了", "en": "No more questions"}
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


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request) -> bool:
    return request.param


@pytest.fixture(params=["zh-hans", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def phone(chromium: Browser, city: City, script: bool, language: str):
    """A window of 390 px in this language, with or without JavaScript."""
    context = chromium.new_context(
        base_url=city.address, viewport={"width": 390, "height": 844}, java_script_enabled=script
    )
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "language", "value": language, "url": city.address}])
    yield context.new_page()
    context.close()


def take_the_first_answers(page: Page) -> int:
    """Answer every question with its first choice, or with 40; return how many were asked."""
    for count in range(MOST_QUESTIONS):
        open_ = page.locator(".ask input[name=question]")
        if not open_.count():
            return count
        asked = open_.input_value()
        choices = page.locator(".ask input[type=radio], .ask input[type=checkbox]")
        if choices.count():
            choices.first.check()
        else:
            page.fill(f"#id_q-{asked}", "40")
        page.click(".ask button[type=submit]")
        page.wait_for_load_state()
        expect(page.locator(f".ask input[name=question][value={asked}]")).to_have_count(0)
        page.locator("#questions").wait_for()
    raise AssertionError("the questions do not end")


def sign_in(page: Page, name: str) -> None:
    page.locator(".door", has_text=name).first.click()
    page.wait_for_load_state()


def type_everything(page: Page) -> None:
    """Fill every empty box, read what is said to be wrong, put it right once, and go on."""
    for _ in range(3):
        for box in page.locator(".todo select").all():
            if not box.input_value():
                box.select_option(index=1)
        for group in page.locator(".todo fieldset").all():
            if not group.locator("input:checked").count():
                group.locator("input").first.check()
        for box in page.locator(".todo input[id^=f-]").all():
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


def photograph_everything(page: Page) -> None:
    content = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(content, "JPEG")
    for _ in range(40):
        waiting = page.locator("li:has(.tag--due) form.send")
        if not waiting.count():
            return
        before = waiting.count()
        waiting.first.locator("input[type=file]").set_input_files(
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}
        )
        waiting.first.locator("button[type=submit]").click()
        page.wait_for_load_state()
        assert page.locator("li:has(.tag--due) form.send").count() == before - 1
    raise AssertionError("the materials do not end")


class TestVisitor:
    @pytest.mark.parametrize("scene", ["birth", "disabled-services"])
    def test_answers_until_nothing_is_asked(self, phone: Page, script: bool, language: str, scene: str):
        phone.goto(f"/matters/{scene}/")
        assert take_the_first_answers(phone) >= 5
        assert DONE[language] in phone.inner_text("#questions")
        before = phone.inner_text(".facts")
        phone.locator(".items input[type=checkbox]").last.uncheck()
        if script:
            phone.wait_for_function(
                "before => document.querySelector('.facts').innerText !== before", arg=before
            )
        else:
            phone.click(".items__go")
        assert phone.inner_text(".facts") != before
        phone.reload()
        assert DONE[language] in phone.inner_text("#questions")


class TestCitizen:
    @pytest.mark.parametrize(("scene", "name"), [("disabled-services", "欧阳若曦"), ("birth", "陈思敏")])
    def test_reaches_the_receipt(self, phone: Page, script: bool, scene: str, name: str):
        phone.goto(f"/matters/{scene}/")
        take_the_first_answers(phone)
        phone.click(".bar__go")
        sign_in(phone, name)
        assert phone.url.endswith(f"/matters/{scene}/begin"), phone.url
        phone.click("main form[data-once] button[type=submit]")
        phone.check("input[name=which][value=all]")
        phone.click("form.consent button[type=submit]")
        phone.wait_for_load_state()
        type_everything(phone)
        photograph_everything(phone)
        phone.click("main form.form__go button[type=submit]")
        phone.wait_for_load_state()
        assert "/delivery" in phone.url, phone.url
        phone.check("input[name=way][value=electronic]")
        phone.click("main form button[type=submit]")
        phone.check("#id_confirm")
        phone.click("main form[data-once] button[type=submit]")
        phone.wait_for_load_state()
        assert "/receipts/" in phone.url, phone.inner_text("main")[:400]
        assert phone.locator(".receipt__no").inner_text()
        assert phone.locator(".receipt__qr").get_attribute("src").endswith("/code.svg")
        phone.click("a[href^='/applications/']")
        assert phone.locator("h1").count() == 1
