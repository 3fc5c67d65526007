"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, at

SUPERVISOR, CLERK = "秦守真", "林晓"

WALKS = [
    Walk(State("cockpit", at("/cockpit/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-systems", at("/cockpit/systems/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-system", at("/cockpit/systems/civil-affairs/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-dead-letters", at("/cockpit/dead-letters/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-no-right", at("/cockpit/")), account=CLERK, staff=True),
]
