"""The database is deleted while submissions are being acknowledged, and all of them come back from their envelopes.

    python -m tests.faults.rebuilt FOLDER

A process hands in one submission after the other and is killed (SIGKILL) in the midst of it; the database is deleted;
`onething manage migrate`, `load` and `rebuild` bring it back, the last one killed on its way and run again. Prints JSON.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ACKNOWLEDGED = "acknowledged.jsonl"
#: So many are acknowledged at least before the process is killed.
AT_LEAST = 12


def hand_in_for_ever(folder: Path) -> None:
    """Hand in until somebody kills us; what is acknowledged is written down at once, as a person takes it home."""
    from tests.crash.life import move_to, set_up

    set_up(folder)
    from django.core.management import call_command

    from onething.adapters.packages import read_folder
    from onething.areas.cases import api as cases
    from onething.areas.catalogue import api as catalogue
    from onething.core.actors import Actor, Role
    from onething.core.submission import Person
    from tests.areas.cases import world as w

    call_command("migrate", verbosity=0)
    move_to(folder)
    admin = Actor("job:load", "load", frozenset({Role.SYSTEM, Role.ADMIN}))
    catalogue.publish(admin, files=read_folder(ROOT / "cities" / "dongguan"), now=w.at("2026-01-05"))
    with (folder / ACKNOWLEDGED).open("a") as home:
        for n in range(1_000_000):
            person = Person("黎国安", "citizen_number", w.LI, f"1380000{n:04}")
            receipt = cases.submit(
                w.APPLICANT, submission=w.submission(applicant=person), key=f"k{n}", now=w.at("2026-03-05")
            )
            home.write(json.dumps([receipt.number, receipt.key, receipt.code, len(receipt.cases)]) + "\n")
            home.flush()


def onething(folder: Path, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    given = {**os.environ, "ONETHING_DEMO": "1", "ONETHING_VAR": str(folder), "ONETHING_DATABASE": "", **env}
    given["DJANGO_SETTINGS_MODULE"] = "onething.site.settings"
    command = [sys.executable, "-m", "onething.site.cli", *words]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=300)


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    killed = _hand_in_and_kill(folder)
    home = [json.loads(line) for line in (folder / ACKNOWLEDGED).read_text().splitlines() if line[-1:] == "]"]
    for path in folder.glob("onething.sqlite3*"):
        path.unlink()
    for words in (("manage", "migrate", "-v", "0"), ("load", "cities/dongguan")):
        done = onething(folder, *words)
        assert done.returncode == 0, done.stderr[-2000:]
    began = time.monotonic()
    stopped = onething(folder, "rebuild", ONETHING_CRASH_AT="cases.rebuild.one#5")
    first = onething(folder, "rebuild", "--json")
    took = time.monotonic() - began
    again = onething(folder, "rebuild", "--json")
    print(
        json.dumps(
            {
                "killed": killed,
                "acknowledged": home,
                "stopped": stopped.returncode,
                "first": json.loads(first.stdout),
                "again": json.loads(again.stdout),
                "there": _there(folder),
                "seconds": round(took, 1),
            }
        )
    )
    return 0


def _hand_in_and_kill(folder: Path) -> int:
    child = subprocess.Popen([sys.executable, "-m", "tests.faults.rebuilt", str(folder), "child"], cwd=ROOT)
    home = folder / ACKNOWLEDGED
    until = time.monotonic() + 120
    while time.monotonic() < until and child.poll() is None:
        if home.exists() and len(home.read_text().splitlines()) >= AT_LEAST:
            break
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    return child.wait()


def _there(folder: Path) -> list[list[object]]:
    """Return number, key, code and cases of every application, as another program reads the database."""
    import sqlite3

    with sqlite3.connect(folder / "onething.sqlite3") as database:
        rows = database.execute(
            "SELECT a.number, a.key, a.code, count(*) FROM cases_applicationrow a "
            "JOIN cases_caserow c ON c.application_id = a.id GROUP BY a.id"
        )
        return [list(row) for row in rows]


if __name__ == "__main__":
    place = Path(sys.argv[1])
    sys.exit(hand_in_for_ever(place) if sys.argv[2:] == ["child"] else main(place))
