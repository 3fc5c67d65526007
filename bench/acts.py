"""One transition over HTTP: load, decide, keep, with a million cases present; and how much memory a web worker takes.

One caller lives application after application; each act (acceptance, step, decision, certificate, delivery) is timed alone, from
the request to its answer; beside it stands the processor time of the web workers by request, which other work on the machine lengthens
less. Then pages are asked for until ten thousand requests have been answered, and the memory of the web workers is
read from the system, warm and at the end.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.forms import another, form_of, signed
from bench.http import ROOT, Caller, House
from bench.life import LABEL, LOGINS, Life

CASES, LIVES, WARM, REQUESTS = 1_000_000, 12, 2, 10_000
LINE, MEMORY = 10, 200


class Timed(Life):
    """A life whose acts are timed. seconds: by the name of the act."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.seconds: dict[str, list[float]] = {}

    def act(self, office: str, number: str, act: str, body: Any, *, version: str = "") -> str:
        if not version:
            _, version = self.get(office, number)
        begun = perf_counter()
        made = super().act(office, number, act, body, version=version)
        self.seconds.setdefault(act, []).append(perf_counter() - begun)
        return made


def run() -> list[dict[str, Any]]:
    rows = []
    for database, label in LABEL.items():
        with House(database) as house:
            life = _life(house)
            for _ in range(WARM):
                life.live()
            words = [sys.executable, "-m", "bench.copies", str(CASES)]
            subprocess.run(words, env=house.env, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            for caller in (life.citizen, *life.offices.values()):
                caller.hang_up()
            life.live()
            life.seconds.clear()
            before, asked = sum(one.cpu for one in _workers(house)), life.requests
            for _ in range(LIVES):
                life.live()
            cpu = (sum(one.cpu for one in _workers(house)) - before) / (life.requests - asked)
            every = [one for seconds in life.seconds.values() for one in seconds]
            rows.append(
                _row(
                    f"one transition over HTTP, median of {len(every)}, {CASES:,} cases, {label}",
                    median(every),
                )
            )
            rows.append({**_row("  processor time of a request, looks among them", cpu), "line": None})
            for name, seconds in sorted(life.seconds.items()):
                rows.append(_row(f"  {name}", median(seconds)))
            rows += _memory(house, life, label)
    return rows


def _life(house: House) -> Timed:
    one = house.citizens(1)[0]
    offices = {name: Caller.demo(house.port, login) for name, login in LOGINS.items()}
    citizen = Caller(house.port, one["token"])
    form = form_of(citizen, name=one["name"], number=one["number"])
    return Timed(
        citizen, offices, [signed(citizen, another(form, number)) for number in range(WARM + LIVES + 1)]
    )


def _memory(house: House, life: Timed, label: str) -> list[dict[str, Any]]:
    warm = _resident(house)
    officer = life.offices["civil-affairs"]
    cases = [line["number"] for line in officer.get("/cases?limit=50").body["lines"]]
    pages = [
        "/cases?limit=100",
        *(f"/cases/{one}" for one in cases if not one.startswith("B")),
        "/applications?limit=100",
    ]
    for number in range(REQUESTS):
        officer.get(pages[number % len(pages)])
    after = _resident(house)
    return [
        {"name": f"memory of a web worker, warm, {label}", "value": warm, "unit": "MiB", "line": MEMORY},
        {"name": f"  after {REQUESTS:,} more requests", "value": after, "unit": "MiB", "line": MEMORY},
    ]


def _resident(house: House) -> float:
    """Return the resident memory of the largest web worker, in MiB."""
    return max(one.resident for one in _workers(house))


@dataclass(frozen=True, slots=True)
class Process:
    """resident: MiB. cpu: seconds of processor time so far."""

    resident: float
    cpu: float


def _workers(house: House) -> list[Process]:
    """Return the processes of the web server of this house; the job worker is none of them."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            variables = (folder / "environ").read_bytes()
            status, times = (folder / "status").read_text(), (folder / "stat").read_text()
        except OSError:
            continue
        ours = house.env["ONETHING_VAR"].encode() in variables
        if ours and ("spawn_main" in command or "granian" in command):
            used = times.rpartition(")")[2].split()[11:13]
            ticks = sum(map(int, used)) / os.sysconf("SC_CLK_TCK")
            found.append(Process(int(status.split("VmRSS:")[1].split()[0]) / 1024, ticks))
    if not found:
        raise RuntimeError("no web worker was found")
    return found


def _row(name: str, seconds: float) -> dict[str, Any]:
    return {"name": name, "value": seconds * 1000, "unit": "ms", "line": LINE}


if __name__ == "__main__":
    for found in run():
        print(found)
