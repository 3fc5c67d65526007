"""Pages of the studio for the gallery."""

from tests.browser.looks import State, Walk, at

ITEM_MANAGER = "顾明远"

WALKS = [
    Walk(
        State("studio", at("/studio/")),
        State("studio-register", at("/studio/register/")),
        State("studio-register-none", at("/studio/register/?words=没有这样的事项"), "studio-register"),
        State("studio-register-item", at("/studio/register/definitions/care-allowance")),
        account=ITEM_MANAGER,
        staff=True,
    ),
]
