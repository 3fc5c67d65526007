"""A citizen goes from the guide to the receipt of both scenes, with and without JavaScript, in both languages, on a phone."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.city import City
from tests.browser.walking import photograph_everything, take_the_first_answers, type_everything

DONE = {"zh-hans": "问完了", "en": "No more questions"}


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


def sign_in(page: Page, name: str) -> None:
    page.locator(".door", has_text=name).first.click()
    page.wait_for_load_state()


class TestVisitor:
    @pytest.mark.parametrize("scene", ["birth", "disabled-services"])
    def test_answers_until_nothing_is_asked(self, phone: Page, script: bool, language: str, scene: str):
        phone.goto(f"/matters/{scene}/")
        assert take_the_first_answers(phone) >= 5
        assert DONE[language] in phone.inner_text("#questions")
        before = phone.inner_text(".facts")
        phone.locator(".items input[name=item]").last.uncheck()
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
        phone.wait_for_selector("h1")
        assert phone.locator("h1").count() == 1
