"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, Window, at

SUPERVISOR, CLERK = "秦守真", "林晓"


def first_order(window: Window) -> None:
    window.open("/cockpit/bad-ratings/")
    window.page.locator("main table a").first.click()
    window.page.wait_for_url("**/bad-ratings/*/")


WALKS = [
    Walk(State("cockpit", at("/cockpit/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-undelivered-none", at("/cockpit/undelivered/")), account=SUPERVISOR, staff=True),
    Walk(
        State("cockpit-bad-ratings", at("/cockpit/bad-ratings/")),
        State("cockpit-bad-rating", first_order),
        State("cockpit-ratings", at("/cockpit/ratings/")),
        State("cockpit-rated", at("/cockpit/ratings/list")),
        State("cockpit-held-none", at("/cockpit/ratings/held/")),
        account=SUPERVISOR,
        staff=True,
    ),
    Walk(State("cockpit-problems-none", at("/cockpit/problems/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-no-right", at("/cockpit/")), account=CLERK, staff=True),
]
