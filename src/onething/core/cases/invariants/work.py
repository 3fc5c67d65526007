"""I12: each job is done, waits, runs under a live lease, or is a dead letter whose owner was told."""

from collections.abc import Iterator
from datetime import date, datetime

from onething.core.cases.invariants.reading import Breach, Store


def work(store: Store, today: date, now: datetime | None) -> Iterator[Breach]:
    """Hold the table of jobs. now: the moment by which a lease lives, None: by the day."""
    for job in store.jobs():
        where = f"{job.kind} {job.id}"
        match job.state:
            case "ready" | "done":
                pass
            case "running" if not _lives(job.lease_until, today, now):
                yield Breach("I12", where, f"runs under a lease that ended at {job.lease_until}")
            case "running":
                pass
            case "dead" if not job.told:
                yield Breach("I12", where, "is a dead letter of which nobody was told")
            case "dead":
                pass
            case other:
                yield Breach("I12", where, f"is {other!r}, which is no state of a job")


def _lives(lease_until: datetime | None, today: date, now: datetime | None) -> bool:
    if lease_until is None:
        return False
    return lease_until >= now if now is not None else lease_until.date() >= today
