"""Making the rows anew from the log, on one core: events a second of the command's own processor time.

Two lived applications and one fresh one are copied with their events; the command then compares every row with the log, and
makes every row anew after all were spoiled. Other work on the machine lengthens the wall, not the processor time.
"""

import json
import resource
import subprocess
import sys
from typing import Any

from bench.forms import another, form_of, signed
from bench.http import ROOT, Caller, House
from bench.life import LABEL, LOGINS, Life

CASES, LINE = 100_000, 20_000
SPOIL = (
    "UPDATE cases_caserow SET status = 'x', holder = 'x', sort_on = '2001-02-03'",
    "UPDATE cases_applicationrow SET standing = 'x'",
)


def run() -> list[dict[str, Any]]:
    rows = []
    for database, label in LABEL.items():
        with House(database) as house:
            _lived(house)
            house.stop_serving()
            words = [sys.executable, "-m", "bench.copies", str(CASES), "--log"]
            made = subprocess.run(words, env=house.env, cwd=ROOT, stdout=subprocess.PIPE, check=True)
            there = json.loads(made.stdout)
            for name, words in (("compared with", ["--compare"]), ("made anew from", [])):
                if not words:
                    _spoil(house)
                rate, memory, differences = _replayed(house, words)
                if bool(differences) is bool(words):
                    raise RuntimeError(f"{differences} differences")
                rows.append(
                    _row(f"rows {name} {there['events']:,} events, {there['cases']:,} cases, {label}", rate)
                )
                rows.append({"name": "  memory at most", "value": memory, "unit": "MiB", "line": None})
    return rows


def _lived(house: House) -> None:
    one = house.citizens(1)[0]
    offices = {name: Caller.demo(house.port, login) for name, login in LOGINS.items()}
    citizen = Caller(house.port, one["token"])
    form = form_of(citizen, name=one["name"], number=one["number"])
    life = Life(citizen, offices, [signed(citizen, another(form, number)) for number in range(3)])
    life.live()
    life.live()
    citizen.post("/applications", life.bodies.pop(), expect=201)


def _spoil(house: House) -> None:
    code = (
        "import django; django.setup()\nfrom django.db import connection\n"
        f"for one in {SPOIL!r}: connection.cursor().execute(one)"
    )
    subprocess.run([sys.executable, "-c", code], env=house.env, cwd=ROOT, check=True)


def _replayed(house: House, words: list[str]) -> tuple[float, float, int]:
    """Return events a second of processor time, MiB at most, and how many differences there were."""
    command = [sys.executable, "-m", "onething.site.cli", "replay", "--json", *words]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=house.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = json.loads(done.stdout)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return found["events"] / used, found["memory_mib"], found["differences"]


def _row(name: str, rate: float) -> dict[str, Any]:
    return {"name": name, "value": rate, "unit": "1/s", "line": LINE}


if __name__ == "__main__":
    for found in run():
        print(found)
