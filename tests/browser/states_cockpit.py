"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, at

SUPERVISOR, MANAGER, CLERK = "秦守真", "黎国栋", "林晓"

WALKS = [
    Walk(
        State("cockpit", at("/cockpit/")),
        State("cockpit-apart", at("/cockpit/apart/")),
        State("cockpit-inquiries", at("/cockpit/inquiries/")),
        State("cockpit-inquiries-list", at("/cockpit/inquiries/list")),
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
