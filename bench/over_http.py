"""Composing over HTTP: the plan of the five-item scene for varied answers, one caller, the real server."""

import json
import random
from functools import partial
from typing import Any

CALLS, WARM = 600, 200


def run() -> list[dict[str, Any]]:
    from bench.driving import Caller, closed
    from bench.house import house

    with house(database="sqlite", callers=1, worker=False) as made:
        caller = Caller(made.port)
        dice = random.Random(5)
        asked = [json.dumps({"answers": _answers(dice)}).encode() for _ in range(CALLS + WARM)]

        def compose(body: bytes) -> None:
            status, _, content = caller.send("POST", "/scenes/disabled-services/plan", body)
            assert status == 200, content[:200]

        closed([[partial(compose, body) for body in asked[:WARM]]])
        result = closed([[partial(compose, body) for body in asked[WARM:]]])
    assert not result.errors, result.errors[0]
    return [
        _row("compose over HTTP, 50th percentile", result.percentile(0.5) * 1000, None),
        _row("compose over HTTP, 95th percentile", result.percentile(0.95) * 1000, 5),
    ]


def _answers(dice: random.Random) -> dict[str, Any]:
    """Return the answers of some person, up to some question."""
    answers = {
        "certified": dice.choice(["none", "valid", "expired", "lost"][:1]),
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
