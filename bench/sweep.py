"""The day's lights: every open case read, judged, and its new warnings written, by the command that the worker shares its work with.

Half of the copies are due within the year on some day, so that every stage is met; all are open. Then the same day once more from the
start, as after a crash at the end: every warning is found there, none is written.
"""

import json
import subprocess
import sys
from typing import Any

from bench.forms import another, form_of, signed
from bench.http import ROOT, Caller, House
from bench.life import LABEL

CASES, LINE = 2_000_000, 60
SPREAD = {
    "sqlite": "UPDATE cases_caserow SET status = 'in_review', started_on = date('now', '-60 days'), "
    "promised_on = date('now', (abs(random()) % 400 - 20) || ' days'), statutory_on = date('now', (abs(random()) % 400 + 20) || ' days')",
    "postgresql": "UPDATE cases_caserow SET status = 'in_review', started_on = current_date - 60, "
    "promised_on = current_date + CAST(random() * 400 - 20 AS integer), statutory_on = current_date + CAST(random() * 400 + 20 AS integer)",
}
AGAIN = "DELETE FROM supervision_sweeprow"


def run() -> list[dict[str, Any]]:
    rows = []
    for database, label in LABEL.items():
        with House(database) as house:
            _submitted(house)
            house.stop_serving()
            words = [sys.executable, "-m", "bench.copies", str(CASES)]
            subprocess.run(words, env=house.env, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            _sql(house, SPREAD[database])
            code = "import django; django.setup()\nfrom bench.copies import settle; settle()"
            subprocess.run([sys.executable, "-c", code], env=house.env, cwd=ROOT, check=True)
            _sql(house, AGAIN)
            first = _swept(house)
            _sql(house, AGAIN)
            second = _swept(house)
            if second["raised"]:
                raise RuntimeError(f"{second['raised']} warnings were raised twice")
            name = f"lights of {first['cases']:,} open cases, {first['raised']:,} new warnings, {label}"
            rows.append({"name": name, "value": first["seconds"], "unit": "s", "line": LINE})
            used = first["processor_seconds"]
            rows.append({"name": "  processor time of it", "value": used, "unit": "s", "line": None})
            rows.append(
                {"name": "  once more, none new", "value": second["seconds"], "unit": "s", "line": LINE}
            )
            rows.append(
                {"name": "  memory at most", "value": first["memory_mib"], "unit": "MiB", "line": None}
            )
    return rows


def _submitted(house: House) -> None:
    one = house.citizens(1)[0]
    citizen = Caller(house.port, one["token"])
    form = form_of(citizen, name=one["name"], number=one["number"])
    for number in range(8):
        citizen.post("/applications", signed(citizen, another(form, number)), expect=201)


def _sql(house: House, statement: str) -> None:
    code = (
        "import django; django.setup()\nfrom django.db import connection\n"
        f"connection.cursor().execute({statement!r})"
    )
    subprocess.run([sys.executable, "-c", code], env=house.env, cwd=ROOT, check=True)


def _swept(house: House) -> dict[str, Any]:
    words = [sys.executable, "-m", "onething.site.cli", "sweep", "--json"]
    done = subprocess.run(words, env=house.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    for found in run():
        print(found)
