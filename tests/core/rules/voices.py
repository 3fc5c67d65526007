"""The other voices that must say what the closure says: databases, the browser, the solver, and Google's CEL."""

import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import z3
from cel_expr_python import cel
from playwright.sync_api import Browser as Chromium

from onething.core.rules import Condition, to_json
from onething.core.rules.solver import Space, Undecided, Witness
from onething.core.rules.sql import to_sql
from tests.core.rules.strategies import SCHEMA

Row = Mapping[str, Any]
Outcome = bool | None
COLUMNS = {name: f"column {name}" for name in SCHEMA}
ON = date(2026, 3, 5)


class Sqlite:
    KINDS = {"bool": "INTEGER", "int": "INTEGER", "decimal": "REAL", "date": "TEXT"}

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        columns = ", ".join(f'"{COLUMNS[n]}" {self.KINDS.get(t.kind, "TEXT")}' for n, t in SCHEMA.items())
        self.connection.execute(f"CREATE TABLE people (number INTEGER, {columns})")

    def ask(self, condition: Condition, rows: Sequence[Row]) -> list[Outcome]:
        self.connection.execute("DELETE FROM people")
        marks = ", ".join("?" * (len(SCHEMA) + 1))
        for number, row in enumerate(rows):
            self.connection.execute(
                f"INSERT INTO people VALUES ({marks})", [number, *(self.value(row.get(n)) for n in SCHEMA)]
            )
        query = f"SELECT {to_sql(condition, COLUMNS, 'sqlite')} FROM people ORDER BY number"
        return [None if value is None else bool(value) for (value,) in self.connection.execute(query)]

    @staticmethod
    def value(value: Any) -> Any:
        match value:
            case bool():
                return int(value)
            case Decimal():
                return float(value)
            case date():
                return value.isoformat()
        return value


class Postgres:
    """Used where ONETHING_TEST_PG names a database."""

    KINDS = {"bool": "boolean", "int": "integer", "decimal": "numeric(12, 2)", "date": "date"}

    def __init__(self, dsn: str) -> None:
        import psycopg

        self.connection = psycopg.connect(dsn, autocommit=True)
        columns = ", ".join(f'"{COLUMNS[n]}" {self.KINDS.get(t.kind, "text")}' for n, t in SCHEMA.items())
        self.connection.execute(f"CREATE TEMPORARY TABLE people (number integer, {columns})")

    def ask(self, condition: Condition, rows: Sequence[Row]) -> list[Outcome]:
        self.connection.execute("DELETE FROM people")
        marks = ", ".join(["%s"] * (len(SCHEMA) + 1))
        for number, row in enumerate(rows):
            self.connection.execute(
                f"INSERT INTO people VALUES ({marks})",
                [number, *(row.get(n) for n in SCHEMA)],
            )
        query = f"SELECT {to_sql(condition, COLUMNS, 'postgres')} FROM people ORDER BY number"
        return [value for (value,) in self.connection.execute(query).fetchall()]


def databases() -> list[Sqlite | Postgres]:
    dsn = os.environ.get("ONETHING_TEST_PG")
    return [Sqlite(), Postgres(dsn)] if dsn else [Sqlite()]


class Browser:
    """Chromium with kit/rules.js under a policy that allows no eval."""

    SCRIPT = Path(__file__).resolve().parents[3] / "src/onething/kit/static/kit/rules.js"
    PAGE = (
        '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; script-src 'self'\"><script type=module src=/start.js></script>"
    )
    START = 'import * as rules from "/rules.js"; globalThis.rules = rules;'

    def __init__(self, chromium: Chromium) -> None:
        self.page = chromium.new_page()
        self.page.route("**/*", self.serve)
        self.page.goto("http://rules.test/")
        self.page.wait_for_function("globalThis.rules !== undefined")

    def serve(self, route: Any) -> None:
        files = {
            "/": ("text/html", self.PAGE),
            "/start.js": ("text/javascript", self.START),
            "/rules.js": ("text/javascript", self.SCRIPT.read_text(encoding="utf-8")),
        }
        kind, body = files[route.request.url.removeprefix("http://rules.test")]
        route.fulfill(content_type=f"{kind}; charset=utf-8", body=body)

    def ask(self, condition: Condition, rows: Sequence[Row]) -> list[Outcome]:
        given = [{name: self.value(value) for name, value in row.items()} for row in rows]
        script = "([tree, rows]) => rows.map((row) => globalThis.rules.decide(tree, row))"
        return self.page.evaluate(script, [to_json(condition), given])

    def refusal(self, condition: Condition, row: Mapping[str, Any]) -> str:
        script = """([tree, row]) => {
            try { return String(globalThis.rules.decide(tree, row)); } catch (error) { return error.name; }
        }"""
        return self.page.evaluate(script, [to_json(condition), dict(row)])

    @staticmethod
    def value(value: Any) -> Any:
        return value if value is None or isinstance(value, bool | int | str) else str(value)


class Solver:
    """Asks whether the condition can be true, and whether it can be false, with exactly these values."""

    def ask(self, condition: Condition, rows: Sequence[Row]) -> list[Outcome]:
        space = Space(SCHEMA, ON)
        yes, no = space.outcomes(condition)
        answers: list[Outcome] = []
        for row in rows:
            facts = []
            for name in condition.names:
                value = row.get(name)
                facts.append(space.unknown(name) if value is None else z3.Not(space.unknown(name)))
                if value is not None:
                    facts.append(space.equals(name, value))
            can_be = [space.check(formula, *facts) for formula in (yes, no)]
            assert not any(isinstance(answer, Undecided) for answer in can_be)
            true, false = (isinstance(answer, Witness) for answer in can_be)
            assert not (true and false)
            answers.append(True if true else False if false else None)
        return answers


class GoogleCel:
    """Google's own implementation, given the text itself: days as timestamps, unknown as a missing variable."""

    TYPES = {
        "bool": cel.Type.BOOL,
        "int": cel.Type.INT,
        "decimal": cel.Type.DOUBLE,
        "date": cel.Type.TIMESTAMP,
        "choice": cel.Type.STRING,
        "string": cel.Type.STRING,
    }

    def __init__(self) -> None:
        self.environment = cel.NewEnv(variables={n: self.TYPES[t.kind] for n, t in SCHEMA.items()})

    @staticmethod
    def knows(condition: Condition, row: Row) -> bool:
        """Outside what the two share: whole years and months; and an unknown `in []`, which we say is false."""
        if re.search(r"\b(years|months)\(", condition.text):
            return False
        empties = re.findall(r"([\w.]+) in \[\]", condition.text)
        return all(row.get(name) is not None for name in empties)

    def ask(self, condition: Condition, rows: Sequence[Row]) -> list[Outcome]:
        text = re.sub(r'date\("([\d-]+)"\)', r'timestamp("\1T00:00:00Z")', condition.text)
        expression = self.environment.compile(text)
        answers: list[Outcome] = []
        for row in rows:
            known = {name: self.value(value) for name, value in row.items() if value is not None}
            result = expression.eval(data=known)
            if result.type() == cel.Type.ERROR:
                assert "No value with name" in str(result.value()), result.value()
                answers.append(None)
            else:
                answers.append(result.value())
        return answers

    @staticmethod
    def value(value: Any) -> Any:
        match value:
            case Decimal():
                return float(value)
            case date():
                return datetime(value.year, value.month, value.day, tzinfo=UTC)
        return value
