"""One worker as a process of its own, with poisoned work beside honest work.

    python -m tests.faults.workers FOLDER NAME [LEASE_SECONDS]

The database is a file in FOLDER, what is done in the world is a line in FOLDER/effects. Waits are short so that a
test sees all five tries.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path


def set_up(folder: Path, *, lease: float = 1.0) -> None:
    """Start the house in this process on the database of the folder, with the work of these tests."""
    from tests.crash.life import set_up as start

    start(folder)
    from django.conf import settings
    from django.db import connection

    settings.VAR = folder
    connection.settings_dict["NAME"] = str(folder / "onething.sqlite3")
    from onething.core.ports import Clock, Steady
    from onething.kit.jobs import registry, store, worker
    from onething.kit.jobs.registry import every, handler
    from onething.kit.ports import bind
    from onething.site.machine import SteadyClock
    from tests.faults.clocks import ShiftedClock

    clock = ShiftedClock(folder)
    bind(Clock, clock)
    bind(Steady, SteadyClock(clock))

    store.FIRST_WAIT = timedelta(milliseconds=50)
    worker.REAP_EVERY, worker.IDLE = timedelta(milliseconds=200), 0.02
    registry.SCHEDULES.clear()
    short = timedelta(seconds=lease)

    @every("test.tick", seconds=1)
    def tick(now):
        """The house has worked at this moment."""

    @handler("test.kill", lease=short)
    def kill(job, now):
        os.kill(os.getpid(), 9)

    @handler("test.hang", atomic=False, lease=short)
    def hang(job, now):
        time.sleep(3600)

    @handler("test.eat", lease=short)
    def eat(job, now):
        return bytearray(10 << 30)

    @handler("test.note", lease=short)
    def note(job, now):
        effect(folder, f"note-{job.payload['n']}")

    @handler("test.two", atomic=False, lease=short)
    def two(job, now):
        """Two effects with keys, and time between them in which the worker is stopped."""
        effect(folder, f"{job.payload['key']}/1 {job.fence}")
        until = time.monotonic() + job.payload["wait"]
        may = (folder / "go-on", folder / f"go-on-{job.fence}")
        while time.monotonic() < until and not any(one.exists() for one in may):
            time.sleep(0.01)
        effect(folder, f"{job.payload['key']}/2 {job.fence}")


def effect(folder: Path, what: str) -> None:
    handle = os.open(folder / "effects", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.write(handle, f"{what}\n".encode())
    finally:
        os.close(handle)


if __name__ == "__main__":
    place, name = Path(sys.argv[1]), sys.argv[2]
    set_up(place, lease=float(sys.argv[3]) if len(sys.argv) > 3 else 1.0)
    from onething.kit.jobs.api import Worker
    from onething.site.commands.work import limit_memory

    limit_memory("2048")
    Worker(name, watched=len(sys.argv) < 5).run()
