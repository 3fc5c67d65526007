"""Language, size and contrast are changed where one is: on every page, for everybody who sees it."""

import html
import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.urls.converters import IntConverter

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor, Role
from onething.kit.ports import now
from tests.channels.desk.window import begun, hand_in, ready, staff
from tests.channels.portal_apply import applying
from tests.channels.portal_apply.conftest import LI, _signed_in
from tests.shipped import FILES
from tests.system.routes import ROUTES
from tests.system.routes_of_house import routes

FORM = re.compile(r'<form class="display.*?</form>', re.S)
NOBODY = UUID(int=0)


def asked_back(page):
    """Return where each form of a page that changes the display leads."""
    return [html.unescape(re.search(r'name="next" value="([^"]*)"', form)[1]) for form in FORM.findall(page)]


@pytest.fixture
def desk(db):
    catalogue.publish(Actor.job("load"), files=FILES, now=now())
    return staff("林晓", "0716", Role.CLERK, "data-services")


def addresses(**known):
    """Return every address that can be read, filled with what is known of it."""
    for route in routes():
        if "GET" not in ROUTES[route.name] or route.name in ("alive", "ready"):
            continue
        converters = route.pattern.converters
        counted = {name: 1 for name, one in converters.items() if isinstance(one, IntConverter)}
        try:
            yield reverse(
                route.name,
                kwargs=dict.fromkeys(converters, NOBODY) | known_in(converters, known) | counted,
            )
        except NoReverseMatch:
            yield reverse(
                route.name, kwargs=dict.fromkeys(converters, "x") | known_in(converters, known) | counted
            )


def known_in(names, known):
    return {name: value for name, value in known.items() if name in names}


class TestTheFormThatChangesTheDisplay:
    def pages(self, client, **known):
        found = {}
        for address in addresses(**known):
            for path in (address, f"{address}?town=441900004000&change=income"):
                page = client.get(path)
                if page.headers.get("Content-Type", "").startswith("text/html"):
                    found[path] = asked_back(page.content.decode())
        return found

    def judged(self, found):
        assert {path: back for path, back in found.items() if set(back) - {path}} == {}
        return {path.partition("?")[0] for path, back in found.items() if back}

    def test_leads_back_to_the_page_of_the_window(self, desk):
        sent = hand_in(desk, ready(desk)).url.split("/")[-2]
        draft = begun(desk)
        seen = self.judged(self.pages(desk, draft_id=draft.id, number=sent))
        for name in ("desk-papers", "draft-questions", "draft-form", "draft-delivery"):
            assert reverse(name, args=[draft.id]) in seen
        assert reverse("desk-receipt", args=[sent]) in seen

    def test_leads_back_to_the_page_of_the_citizen(self, desk):
        li = _signed_in(Client(), "黎国安", LI)
        number = applying.signed(li, applying.ready(li)).url.split("/")[2]
        draft = applying.begun(li)
        seen = self.judged(self.pages(li, draft_id=draft.id, number=number, scene_id="birth"))
        for name, args in (
            ("windows", []),
            ("progress", []),
            ("track", [number]),
            ("draft-form", [draft.id]),
            ("settings", []),
            ("guide", ["birth"]),
        ):
            assert reverse(name, args=args) in seen

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.MANAGER, Role.SUPERVISOR, Role.ADMIN])
    def test_leads_back_to_the_page_of_the_staff(self, desk, role):
        seen = self.judged(self.pages(staff("黄海", "0717", role, "civil-affairs")))
        assert "/account" in {one.rstrip("/") for one in seen}
