"""Thirty days of a city with two hundred cases in virtual time, every invariant asked at the end: processor seconds a run.

The first run builds what all share (the city's things, calendars) and is left out.
"""

from statistics import median
from time import process_time
from typing import Any

from tests.simulation.run import Run

RUNS, LINE = 12, 1


def run() -> list[dict[str, Any]]:
    Run(0).go()
    seconds, cases = [], []
    for seed in range(1, RUNS + 1):
        begun = process_time()
        outcome = Run(seed).go()
        seconds.append(process_time() - begun)
        cases.append(outcome.counts["cases"])
        if outcome.broken:
            raise RuntimeError(f"seed {seed} breaks an invariant: python -m tests.simulation {seed}")
    name = f"30 days simulated with {min(cases)}–{max(cases)} cases, processor time, median of {RUNS} runs"
    return [
        {"name": name, "value": median(seconds), "unit": "s", "line": LINE},
        {"name": "  longest", "value": max(seconds), "unit": "s", "line": None},
    ]


if __name__ == "__main__":
    for found in run():
        print(found)
