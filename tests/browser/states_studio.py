"""Pages of the studio for the gallery."""

from tests.browser.looks import State, Walk, Window, at

ITEM_MANAGER = "顾明远"


def tried(window: Window) -> None:
    """Shorten a promise and take a share away in one file, and see what that would do."""
    window.open("/studio/impact/?path=items/hardship-allowance.yaml")
    box = window.page.locator("textarea[name=text]")
    said = box.input_value()
    shorter = said.replace("promised_days: 15", "promised_days: 10")
    box.fill(shorter.replace("accepts: [share, upload, paper]", "accepts: [upload, paper]"))
    window.page.locator("[data-main]").click()
    window.page.wait_for_selector(".told-lines")


WALKS = [
    Walk(
        State("studio", at("/studio/")),
        State("studio-register", at("/studio/register/")),
        State("studio-register-none", at("/studio/register/?words=没有这样的事项"), "studio-register"),
        State("studio-impact", at("/studio/impact/")),
        State("studio-impact-file", at("/studio/impact/?path=items/hardship-allowance.yaml")),
        State("studio-impact-tried", tried, "studio-impact"),
        State("studio-register-item", at("/studio/register/definitions/care-allowance")),
        account=ITEM_MANAGER,
        staff=True,
    ),
]
