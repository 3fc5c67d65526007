"""The job table: putting in, taking under a lease, ending, trying again, burying.

Every job is ready, running under a live lease, done, or dead with its last error; nothing else (I12).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet

from onething.core.actors import Role
from onething.core.errors import Conflict, NotFound
from onething.kit.jobs.models import JobRow
from onething.kit.jobs.registry import HANDLERS, Handler, Job, handler_of
from onething.kit.points import point
from onething.kit.statements import insert

log = structlog.get_logger("onething.jobs")
#: A job that took so many workers with it is buried.
MOST_LOST = 5
#: Waiting after the first failure; doubled each time.
FIRST_WAIT = timedelta(seconds=2)
#: Done jobs are kept so long, for whoever asks what happened.
KEPT = timedelta(days=7)


class WorkState(StrEnum):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class LeaseLost(Conflict):
    """Another worker has the job by now; nothing of this attempt may count."""

    code = "jobs.lease_lost"

    def __init__(self, job: UUID) -> None:
        super().__init__(f"job {job} is under another lease")
        self.job = str(job)


class JobNotFound(NotFound):
    code = "jobs.not_found"

    def __init__(self, job: UUID) -> None:
        super().__init__(f"no dead job {job}")
        self.job = str(job)


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    run_after: datetime | None = None,
    key: str = "",
) -> None:
    """Put work on the table, in the transaction of the caller: no act without its work, no work without its act.

    key: while a job of this kind with the same key waits or runs, a second one is not made. payload: JSON-able.
    """
    insert(
        [JobRow(kind=kind, payload=dict(payload), dedupe=key, run_after=run_after or now, made_at=now)],
        ignore_conflicts=bool(key),
    )


def wake(kind: str, payloads: Mapping[str, Mapping[str, Any]], *, now: datetime) -> None:
    """See that a job of each key comes, in the transaction of what is owed. payloads: by key.

    For jobs that work off everything that is owed and have a sweep behind them. A second one is not made while one
    waits or runs; nor while another transaction is making one, for which nobody waits: acts that wake the same jobs
    would else go one after the other, or stop each other.
    """
    keys = list(payloads)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT key FROM unnest(%s::text[]) AS key "
                "WHERE pg_try_advisory_xact_lock(hashtextextended(%s || ' ' || key, 0))",
                [keys, kind],
            )
            keys = [key for (key,) in cursor.fetchall()]
    insert(
        [
            JobRow(kind=kind, payload=dict(payloads[key]), dedupe=key, run_after=now, made_at=now)
            for key in keys
        ],
        ignore_conflicts=True,
    )


def take(*, owner: str, now: datetime) -> Job | None:
    """Take the job that has waited longest under a lease; None if none is due. Two workers never get the same."""
    with transaction.atomic():
        rows = JobRow.objects.filter(state=WorkState.READY, run_after__lte=now, kind__in=list(HANDLERS))
        skip = connection.features.has_select_for_update_skip_locked
        row = rows.select_for_update(skip_locked=skip).order_by("run_after", "id").first()
        if row is None:
            return None
        row.state, row.owner = WorkState.RUNNING, owner
        row.attempts += 1
        row.fence += 1
        row.lease_until = now + handler_of(row.kind).lease
        row.save(update_fields=["state", "owner", "attempts", "fence", "lease_until"])
    point("jobs.taken")
    return Job(row.id, row.kind, row.payload, row.attempts, row.fence)


def end(job: Job, *, now: datetime) -> None:
    """Mark a job as done. Raises LeaseLost if its lease has gone to somebody else."""
    mine = JobRow.objects.filter(pk=job.id, fence=job.fence, state=WorkState.RUNNING)
    if not mine.update(state=WorkState.DONE, ended_at=now, lease_until=None, error=""):
        raise LeaseLost(job.id)


def go_on(job: Job, *, after: timedelta, now: datetime) -> None:
    """Put a job back that has done its turn and has more to do; its failures are forgotten. Raises LeaseLost."""
    mine = JobRow.objects.filter(pk=job.id, fence=job.fence, state=WorkState.RUNNING)
    if not mine.update(
        state=WorkState.READY, run_after=now + after, lease_until=None, attempts=0, lost=0, error=""
    ):
        raise LeaseLost(job.id)


def fail(job: Job, handler: Handler, error: str, *, now: datetime, deadly: bool = False) -> WorkState:
    """Put a failed job back with a longer wait, or bury it after its last attempt. Returns what it is now.

    deadly: it would have taken its worker with it, and counts as if it had.
    """
    mine = JobRow.objects.filter(pk=job.id, fence=job.fence, state=WorkState.RUNNING)
    if job.attempt >= handler.most or (deadly and mine.filter(lost__gte=MOST_LOST - 1).exists()):
        _bury(mine, error, now=now)
        return WorkState.DEAD
    wait = min(FIRST_WAIT * 2 ** min(job.attempt - 1, 20), handler.longest)
    mine.update(
        state=WorkState.READY,
        run_after=now + wait,
        lease_until=None,
        error=error[-2000:],
        lost=F("lost") + int(deadly),
    )
    return WorkState.READY


def running() -> dict[UUID, tuple[int, timedelta]]:
    """Return the fence of each job that runs, and how long its lease lasts."""
    rows = JobRow.objects.filter(state=WorkState.RUNNING).values_list("id", "kind", "fence")
    return {
        id: (fence, HANDLERS[kind].lease if kind in HANDLERS else timedelta()) for id, kind, fence in rows
    }


def reap(*, now: datetime, outlived: Collection[UUID] | None = None) -> int:
    """Give back the jobs whose lease ran out (their worker died or hangs); bury those that had their last attempt, and
    those of which `MOST_LOST` workers died: a poisoned message takes no sixth one with it.

    outlived: the jobs of which somebody saw that; None: those whose lease has ended by the clock. Returns how many were
    given back or buried.
    """
    lost = JobRow.objects.filter(state=WorkState.RUNNING)
    lost = lost.filter(lease_until__lt=now) if outlived is None else lost.filter(pk__in=outlived)
    count = 0
    for kind in lost.order_by().values_list("kind", flat=True).distinct():
        most = HANDLERS[kind].most if kind in HANDLERS else 1
        of_kind = lost.filter(kind=kind)
        poisoned = of_kind.filter(Q(attempts__gte=most) | Q(lost__gte=MOST_LOST - 1))
        count += _bury(poisoned, "the worker died or hung in the last attempt", now=now)
        count += of_kind.update(state=WorkState.READY, lease_until=None, run_after=now, lost=F("lost") + 1)
    return count


def _bury(rows: QuerySet[JobRow], error: str, *, now: datetime) -> int:
    """Make dead letters of these running jobs, each with whom it concerns. Returns how many."""
    buried = 0
    for row in rows:
        handler = HANDLERS.get(row.kind)
        mine = JobRow.objects.filter(pk=row.pk, fence=row.fence, state=WorkState.RUNNING)
        department = str(row.payload.get("department", ""))
        role = handler.role if handler else Role.ADMIN
        gone = mine.update(
            state=WorkState.DEAD,
            ended_at=now,
            lease_until=None,
            error=error[-2000:],
            department=department,
            role=role,
        )
        if gone:
            log.error("dead_letter", kind=row.kind, job=str(row.pk), department=department, role=role.value)
        buried += gone
    return buried


def forget(*, now: datetime) -> int:
    """Delete jobs done long ago; dead ones stay until somebody revives them."""
    return JobRow.objects.filter(state=WorkState.DONE, ended_at__lt=now - KEPT).delete()[0]


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A dead letter: what it was to do, why it could not, and whose it is. payload: keys and numbers, never persons."""

    id: UUID
    kind: str
    payload: Mapping[str, Any]
    error: str
    attempts: int
    department: str
    role: Role
    died_at: datetime


def list_dead(*, departments: Collection[str] | None = None, limit: int = 100) -> list[DeadJob]:
    """Return the dead letters, last first. departments: only theirs, None = all, also those of the house itself."""
    return [_letter(row) for row in _dead(departments).order_by("-ended_at", "-id")[:limit]]


def get_dead(job: UUID, *, departments: Collection[str] | None = None) -> DeadJob:
    """Return one dead letter. Raises JobNotFound, also if it is of none of these departments."""
    row = _dead(departments).filter(pk=job).first()
    if row is None:
        raise JobNotFound(job)
    return _letter(row)


def _letter(row: JobRow) -> DeadJob:
    role, died_at = Role(row.role or Role.ADMIN), row.ended_at or row.made_at
    return DeadJob(row.id, row.kind, row.payload, row.error, row.attempts, row.department, role, died_at)


def count_dead(*, departments: Collection[str] | None = None) -> int:
    return _dead(departments).count()


def _dead(departments: Collection[str] | None) -> QuerySet[JobRow]:
    rows = JobRow.objects.filter(state=WorkState.DEAD)
    return rows if departments is None else rows.filter(department__in=departments)


def give_up(job: UUID, *, reason: str, now: datetime) -> None:
    """Let a dead job rest for good. Raises JobNotFound."""
    dead = JobRow.objects.filter(pk=job, state=WorkState.DEAD)
    if not dead.update(state=WorkState.DONE, ended_at=now, error=f"given up: {reason}"[:2000]):
        raise JobNotFound(job)


def revive(job: UUID, *, now: datetime) -> None:
    """Let a dead job be tried again from the first attempt; its like, if one waits or runs, is tried at once instead.

    Raises JobNotFound.
    """
    with transaction.atomic():
        row = JobRow.objects.select_for_update().filter(pk=job, state=WorkState.DEAD).first()
        if row is None:
            raise JobNotFound(job)
        alike = JobRow.objects.filter(kind=row.kind, dedupe=row.dedupe).exclude(dedupe="")
        if alike.filter(state__in=[WorkState.READY, WorkState.RUNNING]).exists():
            row.state = WorkState.DONE
            alike.filter(state=WorkState.READY).update(run_after=now)
        else:
            row.state, row.attempts, row.lost = WorkState.READY, 0, 0
            row.run_after, row.ended_at = now, None
        row.fence += 1
        row.save()


def count_jobs() -> dict[str, int]:
    """Return how many jobs are in each state."""
    counted = dict(JobRow.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: counted.get(state.value, 0) for state in WorkState}
