"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, at

SUPERVISOR, CLERK = "秦守真", "林晓"

WALKS = [
    Walk(
        State("cockpit", at("/cockpit/")),
        State("cockpit-automatic", at("/cockpit/automatic/")),
        State("cockpit-automatic-set", at("/cockpit/automatic/medical-aid/set")),
        State("cockpit-rightings", at("/cockpit/rightings/")),
        State("cockpit-relying", at("/cockpit/relying/")),
        State("cockpit-automatic-list", at("/cockpit/automatic/medical-aid/granted")),
        account=SUPERVISOR,
        staff=True,
    ),
    Walk(State("cockpit-no-right", at("/cockpit/")), account=CLERK, staff=True),
]
