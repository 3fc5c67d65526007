"""Everything is down at the moment when something is due; on restart it is drawn within a minute, as of its legal day."""

from datetime import date, timedelta

import pytest

from onething.areas.cases import api as cases
from onething.areas.cases.models import CaseRow, EventRow, NoticeRow
from onething.core.cases.phrases import point
from onething.core.clock import PROFILES, Silence
from onething.kit.jobs import api as jobs
from onething.kit.jobs.models import ScheduleRow
from tests.areas.cases.permits import PERMIT, permits
from tests.areas.cases.world import APPLICANT, CALENDAR, FEDERATION, NIGHT, at, city, submission

pytestmark = pytest.mark.django_db
RECEIVED = at("2026-03-05")
LAST_BEFORE = at("2026-03-05", 23)
#: The last day to tell is the 12th; the machine comes back eleven days after it.
RESTARTED = at("2026-03-23", 3)
MINUTE = timedelta(seconds=60)


def live_until_rest(worker: jobs.Worker, start, *, most: timedelta):
    """Let a worker that was just started take its turns, one a second."""
    for second in range(int(most.total_seconds()) + 1):
        worker.step(now=start + timedelta(seconds=second))


def down_since(moment) -> None:
    """The last worker did its periodic work then, and was gone."""
    worker = jobs.Worker("before")
    for second in range(40):
        worker.step(now=moment + timedelta(seconds=second))
    assert ScheduleRow.objects.filter(next_at__gt=moment).exists()


class TestSilence:
    @pytest.mark.parametrize(
        "profile", [id for id, one in PROFILES.items() if one.on_silence is Silence.ACCEPTED]
    )
    def test_speaks_within_a_minute_of_the_restart_as_of_the_receipt(self, profile):
        with permits(profile):
            receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=RECEIVED)
            down_since(LAST_BEFORE)
            rows = CaseRow.objects.filter(application__number=receipt.number)
            due = {one.number: one.item for one in rows if one.silence_on is not None}
            assert PERMIT in due.values()
            assert not EventRow.objects.filter(name="Accepted", stream__in=due).exists()
            live_until_rest(jobs.Worker("after"), RESTARTED, most=MINUTE)
        for number in due:
            drawn = EventRow.objects.get(stream=number, name="Accepted").to_core()
            assert (drawn.event.how, drawn.event.as_of) == ("deemed", date(2026, 3, 5))
            assert RESTARTED <= drawn.at <= RESTARTED + MINUTE

    @pytest.mark.parametrize(
        "profile", [id for id, one in PROFILES.items() if one.on_silence is Silence.NOTHING]
    )
    def test_says_nothing_where_the_profile_gives_it_no_effect(self, profile):
        with permits(profile):
            receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=RECEIVED)
            down_since(LAST_BEFORE)
            live_until_rest(jobs.Worker("after"), RESTARTED, most=MINUTE)
        number = next(one.number for one in receipt.cases if one.item == PERMIT)
        assert not EventRow.objects.filter(name="Accepted", stream=number).exists()
        assert CaseRow.objects.get(number=number).status == "submitted"

    def test_gives_the_same_days_as_if_nothing_had_been_down(self):
        """Only the moment at which it was drawn differs."""
        first = cases.submit(APPLICANT, submission=submission(), key="k", now=RECEIVED)
        live_until_rest(jobs.Worker("up"), at("2026-03-13", 0), most=MINUTE)
        numbers = [one.number for one in first.cases]
        up = {row.item: row.to_dues() for row in CaseRow.objects.filter(number__in=numbers)}
        second = cases.submit(
            APPLICANT, submission=submission(division="441900003000"), key="l", now=RECEIVED
        )
        live_until_rest(jobs.Worker("restarted"), RESTARTED, most=MINUTE)
        numbers = [one.number for one in second.cases]
        assert {row.item: row.to_dues() for row in CaseRow.objects.filter(number__in=numbers)} == up


class TestALapse:
    def test_is_as_of_the_day_after_the_last_one(self):
        receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=RECEIVED)
        number = next(one.number for one in receipt.cases if one.item == "disability-certificate")
        found = point("applicant/photo", "missing", city().materials["photo"].label)
        cases.record_findings(FEDERATION, case=number, points=[found], now=at("2026-03-06"))
        cases.look_after(NIGHT, now=at("2026-03-12", 17))
        assert NoticeRow.objects.count() == 1
        last = CaseRow.objects.get(number=number).supplement_on
        assert last == CALENDAR.add_working_days(date(2026, 3, 12), 10)
        back = at((last + timedelta(20)).isoformat(), 3)
        live_until_rest(jobs.Worker("after"), back, most=MINUTE)
        drawn = EventRow.objects.get(stream=number, name="Lapsed").to_core()
        assert drawn.event.on == last + timedelta(1)
        assert back <= drawn.at <= back + MINUTE


class TestASpecialProcedure:
    def test_lets_the_clock_run_again_from_the_day_after_its_told_days(self, house):
        with permits():
            receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=RECEIVED)
            number = next(one.number for one in receipt.cases if one.item == PERMIT)
            cases.accept(FEDERATION, case=number, now=RECEIVED)
            told = {"ground": "testing", "told_days": 3, "document": "特告 1"}
            cases.pause(FEDERATION, case=number, **told, now=at("2026-03-06"))
            due = CaseRow.objects.get(number=number).statutory_on
            down_since(LAST_BEFORE)
            live_until_rest(jobs.Worker("after"), RESTARTED, most=MINUTE)
        row = CaseRow.objects.get(number=number)
        assert (row.status, row.paused_until, row.statutory_on) == ("in_review", None, due)
        ended = EventRow.objects.get(stream=number, name="Resumed").to_core()
        assert ended.event.until == date(2026, 3, 10)
        assert "resumed" in [kind for _, kind, _ in house.messages.told]
