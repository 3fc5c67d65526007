"""States of the reviewer's room in the demo city, for the gallery; `test_review_states` has every state of a case."""

from tests.browser.looks import NO_PAGE, State, Walk, Window, at

OFFICER, MANAGER, CLERK, OTHER = "许知行", "黎国栋", "林晓", "谭雨桐"


def first_case(window: Window) -> None:
    """The case that is due first, as the next key opens it."""
    window.open("/review/next")
    window.page.wait_for_selector("#cmp")


def made_calendar(window: Window) -> None:
    """An address for a calendar, shown once."""
    window.open("/review/calendar")
    window.page.click("button[value=make]")
    window.page.wait_for_selector("#address")


def act(name: str):
    """Return a `prepare` that opens the page of an act on the first case."""

    def prepare(window: Window) -> None:
        first_case(window)
        window.open(f"{window.page.url.partition('?')[0].rstrip('/')}/{name}")

    return prepare


def wrong(name: str):
    """Return a `prepare` that sends the page of an act empty."""

    def prepare(window: Window) -> None:
        act(name)(window)
        window.page.click("[data-main]")
        window.page.wait_for_selector(".field--wrong")

    return prepare


WALKS = [
    Walk(
        State("review-inbox", at("/review/")),
        State("review-inbox-late", at("/review/?late=1")),
        State("review-inbox-ended", at("/review/?state=ended")),
        State("review-inbox-none-found", at("/review/?q=没有这人")),
        State("review-calendar", at("/review/calendar")),
        State("review-calendar-made", made_calendar),
        State("review-case", first_case, "review-case"),
        State("review-hand-over", at("/review/hand-over")),
        State("review-transfer-wrong", wrong("transfer"), "review-transfer"),
        State("review-terminate", act("terminate"), "review-terminate"),
        State("review-use-licence", act("use-licence"), "review-use-licence"),
        State("review-use-licence-wrong", wrong("use-licence"), "review-use-licence"),
        State("review-no-case", at("/review/20260305441900P003000001G-1/"), NO_PAGE),
        account=OFFICER,
        staff=True,
    ),
    Walk(State("review-inbox-empty", at("/review/")), account=OTHER, staff=True),
    Walk(
        State("review-assign", act("assign"), "review-assign"),
        State("review-asked-none", at("/review/asked")),
        account=MANAGER,
        staff=True,
    ),
    Walk(State("review-no-right", at("/review/"), NO_PAGE), account=CLERK, staff=True),
]
