"""T2: a year whose holidays are not published yet: days are provisional, nothing follows from them, and none moves in silence."""

from datetime import date, timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.notices.words import body_of
from onething.areas.supervision import api as supervision
from onething.areas.supervision.models import WarningRow
from onething.core.clock import DueDay, alarm_on
from onething.core.workdays import WorkCalendar
from onething.kit.jobs import api as jobs
from onething.kit.ports import bound
from tests.areas.cases.test_working import Story
from tests.areas.cases.world import APPLICANT, CALENDAR, NIGHT, SUPERVISOR, at

pytestmark = pytest.mark.django_db
#: What the house knew before the notice of 2026 was published.
BEFORE = WorkCalendar.of([notice for year, notice in CALENDAR.notices.items() if year < 2026], CALENDAR.lunar)
#: The days over the First of May move: two of them are worked for in advance and afterwards.
DAY, PUBLISHED = "2026-04-20", at("2026-04-21")
SHOWN = ("tell_on", "supplement_on", "promised_on", "statutory_on", "deliver_on")


@pytest.fixture
def story():
    with bound(WorkCalendar, BEFORE):
        yield Story(day=DAY).accept("disability-certificate", "pension-enrolment")


def days():
    return {row.number: tuple(getattr(row, name) for name in SHOWN) for row in CaseRow.objects.all()}


def told(house):
    return [facts for _, kind, facts in house.messages.told if kind == "date_moved"]


def publish():
    with bound(WorkCalendar, CALENDAR):
        return cases.recompute_dates(NIGHT, now=PUBLISHED)


def test_every_day_is_marked_and_the_person_reads_so(story):
    rows = [row for row in CaseRow.objects.all() if any(getattr(row, name) for name in SHOWN)]
    assert rows
    assert all(row.provisional for row in rows)
    view = cases.application_view(APPLICANT, application=story.receipt.number, today=date(2026, 4, 20))
    shown = [one for one in view.cases if one.promised_on]
    assert shown
    assert all(one.provisional for one in shown)


@pytest.mark.parametrize("wait", [10, 60, 200])
def test_nothing_follows_from_a_provisional_day_however_late(story, wait):
    before = EventRow.objects.count()
    cases.look_after(NIGHT, now=at(DAY) + timedelta(days=wait))
    drawn = EventRow.objects.filter(name__in=["Accepted", "Lapsed"], data__how="deemed")
    assert not drawn.exists()
    assert EventRow.objects.count() == before


def test_when_the_notice_is_there_each_case_that_moved_is_told_once_with_its_new_day(story, house):
    before = days()
    assert publish() > 0
    after = days()
    moved = {number for number in before if before[number] != after[number]}
    assert moved, "this year's notice moves no day: the test needs another day"
    assert sorted(facts["case"] for facts in told(house)) == sorted(moved)
    for facts in told(house):
        row = CaseRow.objects.get(number=facts["case"])
        binding = row.promised_on or row.tell_on
        assert str(binding) in body_of("date_moved", facts).zh
        assert str(binding) in body_of("date_moved", facts).en
    assert not CaseRow.objects.filter(provisional=True, is_open=True).exclude(status="waiting").exists()


def test_what_did_not_move_is_certain_now_and_nobody_is_told(house):
    """A day that lies before the first holiday of the new notice is the same in both calendars."""
    with bound(WorkCalendar, BEFORE):
        Story(day="2026-03-09")
    number = CaseRow.objects.get(item="pension-enrolment").number
    before = days()[number]
    publish()
    row = CaseRow.objects.get(number=number)
    assert (days()[number], row.provisional) == (before, False)
    assert EventRow.objects.filter(stream=number, name="DueRecomputed").count() == 1
    assert number not in {facts["case"] for facts in told(house)}


def test_a_second_look_tells_nothing_again(story, house):
    publish()
    first = told(house)
    assert publish() == 0
    assert told(house) == first


def test_the_worker_finds_the_new_notice_by_itself(story, house):
    worker = jobs.Worker("night")
    with bound(WorkCalendar, CALENDAR):
        for second in range(60):
            worker.step(now=PUBLISHED + timedelta(seconds=second))
    assert EventRow.objects.filter(name="DueRecomputed").exists()
    assert told(house)


def test_silence_speaks_as_of_its_legal_day_once_the_notice_is_there(story):
    number = story.numbers["hardship-allowance"]
    publish()
    with bound(WorkCalendar, CALENDAR):
        cases.look_after(NIGHT, now=at("2026-06-01"))
    drawn = EventRow.objects.get(stream=number, name="Accepted").to_core()
    assert (drawn.event.how, drawn.event.as_of) == ("deemed", date(2026, 4, 20))


class TestTheAlarm:
    """Twenty working days before a provisional last day somebody is told to load the notice; once, and not in red."""

    def swept(self, day, calendar=BEFORE):
        with bound(WorkCalendar, calendar):
            list(supervision.sweep(NIGHT, now=at(day.isoformat())))
        return WarningRow.objects.filter(limit="calendar", case=self.number)

    @pytest.fixture(autouse=True)
    def case(self, story):
        row = CaseRow.objects.get(item="disability-certificate")
        self.number = row.number
        CaseRow.objects.filter(pk=row.pk).update(
            promised_on=row.promised_on + timedelta(days=60),
            statutory_on=row.statutory_on + timedelta(days=60),
        )
        row.refresh_from_db()
        self.due = min(row.promised_on, row.statutory_on)
        self.alarm = alarm_on(DueDay(self.due, provisional=True), BEFORE)

    def test_rises_on_its_day_once_for_the_supervisor(self):
        assert not self.swept(self.alarm - timedelta(days=1)).exists()
        for day in (self.alarm, self.alarm, self.alarm + timedelta(days=3)):
            found = self.swept(day)
            assert [(one.audience, one.red, one.due_on) for one in found] == [("supervisor", False, self.due)]
        (line,) = [
            one
            for one in supervision.list_warnings(
                SUPERVISOR, sought=supervision.Sought(red=None), today=self.alarm
            ).lines
            if (one.limit, one.case) == ("calendar", self.number)
        ]
        assert "2026 年的放假安排还没有装入" in line.why.zh
        assert "装入放假安排" in line.to_do.zh

    def test_does_not_rise_where_the_notice_is_there(self):
        assert not self.swept(self.alarm + timedelta(days=3), CALENDAR).exists()
