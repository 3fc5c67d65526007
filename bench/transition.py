"""How many transitions one core makes: a command decided and its events evolved, dates and rules included."""

from __future__ import annotations

import statistics
import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from onething.adapters.calendars import load_calendar
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases import matter as m
from onething.core.cases.deciding import decide
from onething.core.cases.parts import DeliveryWay, Grounds, Opening, Outcome
from onething.core.cases.state import CaseState, evolve
from onething.core.clock import Limits, profile_named
from onething.core.source import Text

LINE = 20_000
SECONDS = 1.0
RUNS = 5

APPLICANT = Actor("user:1", "申请人", frozenset({Role.CITIZEN}))
CLERK = Actor("user:2", "窗口", frozenset({Role.CLERK}))
REVIEWER = Actor("user:3", "审批", frozenset({Role.REVIEWER}))
FULL = Grounds("事实", "条文", "理由", "救济")
NOW = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def opening(number: str, needs: tuple[str, ...] = ()) -> Opening:
    return Opening(
        number=number,
        item=f"item-{number}",
        item_hash="hash",
        name=Text("事项", "Item"),
        bearer="applicant",
        limits=Limits.of(profile_named("permit"), promised_days=15),
        needs=needs,
        certificates=("card",),
    )


def submission(*openings: Opening) -> c.Submit:
    return c.Submit(
        by=APPLICANT,
        number="A",
        key="key",
        content_hash="content",
        envelope_hash="envelope",
        scene="scene",
        applicant="person",
        channel="portal",
        openings=openings,
        plan_hash="plan",
    )


#: The life of one permit: taken in, checked, accepted, decided, made, delivered.
LIFE: tuple[c.CaseCommand, ...] = (
    c.TakeIn(CLERK, "A-1"),
    c.Check(REVIEWER, "A-1"),
    c.Accept(REVIEWER, "A-1"),
    c.TakeOver(REVIEWER, "A-1"),
    c.Pause(REVIEWER, "A-1", "expert_review", 5, "特告 1"),
    c.Resume(REVIEWER, "A-1", "expert_review"),
    c.Decide(REVIEWER, "A-1", Outcome.GRANTED, FULL, "准予"),
    c.MakeCertificate(REVIEWER, "A-1", "card", "L-1"),
    c.Deliver(CLERK, "A-1", DeliveryWay.WINDOW, "签收", "申请人"),
)


def run() -> list[dict[str, Any]]:
    """Return the measured rows, medians of several runs."""
    calendar = load_calendar()
    fresh = m.apply(None, m.submit(None, submission(opening("A-1")), NOW, calendar)).cases["A-1"]

    def one_life() -> int:
        state: CaseState = fresh
        for command in LIFE:
            for event in decide(state, command, NOW, calendar):
                state = evolve(state, event)
        return len(LIFE)

    five = m.apply(
        None,
        m.submit(
            None,
            submission(opening("A-1"), *(opening(f"A-{n}", needs=("A-1",)) for n in range(2, 6))),
            NOW,
            calendar,
        ),
    )

    def one_application() -> int:
        matter = five
        commands = [c.Accept(REVIEWER, f"A-{n}") for n in range(1, 6)]
        commands += [c.Decide(REVIEWER, f"A-{n}", Outcome.GRANTED, FULL, "准予") for n in range(1, 6)]
        for command in commands:
            changes = m.handle(matter, command, NOW, calendar=calendar, recheck=lambda case, given: m.HOLDS)
            matter = m.apply(matter, changes)
        return len(commands)

    return [
        _row("one transition in core (decide, evolve)", _rate(one_life), LINE),
        _row("one command to an application of five cases, consequences drawn", _rate(one_application), None),
    ]


def _rate(work: Any) -> float:
    rates = []
    for _ in range(RUNS):
        count, start = 0, time.perf_counter()
        while (spent := time.perf_counter() - start) < SECONDS / RUNS:
            count += work()
        rates.append(count / spent)
    return statistics.median(rates)


def _row(name: str, value: float, line: int | None) -> dict[str, Any]:
    """No installable peer keeps cases in core alone; the whole life is compared where it is measured over HTTP."""
    return {
        "name": name,
        "value": round(value),
        "unit": "1/s",
        "line": line,
        "peer": None,
        "peer_value": None,
    }


if __name__ == "__main__":
    for row in run():
        print(f"{row['value']:>10,} {row['unit']}  line {row['line'] or '–'}  {row['name']}")
