"""Pages of the cockpit for the gallery."""

import re
from collections.abc import Callable

from tests.browser.looks import NO_PAGE, State, Walk, Window, at

SUPERVISOR, MANAGER, CLERK, HOTLINE = "秦守真", "黎国栋", "林晓", "叶知秋"


def first_order(window: Window) -> None:
    window.open("/cockpit/bad-ratings/")
    window.page.locator("main table a").first.click()
    window.page.wait_for_url("**/bad-ratings/*/")


def send_nothing(window: Window) -> None:
    window.page.locator("main form button[type=submit]").first.click()
    window.page.wait_for_selector(".field__error")


def register(window: Window) -> None:
    """Somebody on the telephone tells what could not be got done."""
    window.open("/desk/problems/")
    for name, words in (
        ("name", "黎女士"),
        ("phone", "13800001357"),
        ("what", "两个部门都要对方先出证明"),
        ("tried", "3 月 3 日在南城窗口"),
    ):
        window.page.fill(f"#id_{name}", words)
    window.page.locator("main form button[type=submit]").first.click()
    window.page.wait_for_selector("text=/B[0-9]{13}/")


def first_problem(window: Window) -> None:
    window.page.locator("main table a").first.click()
    window.page.wait_for_url("**/problems/B*/")


def first_light(window: Window) -> None:
    """The newest light of all, which the worker of the demo city raised."""
    window.open("/cockpit/lights?shown=all&period=quarter")
    window.page.click(".lights tbody th a")
    window.page.wait_for_selector("#said")


def beside(act: str) -> Callable[[Window], None]:
    """Return a step to the page of an act on the light that is open, and from one act to the next."""

    def step(window: Window) -> None:
        window.open(f"{re.search(r'/cockpit/lights/[0-9a-f-]{36}', window.page.url)[0]}/{act}")

    return step


def say_nothing(window: Window) -> None:
    window.page.click("form.act button[type=submit]")
    window.page.wait_for_selector(".field--wrong")


WALKS = [
    Walk(
        State("cockpit-lights", at("/cockpit/lights?shown=all&period=quarter")),
        State("cockpit-lights-due", at("/cockpit/lights/due?period=quarter")),
        State("cockpit-light", first_light, "light"),
        State("cockpit-light-ask", beside("ask"), "light-ask"),
        State("cockpit-light-correct", beside("correct"), "light-correct"),
        State("cockpit-light-correct-wrong", say_nothing, "light-correct"),
        State("cockpit-light-cancel", beside("cancel"), "light-cancel"),
        State("cockpit-light-cancel-wrong", say_nothing, "light-cancel"),
        account=SUPERVISOR,
        staff=True,
    ),
    Walk(
        State("cockpit-light-of-office", first_light, "light"),
        State("cockpit-light-explain", beside("explain"), "light-explain"),
        State("cockpit-light-explain-wrong", say_nothing, "light-explain"),
        account=MANAGER,
        staff=True,
    ),
    Walk(State("cockpit-undelivered-none", at("/cockpit/undelivered/")), account=SUPERVISOR, staff=True),
    Walk(
        State("cockpit-bad-ratings", at("/cockpit/bad-ratings/")),
        State("cockpit-bad-rating", first_order, "cockpit-bad-rating"),
        State("cockpit-ratings", at("/cockpit/ratings/")),
        State("cockpit-rated", at("/cockpit/ratings/list")),
        State("cockpit-held-none", at("/cockpit/ratings/held/")),
        account=SUPERVISOR,
        staff=True,
    ),
    Walk(
        State("desk-problem", at("/desk/problems/")),
        State("desk-problem-wrong", send_nothing, "desk-problem"),
        State("desk-problem-told", register),
        State("cockpit-problems", at("/cockpit/problems/")),
        State("cockpit-problem", first_problem, "cockpit-problem"),
        account=HOTLINE,
        staff=True,
    ),
    Walk(
        State("cockpit", at("/cockpit/")),
        State("cockpit-apart", at("/cockpit/apart/")),
        State("cockpit-prechecks", at("/cockpit/prechecks/")),
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
    Walk(State("cockpit-systems", at("/cockpit/systems/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-system", at("/cockpit/systems/civil-affairs/")), account=SUPERVISOR, staff=True),
    Walk(State("cockpit-dead-letters", at("/cockpit/dead-letters/")), account=SUPERVISOR, staff=True),
    Walk(
        State("cockpit-automatic", at("/cockpit/automatic/")),
        State("cockpit-automatic-set", at("/cockpit/automatic/medical-aid/set")),
        State("cockpit-rightings", at("/cockpit/rightings/")),
        State("cockpit-relying", at("/cockpit/relying/")),
        State("cockpit-automatic-list", at("/cockpit/automatic/medical-aid/granted")),
        account=SUPERVISOR,
        staff=True,
    ),
    Walk(State("cockpit-no-right", at("/cockpit/"), NO_PAGE), account=CLERK, staff=True),
]
