"""Work that the worker does for this area."""

from datetime import datetime, timedelta

from onething.areas.cases.engine import departments, pushing
from onething.areas.cases.services import (
    archive_due,
    assign_by_lot,
    callbacks,
    look_after,
    recompute_dates,
)
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs

DEADLINES = Actor.job("deadlines")
LOTS = Actor.job("lots")
#: A system that is away is no dead letter, however long: its silence is told, and its queue waits.
NEVER_DEAD = 1_000_000_000


@jobs.handler(pushing.KIND, atomic=False, most=NEVER_DEAD, longest=timedelta(minutes=10))
def push(job: jobs.Job, now: datetime) -> timedelta | None:
    more = pushing.send(job.payload["system"], now=now)
    return timedelta() if more else None


@jobs.every("cases.push-forgotten", seconds=10)
def push_forgotten(now: datetime) -> None:
    pushing.send_forgotten(now=now)


@jobs.every("cases.look-for-silence", seconds=60)
def silence(now: datetime) -> None:
    departments.raise_alarms(DEADLINES, now=now)


@jobs.handler(callbacks.KIND)
def decided_there(job: jobs.Job, now: datetime) -> None:
    callbacks.apply_waiting(DEADLINES, case=job.payload["case"], now=now)


@jobs.every("cases.look-after", seconds=30)
def deadlines(now: datetime) -> None:
    look_after(DEADLINES, now=now)


@jobs.every("cases.recompute-dates", seconds=3600)
def dates(now: datetime) -> None:
    recompute_dates(DEADLINES, now=now)


@jobs.every("cases.archive", seconds=3600)
def archive(now: datetime) -> None:
    archive_due(DEADLINES, now=now)


@jobs.every("cases.assign-by-lot", seconds=10)
def lots(now: datetime) -> None:
    assign_by_lot(LOTS, now=now)
