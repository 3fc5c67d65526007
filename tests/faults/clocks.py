"""A house in a process of its own whose machine's clock is set: `python -m tests.faults.clocks FOLDER`. Prints JSON.

The clock of the house is the machine's, shifted by the seconds in FOLDER/shift; web process and worker read the same file. Everything
else is the product's own: routes, services, database, the seconds that nobody sets.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from onething.site.machine import SteadyClock, SystemClock

ROOT = Path(__file__).resolve().parents[2]
DAY, LEASE, PATIENCE = 86_400, "40", 60
JUMPS = {"a day ahead": DAY, "a day back": -DAY, "eight hours ahead": 8 * 3600}


class ShiftedClock(SystemClock):
    """The machine's clock as if somebody had set it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "shift"

    def now(self) -> datetime:
        shift = float(self.path.read_text() or 0) if self.path.exists() else 0.0
        return super().now() + timedelta(seconds=shift)

    def shift(self, seconds: float) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_text(str(seconds))
        fresh.rename(self.path)


def set_up(folder: Path) -> ShiftedClock:
    """Start the house in this process by that clock."""
    from tests.crash.life import set_up as start

    start(folder)
    from django.conf import settings

    from onething.core.ports import Clock
    from onething.kit.ports import bind

    settings.VAR = folder
    clock = ShiftedClock(folder)
    bind(Clock, clock)
    again(clock)
    return clock


@contextmanager
def worker(folder: Path, name: str) -> Iterator[None]:
    """A worker process by the same clock; its leases last `LEASE` seconds."""
    command = [sys.executable, "-m", "tests.faults.workers", str(folder), name, LEASE]
    with (folder / "workers.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def effects(folder: Path) -> list[str]:
    path = folder / "effects"
    return path.read_text().splitlines() if path.exists() else []


def wait_for(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def again(clock: ShiftedClock) -> None:
    """Let this process count from now, as one that was just started."""
    from onething.core.ports import Steady
    from onething.kit.ports import bind

    bind(Steady, SteadyClock(clock))


def kept() -> dict[str, int]:
    from onething.areas.cases.models import ApplicationRow, EventRow
    from onething.areas.documents.models import DocumentRow

    return {rows.__name__: rows.objects.count() for rows in (ApplicationRow, EventRow, DocumentRow)}


def days() -> list[list[str]]:
    """Return the days by which each case must be told, and by which silence speaks."""
    from onething.areas.cases.models import CaseRow

    return [[one.number, str(one.tell_on), str(one.silence_on)] for one in CaseRow.objects.order_by("number")]


def tried(act: Callable[[], Any]) -> dict[str, Any]:
    """Return what an act was answered, and whether it changed anything."""
    before = kept()
    answer = act()
    return {
        "status": answer.status,
        "code": answer.code if answer.status >= 400 else "",
        "changed": kept() != before,
    }


def main(folder: Path) -> int:
    folder.mkdir(parents=True)
    clock = set_up(folder)
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    call_command("migrate", verbosity=0)
    setup_test_environment()
    from onething.site import demo
    from tests.channels.rest import test_rest_journey as journey
    from tests.channels.rest.machine import Machine

    demo.ensure(data=False)
    who = Machine(journey.LI)
    number = journey.submitted(who, journey.MATTERS[0])["number"]
    telephones = (f"1380000{n:04}" for n in range(1000))

    def change() -> Any:
        contact = {"phone": next(telephones), "address": "", "email": ""}
        path = f"/applications/{number}"
        return who.write("put", f"{path}/contact", contact, match=who.get(path).etag)

    before = days()
    report: dict[str, Any] = {name: _set_while_working(folder, clock, name, change) for name in JUMPS}
    report["started a day back"] = _started(folder, clock, -DAY, change)
    report["started a day ahead"] = _started(folder, clock, DAY, change)
    report["same days"] = days() == before
    print(json.dumps(report))
    return 0


def _set_while_working(
    folder: Path, clock: ShiftedClock, name: str, change: Callable[[], Any]
) -> dict[str, Any]:
    """Set the clock while one worker has a job in its hands and another one looks for work."""
    from onething.kit.jobs import api as jobs
    from onething.kit.jobs.models import JobRow
    from onething.kit.ports import now

    key = name.replace(" ", "-")
    (folder / "go-on").unlink(missing_ok=True)
    with worker(folder, "first"):
        jobs.enqueue("test.two", {"key": key, "wait": PATIENCE}, now=now())
        in_hand = wait_for(lambda: f"{key}/1 1" in effects(folder))
        with worker(folder, "second"):
            ticks(folder)
            clock.shift(JUMPS[name])
            wrong = tried(change)
            refused = wait_for(lambda: said(folder, "kit.clock_jumped"))
            time.sleep(1)  # whoever gave back what has ended by the clock would do it now
            (folder / "go-on").touch()
            ended = wait_for(lambda: JobRow.objects.filter(payload__key=key, state="done").exists())
            clock.shift(0)
            right = tried(change)
    fences = [one for one in effects(folder) if one.startswith(key)]
    return {"wrong": wrong, "right": right, "held": [in_hand, refused, ended], "effects": fences}


def _started(folder: Path, clock: ShiftedClock, seconds: float, change: Callable[[], Any]) -> dict[str, Any]:
    """Start a worker and this process by a clock that is wrong already; put it right; trust it."""
    from onething.site.cli import main as command

    clock.shift(seconds)
    again(clock)
    with worker(folder, "wrong"):
        worked = ticks(folder) if seconds > 0 else wait_for(lambda: said(folder, "kit.clock_set_back"))
    wrong = tried(change) if seconds < 0 else None
    clock.shift(0)
    again(clock)
    right = tried(change)
    command(["trust-clock", "--reason", "a drill", "--json"])
    return {"worker": worked, "wrong": wrong, "right": right, "trusted": tried(change)}


def said(folder: Path, code: str) -> bool:
    """Whether a worker has said since it was asked last that it does nothing, and why."""
    lines = (folder / "workers.log").read_text().splitlines()
    fresh = lines[_read.get(code, 0) :]
    found = any("clock_is_wrong" in one and code in one for one in fresh)
    if found:
        _read[code] = len(lines)
    return found


_read: dict[str, int] = {}


def ticks(folder: Path) -> bool:
    """Wait until some worker has done its periodic work by the clock as it is."""
    from onething.kit.jobs import api as jobs
    from onething.kit.ports import now

    began = now()
    return wait_for(lambda: (jobs.newest_moment() or began) > began)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
