"""Conditions per second: one five-part condition, every part's outcome kept, beside its peers in the same run.

`run()` gives rows of {name, value, unit, line, peer, peer_value}; `python -m bench.conditions` prints them.
The peers answer the same rows and must agree; zen-engine keeps no reasons, Google's CEL neither. The answers have gaps:
in a third of them something is unknown; zen-engine, which knows no unknown, is given the complete ones only.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import zen
from cel_expr_python import cel

from onething.core.rules import BOOL, INT, STRING, Choice, Fixed, parse

TEXT = (
    'age >= 60 && huji == "东莞" && (income < 1500.0 || disabled_level in ["一级", "二级"])'
    " && !(has_job && months > 6)"
)
ZEN = (
    'age >= 60 and huji == "东莞" and (income < 1500.0 or disabled_level in ["一级", "二级"])'
    " and not (has_job and months > 6)"
)
SCHEMA = {
    "age": INT,
    "huji": STRING,
    "income": Fixed(2),
    "disabled_level": Choice(("一级", "二级", "三级", "四级")),
    "has_job": BOOL,
    "months": INT,
}
TYPES = {
    "age": cel.Type.INT,
    "huji": cel.Type.STRING,
    "income": cel.Type.DOUBLE,
    "disabled_level": cel.Type.STRING,
    "has_job": cel.Type.BOOL,
    "months": cel.Type.INT,
}
LINE = 1_500_000
ROWS = 20_000
ROUNDS = 7

Row = dict[str, Any]


def people(count: int, *, gaps: bool) -> list[Row]:
    dice = random.Random(20260305)
    found = []
    for _ in range(count):
        row: Row = {
            "age": dice.randint(50, 90),
            "huji": dice.choice(["东莞", "东莞", "深圳"]),
            "income": Decimal(dice.randint(0, 400_000)) / 100,
            "disabled_level": dice.choice(["一级", "二级", "三级", "四级"]),
            "has_job": dice.random() < 0.4,
            "months": dice.randint(0, 24),
        }
        if gaps and dice.random() < 1 / 3:
            del row[dice.choice(list(row))]
        found.append(row)
    return found


def by_hand(row: Row) -> tuple[bool, ...]:
    """The floor: what a person would write for complete answers, with the five parts kept."""
    old = row["age"] >= 60
    here = row["huji"] == "东莞"
    poor = row["income"] < 1500
    disabled = row["disabled_level"] in ("一级", "二级")
    working = row["has_job"] and row["months"] > 6
    return old and here and (poor or disabled) and not working, old, here, poor, disabled, working


def pass_over(decide: Callable[[Any], Any], rows: Iterable[Any]) -> float:
    begun = time.perf_counter()
    for row in rows:
        decide(row)
    return time.perf_counter() - begun


def run() -> list[dict[str, Any]]:
    """Measure all in turn, round by round, and return the medians. Raises AssertionError if the voices differ."""
    condition = parse(TEXT, SCHEMA)
    complete, gappy = people(ROWS, gaps=False), people(ROWS, gaps=True)
    floats = [{**row, "income": float(row["income"])} if "income" in row else row for row in gappy]
    whole = [{**row, "income": float(row["income"])} for row in complete]
    google = cel.NewEnv(variables=TYPES).compile(TEXT)
    gorules = zen.compile_expression(ZEN)

    def ask_google(row: Row) -> bool | None:
        answer = google.eval(data=row)
        return None if answer.type() == cel.Type.ERROR else answer.value()

    expected = [condition(row) for row in gappy]
    assert [condition.trace(row)[0] for row in gappy] == expected
    assert [ask_google(row) for row in floats] == expected
    assert [by_hand(row)[0] for row in complete] == [condition(row) for row in complete]
    assert [gorules.evaluate(row) for row in whole] == [condition(row) for row in complete]

    contestants: dict[str, tuple[Callable[[Any], Any], list[Row]]] = {
        "trace": (condition.trace, gappy),
        "complete": (condition.trace, complete),
        "outcome": (condition.run, gappy),
        "zen-engine": (gorules.evaluate, whole),
        "Google CEL": (lambda row: google.eval(data=row), floats),
        "by hand": (by_hand, complete),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, (decide, rows) in contestants.items():
            seconds[name].append(pass_over(decide, rows))
    speed = {name: round(ROWS / statistics.median(taken)) for name, taken in seconds.items()}

    names = {
        "trace": "five-part condition, every part's outcome kept, a third of the answers with gaps",
        "complete": "five-part condition, every part's outcome kept, complete answers",
        "outcome": "five-part condition, the outcome alone, a third of the answers with gaps",
    }
    return [
        {
            "name": text,
            "value": speed[key],
            "unit": "evaluations/s",
            "line": LINE,
            "peer": peer,
            "peer_value": speed[peer],
        }
        for key, text in names.items()
        for peer in ("zen-engine", "Google CEL", "by hand")
        if key == "trace" or peer == "by hand"
    ]


if __name__ == "__main__":
    for row in run():
        print(
            f"{row['value']:>10,} {row['unit']}  (line {row['line']:,}; {row['peer']} {row['peer_value']:,})  {row['name']}"
        )
