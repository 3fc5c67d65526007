"""Fixtures of the browser tests: one demo city and one Chromium for the session, a fresh window for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.city import City
from tests.browser.looks import Window, errors_of


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The running demo city: web server, worker, department systems, invented applications."""
    city = City.start(tmp_path_factory.mktemp("city") / "var")
    yield city
    city.stop()


@pytest.fixture
def context(chromium: Browser, city: City) -> Iterator[BrowserContext]:
    """A browser window of its own: no cookies, Chinese, a phone's width. Any error on its console fails the test."""
    context = chromium.new_context(
        base_url=city.address, locale="zh-CN", viewport={"width": 390, "height": 844}
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    errors = errors_of(page)
    yield page
    assert errors == [], f"the page reported errors: {errors}"


@pytest.fixture
def window(page: Page) -> Window:
    """The page with our helpers: sign in, display modes, axe, widths, pictures."""
    return Window(page)


@pytest.fixture(scope="session")
def gallery() -> Path:
    """The folder of the pictures that README and reviewers use."""
    folder = Path(__file__).resolve().parents[2] / ".gallery"
    folder.mkdir(exist_ok=True)
    return folder
