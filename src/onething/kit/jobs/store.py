"""The job table: putting in, taking under a lease, ending, trying again, burying.

Every job is ready, running under a live lease, done, or dead with its last error; nothing else (I12).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count

from onething.core.errors import Conflict, NotFound
from onething.kit.jobs.models import JobRow
from onething.kit.jobs.registry import HANDLERS, Handler, Job, handler_of
from onething.kit.points import point
from onething.kit.statements import insert

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


def fail(job: Job, handler: Handler, error: str, *, now: datetime) -> WorkState:
    """Put a failed job back with a longer wait, or bury it after its last attempt. Returns what it is now."""
    mine = JobRow.objects.filter(pk=job.id, fence=job.fence, state=WorkState.RUNNING)
    if job.attempt >= handler.most:
        mine.update(state=WorkState.DEAD, ended_at=now, lease_until=None, error=error[-2000:])
        return WorkState.DEAD
    wait = min(FIRST_WAIT * 2 ** min(job.attempt - 1, 20), handler.longest)
    mine.update(state=WorkState.READY, run_after=now + wait, lease_until=None, error=error[-2000:])
    return WorkState.READY


def reap(*, now: datetime) -> int:
    """Give back the jobs whose lease ran out (their worker died), bury those that had their last attempt.

    Returns how many were given back or buried.
    """
    lost = JobRow.objects.filter(state=WorkState.RUNNING, lease_until__lt=now)
    count = 0
    for kind in lost.order_by().values_list("kind", flat=True).distinct():
        most = HANDLERS[kind].most if kind in HANDLERS else 1
        of_kind = lost.filter(kind=kind)
        buried = of_kind.filter(attempts__gte=most)
        count += buried.update(
            state=WorkState.DEAD, ended_at=now, lease_until=None, error="the worker died in the last attempt"
        )
        count += of_kind.update(state=WorkState.READY, lease_until=None, run_after=now)
    return count


def forget(*, now: datetime) -> int:
    """Delete jobs done long ago; dead ones stay until somebody revives them."""
    return JobRow.objects.filter(state=WorkState.DONE, ended_at__lt=now - KEPT).delete()[0]


def list_dead(*, limit: int = 100) -> list[tuple[UUID, str, str, int]]:
    """Return the dead letters, last first: id, kind, last error, attempts."""
    rows = JobRow.objects.filter(state=WorkState.DEAD).order_by("-ended_at", "-id")[:limit]
    return [(row.id, row.kind, row.error, row.attempts) for row in rows]


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
            row.state, row.attempts, row.run_after, row.ended_at = WorkState.READY, 0, now, None
        row.fence += 1
        row.save()


def count_jobs() -> dict[str, int]:
    """Return how many jobs are in each state."""
    counted = dict(JobRow.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: counted.get(state.value, 0) for state in WorkState}
