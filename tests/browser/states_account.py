"""States of the account channel and of the error pages, for the gallery."""

from tests.browser.looks import NO_PAGE, State, Walk, Window, at


def failed_sign_in(window: Window) -> None:
    window.open("/sign-in")
    window.page.fill("#id_login", "9999")
    window.page.fill("#id_password", "not the password")
    window.page.locator("main form button[type=submit]").first.click()


def wrong_contact(window: Window) -> None:
    window.open("/account")
    window.page.fill("#id_phone", "12")
    window.page.locator("main form button[type=submit]").first.click()


def offline(window: Window) -> None:
    window.open("/sign-in")
    window.page.evaluate("document.querySelector('[data-offline]').hidden = false")


WALKS = [
    Walk(
        State("account-sign-in", at("/sign-in")),
        State("account-sign-in-failed", failed_sign_in, "sign-in"),
        State("problem-no-page", at("/no-such-page"), NO_PAGE),
        State("problem-offline", offline),
    ),
    Walk(
        State("account-own", at("/account")),
        State("account-own-wrong", wrong_contact, "account"),
        account="陈思敏",
    ),
    Walk(State("account-staff", at("/account")), account="林晓"),
]
