"""The worker: takes jobs, runs periodic work, gives back what dead workers held. `onething work` runs it."""

import os
import signal
import traceback
from datetime import datetime, timedelta
from threading import Event, Timer
from uuid import UUID

import structlog
from django.db import close_old_connections, transaction

from onething.core.errors import RuleBroken
from onething.kit.jobs import hours, store
from onething.kit.jobs.models import ScheduleRow
from onething.kit.jobs.registry import SCHEDULES, Handler, Job, Schedule, handler_of
from onething.kit.points import point
from onething.kit.ports import now as this_moment
from onething.kit.ports import steady

log = structlog.get_logger("onething.jobs")

IDLE = 0.5  # seconds between looks at an empty table
REAP_EVERY = timedelta(seconds=15)
#: Between taking a job and watching it.
MARGIN = timedelta(milliseconds=200)


class Worker:
    """One worker. name: shown beside the jobs it holds. watched: it ends itself when a job outlives its lease, since the
    job is somebody else's by then; whoever started it starts it again."""

    def __init__(self, name: str, *, watched: bool = False) -> None:
        self.name, self.watched = name, watched
        self._stop = Event()
        self._reaped: float | None = None
        self._seen: dict[UUID, tuple[int, float]] = {}  # running jobs: fence, and since when it was seen
        self._next: dict[str, datetime] = {}  # as far as this worker has seen; only moves forward

    def run(self) -> None:
        """Work until told to stop (SIGTERM, SIGINT); the job at hand is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        log.info("worker_started", worker=self.name)
        while not self._stop.is_set():
            close_old_connections()
            try:
                hours.must_be_right()
                busy = self.step(now=this_moment())
            except RuleBroken as error:  # the clock was set: nothing is done until it is put right
                log.error("clock_is_wrong", worker=self.name, code=error.code, **error.facts())
                busy = False
            except Exception:  # the database is away: wait, and look again
                log.error("worker_step_failed", error=traceback.format_exc(limit=3))
                busy = False
            if not busy:
                self._stop.wait(IDLE)
        log.info("worker_stopped", worker=self.name)

    def step(self, *, now: datetime) -> bool:
        """Do what is due: reap, one periodic work, one job. Returns whether there was a job or a periodic work."""
        seconds = steady()
        if self._reaped is None or seconds - self._reaped >= REAP_EVERY.total_seconds():
            self._reaped = seconds
            store.reap(now=now, outlived=self._outlived(seconds))
            store.forget(now=now)
        ran = self._periodic(now)
        job = store.take(owner=self.name, now=now)
        if job is None:
            return ran
        self.do(job, now=now)
        return True

    def _outlived(self, seconds: float) -> list[UUID]:
        """Return the jobs that this worker has seen under the same lease for longer than a lease lasts.

        Nobody's clock is asked: one that jumps would give a job to two, or keep it from all.
        """
        running = store.running()
        self._seen = {
            job: self._seen[job] if self._seen.get(job, (0, 0))[0] == fence else (fence, seconds)
            for job, (fence, _) in running.items()
        }
        return [
            job
            for job, (_, lease) in running.items()
            if seconds - self._seen[job][1] > (lease + MARGIN).total_seconds()
        ]

    def do(self, job: Job, *, now: datetime) -> None:
        """Run one job under its lease; a failure puts it back or buries it."""
        handler = handler_of(job.kind)
        watch = Timer(handler.lease.total_seconds(), _end_this_process, [job])
        watch.daemon = True
        if self.watched:
            watch.start()
        try:
            if handler.atomic:
                with transaction.atomic():
                    self._work(job, handler, now=now)
                point("jobs.committed")
            else:
                self._work(job, handler, now=now)
        except store.LeaseLost:
            log.warning("job_lease_lost", kind=job.kind, job=str(job.id))
        except Exception as error:
            self._failed(job, handler, error, now=now)
        finally:
            watch.cancel()

    def _work(self, job: Job, handler: Handler, *, now: datetime) -> None:
        after = handler.work(job, now)
        point("jobs.worked")
        if after is None:
            store.end(job, now=now)
        else:
            store.go_on(job, after=after, now=now)

    def _failed(self, job: Job, handler: Handler, error: Exception, *, now: datetime) -> None:
        deadly = isinstance(error, MemoryError)
        state = store.fail(job, handler, f"{type(error).__name__}: {error}", now=now, deadly=deadly)
        say = log.error if state is store.WorkState.DEAD else log.warning
        say("job_failed", kind=job.kind, job=str(job.id), attempt=job.attempt, state=state.value)

    def _periodic(self, now: datetime) -> bool:
        for schedule in SCHEDULES.values():
            if now < self._next.get(schedule.name, now) or not self._is_mine(schedule, now):
                continue
            try:
                schedule.work(now)
            except Exception:
                log.error("periodic_failed", name=schedule.name, error=traceback.format_exc(limit=5))
            return True
        return False

    def _is_mine(self, schedule: Schedule, now: datetime) -> bool:
        """Whether the work is due and this worker was the one to move its next moment forward."""
        later = now + schedule.every
        row, made = ScheduleRow.objects.get_or_create(
            name=schedule.name, defaults={"next_at": later, "last_at": now}
        )
        if not made and row.next_at > now:
            self._next[schedule.name] = row.next_at
            return False
        self._next[schedule.name] = later
        mine = ScheduleRow.objects.filter(pk=schedule.name, next_at=row.next_at)
        return made or bool(mine.update(next_at=later, last_at=now))


def _end_this_process(job: Job) -> None:
    log.error("job_outlived_its_lease", kind=job.kind, job=str(job.id))
    os.kill(os.getpid(), signal.SIGKILL)


def drain(*, now: datetime, most: int = 10_000) -> int:
    """Do every job that is due at this moment, periodic work left aside. Returns how many."""
    worker = Worker("drain")
    done = 0
    while done < most and (job := store.take(owner=worker.name, now=now)):
        worker.do(job, now=now)
        done += 1
    return done
