"""How long the proof of one scene takes, and of a whole city one after the other.

`run()` gives rows of {name, value, unit, line, peer, peer_value}; `python -m bench.proof` prints them. No peer proves that a
scene has no dead end, so there is nothing to compare with.
"""

import statistics
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from onething.adapters.calendars import load_calendar
from onething.adapters.packages import load_city
from onething.core.proof import prove

CITY = Path(__file__).parents[1] / "cities" / "dongguan"
ON = date(2026, 3, 5)
ROUNDS = 7


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}; times in milliseconds."""
    package = load_city(CITY).package
    assert package is not None
    calendar = load_calendar()
    rows = []
    for scene in package.scenes.values():
        prove(scene, package=package, calendar=calendar, on=ON)
        times = []
        for _ in range(ROUNDS):
            began = perf_counter()
            prove(scene, package=package, calendar=calendar, on=ON)
            times.append((perf_counter() - began) * 1000)
        rows.append(
            {
                "name": f"proof of one scene ({scene.id}, {len(scene.items)} items)",
                "value": statistics.median(times),
                "unit": "ms",
                "line": 500,
                "peer": None,
                "peer_value": None,
            }
        )
    return rows


if __name__ == "__main__":
    for row in run():
        print(f"{row['name']:<60} {row['value']:>8.0f} {row['unit']}   line {row['line']}")
