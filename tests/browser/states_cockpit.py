"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, at

SUPERVISOR, CLERK = "秦守真", "林晓"

WALKS = [
    Walk(State("cockpit", at("/cockpit/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-undelivered-none", at("/cockpit/undelivered/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-no-right", at("/cockpit/")), account=CLERK, staff=True),
]
