"""An act of an officer over HTTP: the case is locked and loaded, decided in core, and kept with events, rows, log."""

from typing import Any

from bench.forms import another, form_of, signed
from bench.http import Caller, House, closed_loop

OFFICER, ITEM = "2208", "disability-certificate"
ACTS = (
    ("accept a case over HTTP", "acceptance", {}),
    ("an opinion over HTTP", "opinions", {"text": "材料属实", "favourable": True}),
)
WARM, CALLS = 10, 60


def run() -> list[dict[str, Any]]:
    """Return the median and the 95th percentile of accepting a case, and of an opinion on it, in milliseconds."""
    with House("sqlite") as house:
        numbers = [_submitted(house, one) for one in house.citizens(WARM + CALLS)]
        officer = Caller.demo(house.port, OFFICER)

        rows = []
        for name, act, body in ACTS:
            seen = [(number, officer.get(f"/cases/{number}").etag) for number in numbers]

            def carry_out(_: int, one: tuple[str, str], act: str = act, body: dict[str, Any] = body) -> None:
                officer.post(f"/cases/{one[0]}/{act}", body, match=one[1], expect=200)

            closed_loop(1, seen[:WARM], carry_out)
            timed = closed_loop(1, seen[WARM:], carry_out)
            if timed.errors:
                raise RuntimeError(f"{name}: {timed.errors[0]}")
            rows.append(_row(f"{name}, 50th percentile", timed.percentile(0.5)))
            rows.append(_row("  95th percentile", timed.percentile(0.95)))
    return rows


def _submitted(house: House, one: dict[str, str]) -> str:
    """Let a citizen submit one application; returns the number of its case at the office that is measured."""
    citizen = Caller(house.port, one["token"])
    body = signed(citizen, another(form_of(citizen, name=one["name"], number=one["number"]), 1))
    receipt = citizen.post("/applications", body, expect=201).body
    return str(next(line for line in receipt["cases"] if line["item"] == ITEM)["number"])


def _row(name: str, seconds: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": seconds * 1000,
        "unit": "ms",
        "line": None,
        "peer": None,
        "peer_value": None,
    }


if __name__ == "__main__":
    for found in run():
        print(found)
