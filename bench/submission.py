"""Submissions of a five-case application over real HTTP, durable, on both databases.

- 32 callers, closed loop: each sends the next when its last is acknowledged; medians of three rounds
- 8 callers at half of what the closed loop has reached, evenly arriving: time from arrival to acknowledgement

Each application is another: 32 people, 33 fields, files uploaded before, sheet read before; the acknowledgement comes
after sealing, printing of the receipt's data and commit. The floor is Django inserting one row for each request into
the same database behind the same server.
"""

import json
import statistics
import subprocess
import sys
import time
import uuid
from typing import Any

from bench.forms import another, form_of, signed
from bench.http import ROOT, Caller, House, Timed, closed_loop, fixed_arrival, free_port

CALLERS = 32
FEW = 8
ROUNDS = 3
EACH_ROUND = 400
WARM_UP = 64
ARRIVING = 300
#: database: submissions a second, milliseconds at the 95th percentile of the fixed arrival
LINES = {"sqlite": (150, 100), "postgresql": (250, 60)}
LABEL = {"sqlite": "SQLite, full sync", "postgresql": "PostgreSQL"}

Prepared = tuple[str, bytes]


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}. Raises RuntimeError if nothing is acknowledged."""
    return [row for database in LINES for row in measured(database)]


def measured(database: str) -> list[dict[str, Any]]:
    with House(database) as house:
        tasks = prepared(house, WARM_UP + ROUNDS * EACH_ROUND + ARRIVING)
        callers = [Caller(house.port) for _ in range(CALLERS)]

        def submit(caller: int, task: Prepared) -> None:
            token, body = task
            callers[caller].token = token
            headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
            answer = callers[caller].send("POST", "/applications", body, headers)
            if answer.status != 201:
                raise RuntimeError(repr(answer))

        closed_loop(CALLERS, tasks[:WARM_UP], submit)
        rounds = []
        for number in range(ROUNDS):
            first = WARM_UP + number * EACH_ROUND
            rounds.append(closed_loop(CALLERS, tasks[first : first + EACH_ROUND], submit))
        errors = [one for timed in rounds for one in timed.errors]
        if not all(timed.seconds for timed in rounds):
            raise RuntimeError(f"no submission was acknowledged: {errors[0]}")
        rate = statistics.median(timed.rate for timed in rounds)
        floor = inserts_a_second(house)
        few = fixed_arrival(FEW, tasks[-ARRIVING:], submit, rate=rate / 2)
        errors += few.errors
    for error in sorted(set(errors))[:3]:
        print(f"submission on {database}: {error}", file=sys.stderr)
    return rows_of(database, rounds, rate, few, floor, len(errors))


def rows_of(
    database: str, rounds: list[Timed], rate: float, few: Timed, floor: float, errors: int
) -> list[dict[str, Any]]:
    label, (rate_line, late_line) = LABEL[database], LINES[database]
    spread = statistics.median(timed.percentile(0.99) / timed.mean for timed in rounds)
    mean = statistics.median(timed.mean for timed in rounds)
    peer = "Django inserting one row over HTTP, same server and database"
    return [
        row(f"submit five cases over HTTP, {CALLERS} callers, {label}", rate, "1/s", rate_line, peer, floor),
        row(f"  of these, cases, {label}", rate * 5, "cases/s", rate_line * 5),
        row(f"  mean, {label}", mean * 1000, "ms", None),
        row(f"  p99 over the mean, {label}", spread, "×", 3),
        row(f"  not acknowledged, of {ROUNDS * EACH_ROUND + ARRIVING}, {label}", errors, "errors", 0),
        row(
            f"submit, {FEW} callers, arriving at {rate / 2:.0f}/s, p95, {label}",
            few.percentile(0.95) * 1000,
            "ms",
            late_line,
        ),
    ]


def prepared(house: House, count: int) -> list[Prepared]:
    """Return tokens and signed bodies; everybody's papers are uploaded and every sheet has been read."""
    people = house.citizens(CALLERS)
    callers = [Caller(house.port, one["token"]) for one in people]
    forms: dict[int, dict[str, Any]] = {}
    done: dict[int, Prepared] = {}

    def begin(_: int, person: int) -> None:
        forms[person] = form_of(callers[person], name=people[person]["name"], number=people[person]["number"])

    def sign(person: int, number: int) -> None:
        body = signed(callers[person], another(forms[person], number))
        done[number] = people[person]["token"], json.dumps(body, ensure_ascii=False).encode()

    for timed in (closed_loop(4, range(CALLERS), begin), closed_loop(CALLERS, range(count), sign)):
        if timed.errors:
            raise RuntimeError(f"a form could not be prepared: {timed.errors[0]}")
    return [done[number] for number in range(count)]


def inserts_a_second(house: House) -> float:
    """Return the floor: rows a second, one for each request."""
    port = free_port()
    subprocess.run([sys.executable, "-c", CREATE], env=house.env, cwd=ROOT, check=True)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "2", "--backlog", "1024", "--log-level", "warning", "--no-ws"]
    server = subprocess.Popen([*command, "bench.floor:application"], env=house.env, cwd=ROOT)
    try:
        callers = [Caller(port) for _ in range(CALLERS)]
        body = b"{" + b'"value": "x"' * 20 + b"}"

        def insert(caller: int, _: int) -> None:
            answer = callers[caller].send(
                "POST",
                "/floor",
                body,
                {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex},
            )
            if answer.status != 201:
                raise RuntimeError(repr(answer))

        for _ in range(100):
            if not closed_loop(1, [0], insert).errors:
                break
            time.sleep(0.2)
        rounds = [closed_loop(CALLERS, range(1500), insert) for _ in range(3)]
    finally:
        server.terminate()
        server.wait()
    if errors := [one for timed in rounds for one in timed.errors]:
        raise RuntimeError(f"the floor did not hold: {errors[0]}")
    return statistics.median(timed.rate for timed in rounds)


CREATE = "from bench import floor; floor.connection.cursor().execute(floor.TABLE)"


def row(
    name: str,
    value: float,
    unit: str,
    line: float | None,
    peer: str | None = None,
    peer_value: float | None = None,
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
