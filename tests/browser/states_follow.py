"""States of the pages after the receipt, for the gallery."""

from tests.browser.looks import State, Walk, Window, at


def wrong_number(window: Window) -> None:
    window.open("/progress")
    window.page.fill("#id_number", "20261126441900P0070000017")
    window.page.fill("#id_code", "1")
    window.page.locator("main form button[type=submit]").first.click()


def wrong_code(window: Window) -> None:
    window.open("/verify")
    window.page.fill("#id_code", "1")
    window.page.locator("main form button[type=submit]").first.click()


WALKS = [
    Walk(
        State("follow-progress", at("/progress")),
        State("follow-progress-wrong-number", wrong_number),
        State("follow-verify", at("/verify")),
        State("follow-verify-wrong-code", wrong_code),
        State("follow-verify-unknown", at("/verify/unknown")),
        State("follow-rate-wrong-token", at("/rate/unknown")),
    ),
    Walk(
        State("follow-settings", at("/settings")),
        State("follow-representatives-none", at("/representatives")),
        State("follow-licences-none", at("/licences/")),
        State("follow-messages-none", at("/messages/")),
        account="陈思敏",
    ),
]
