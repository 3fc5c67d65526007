"""How long a due date takes, with a sentence for each day that was not counted; and a whole case; and a light.

`run()` gives rows of {name, value, unit, line, peer, peer_value}; `python -m bench.clock` prints them. The peer is
`holidays`, the other calendar that knows worked weekends: it gives the same day, but no reason. Every call asks about
another day and length.
"""

import random
import statistics
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import holidays

from onething.adapters.calendars import load_calendar
from onething.core.clock import (
    ClockHistory,
    Extension,
    Limits,
    Pause,
    deadlines,
    explain,
    explain_case,
    light,
    profile_named,
)

CALLS = 20_000
ROUNDS = 7
OPEN_CASES = 2_000_000

Question = tuple[date, int]


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}; times in microseconds unless the row says otherwise."""
    calendar = load_calendar()
    china = holidays.China(years=range(2019, 2027))
    questions = drawn(CALLS)
    fewer = questions[: CALLS // 20]
    for day, n in fewer:
        assert explain(day, n, calendar).due_on.day == china.get_nth_working_day(day, n), (day, n)
    limits = Limits.of(profile_named("permit"), promised_days=10)
    cases = [case(day, n) for day, n in questions[: CALLS // 4]]
    lights = [(day, explain(day, n, calendar).due_on.day, day + timedelta(n)) for day, n in questions]
    explained = median_us(lambda asked: explain(*asked, calendar), questions)
    peer = median_us(lambda asked: china.get_nth_working_day(*asked), fewer)
    whole = median_us(lambda history: deadlines(limits, history, calendar), cases)
    told = median_us(lambda history: explain_case(limits, history, calendar), cases)
    lit = median_us(lambda a: light(started_on=a[0], due_on=a[1], today=a[2], calendar=calendar), lights)
    relit = (whole + lit) * OPEN_CASES / 1e6
    return [
        row("deadline with explanation", explained, 10, "holidays, without a reason", peer),
        row("all six last days of a case with a pause and an extension", whole, None),
        row("such a case explained day by day", told, None),
        row("light of one case", lit, None),
        row("2 M open cases, last days and light anew, one core, from the two above", relit, 60, unit="s"),
    ]


def drawn(count: int) -> list[Question]:
    dice = random.Random(20261105)
    first = date(2019, 1, 1)
    return [
        (first + timedelta(dice.randrange(2700)), dice.choice([5, 10, 15, 20, 30, 45])) for _ in range(count)
    ]


def case(day: date, n: int) -> ClockHistory:
    pause = Pause(day + timedelta(3), "expert_review", 5 + n % 7, "特字 1 号")
    extension = Extension(10, day + timedelta(20), "负责人", "情况复杂")
    return ClockHistory(day, accepted_on=day + timedelta(1), pauses=(pause,), extension=extension)


def median_us(ask: Callable[[Any], object], asked: Sequence[Any]) -> float:
    """Return the median over rounds of the time of one call, in microseconds."""
    rounds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for one in asked:
            ask(one)
        rounds.append((perf_counter() - start) / len(asked) * 1e6)
    return statistics.median(rounds)


def row(
    name: str,
    value: float,
    line: float | None,
    peer: str | None = None,
    peer_value: float | None = None,
    *,
    unit: str = "µs",
) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "line": line,
        "peer": peer,
        "peer_value": peer_value and round(peer_value, 2),
    }


if __name__ == "__main__":
    for found in run():
        print(found)
