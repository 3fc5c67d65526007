"""The frame of a staff page, before any channel fills it."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looks import Window

pytestmark = [pytest.mark.urls("tests.kit.house"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("contrast", ["normal", "high"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_frame_of_the_desk_is_accessible(chromium: Browser, live_server, contrast, language):
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.add_cookies(
        [
            {"name": n, "value": v, "url": live_server.url}
            for n, v in (("contrast", contrast), ("language", language))
        ]
    )
    window = Window(context.new_page())
    window.open("/t/desk")
    assert window.violations() == []
    assert window.scrolls_sideways([1024, 1280, 1440, 1920]) == []
    assert window.small_text() == []
    context.close()
