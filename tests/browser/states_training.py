"""Pages of the exam questions for the gallery."""

from tests.browser.looks import NO_PAGE, State, Walk, Window, at

TEAM, WRITER = "郑思源", "严松年"
ROOM = "/studio/training/"


def write(window: Window) -> None:
    """Write a question with a typed figure and one option; it is kept as a draft."""
    window.open(f"{ROOM}new")
    window.page.fill("#id_stem_zh", "出生登记 5 天办好吗？")
    window.page.fill("#id_option_1_zh", "{birth-registration.promised_days}")
    window.page.check("#id_option_1_right")
    window.page.select_option("#id_items", "birth-registration")
    window.page.locator("main form button[type=submit]").first.click()
    window.page.wait_for_url(f"**{ROOM}of/*/")


def send(window: Window) -> None:
    """Send it to review: it comes back with everything that is wrong."""
    window.page.locator("button[value=send]").click()
    window.page.wait_for_selector(".errors, .error-summary, [role=alert]")


def edit(window: Window) -> None:
    window.open(f"{window.page.url.rstrip('/')}/write")


def write_nothing(window: Window) -> None:
    window.open(f"{ROOM}new")
    window.page.locator("main form button[type=submit]").first.click()
    window.page.wait_for_selector(".field--wrong")


WALKS = [
    Walk(
        State("studio-training", at(ROOM)),
        State("studio-training-item", at(f"{ROOM}?item=food-permit")),
        State("studio-training-none", at(f"{ROOM}?state=review")),
        State("studio-training-question", at(f"{ROOM}of/hardship-allowance-papers/")),
        State("studio-training-unknown", at(f"{ROOM}of/nothing/"), NO_PAGE),
        account=TEAM,
        staff=True,
    ),
    Walk(
        State("studio-training-new", at(f"{ROOM}new")),
        State("studio-training-new-wrong", write_nothing, "studio-training-new"),
        State("studio-training-draft", write, "studio-training-question"),
        State("studio-training-flaws", send, "studio-training-question"),
        State("studio-training-write", edit, "studio-training-write"),
        account=WRITER,
        staff=True,
    ),
]
