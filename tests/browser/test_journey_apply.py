"""A visitor goes through the guide of both scenes, with and without JavaScript, in both languages, on a phone."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.city import City

MOST_QUESTIONS = 30
DONE = {"zh-hans": "问完了", "en": "No more questions"}


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
        page.locator(f".ask input[name=question][value={asked}]").wait_for(state="detached")
    raise AssertionError("the questions do not end")


@pytest.mark.parametrize("scene", ["birth", "disabled-services"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_visitor_answers_until_nothing_is_asked(chromium: Browser, city: City, scene, script, language):
    context = chromium.new_context(
        base_url=city.address, viewport={"width": 390, "height": 844}, java_script_enabled=script
    )
    context.add_cookies([{"name": "language", "value": language, "url": city.address}])
    page = context.new_page()
    page.goto(f"/matters/{scene}/")
    assert take_the_first_answers(page) >= 5
    assert DONE[language] in page.inner_text("#questions")
    before = page.inner_text(".facts")
    page.locator(".items input[type=checkbox]").last.uncheck()
    if script:
        page.wait_for_function("before => document.querySelector('.facts').innerText !== before", arg=before)
    else:
        page.click(".items__go")
    assert page.inner_text(".facts") != before
    page.reload()
    assert DONE[language] in page.inner_text("#questions")
    context.close()
