"""Lists and pages with a million cases present: what an office and a citizen wait for over HTTP.

Some applications are submitted as usual; the others are copies of their rows with numbers, people and days of their
own, made by SQL (their submissions and events are left out: no list reads them). SQLite, full sync.
"""

import gc
import json
from collections.abc import Callable
from typing import Any

CASES = 1_000_000
TEMPLATES, CALLS = 8, 200


def run() -> list[dict[str, Any]]:
    from bench.house import house

    with house(database="sqlite", callers=TEMPLATES, worker=False) as made:
        from bench.driving import Caller, closed

        receipts = _submit(made)
        present = multiply(CASES)
        officer = Caller(made.port, made.offices["civil-affairs"])
        citizen = Caller(made.port, made.citizens[0][1])
        case = next(one for one in receipts[0]["cases"] if one["item"] == "care-allowance")["number"]
        _, first = officer.json("GET", "/cases?limit=100")
        assert len(first["lines"]) == 100
        deep = _far(officer, first["cursor"])
        pages: list[tuple[str, Callable[[], Any]]] = [
            ("inbox, first 100 of an office", lambda: officer.json("GET", "/cases?limit=100")),
            ("inbox, 100 some pages on", lambda: officer.json("GET", f"/cases?limit=100&cursor={deep}")),
            ("case page of an office", lambda: officer.json("GET", f"/cases/{case}")),
            ("100 applications of an office", lambda: officer.json("GET", "/applications?limit=100")),
            ("a citizen’s own applications", lambda: citizen.json("GET", "/applications?limit=100")),
            (
                "a citizen’s application",
                lambda: citizen.json("GET", f"/applications/{receipts[0]['number']}"),
            ),
        ]
        rows = []
        gc.disable()
        for name, page in pages:
            closed([[page] * 20])
            result = closed([[page] * CALLS])
            assert not result.errors, (name, result.errors[0])
            rows.append(_row(f"{name}, 50th percentile, {present:,} cases", result.percentile(0.5), 10))
            rows.append(_row("  95th percentile", result.percentile(0.95), 50))
        gc.enable()
    return rows


def _submit(made: Any) -> list[dict[str, Any]]:
    from bench.applications import bodies
    from bench.driving import Caller

    receipts = []
    for login, token in made.citizens:
        (body,) = bodies(login, 1)
        status, _, content = Caller(made.port, token).send("POST", "/applications", body, key=f"list-{login}")
        assert status == 201, content[:300]
        receipts.append(json.loads(content))
    return receipts


def _far(officer: Any, cursor: str, pages: int = 20) -> str:
    for _ in range(pages):
        _, page = officer.json("GET", f"/cases?limit=100&cursor={cursor}")
        cursor = page["cursor"]
    return cursor


def multiply(cases: int) -> int:
    """Copy the rows that are there until there are `cases` cases; returns how many there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cases_applicationrow")
        applications = cursor.fetchone()[0]
        cursor.execute("SELECT COUNT(*) FROM cases_caserow")
        present = cursor.fetchone()[0]
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
        cursor.execute("SELECT COUNT(*) FROM cases_caserow")
        total = int(cursor.fetchone()[0])
    connection.close()
    return total


def _copy(cursor: Any, table: str, changed: dict[str, str], numbers: str, where: str) -> None:
    cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")
    columns = [row[0] for row in cursor.fetchall()]
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
