"""The clock of the house is set: nothing is done by it, nothing changes, and it goes on when the clock is right."""

from datetime import timedelta

import pytest

from onething.areas.audit.models import EntryRow
from onething.areas.cases import api as cases
from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow
from onething.core.cases.errors import ClockSetBack
from onething.core.cases.parts import Contact
from onething.core.ports import Clock, Steady
from onething.core.submission import Person
from onething.kit.jobs import api as jobs
from onething.kit.jobs import store
from onething.kit.jobs.models import JobRow, ScheduleRow
from onething.kit.ports import bound
from tests.areas.cases.world import APPLICANT, CHEN, FEDERATION, NIGHT, STRANGER, at, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")
CASE = "disability-certificate"
DAY = timedelta(days=1)
JUMPS = [timedelta(days=1), timedelta(days=-1), timedelta(hours=8), timedelta(seconds=-61)]


class Wrong:
    """A clock, and the seconds beside it, that a test sets."""

    def __init__(self, moment=NOW):
        self.moment, self.passed, self.step = moment, 0.0, timedelta()

    def now(self):
        return self.moment + self.step

    def seconds(self):
        return self.passed

    def stepped(self):
        return self.step

    def pass_(self, length):
        self.moment += length
        self.passed += length.total_seconds()


@pytest.fixture
def clock():
    made = Wrong()
    with bound(Clock, made), bound(Steady, made):
        yield made


def worked(moment):
    """Some worker did its periodic work then."""
    ScheduleRow.objects.create(name="any", next_at=moment + timedelta(seconds=10), last_at=moment)


def kept():
    return [
        list(rows.order_by("pk").values())
        for rows in (
            ApplicationRow.objects,
            CaseRow.objects,
            EventRow.objects,
            EntryRow.objects,
            JobRow.objects,
        )
    ]


def submitted():
    receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=NOW)
    return receipt, next(one.number for one in receipt.cases if one.item == CASE)


class TestAnActInAnApplication:
    @pytest.mark.parametrize("back", [timedelta(seconds=61), timedelta(hours=8), DAY])
    @pytest.mark.parametrize("remembered", [True, False])
    def test_that_lies_before_its_newest_event_changes_nothing(self, back, remembered):
        _, case = submitted()
        if not remembered:
            from onething.areas.cases.engine.loading import MEMORY

            MEMORY.clear()
        before = kept()
        with pytest.raises(ClockSetBack):
            cases.accept(FEDERATION, case=case, now=NOW - back)
        with pytest.raises(ClockSetBack):
            cases.withdraw_all(
                APPLICANT, application=case.rpartition("-")[0], reason="改主意", now=NOW - back
            )
        assert kept() == before

    def test_within_the_tolerance_is_done(self):
        _, case = submitted()
        assert cases.accept(FEDERATION, case=case, now=NOW - timedelta(seconds=59)).status == "in_review"

    def test_of_the_night_waits_without_stopping_the_others(self):
        chen = Person("陈思敏", "citizen_number", CHEN, "13800001358")
        other = cases.submit(STRANGER, submission=submission(applicant=chen), key="other", now=NOW)
        ahead = submitted()[0].number
        cases.change_contact(
            APPLICANT, application=ahead, contact=Contact("13800009999"), now=at("2026-03-31")
        )
        accepted = EventRow.objects.filter(name="Accepted").values_list("application__number", flat=True)
        cases.look_after(NIGHT, now=at("2026-03-20"))  # both are due
        assert set(accepted) == {other.number}
        cases.look_after(NIGHT, now=at("2026-04-01"))
        assert set(accepted.all()) == {other.number, ahead}


class TestAClockThatWasSetWhileTheHouseRuns:
    @pytest.mark.parametrize("by", JUMPS, ids=str)
    def test_takes_nothing_in_and_goes_on_when_it_is_put_right(self, clock, by):
        clock.step = by
        before = kept()
        with pytest.raises(jobs.ClockJumped) as refused:
            cases.submit(APPLICANT, submission=submission(), key="k", now=clock.now())
        assert refused.value.seconds == by.total_seconds()
        assert kept() == before
        clock.step = timedelta()
        receipt = cases.submit(APPLICANT, submission=submission(), key="k", now=clock.now())
        clock.step = by
        again = cases.submit(APPLICANT, submission=submission(), key="k", now=clock.now())
        assert (again.number, again.repeated) == (receipt.number, True)

    @pytest.mark.parametrize("by", JUMPS, ids=str)
    def test_leaves_every_day_as_it_would_be_without(self, clock, by):
        _, case = submitted()
        clock.pass_(DAY)
        clock.step = by
        with pytest.raises(jobs.ClockJumped):
            cases.accept(FEDERATION, case=case, now=clock.now())
        clock.step = timedelta()
        state = cases.accept(FEDERATION, case=case, now=clock.now())
        assert state.clock.accepted_on == at("2026-03-06").date()
        assert EventRow.objects.filter(at__gt=clock.now()).count() == 0


class TestAHouseThatHasWorkedLater:
    def test_takes_nothing_in_and_says_both_moments(self, clock):
        worked(NOW + DAY)
        before = kept()
        with pytest.raises(jobs.ClockSetBack) as refused:
            cases.submit(APPLICANT, submission=submission(), key="k", now=clock.now())
        assert (refused.value.shown, refused.value.newest) == ("2026-03-05 10:00", "2026-03-06 10:00")
        assert kept() == before

    def test_goes_on_once_somebody_trusts_the_clock(self, clock):
        worked(NOW + DAY)
        jobs.enqueue("test.any", {}, now=NOW + DAY)
        assert jobs.trust(now=NOW) == NOW + DAY
        assert jobs.newest_moment() == NOW
        assert JobRow.objects.get().run_after == NOW
        cases.submit(APPLICANT, submission=submission(), key="k", now=clock.now())

    def test_says_how_many_applications_wait_for_a_moment_ahead(self, clock):
        cases.submit(APPLICANT, submission=submission(), key="k", now=NOW + DAY)
        assert cases.count_ahead(NIGHT, now=NOW) == 1
        assert cases.count_ahead(NIGHT, now=NOW + DAY) == 0


class TestALease:
    @pytest.fixture(autouse=True)
    def kind(self):
        from onething.kit.jobs import registry

        jobs.handler("test.leased")(lambda job, now: None)
        yield
        del registry.HANDLERS["test.leased"]

    @pytest.mark.parametrize("by", [timedelta(days=1), timedelta(days=-1), timedelta(hours=8)], ids=str)
    def test_is_held_by_one_however_the_clock_is_set(self, clock, by, monkeypatch):
        monkeypatch.setattr("onething.kit.jobs.worker.SCHEDULES", {})
        jobs.enqueue("test.leased", {}, now=NOW)
        held = store.take(owner="slow", now=clock.now())
        other = jobs.Worker("other")
        other.step(now=clock.now())
        clock.step = by
        for _ in range(11):  # two minutes, less than the lease and its margin
            clock.pass_(timedelta(seconds=10.9))
            other.step(now=clock.now())
        store.end(held, now=clock.now())  # nobody else has had it
        assert JobRow.objects.get().fence == held.fence

    @pytest.mark.parametrize("by", [timedelta(0), timedelta(days=-1), timedelta(hours=8)], ids=str)
    def test_of_a_dead_worker_ends_however_the_clock_is_set(self, clock, by, monkeypatch):
        monkeypatch.setattr("onething.kit.jobs.worker.SCHEDULES", {})
        jobs.enqueue("test.leased", {}, now=NOW - 2 * DAY)
        store.take(owner="dead", now=clock.now())
        other = jobs.Worker("other")
        other.step(now=clock.now())
        clock.step = by
        for _ in range(9):
            clock.pass_(timedelta(seconds=16))
            other.step(now=clock.now())
        row = JobRow.objects.get()
        assert (row.lost, row.fence) == (1, 2 if row.state == "done" else 1)
        clock.step = timedelta()
        clock.pass_(timedelta(seconds=1))
        other.step(now=clock.now())
        assert JobRow.objects.get().state == "done"
