"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, Window, at

SUPERVISOR, MANAGER, CLERK = "秦守真", "黎国栋", "林晓"


def first_order(window: Window) -> None:
    window.open("/cockpit/bad-ratings/")
    window.page.locator("main table a").first.click()
    window.page.wait_for_url("**/bad-ratings/*/")


def first_light(window: Window) -> None:
    """The newest light of all, which the worker of the demo city raised."""
    window.open("/cockpit/lights?shown=all&period=quarter")
    window.page.click(".lights tbody th a")
    window.page.wait_for_selector("#said")


def cancel_without_reason(window: Window) -> None:
    window.open(f"{window.page.url}/cancel")
    window.page.click("form.act button[type=submit]")
    window.page.wait_for_selector(".field--wrong")


WALKS = [
    Walk(
        State("cockpit-lights", at("/cockpit/lights?shown=all&period=quarter")),
        State("cockpit-lights-due", at("/cockpit/lights/due?period=quarter")),
        State("cockpit-light", first_light),
        State("cockpit-light-cancel-wrong", cancel_without_reason),
        account=SUPERVISOR,
        staff=True,
    ),
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
    Walk(
        State("cockpit", at("/cockpit/")),
        State("cockpit-apart", at("/cockpit/apart/")),
        State("cockpit-apart-list", at("/cockpit/apart/list?what=first")),
        account=SUPERVISOR,
        staff=True,
    ),
    Walk(
        State("cockpit-officers", at("/cockpit/officers/")),
        State("cockpit-skill-add", at("/cockpit/officers/skills/add")),
        State("cockpit-leave-add", at("/cockpit/officers/leaves/add")),
        account=MANAGER,
        staff=True,
    ),
    Walk(State("cockpit-no-right", at("/cockpit/")), account=CLERK, staff=True),
]
