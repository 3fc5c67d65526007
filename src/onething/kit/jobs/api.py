"""Background work as a table: enqueued inside the transaction of what needs it, done under a lease with a fence.

from onething.kit import jobs

@jobs.handler("cases.push")
def push(job: jobs.Job, now: datetime) -> None: ...

@jobs.every("cases.look-after", seconds=60)
def look_after(now: datetime) -> None: ...

jobs.enqueue("cases.push", {"key": key}, now=now, key=key)
"""

from onething.kit.jobs.hours import (
    TOLERANCE,
    ClockJumped,
    ClockSetBack,
    must_be_right,
    newest_moment,
    trust,
)
from onething.kit.jobs.registry import Job, KindUnknown, every, handler
from onething.kit.jobs.store import (
    DeadJob,
    JobNotFound,
    LeaseLost,
    WorkState,
    count_dead,
    count_jobs,
    enqueue,
    get_dead,
    give_up,
    list_dead,
    reap,
    revive,
    wake,
)
from onething.kit.jobs.worker import Worker, drain

__all__ = [
    "TOLERANCE",
    "ClockJumped",
    "ClockSetBack",
    "DeadJob",
    "Job",
    "JobNotFound",
    "KindUnknown",
    "LeaseLost",
    "WorkState",
    "Worker",
    "count_dead",
    "count_jobs",
    "drain",
    "enqueue",
    "every",
    "get_dead",
    "give_up",
    "handler",
    "list_dead",
    "must_be_right",
    "newest_moment",
    "reap",
    "revive",
    "trust",
    "wake",
]
