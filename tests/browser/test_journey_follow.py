"""From a submitted application through the one notice of two departments, in a real browser."""

import pytest
from playwright.sync_api import Browser

from onething.areas.cases import api as cases
from onething.core.cases.phrases import point
from onething.kit.ports import now
from tests.areas.cases.conftest import house  # noqa: F401
from tests.areas.cases.world import APPLICANT, CIVIL, FEDERATION, HUMAN, city, submission
from tests.browser.looks import Window
from tests.channels.portal_follow.conftest import li  # noqa: F401
from tests.channels.portal_follow.test_follow_pages import photo

pytestmark = pytest.mark.django_db(transaction=True)


def asked_by_two_departments():
    receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=now())
    items = {one.item: one.number for one in receipt.cases}
    for actor, item, key in (
        (FEDERATION, "disability-certificate", "photo"),
        (CIVIL, "care-allowance", "id-card"),
    ):
        found = point(f"applicant/{key}", "missing", city().materials[key].label)
        cases.record_findings(actor, case=items[item], points=[found], now=now())
    cases.accept(CIVIL, case=items["hardship-allowance"], now=now())
    cases.accept(HUMAN, case=items["pension-enrolment"], now=now())
    return receipt.number


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_citizen_answers_the_one_notice_on_a_phone(
    chromium: Browser,
    live_server,
    li,  # noqa: F811
    gallery,
    tmp_path,
    scripts,
):
    number = asked_by_two_departments()
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, java_script_enabled=scripts
    )
    cookie = {"name": "session", "value": li.cookies["session"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    window = Window(page)
    window.open(f"/applications/{number}/")
    if scripts:
        assert window.violations() == []
        assert window.scrolls_sideways() == []
        window.picture(gallery / "follow-track.png")
    for left in (2, 1):
        picture = tmp_path / f"{left}.png"
        picture.write_bytes(photo().read())
        page.locator("input[type=file]").first.set_input_files(picture)
        page.get_by_role("button", name=f"还差 {left} 份").click()
        page.get_by_role("status").first.wait_for()
    assert page.locator("input[type=file]").count() == 0
    if scripts:
        for path in ("withdraw", "contact", "delivery", "results", "sent"):
            window.open(f"/applications/{number}/{path}")
            assert window.violations() == [], path
            assert window.scrolls_sideways() == [], path
    context.close()
