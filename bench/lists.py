"""Lists and pages with a million cases present: what an office and a citizen wait for over HTTP.

Some applications are submitted as usual; the others are copies of their rows with numbers, people and days of their
own, made by SQL (their submissions and events are left out: no list reads them). SQLite, full sync.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.forms import another, form_of, signed
from bench.http import Caller, House, closed_loop

CASES = 1_000_000
TEMPLATES, WARM, CALLS = 8, 20, 200
OFFICER = "2301"


def run() -> list[dict[str, Any]]:
    """Return the median and the 95th percentile of each page, in milliseconds."""
    with House("sqlite") as house:
        citizen, receipt = _submitted(house)
        present = multiply(Path(house.env["ONETHING_VAR"]) / "onething.sqlite3", CASES)
        citizen.hang_up()
        officer = Caller.demo(house.port, OFFICER)
        case = next(one for one in receipt["cases"] if one["item"] == "care-allowance")["number"]
        pages = (
            ("inbox, first 100 of an office", officer, "/cases?limit=100"),
            ("inbox, 100 some pages on", officer, f"/cases?limit=100&cursor={_far(officer)}"),
            ("case page of an office", officer, f"/cases/{case}"),
            ("100 applications of an office", officer, "/applications?limit=100"),
            ("a citizen’s own applications", citizen, "/applications?limit=100"),
            ("a citizen’s application", citizen, f"/applications/{receipt['number']}"),
        )
        rows = []
        for name, caller, path in pages:

            def look(_: int, __: int, caller: Caller = caller, path: str = path) -> None:
                caller.get(path)

            closed_loop(1, range(WARM), look)
            timed = closed_loop(1, range(CALLS), look)
            if timed.errors:
                raise RuntimeError(f"{name}: {timed.errors[0]}")
            rows.append(_row(f"{name}, 50th percentile, {present:,} cases", timed.percentile(0.5), 10))
            rows.append(_row("  95th percentile", timed.percentile(0.95), 50))
            rows.append(_row("  longest", max(timed.seconds), None))
    return rows


def _submitted(house: House) -> tuple[Caller, dict[str, Any]]:
    """Let some citizens submit one application each; returns the last one with the receipt."""
    receipt: dict[str, Any] = {}
    for one in house.citizens(TEMPLATES):
        citizen = Caller(house.port, one["token"])
        body = signed(citizen, another(form_of(citizen, name=one["name"], number=one["number"]), 1))
        receipt = citizen.post("/applications", body, expect=201).body
    return citizen, receipt


def _far(officer: Caller, pages: int = 20) -> str:
    """Return the cursor some pages on."""
    cursor = ""
    for _ in range(pages):
        cursor = officer.get(f"/cases?limit=100&cursor={cursor}").body["cursor"]
    return cursor


def multiply(file: Path, cases: int) -> int:
    """Copy the rows that are there until there are `cases` cases; returns how many there are."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=60)) as cursor:
        applications = _count(cursor, "cases_applicationrow")
        present = _count(cursor, "cases_caserow")
        copies = (cases - present) // present
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("CREATE TEMP TABLE copy AS SELECT id, rowid AS nth FROM cases_applicationrow")
        numbers = (
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies}), "
            f"c AS (SELECT copy.id AS old, n.i * {applications} + copy.nth AS k FROM n, copy) "
        )
        changed = {
            "id": "printf('00%030x', c.k)",
            "number": "'B' || c.k",
            "key": "'bench-' || c.k",
            "person": "'p' || (c.k % 50000)",
            "person_name": "'某' || (c.k % 5000)",
            "submission": "'{}'",
            "envelope_hash": "'bench-' || c.k",
        }
        _copy(cursor, "cases_applicationrow", changed, numbers, "c.old = t.id")
        changed = {
            "id": "printf('00%029x%x', c.k, CAST(substr(t.number, -1) AS INTEGER))",
            "number": "'B' || c.k || substr(t.number, -2)",
            "application_id": "printf('00%030x', c.k)",
            "person_name": "'某' || (c.k % 5000)",
            "sort_on": "date('2026-06-01', '+' || (c.k % 300) || ' days')",
            "received_on": "date('2026-05-01', '+' || (c.k % 300) || ' days')",
        }
        _copy(cursor, "cases_caserow", changed, numbers, "c.old = t.application_id")
        cursor.execute("DROP TABLE copy")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return _count(cursor, "cases_caserow")


def _count(cursor: sqlite3.Connection, table: str) -> int:
    return int(cursor.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def _copy(cursor: sqlite3.Connection, table: str, changed: dict[str, str], numbers: str, where: str) -> None:
    columns = [row[0] for row in cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")]
    values = [changed.get(column, f't."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) {numbers} SELECT {', '.join(values)} FROM {table} t JOIN c ON {where}"
    )


def _row(name: str, seconds: float, line: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": seconds * 1000,
        "unit": "ms",
        "line": line,
        "peer": None,
        "peer_value": None,
    }


if __name__ == "__main__":
    for found in run():
        print(found)
