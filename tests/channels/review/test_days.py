"""An officer's due days in the officer's own calendar."""

import pytest
from django.test import Client
from icalendar import Calendar

from onething.areas.cases.models import CaseRow
from onething.areas.people import api as people
from onething.areas.people.models import FeedRow
from onething.core.actors import Role
from tests.areas.cases.world import at
from tests.channels.review.staff import ADMIN, DAY, FEDERATION, officer

pytestmark = pytest.mark.django_db


def held(client):
    response = client.get("/review/due.ics")
    assert response.status_code == 200
    return response.content.decode(), Calendar.from_ical(response.content).walk("VEVENT")


class TestTheDaysOfAnOfficer:
    def test_are_those_of_the_cases_in_hand_without_a_name_of_a_person(self, federation, colleague, accepted):
        CaseRow.objects.filter(number=accepted).update(holder=federation.account.to_actor().id)
        row = CaseRow.objects.get(number=accepted)
        text, (mine,) = held(federation)
        assert (str(mine["UID"]), mine["DTSTART"].dt) == (f"{accepted}-due@onething", row.sort_on)
        assert row.person_name not in text
        assert held(colleague)[1] == []


class TestASubscription:
    """A calendar asks by itself, at an address that its owner can take back."""

    def made(self, client):
        page = client.post("/review/calendar", {"act": "make"})
        assert page.status_code == 200
        return "/review/" + page.context["address"].partition("/review/")[2]

    def asked(self, address):
        return Client(headers={"host": "localhost"}).get(address)

    def test_gives_a_calendar_that_never_signed_in_the_days_of_its_owner(
        self, federation, colleague, accepted
    ):
        CaseRow.objects.filter(number=accepted).update(holder=federation.account.to_actor().id)
        answer = self.asked(self.made(federation))
        (day,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert (answer.status_code, str(day["UID"])) == (200, f"{accepted}-due@onething")
        assert CaseRow.objects.get(number=accepted).person_name not in answer.content.decode()
        assert Calendar.from_ical(self.asked(self.made(colleague)).content).walk("VEVENT") == []

    def test_ends_when_it_is_taken_back_and_with_a_new_one(self, federation):
        first = self.made(federation)
        second = self.made(federation)
        assert [self.asked(one).status_code for one in (first, second)] == [404, 200]
        assert federation.post("/review/calendar", {"act": "end"}).status_code == 302
        assert self.asked(second).status_code == 404
        assert "现在没有订阅地址" in federation.get("/review/calendar").content.decode()

    def test_ends_with_the_account_and_with_the_work_of_its_owner(self, federation, colleague):
        left, moved = self.made(federation), self.made(colleague)
        people.close_account(ADMIN, login=federation.account.login, now=at(DAY))
        people.set_roles(ADMIN, login=colleague.account.login, roles={Role.CLERK}, now=at(DAY))
        assert [self.asked(one).status_code for one in (left, moved)] == [404, 404]

    def test_keeps_no_address_and_opens_nothing_else(self, federation):
        address = self.made(federation)
        token = address.rpartition("/")[2].removesuffix(".ics")
        assert not FeedRow.objects.filter(hash=token).exists()
        stranger = Client(headers={"host": "localhost", "authorization": f"Bearer {token}"})
        assert stranger.get("/api/v1/cases").status_code in (401, 403)
        assert stranger.get("/review/").status_code in (302, 403)
        assert self.asked("/review/calendar/none.ics").status_code == 404

    @pytest.mark.parametrize("role", [Role.CLERK, Role.ITEM_MANAGER])
    def test_is_not_for_those_who_work_on_no_case(self, receipt, role):
        other = officer("旁人", FEDERATION, role, staff="2299")
        assert other.get("/review/calendar").status_code == 403
        assert other.post("/review/calendar", {"act": "make"}).status_code == 403
        assert not FeedRow.objects.exists()
