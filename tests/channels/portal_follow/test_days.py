"""The days of an application in a calendar: what a file holds, and what a subscription shows to whom."""

import html
import re

import pytest
from django.test import Client
from icalendar import Calendar

from onething.areas.cases import api as cases
from onething.kit.ports import now
from tests.areas.cases.world import APPLICANT, FEDERATION, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(house):
    return cases.submit(APPLICANT, submission=submission(), key="k", now=now())


def events(response):
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert response.headers["Cache-Control"] == "private, no-store"
    return {str(one["UID"]): one for one in Calendar.from_ical(response.content).walk("VEVENT")}


class TestTheFile:
    def test_has_the_promised_day_of_every_item_and_the_limit_by_law(self, li, receipt):
        found = events(li.get(f"/receipts/{receipt.number}/days.ics"))
        for one in receipt.cases:
            assert f"{one.number}@onething" in found

    def test_knows_a_day_again_and_tells_that_it_moved(self, li, receipt):
        before = events(li.get(f"/receipts/{receipt.number}/days.ics"))
        numbers = {one.item: one.number for one in receipt.cases}
        cases.accept(FEDERATION, case=numbers["disability-certificate"], now=now())
        after = events(li.get(f"/receipts/{receipt.number}/days.ics"))
        assert before.keys() <= after.keys()
        assert all(after[uid]["SEQUENCE"] >= one["SEQUENCE"] for uid, one in before.items())
        assert f"{numbers['disability-certificate']}-statutory@onething" in after


class TestASubscription:
    def address(self, page):
        return re.search(r'href="[^"]*(/calendar/[^"]+\.ics)"', html.unescape(page.content.decode()))[1]

    def test_shows_the_next_days_to_who_was_shown_its_address(self, li, receipt):
        address = self.address(li.get(f"/applications/{receipt.number}/"))
        found = events(Client().get(address))
        assert found
        text = Client().get(address).content.decode()
        assert submission().applicant.name not in text

    def test_is_offered_beside_the_progress_and_is_the_same(self, li, receipt):
        given = {"number": receipt.number, "code": receipt.code}
        page = Client(headers={"host": "localhost"}).post("/progress", given)
        assert self.address(page) == self.address(li.get(f"/applications/{receipt.number}/"))

    def test_does_not_hold_the_code_and_cannot_be_made_up(self, li, receipt):
        address = self.address(li.get(f"/applications/{receipt.number}/"))
        assert receipt.code not in address
        wrong = address[:-5] + ("0" if address[-5] != "0" else "1") + ".ics"
        assert Client().get(wrong).status_code == 404
        assert Client().get(f"/calendar/{receipt.number}.ics").status_code == 404
        assert Client().get("/calendar/nothing.ics").status_code in (404, 422)
