"""Which function does which kind of work; areas register in their `tasks.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from onething.core.actors import Role


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work under a lease. attempt: 1 for the first. fence: grows with every lease of this job."""

    id: UUID
    kind: str
    payload: Mapping[str, Any]
    attempt: int
    fence: int


#: Returns None when all is done, else after how long the same job goes on: a turn is over, and others have theirs.
Work = Callable[[Job, datetime], timedelta | None]
Periodic = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """atomic: work and its being done commit together, so database work happens exactly once. Otherwise the work must
    stand being done again. most: attempts before it is a dead letter. lease: how long one attempt may take.
    longest: the wait between attempts doubles up to this. role: who is told of a dead letter, beside the department that
    its payload names."""

    kind: str
    work: Work
    atomic: bool
    most: int
    lease: timedelta
    longest: timedelta
    role: Role = Role.ADMIN


@dataclass(frozen=True, slots=True)
class Schedule:
    name: str
    work: Periodic
    every: timedelta


class KindUnknown(LookupError):
    """No function does this kind of work: an area's `tasks.py` was not imported, or the kind was renamed."""


HANDLERS: dict[str, Handler] = {}
SCHEDULES: dict[str, Schedule] = {}


def handler(
    kind: str,
    *,
    atomic: bool = True,
    most: int = 12,
    lease: timedelta = timedelta(minutes=2),
    longest: timedelta = timedelta(hours=1),
    role: Role = Role.ADMIN,
) -> Callable[[Work], Work]:
    """Register a function for a kind of work, area first ("cases.push")."""

    def register(work: Work) -> Work:
        assert kind not in HANDLERS or HANDLERS[kind].work is work, f"two handlers for {kind}"
        HANDLERS[kind] = Handler(kind, work, atomic, most, lease, longest, role)
        return work

    return register


def every(name: str, *, seconds: int) -> Callable[[Periodic], Periodic]:
    """Register a function that runs every so many seconds, on one worker at a time."""
    assert seconds >= 1, seconds

    def register(work: Periodic) -> Periodic:
        SCHEDULES[name] = Schedule(name, work, timedelta(seconds=seconds))
        return work

    return register


def handler_of(kind: str) -> Handler:
    """Raises KindUnknown."""
    try:
        return HANDLERS[kind]
    except KeyError:
        raise KindUnknown(kind) from None
