"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, Window, at

SUPERVISOR, CLERK = "秦守真", "林晓"


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
        State("cockpit", at("/cockpit/")),
        State("cockpit-lights", at("/cockpit/lights?shown=all&period=quarter")),
        State("cockpit-lights-due", at("/cockpit/lights/due?period=quarter")),
        State("cockpit-light", first_light),
        State("cockpit-light-cancel-wrong", cancel_without_reason),
        account=SUPERVISOR,
        staff=True,
    ),
    Walk(State("cockpit-no-right", at("/cockpit/")), account=CLERK, staff=True),
]
