"""Pages of the studio for the gallery."""

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


WALKS = [
    Walk(
        State("studio-revisions", at("/studio/revisions/")),
        State("studio-revision", revision_begun, "studio-revision"),
        State("studio-revision-conflicts", revision_conflicts, "studio-revision-conflicts"),
        State("studio-versions", at("/studio/versions/")),
        State("studio-deviations", at("/studio/deviations/")),
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
