"""Many applications out of a few: `python -m bench.copies CASES [--log]` copies the rows that are there, by SQL.

Numbers, keys, people and days are the copies' own. With --log their events are copied too, so that each can be folded
again; without, only rows are (no list reads events). What was handed over is left out: neither reads it.
"""

import hashlib
import json
import sys
from typing import Any


def main(cases: int, *, log: bool) -> None:
    import django

    django.setup()
    from django.db import connection

    from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow, SeenByRow

    _prepare(connection)
    present, applications = CaseRow.objects.count(), ApplicationRow.objects.count()
    copies = max(0, (cases - present) // present)
    source = _source(applications, copies)
    number = "'B' || lpad(CAST(c.k AS TEXT), 9, '0')"
    key = "'bench-' || c.k"
    renamed = f"replace(replace(CAST(t.data AS TEXT), c.number, {number}), c.key, {key})"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE copied AS SELECT id, number, key, row_number() OVER (ORDER BY id) AS nth "
            "FROM cases_applicationrow"
        )
        changed = {
            "id": _id("'a'"),
            "number": number,
            "key": key,
            "person_name": "'某' || (c.k % 5000)",
            "submission": "'{}'",
            **({} if log else {"person": "'p' || (c.k % 50000)"}),
        }
        _copy(cursor, ApplicationRow, changed, source, "t.id")
        changed = {
            "id": _id("t.number"),
            "number": f"{number} || substr(t.number, length(c.number) + 1)",
            "application_id": _id("'a'"),
            "person_name": "'某' || (c.k % 5000)",
            **({} if log else {"sort_on": _day("2026-06-01"), "received_on": _day("2026-05-01")}),
        }
        _copy(cursor, CaseRow, changed, source, "t.application_id")
        if log:
            changed = {
                "id": _id("CAST(t.id AS TEXT)"),
                "application_id": _id("'a'"),
                "stream": f"{number} || substr(t.stream, length(c.number) + 1)",
                "data": renamed if connection.vendor == "sqlite" else f"CAST({renamed} AS jsonb)",
            }
            _copy(cursor, EventRow, changed, source, "t.application_id")
            changed = {"case_id": _id(f"({_NUMBER})")}
            _copy(cursor, SeenByRow, changed, source, f"({_APPLICATION})")
        cursor.execute("DROP TABLE copied")
    settle()
    found = {"cases": CaseRow.objects.count(), "events": EventRow.objects.count()}
    print(json.dumps(found))


_NUMBER = "SELECT number FROM cases_caserow WHERE id = t.case_id"
_APPLICATION = "SELECT application_id FROM cases_caserow WHERE id = t.case_id"


def _prepare(connection: Any) -> None:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        made = connection.connection
        made.create_function("md5", 1, lambda text: hashlib.md5(text.encode()).hexdigest())
        made.create_function("to_hex", 1, lambda number: f"{number:x}")
        made.create_function("lpad", 3, lambda text, width, fill: str(text).rjust(width, fill))
        made.execute("PRAGMA synchronous=OFF")


def _source(applications: int, copies: int) -> str:
    return (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies}), "
        f"c AS (SELECT copied.id AS old, copied.number AS number, copied.key AS key, n.i * {applications} + copied.nth AS k FROM n, copied) "
    )


def _id(seed: str) -> str:
    """Ids that grow with the copy, as ids grow with time."""
    from django.db import connection

    made = f"lpad(to_hex(c.k), 12, '0') || substr(md5({seed}), 1, 20)"
    return made if connection.vendor == "sqlite" else f"CAST({made} AS uuid)"


def _day(first: str) -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"date('{first}', '+' || (c.k % 300) || ' days')"
    return f"(DATE '{first}' + CAST(c.k % 300 AS integer))"


def _copy(cursor: Any, model: Any, changed: dict[str, str], source: str, joined: str) -> None:
    auto = model._meta.auto_field
    columns = [field.column for field in model._meta.concrete_fields if field is not auto]
    values = [changed.get(column, f't."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    cursor.execute(
        f'INSERT INTO "{table}" ({names}) {source} SELECT {", ".join(values)} FROM c JOIN "{table}" t ON c.old = {joined}'
    )


def settle() -> None:
    """Let the database finish with what was loaded at once, which it would else do beside what is measured."""
    from django.db import connection

    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for statement in (
            ("VACUUM (ANALYZE)", "CHECKPOINT")
            if postgresql
            else ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")
        ):
            cursor.execute(statement)


if __name__ == "__main__":
    main(int(sys.argv[1]), log="--log" in sys.argv[2:])
