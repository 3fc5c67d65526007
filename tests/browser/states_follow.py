"""States of the pages after the receipt, for the gallery."""

import re
from collections.abc import Callable

from tests.browser.looks import NO_PAGE, State, Walk, Window, at


def wrong_number(window: Window) -> None:
    window.open("/progress")
    window.page.fill("#id_number", "20261126441900P0070000017")
    window.page.fill("#id_code", "1")
    window.page.locator("main form button[type=submit]").first.click()


def wrong_code(window: Window) -> None:
    window.open("/verify")
    window.page.fill("#id_code", "1")
    window.page.locator("main form button[type=submit]").first.click()


def first_application(window: Window) -> None:
    """The application that this person has had longest: the one of the invented city."""
    window.open("/applications/")
    window.page.locator("main a[href^='/applications/2']").last.click()
    window.page.wait_for_url("**/applications/2*/")


def below(name: str) -> Callable[[Window], None]:
    """Return a step to a page below the application that is open, and from one of them to the next."""

    def step(window: Window) -> None:
        address = re.search(r"/applications/\w+/", window.page.url)
        assert address, window.page.url
        window.open(f"{address[0]}{name}")
        assert name in window.page.url, window.page.url

    return step


WALKS = [
    Walk(
        State("follow-progress", at("/progress")),
        State("follow-progress-wrong-number", wrong_number, "progress"),
        State("follow-verify", at("/verify")),
        State("follow-verify-wrong-code", wrong_code, "verify"),
        State("follow-verify-unknown", at("/verify/unknown"), NO_PAGE),
        State("follow-problems", at("/problems/")),
        State("follow-problem-follow", at("/problems/follow")),
        State("follow-rate-wrong-token", at("/rate/unknown"), NO_PAGE),
        State("windows", at("/windows")),
        State("windows-of-a-town", at("/windows?town=441900004000")),
    ),
    Walk(
        State("follow-representative-claim", at("/representatives/claim")),
        State("follow-representative-organisation", at("/representatives/claim-organisation")),
        State("account-password", at("/account/password")),
        account="陈思敏",
    ),
    Walk(
        State("follow-settings", at("/settings")),
        State("follow-settings-messages", at("/settings/messages")),
        State("follow-problems-form", at("/problems/")),
        State("follow-representatives-none", at("/representatives")),
        State("follow-licences-none", at("/licences/")),
        State("follow-messages-none", at("/messages/")),
        account="陈思敏",
    ),
    Walk(
        State("follow-applications", at("/applications/")),
        State("follow-application-asked", first_application, "track"),
        State("follow-contact", below("contact"), "track-contact"),
        State("follow-delivery", below("delivery"), "track-delivery"),
        State("follow-withdraw", below("withdraw"), "track-withdraw"),
        State("follow-own-sent", below("sent"), "track-sent"),
        State("follow-who-looked", at("/who-looked")),
        State("follow-messages", at("/messages/")),
        account="黎国安",
    ),
    Walk(
        State("follow-application-ended", first_application, "track"),
        State("follow-own-results", below("results"), "results"),
        State("follow-licences", at("/licences/")),
        account="何冠霖",
    ),
]
