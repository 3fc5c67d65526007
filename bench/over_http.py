"""Composing over HTTP: the plan of the five-item scene for varied answers, one caller, the real server."""

import json
import random
from typing import Any

from bench.http import Caller, House, closed_loop

CALLS, WARM = 600, 200
HEADERS = {"Content-Type": "application/json"}


def run() -> list[dict[str, Any]]:
    with House("sqlite") as house:
        caller = Caller(house.port)
        dice = random.Random(5)
        asked = [json.dumps({"answers": _answers(dice)}).encode() for _ in range(CALLS + WARM)]

        def compose(_: int, body: bytes) -> None:
            answer = caller.send("POST", "/scenes/disabled-services/plan", body, HEADERS)
            if answer.status != 200:
                raise RuntimeError(repr(answer))

        closed_loop(1, asked[:WARM], compose)
        timed = closed_loop(1, asked[WARM:], compose)
    if timed.errors:
        raise RuntimeError(timed.errors[0])
    return [
        _row("compose over HTTP, 50th percentile", timed.percentile(0.5) * 1000, None),
        _row("compose over HTTP, 95th percentile", timed.percentile(0.95) * 1000, 5),
    ]


def _answers(dice: random.Random) -> dict[str, Any]:
    """Return the answers of some person, up to some question."""
    answers = {
        "certified": "none",
        "household": "dongguan",
        "wants": dice.sample(["pension", "hardship", "care"], dice.randint(1, 3)),
        "kind": dice.choice(["limb", "vision", "hearing", "intellectual"]),
        "level": dice.choice(["1", "2", "3"]),
        "age": dice.randint(1, 90),
        "income": dice.choice(["dibao", "edge"]),
        "by": dice.choice(["self", "agent"]),
    }
    kept = dice.randint(1, len(answers))
    return dict(list(answers.items())[:kept])


def _row(name: str, value: float, line: float | None) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": "ms", "line": line, "peer": None, "peer_value": None}


if __name__ == "__main__":
    for found in run():
        print(found)
