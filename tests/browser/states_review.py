"""States of the reviewer's room in the demo city, for the gallery; `test_review_states` has every state of a case."""

from tests.browser.looks import State, Window, at

OFFICER, MANAGER, CLERK, OTHER = "许知行", "黎国栋", "林晓", "谭雨桐"


def first_case(window: Window) -> None:
    """The case that is due first, as the next key opens it."""
    window.sign_in(OFFICER)
    window.open("/review/next")
    window.page.wait_for_selector("#cmp")


def act(name: str, *, account: str = OFFICER):
    """Return a `prepare` that opens the page of an act on the first case."""

    def prepare(window: Window) -> None:
        window.sign_in(account)
        window.open("/review/next")
        window.page.wait_for_selector("#cmp")
        window.open(f"{window.page.url.partition('?')[0].rstrip('/')}/{name}")

    return prepare


def wrong_transfer(window: Window) -> None:
    act("transfer")(window)
    window.page.click("[data-main]")
    window.page.wait_for_selector(".field--wrong")


STATES = [
    State("review-inbox", at("/review/", account=OFFICER), staff=True),
    State("review-inbox-late", at("/review/?late=1", account=OFFICER), staff=True),
    State("review-inbox-ended", at("/review/?state=ended", account=OFFICER), staff=True),
    State("review-inbox-none-found", at("/review/?q=没有这人", account=OFFICER), staff=True),
    State("review-inbox-empty", at("/review/", account=OTHER), staff=True),
    State("review-case", first_case, staff=True),
    State("review-transfer-wrong", wrong_transfer, staff=True),
    State("review-terminate", act("terminate"), staff=True),
    State("review-assign", act("assign", account=MANAGER), staff=True),
    State("review-asked-none", at("/review/asked", account=MANAGER), staff=True),
    State("review-no-right", at("/review/", account=CLERK), staff=True),
    State("review-no-case", at("/review/20260305441900P003000001G-1/", account=OFFICER), staff=True),
]
