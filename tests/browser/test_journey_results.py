"""From the decision to the rating, in a real browser: the card, the codes that verify, the five levels."""

import pytest
from playwright.sync_api import Browser

from onething.areas.documents.models import DocumentRow
from onething.areas.licences import api as licences
from onething.areas.ratings import api as ratings
from onething.core.actors import Actor
from onething.core.papers import Level
from tests.areas.cases.world import APPLICANT, LI, at
from tests.areas.papers.conftest import published  # noqa: F401
from tests.browser.looks import MODES, Window
from tests.channels.portal_follow.conftest import li  # noqa: F401
from tests.channels.portal_results.test_results_pages import life  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_citizen_shows_the_licence_and_rates(
    chromium: Browser,
    live_server,
    life,  # noqa: F811
    li,  # noqa: F811
    gallery,
):
    number = life.receipt.number
    (licence,) = licences.list_own(APPLICANT)
    token = ratings.ask(
        Actor.job("ratings"), application=number, person=LI, channel="portal", now=at("2026-03-22")
    )
    grant = DocumentRow.objects.get(kind="grant")
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": "session", "value": li.cookies["session"].value, "url": live_server.url}])
    window = Window(context.new_page())
    pages = {
        "results": f"/applications/{number}/results",
        "licences": "/licences/",
        "licence": f"/licences/{licence.identifier}/",
        "messages": "/messages/",
        "verify-document": f"/verify/{grant.code}",
        "verify-licence": f"/licences/verify/{licence.code}",
        "sent": f"/applications/{number}/sent",
        "rate": f"/rate/{token}",
    }
    window.open("/healthz")
    for mode in MODES:
        window.show(mode=mode)
        for name, path in pages.items():
            window.open(path)
            assert window.violations() == [], (mode, name)
            window.picture(gallery / f"follow-{name}-{mode}.png")
    for path in pages.values():
        window.open(path)
        assert window.scrolls_sideways() == [], path
    window.open(pages["licence"])
    code = window.page.locator(".lic__q img")
    assert code.evaluate("image => image.complete && image.naturalWidth > 0")
    window.open(pages["rate"])
    window.page.locator("#id_level").get_by_text("非常满意", exact=True).click()
    window.page.get_by_role("button", name="交评价").click()
    window.page.get_by_role("heading", name="您已经评过了").wait_for()
    assert ratings.get_rating(Actor.visitor(), token=token).level is Level.EXCELLENT
    context.close()
