"""Papers through the interface: nobody gets one of a case that he may not see."""

import pytest

from onething.areas.cases import api as cases
from onething.areas.documents.models import DocumentRow
from tests.areas.cases.test_working import DAY, Story
from tests.areas.cases.world import APPLICANT, CIVIL, DONGCHENG, at, submission
from tests.channels.rest.machine import Machine

#: sign-in names of the demo's staff
CERTIFICATES, TOWN_OF_CIVIL_AFFAIRS, WINDOW, SUPERVISOR = "2208", "2311", "0716", "4001"
CERTIFICATE, ALLOWANCE = "disability-certificate", "hardship-allowance"


def answers(login, document):
    """Return the status of the paper for one who signs in so; the list must say the same."""
    machine = Machine(login)
    listed = str(document) in {one["id"] for one in machine.get("/documents").body}
    status = machine.get(f"/documents/{document}/pdf").status
    assert listed == (status == 200)
    return status


@pytest.fixture
def paper(city):
    story = Story().accept(CERTIFICATE)
    return DocumentRow.objects.get(kind="acceptance", stream=story.numbers[CERTIFICATE]).pk


class TestAPaper:
    def test_is_there_for_the_office_and_the_supervisor(self, paper):
        assert (answers(CERTIFICATES, paper), answers(SUPERVISOR, paper)) == (200, 200)

    def test_is_not_there_for_another_department(self, paper):
        assert answers(TOWN_OF_CIVIL_AFFAIRS, paper) == 404

    def test_is_not_there_for_a_window_that_did_not_take_it_in(self, paper):
        assert answers(WINDOW, paper) == 404
        assert answers(WINDOW, DocumentRow.objects.get(kind="receipt").pk) == 404

    def test_is_not_there_for_another_citizen(self, li, paper):
        assert li.get(f"/documents/{paper}/pdf").status == 404
        assert li.get("/documents").body == []

    def test_is_not_there_for_another_town_of_the_department(self, city):
        made = cases.submit(APPLICANT, submission=submission(division=DONGCHENG), key="d", now=at(DAY))
        number = next(one.number for one in made.cases if one.item == ALLOWANCE)
        cases.accept(CIVIL, case=number, now=at(DAY, 11))
        row = DocumentRow.objects.get(kind="acceptance")
        assert row.department == "civil-affairs"
        assert answers(TOWN_OF_CIVIL_AFFAIRS, row.pk) == 404
        assert answers("2301", row.pk) == 200
