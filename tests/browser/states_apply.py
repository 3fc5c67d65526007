"""States of the pages up to the receipt, for the gallery."""

from tests.browser.looks import State, Window, at


def answered(window: Window) -> None:
    """Two questions answered, the third open."""
    window.open("/matters/disabled-services/")
    for value in ("none", "dongguan"):
        window.page.check(f"input[value={value}]")
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


STATES = [
    State("portal-home", at("/")),
    State("portal-home-signed-in", at("/", account="陈思敏")),
    State("portal-find-none", at("/find?q=登月")),
    State("portal-find", at("/find?q=给孩子上户口")),
    State("portal-guide", at("/matters/birth/")),
    State("portal-guide-answered", answered),
    State("portal-guide-unfolded", unfolded),
    State("portal-guide-no-answer", no_answer),
]
