"""Pages of the cockpit for the gallery."""

from tests.browser.looks import State, Walk, Window, at

SUPERVISOR, MANAGER, CLERK = "秦守真", "黎国栋", "林晓"


def first_order(window: Window) -> None:
    window.open("/cockpit/bad-ratings/")
    window.page.locator("main table a").first.click()
    window.page.wait_for_url("**/bad-ratings/*/")


WALKS = [
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
