"""A change on guide and form: hidden and shown at once, also before the server answers; then the server's figures."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looks import Window
from tests.browser.states_apply import APPLICANT, agree, begin
from tests.browser.walking import choose, type_everything

SCENE = "/matters/disabled-services/"
CARE = "li[data-item=care-allowance]"


def answer(page: Page, question: str, *values: str) -> None:
    expect(page.locator(f".ask input[name=question][value={question}]")).to_have_count(1)
    for value in values:
        choose(page.locator(f".ask input[value={value}]"))
    page.click(".ask button[type=submit]")
    expect(page.locator(f".ask input[name=question][value={question}]")).to_have_count(0)


def hold(page: Page) -> list[Route]:
    """Keep every request of the script waiting; `continue_` lets it go."""
    held: list[Route] = []
    page.route(
        "**/*",
        lambda route: held.append(route) if "x-fragment" in route.request.headers else route.continue_(),
    )
    return held


class TestTheGuide:
    def test_hides_and_shows_items_before_the_server_answers(self, page: Page):
        page.goto(SCENE)
        answer(page, "certified", "none")
        answer(page, "household", "dongguan")
        held = hold(page)
        page.check(".ask input[value=pension]")
        expect(page.locator(CARE)).to_be_hidden()
        page.check(".ask input[value=care]")
        expect(page.locator(CARE)).to_be_visible()
        assert len(held) == 2

    def test_brings_the_figures_of_an_answer_that_is_not_kept_yet(self, page: Page):
        page.goto(SCENE)
        answer(page, "certified", "none")
        answer(page, "household", "dongguan")
        before = page.inner_text("[data-figures]")
        page.check(".ask input[value=pension]")
        page.wait_for_function(
            "before => document.querySelector('[data-figures]').innerText !== before", arg=before
        )
        page.reload()
        assert page.inner_text("[data-figures]") == before
        expect(page.locator(".ask input[name=question][value=wants]")).to_have_count(1)


@pytest.fixture
def form(window: Window) -> Page:
    window.sign_in(APPLICANT)
    begin(window)
    agree(window)
    window.page.click("summary:has(#answers)")
    return window.page


class TestATouch:
    def test_answers_a_question_of_one_choice(self, page: Page):
        page.goto(SCENE)
        page.click(".ask .opt:has(input[value=none])")
        expect(page.locator(".ask input[name=question]")).to_have_value("household")
        expect(page.locator("#ask")).to_be_focused()

    def test_the_keyboard_goes_on_by_the_button_only(self, page: Page):
        page.goto(SCENE)
        page.focus(".ask input[value=none]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".ask input[name=question]")).to_have_value("certified")
        page.keyboard.press("Enter")
        expect(page.locator(".ask input[name=question]")).to_have_value("household")


class TestTheForm:
    def test_hides_fields_at_once_and_then_has_the_servers_figures(self, form: Page):
        held = hold(form)
        form.check("input[name=q-by][value=agent]")
        expect(form.locator("[data-field='representative/person.name']").first).to_be_visible()
        form.check("input[name=q-by][value=self]")
        expect(form.locator("[data-field='representative/person.name']").first).to_be_hidden()
        assert held

    def test_keeps_what_was_typed_and_the_new_answer(self, form: Page):
        address = form.locator("[id='f-applicant-person-residence-address']")
        if address.count():
            address.fill("东城街道 1 号")
        before = form.locator("input[name=version]").input_value()
        form.check("input[name=q-by][value=agent]")
        form.wait_for_function(
            "before => document.querySelector('input[name=version]').value !== before", arg=before
        )
        expect(form.locator("input[name='f:representative/person.name']")).to_be_enabled()
        expect(form.locator("input[name=q-by][value=agent]")).to_be_focused()
        if address.count():
            assert address.input_value() == "东城街道 1 号"
        form.reload()
        expect(form.locator("input[name=q-by][value=agent]")).to_be_checked()

    def test_without_a_change_goes_on_as_ever(self, form: Page):
        type_everything(form)
        assert "/papers" in form.url

    def test_weighs_little(self, page: Page, window: Window):
        sizes: dict[str, int] = {}
        page.on(
            "response",
            lambda one: (
                sizes.update({one.url.partition("?")[0]: len(one.body())}) if ".js" in one.url else None
            ),
        )
        window.sign_in(APPLICANT)
        begin(window)
        page.goto(page.url.replace("/consent", "/form"))
        page.wait_for_load_state("networkidle")
        assert any(url.endswith("/rules.js") for url in sizes)
        assert sum(sizes.values()) <= 30_000
