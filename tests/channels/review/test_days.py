"""An officer's due days in the officer's own calendar."""

import pytest
from icalendar import Calendar

from onething.areas.cases.models import CaseRow

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
