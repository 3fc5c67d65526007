"""Background work: put on the table with the act, done once, given back by the dead, buried after the last attempt."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction

from onething.areas.cases import api as cases
from onething.areas.cases import tasks
from onething.areas.cases.models import PushRow
from onething.kit.jobs import api as jobs
from onething.kit.jobs import registry, store
from onething.kit.jobs.models import JobRow
from tests.areas.cases.world import APPLICANT, at, submission

pytestmark = pytest.mark.django_db
NOW = at("2026-03-05")


@pytest.fixture
def done(monkeypatch):
    seen = []
    monkeypatch.setattr(registry, "HANDLERS", registry.HANDLERS)

    @jobs.handler("test.note", most=3)
    def note(job, now):
        if job.payload.get("fail"):
            raise RuntimeError("no")
        seen.append(job.payload["n"])

    yield seen
    del registry.HANDLERS["test.note"]


class TestAJob:
    def test_is_done_once_and_in_order(self, done):
        for n in range(3):
            jobs.enqueue("test.note", {"n": n}, now=NOW)
        assert jobs.drain(now=NOW) == 3
        assert done == [0, 1, 2]
        assert jobs.drain(now=NOW) == 0

    def test_is_not_there_when_the_act_was_undone(self, done):
        with transaction.atomic():
            jobs.enqueue("test.note", {"n": 1}, now=NOW)
            transaction.set_rollback(True)
        assert jobs.drain(now=NOW) == 0

    def test_with_a_key_waits_only_once(self, done):
        for _ in range(3):
            jobs.enqueue("test.note", {"n": 1}, now=NOW, key="one")
        assert jobs.drain(now=NOW) == 1
        jobs.enqueue("test.note", {"n": 2}, now=NOW, key="one")
        assert jobs.drain(now=NOW) == 1

    def test_waits_until_its_time(self, done):
        jobs.enqueue("test.note", {"n": 1}, now=NOW, run_after=NOW + timedelta(hours=1))
        assert jobs.drain(now=NOW) == 0
        assert jobs.drain(now=NOW + timedelta(hours=1)) == 1

    def test_waits_longer_after_each_failure_and_is_buried_after_the_last(self, done):
        jobs.enqueue("test.note", {"fail": True}, now=NOW)
        waits, now = [], NOW
        for _ in range(3):
            assert jobs.drain(now=now) == 1
            row = JobRow.objects.get()
            waits.append(row.run_after - now)
            now = max(now, row.run_after)
        assert waits[:2] == [timedelta(seconds=2), timedelta(seconds=4)]
        (buried,) = jobs.list_dead()
        assert (buried.kind, buried.error, buried.attempts) == ("test.note", "RuntimeError: no", 3)

    def test_can_be_revived(self, done):
        jobs.enqueue("test.note", {"n": 7}, now=NOW)
        JobRow.objects.update(state="dead", ended_at=NOW, attempts=3)
        (buried,) = jobs.list_dead()
        jobs.revive(buried.id, now=NOW)
        assert jobs.drain(now=NOW) == 1
        assert done == [7]

    def test_is_not_revived_beside_its_like_which_is_tried_at_once_instead(self, done):
        jobs.enqueue("test.note", {"n": 7}, now=NOW, key="k")
        JobRow.objects.update(state="dead", ended_at=NOW, attempts=3)
        jobs.enqueue("test.note", {"n": 8}, now=NOW, run_after=NOW + timedelta(hours=1), key="k")
        jobs.revive(jobs.list_dead()[0].id, now=NOW)
        assert jobs.drain(now=NOW) == 1
        assert done == [8]
        assert jobs.count_jobs() == {"ready": 0, "running": 0, "done": 2, "dead": 0}

    def test_of_many_keys_is_put_in_at_once_and_one_that_waits_is_not_doubled(self, done):
        jobs.enqueue("test.note", {"n": 1}, now=NOW, key="a")
        jobs.wake("test.note", {"a": {"n": 2}, "b": {"n": 3}}, now=NOW)
        jobs.drain(now=NOW)
        assert done == [1, 3]

    def test_of_a_dead_worker_is_given_back_and_the_dead_one_no_longer_counts(self, done):
        jobs.enqueue("test.note", {"n": 1}, now=NOW)
        lost = store.take(owner="dead", now=NOW)
        assert store.take(owner="other", now=NOW) is None
        late = NOW + timedelta(minutes=3)
        assert jobs.reap(now=late) == 1
        taken = store.take(owner="other", now=late)
        assert taken.fence == lost.fence + 1
        with pytest.raises(jobs.LeaseLost):
            store.end(lost, now=late)
        store.end(taken, now=late)

    def test_does_nothing_when_it_loses_its_lease_while_working(self, done):
        jobs.enqueue("test.note", {"n": 1}, now=NOW)
        job = store.take(owner="slow", now=NOW)
        JobRow.objects.update(fence=job.fence + 1)
        jobs.Worker("slow").do(job, now=NOW)
        assert JobRow.objects.get().state == "running"

    def test_of_a_worker_that_died_every_time_is_buried(self, done):
        jobs.enqueue("test.note", {"n": 1}, now=NOW)
        now = NOW
        for _ in range(3):
            store.take(owner="dead", now=now)
            now += timedelta(minutes=3)
            jobs.reap(now=now)
        assert jobs.count_jobs() == {"ready": 0, "running": 0, "done": 0, "dead": 1}


@pytest.mark.django_db(transaction=True)
class TestWaking:
    def test_keeps_no_other_act_waiting_and_ties_no_knot(self, done):
        """Two acts wake the same two jobs crosswise, each before the other has committed."""
        both = threading.Barrier(2)

        def act(first: str, second: str) -> None:
            try:
                with transaction.atomic():
                    jobs.wake("test.note", {first: {"n": 1}}, now=NOW)
                    with suppress(threading.BrokenBarrierError):
                        both.wait(timeout=1)  # where there is one writer, nobody comes
                    jobs.wake("test.note", {second: {"n": 1}}, now=NOW)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            for one in [pool.submit(act, "a", "b"), pool.submit(act, "b", "a")]:
                one.result(timeout=20)
        assert set(JobRow.objects.values_list("dedupe", flat=True)) == {"a", "b"}
        assert JobRow.objects.count() == 2


class TestPeriodicWork:
    def test_runs_once_in_its_time_whoever_asks(self, monkeypatch):
        ran = []
        schedule = registry.Schedule("test.tick", ran.append, timedelta(seconds=60))
        monkeypatch.setattr(registry, "SCHEDULES", {"test.tick": schedule})
        monkeypatch.setattr("onething.kit.jobs.worker.SCHEDULES", {"test.tick": schedule})
        for worker in (jobs.Worker("a"), jobs.Worker("b")):
            worker.step(now=NOW)
        assert ran == [NOW]
        jobs.Worker("a").step(now=NOW + timedelta(seconds=60))
        assert len(ran) == 2


class TestThePushesOfASubmission:
    def test_reach_each_department_system_once(self, house):
        cases.submit(APPLICANT, submission=submission(), key="k", now=NOW)
        meant = PushRow.objects.count()
        assert meant >= 1
        jobs.drain(now=NOW)
        assert len(house.systems.effects) == meant
        assert not PushRow.objects.filter(done_at=None).exists()

    def test_wait_for_a_system_that_is_down_and_lose_nothing(self, house):
        cases.submit(APPLICANT, submission=submission(), key="k", now=NOW)
        house.systems.down = set(PushRow.objects.values_list("system", flat=True))
        jobs.drain(now=NOW)
        assert PushRow.objects.filter(done_at=None).exists()
        house.systems.down = set()
        jobs.drain(now=NOW + timedelta(hours=1))
        assert not PushRow.objects.filter(done_at=None).exists()

    def test_to_a_system_that_is_down_keep_no_other_waiting(self, house):
        cases.submit(APPLICANT, submission=submission(), key="k", now=NOW)
        PushRow.objects.create(
            key="other/1",
            system="other",
            case="other",
            body={},
            body_hash="",
            made_at=NOW - timedelta(minutes=1),
        )
        house.systems.down = {"other"}
        jobs.wake("cases.push", {"other": {"system": "other"}}, now=NOW)
        jobs.drain(now=NOW)
        assert set(PushRow.objects.filter(done_at=None).values_list("system", flat=True)) == {"other"}

    def test_come_in_the_order_in_which_things_happened_to_a_case(self, house):
        for sequence in (10, 9, 2):
            PushRow.objects.create(
                key=f"c/{sequence}",
                system="s",
                case="c",
                sequence=sequence,
                body={},
                body_hash="",
                made_at=NOW,
            )
        jobs.wake("cases.push", {"s": {"system": "s"}}, now=NOW)
        jobs.drain(now=NOW)
        assert [key for _, key in house.systems.effects] == ["c/2", "c/9", "c/10"]

    def test_that_were_meant_while_their_job_was_ending_get_another_job(self, house):
        cases.submit(APPLICANT, submission=submission(), key="k", now=NOW)
        JobRow.objects.all().delete()
        tasks.push_forgotten(NOW + timedelta(seconds=5))
        assert jobs.drain(now=NOW + timedelta(seconds=5)) == 0
        tasks.push_forgotten(NOW + timedelta(seconds=11))
        jobs.drain(now=NOW + timedelta(seconds=11))
        assert not PushRow.objects.filter(done_at=None).exists()
