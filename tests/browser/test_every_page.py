"""Every page that links lead to, for everybody: found from the start page on, and judged like a state of the gallery.

The gallery has what a page looks like in its states; here nothing is chosen, so that no page is forgotten.
"""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext, Browser

from tests.browser.city import City
from tests.browser.looks import LOOKS, Window, errors_of, look

#: account -> the pages that it starts from; the first is where it lands.
STARTS = {
    "许知行": ("/review/", "/review/?state=ended"),
    "黎国栋": ("/review/", "/cockpit/"),
    "秦守真": ("/cockpit/", "/review/"),
    "林晓": ("/desk/",),
    "叶知秋": ("/hotline/", "/desk/"),
    "石正": ("/cockpit/",),
    "黎国安": ("/", "/applications/", "/licences/", "/messages/", "/settings/"),
}
#: So many pages of a route are read for what they link to.
READ = 25
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)"')


def route_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


def pages(request: APIRequestContext, starts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Follow the links from these pages on; yield the first page of each route, with its address."""
    waiting, known, read = deque(starts), set(starts), dict[str, int]()
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if not route or read.get(route, 0) >= READ:
            continue
        answer = request.get(address)
        if answer.status != 200 or not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        read[route] = read.get(route, 0) + 1
        if read[route] == 1:
            yield route, address
        for link in map(unescape, LINK.findall(answer.text())):
            if link.startswith("?"):
                link = urlsplit(address).path + link
            if link.startswith("/") and not link.startswith("//") and link not in known:
                known.add(link)
                waiting.append(link)


@pytest.fixture(scope="module")
def judged() -> set[str]:
    """Routes that somebody has looked at already."""
    return set()


@pytest.mark.parametrize("account", STARTS)
def test_every_page_that_links_lead_to_is_accessible_in_every_mode(
    chromium: Browser, city: City, gallery: Path, judged: set[str], account: str
):
    staff = account != "黎国安"
    size = {"width": 1440, "height": 900} if staff else {"width": 390, "height": 844}
    context = chromium.new_context(base_url=city.address, locale="zh-CN", viewport=size)
    context.set_default_timeout(15_000)
    wrong: list[str] = []
    try:
        window = Window(context.new_page())
        errors = errors_of(window.page)
        window.open("/healthz")
        window.show()
        window.sign_in(account)
        errors.clear()
        for route, address in list(pages(context.request, STARTS[account])):
            if route in judged:
                continue
            judged.add(route)
            for language in LOOKS:
                window.show(language=language)
                window.open(address)
                found = look(window, language, gallery / f"linked-{route}", full=not staff)
                found[f"errors {language}"] = errors.copy()
                errors.clear()
                wrong += [f"{route} {name}: {line}" for name, lines in found.items() for line in lines]
        window.show()
    finally:
        context.close()
    assert wrong == [], "\n".join(wrong)
