"""States of the pages up to the receipt, for the gallery."""

from tests.browser.looks import State, Window, at
from tests.browser.walking import choose, photograph_everything, take_the_first_answers, type_everything


def answered(window: Window) -> None:
    """Two questions answered, the third open."""
    window.open("/matters/disabled-services/")
    for value in ("none", "dongguan"):
        choose(window.page.locator(f".ask input[value={value}]"))
        window.page.click(".ask button[type=submit]")
        window.page.wait_for_selector(f"input[value={value}]", state="detached")


def no_answer(window: Window) -> None:
    window.open("/matters/birth/")
    window.page.click(".ask button[type=submit]")
    window.page.wait_for_selector(".alert")


def unfolded(window: Window) -> None:
    answered(window)
    for fold in window.page.locator("details > summary").all():
        fold.click()


def begun(window: Window) -> None:
    """Signed in, every question answered, a draft begun: its consents are asked."""
    window.sign_in("欧阳若曦")
    window.open("/matters/disabled-services/")
    take_the_first_answers(window.page)
    window.page.click(".bar__go")
    window.page.click("main form[data-once] button[type=submit]")
    window.page.wait_for_selector(".consent, .sheet")
    if "/consent" not in window.page.url:
        window.open(window.page.url.replace("/form", "/consent"))


def agreed(window: Window) -> None:
    begun(window)
    window.page.check("input[name=which][value=all]")
    window.page.click("form.consent button[type=submit]")
    window.page.wait_for_selector(".sheet")


def form_wrong(window: Window) -> None:
    agreed(window)
    window.page.click("button[name=next]")
    window.page.wait_for_load_state()
    for fold in window.page.locator("details > summary").all():
        fold.click()


def at_papers(window: Window) -> None:
    agreed(window)
    type_everything(window.page)


def papers_wrong(window: Window) -> None:
    at_papers(window)
    window.page.click("main form.form__go button[type=submit]")
    window.page.wait_for_selector(".alert")
    for fold in window.page.locator("details > summary").all():
        fold.click()


def at_delivery(window: Window) -> None:
    at_papers(window)
    photograph_everything(window.page)
    window.page.click("main form.form__go button[type=submit]")
    window.page.wait_for_selector("input[name=way][value=electronic]")


def at_check(window: Window) -> None:
    at_delivery(window)
    window.page.check("input[name=way][value=electronic]")
    window.page.click("main form button[type=submit]")
    window.page.wait_for_selector("#id_confirm")


def unsigned(window: Window) -> None:
    at_check(window)
    window.page.click("main form[data-once] button[type=submit]")
    window.page.wait_for_selector(".alert")


def received(window: Window) -> None:
    at_check(window)
    window.page.check("#id_confirm")
    window.page.click("main form[data-once] button[type=submit]")
    window.page.wait_for_selector(".receipt")


def begin_again(window: Window) -> None:
    begun(window)
    window.open("/matters/disabled-services/begin")


def delete_draft(window: Window) -> None:
    begun(window)
    window.page.locator("a[href$='/delete']").click()


def drafts(window: Window) -> None:
    begun(window)
    window.open("/drafts/")


STATES = [
    State("portal-home", at("/")),
    State("portal-home-signed-in", at("/", account="陈思敏")),
    State("portal-find-none", at("/find?q=登月")),
    State("portal-find", at("/find?q=给孩子上户口")),
    State("portal-guide", at("/matters/birth/")),
    State("portal-guide-answered", answered),
    State("portal-guide-unfolded", unfolded),
    State("portal-guide-no-answer", no_answer),
    State("portal-begin-again", begin_again),
    State("portal-drafts-none", at("/drafts/", account="谭晓彤")),
    State("portal-drafts", drafts),
    State("portal-draft-delete", delete_draft),
    State("portal-consent", begun),
    State("portal-form", agreed),
    State("portal-form-wrong", form_wrong),
    State("portal-papers", at_papers),
    State("portal-papers-wrong", papers_wrong),
    State("portal-delivery", at_delivery),
    State("portal-check", at_check),
    State("portal-check-unsigned", unsigned),
    State("portal-receipt", received),
    State("portal-draft-not-mine", at("/drafts/00000000-0000-7000-8000-000000000000/form", account="谭晓彤")),
]
