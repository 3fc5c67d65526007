"""Pages of the studio for the gallery."""

import re
from collections.abc import Callable

from tests.browser.looks import State, Walk, Window, at

ITEM_MANAGER = "顾明远"


def tried(window: Window) -> None:
    """Shorten a promise and take a share away in one file, and see what that would do."""
    window.open("/studio/impact/?path=items/hardship-allowance.yaml")
    box = window.page.locator("textarea[name=text]")
    said = box.input_value()
    shorter = said.replace("promised_days: 15", "promised_days: 10")
    box.fill(shorter.replace("accepts: [share, upload, paper]", "accepts: [upload, paper]"))
    window.page.locator("[data-main]").click()
    window.page.wait_for_selector(".told-lines")


def revision_begun(window: Window) -> None:
    """Begin a revision, which changes nothing yet."""
    window.open("/studio/revisions/")
    window.page.locator("input[name=title]").fill("护理补贴时限调整")
    window.page.locator("[data-main]").click()
    window.page.wait_for_url("**/studio/revisions/*-*")


def revision_conflicts(window: Window) -> None:
    """Look for conflicts of a revision that has none."""
    revision_begun(window)
    window.open(
        window.page.url.partition("/studio")[1] + window.page.url.partition("/studio")[2] + "/conflicts"
    )


def broken(window: Window) -> None:
    """A draft of a scene whose condition leaves somebody without a way."""
    window.open("/studio/drafts/")
    window.page.select_option("#scene", "disabled-services")
    window.page.locator("button[name=new][value=edit]").click()
    window.page.wait_for_selector(".graph svg")
    window.page.fill("#when", 'certified in ["none", "lost"]')
    window.page.locator("[data-condition] button").click()
    window.page.wait_for_selector(".finding--err .walk")


def below(part: str) -> Callable[[Window], None]:
    """Return the step to another page of the draft that the window is in."""

    def step(window: Window) -> None:
        start = re.match(r".*/studio/drafts/[0-9a-f-]+/", window.page.url)
        assert start, window.page.url
        window.open(start[0].partition("/studio")[1] + start[0].partition("/studio")[2] + part)

    return step


def unread(window: Window) -> None:
    """A condition that does not read comes back with what is wrong."""
    below("scenes/disabled-services/")(window)
    window.page.fill("#when", 'certfied == "none"')
    window.page.locator("[data-condition] button").click()
    window.page.wait_for_selector("#when-error")


SCENE = "scenes/disabled-services/"


def plan(window: Window) -> None:
    """Open the form of the first item that has no plan."""
    window.open("/studio/upgrading/behind?standing=unplanned")
    window.page.locator("a[href*='/upgrading/items/']").first.click()
    window.page.wait_for_url("**/upgrading/items/**")


def plan_wrong(window: Window) -> None:
    window.page.locator("[data-main]").click()
    window.page.wait_for_selector(".field--wrong")


def planned(window: Window) -> None:
    """Plan the first item, and open what was planned; in the second language it stands already."""
    window.open("/studio/upgrading/")
    if not window.page.locator("a[href*='/upgrading/plans/']").count():
        plan(window)
        window.page.fill("input[name=owner]", "市数据局")
        window.page.fill("input[name=target_on]", "2099-12-31")
        window.page.locator("[data-main]").click()
        window.page.wait_for_url("**/upgrading/")
    window.page.locator("a[href*='/upgrading/plans/']").first.click()
    window.page.wait_for_url("**/upgrading/plans/**")


def exception_refused(window: Window) -> None:
    """An exception without its approval is not kept; what is wrong stands beside the box."""
    below("edit/items/care-allowance/?section=exceptions")(window)
    window.page.locator("#line-new select[name=division]").select_option(index=1)
    window.page.locator("#line-new [type=submit]").click()
    window.page.wait_for_selector("#line-new .field__err")


WALKS = [
    Walk(
        State("studio-revisions", at("/studio/revisions/")),
        State("studio-revision", revision_begun, "studio-revision"),
        State("studio-revision-conflicts", revision_conflicts, "studio-revision-conflicts"),
        State("studio-versions", at("/studio/versions/")),
        State("studio-deviations", at("/studio/deviations/")),
        State("studio-deviations-town", at("/studio/deviations/?town=441900122000")),
        State("studio-drafts", at("/studio/drafts/")),
        State("studio-composer-broken", broken, "studio-composer"),
        State("studio-composer", below(SCENE + "?item=medical-aid&with=open"), "studio-composer"),
        State("studio-composer-unread", unread),
        State("studio-walk", below(SCENE + "walk?finding=0&step=1"), "studio-walk"),
        State("studio-walk-end", below(SCENE + "walk?finding=0&step=9"), "studio-walk"),
        State("studio-walk-own", below(SCENE + "walk?q-certified=valid&no-certified=1"), "studio-walk"),
        State("studio-chart", below(SCENE + "chart"), "studio-chart"),
        State("studio-preview", below(SCENE + "preview"), "studio-preview"),
        State("studio-preview-form", below(SCENE + "preview/form?mode=phone"), "studio-preview-form"),
        State("studio-preview-paper", below(SCENE + "preview/form?mode=print"), "studio-preview-form"),
        State("studio-edit-scene", below("edit/scenes/disabled-services/?section=questions"), "studio-edit"),
        State("studio-edit-item", below("edit/items/care-allowance/?section=materials"), "studio-edit"),
        State("studio-edit-exceptions", exception_refused),
        State("studio-edit-clock", below("edit/items/care-allowance/?section=clock"), "studio-edit"),
        State(
            "studio-condition",
            below("edit/scenes/disabled-services/condition?at=items/1/when"),
            "studio-condition",
        ),
        State("studio-pick", below("pick?words=登记"), "studio-pick"),
        State("studio-new-item", below("new-item"), "studio-new-item"),
        State("studio-draft", below(""), "studio-draft"),
        account=ITEM_MANAGER,
        staff=True,
    ),
    Walk(
        State("studio", at("/studio/")),
        State("studio-register", at("/studio/register/")),
        State("studio-register-none", at("/studio/register/?words=没有这样的事项"), "studio-register"),
        State("studio-impact", at("/studio/impact/")),
        State("studio-impact-file", at("/studio/impact/?path=items/hardship-allowance.yaml")),
        State("studio-impact-tried", tried, "studio-impact"),
        State("studio-upgrading", at("/studio/upgrading/")),
        State("studio-upgrading-behind", at("/studio/upgrading/behind?standing=unplanned")),
        State("studio-upgrading-plan", plan, "studio-upgrading-plan"),
        State("studio-upgrading-plan-wrong", plan_wrong, "studio-upgrading-plan"),
        State("studio-upgrading-one", planned, "studio-upgrading-one"),
        State("studio-certificates", at("/studio/certificates/")),
        State("studio-certificate-demands", at("/studio/certificates/demands?kind=婚姻状况")),
        State("studio-register-item", at("/studio/register/definitions/care-allowance")),
        account=ITEM_MANAGER,
        staff=True,
    ),
]
