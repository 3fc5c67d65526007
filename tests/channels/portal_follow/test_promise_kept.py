"""What the signed sheet promises for the birth of twins is what every page and paper says afterwards."""

import re
from datetime import date

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.catalogue import api as catalogue
from onething.channels.review.timing import sentences
from onething.core.actors import Actor
from onething.core.cases.invariants import check
from onething.kit.ports import now
from onething.kit.problems import written_day
from tests.areas.cases.world import APPLICANT, at, plan_of, reviewer, submission
from tests.crash.store import DatabaseStore
from tests.shipped import FILES

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 5)
LAST = date(2026, 3, 12)


class Twins:
    """An application under way, and what was signed for each item that the scene promises."""

    def __init__(self):
        self.signed = {
            one.id: one.promised_on for one in plan_of("birth-twins").items if one.within is not None
        }
        sent = submission("birth-twins")
        self.number = cases.submit(APPLICANT, submission=sent, key="k", now=at("2026-03-05")).number

    def view(self):
        return cases.application_view(APPLICANT, application=self.number, today=DAY)

    def accept(self):
        for row in CaseRow.objects.order_by("-id"):
            if row.item in self.signed:
                cases.accept(reviewer(row.department), case=row.number, now=at("2026-03-05", 11))
        return self

    def of_calendar(self, client):
        """Return item -> the days that the calendar file has for it."""
        text = client.get(f"/receipts/{self.number}/days.ics").content.decode()
        days = dict(re.findall(r"UID:(\S+)@onething.*?DTSTART;VALUE=DATE:(\d+)", text, re.DOTALL))
        return {case.number: days[case.number] for case in self.view().cases if case.item in self.signed}

    def by_case(self, form="%Y%m%d"):
        return {
            case.number: f"{self.signed[case.item]:{form}}"
            for case in self.view().cases
            if case.item in self.signed
        }


@pytest.fixture
def twins(db):
    catalogue.publish(Actor.job("load"), files=FILES, now=now())
    return Twins()


def test_the_sheet_promises_the_card_within_the_days_of_the_scene(twins):
    assert (twins.signed["social-security-card"], max(twins.signed.values())) == (LAST, LAST)


@pytest.mark.parametrize("accepted", [False, True])
def test_receipt_and_calendar_say_the_same_before_and_after_acceptance(li, twins, accepted):
    if accepted:
        twins.accept()
    assert twins.of_calendar(li) == twins.by_case()
    page = li.get(f"/receipts/{twins.number}/").content.decode()
    assert "3 月 12 日" in page
    assert "3 月 13 日" not in page


def test_every_view_says_the_same_once_all_is_accepted(li, twins, house):
    twins.accept()
    shown = {
        one.number: f"{one.promised_on:%Y%m%d}" for one in twins.view().cases if one.item in twins.signed
    }
    assert shown == twins.by_case()
    for row in CaseRow.objects.filter(item__in=twins.signed):
        office = cases.case_view(reviewer(row.department), case=row.number, now=at("2026-03-05", 12))
        assert (
            office.clock.promised_on == office.dues.promised_on == row.promised_on == twins.signed[row.item]
        )
        if row.status == "waiting":
            assert written_day(office.dues.promised_on, "zh-hans", year=False) in sentences(office)[0]
    letters = [one.values for one, *_ in house.papers.issued if one.kind.value == "acceptance"]
    days = {one["promised_on"] for one in letters if isinstance(one["promised_on"], str)}
    assert days <= {day.isoformat() for day in twins.signed.values()}
    page = li.get(f"/applications/{twins.number}/").content.decode()
    assert page.count("3 月 12 日") >= 3  # two cards and the reimbursement
    assert "现在不计时" not in page  # what the scene promises counts while it waits
    assert "3 月 13 日" not in page


def test_the_days_of_every_case_recompute_from_its_events(twins):
    twins.accept()
    begun = EventRow.objects.filter(name="PromiseBegun")
    assert begun.count() == 9  # four items that wait for each child, and the reimbursement
    breaches = check(DatabaseStore(), [], [], today=DAY)
    assert [one for one in breaches if one.invariant in ("I3", "I4", "I15")] == []
