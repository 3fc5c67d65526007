"""Histories as they were written down: the commands of an application, and the events that the program of that day gave.

    python -m tests.core.cases.recorded NAME 0-99     writes histories/NAME-*.jsonl from runs of the simulation:
                                                      as few applications as have the events that no other has
    python -m tests.core.cases.told                   writes those that are told by hand: rare acts

A history is never changed. One is added whenever a shape or a rule ships that none of them has.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from onething.adapters.calendars import load_calendar
from onething.core.cases import commands as c
from onething.core.cases import matter as m
from onething.core.cases.carrying import carry_out
from onething.core.cases.events import Event
from onething.core.cases.shapes import from_data, name_of, read_as, to_data
from onething.core.data import as_data
from onething.core.workdays import WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
FOLDER = Path(__file__).parent / "histories"


@dataclass(frozen=True, slots=True)
class Act:
    """What was asked, when, by which calendar, and what came of it: streams with their events."""

    at: datetime
    calendar: str
    command: c.Command
    events: tuple[tuple[str, Event], ...]


def histories() -> list[Path]:
    return sorted(FOLDER.glob("*.jsonl"))


def read(path: Path) -> list[Act]:
    acts = []
    for line in path.read_text("utf-8").splitlines():
        one = json.loads(line)
        acts.append(
            Act(
                datetime.fromisoformat(one["at"]).astimezone(SHANGHAI),
                one["calendar"],
                read_as(getattr(c, one["command"]), one["asks"]),
                tuple((e["stream"], from_data(e["name"], e["version"], e["data"])) for e in one["events"]),
            )
        )
    return acts


@cache
def calendar_of(version: str) -> WorkCalendar:
    """Return the calendar of that day: today's, less the notices that have come since."""
    known = load_calendar()
    last = int(version.partition("/")[0].partition("-")[2])
    notices = [notice for year, notice in known.notices.items() if year <= last]
    return WorkCalendar.of(notices, known.lunar)


def decide(
    matter: m.Matter | None, command: c.Command, at: datetime, calendar: WorkCalendar
) -> Sequence[m.Change]:
    if matter is None:
        assert isinstance(command, c.Submit), command
        return m.submit(None, command, at, calendar)
    return carry_out(matter, command, at, calendar=calendar, recheck=lambda case, given: m.HOLDS)


def _lines(house: Any, application: str) -> Iterator[str]:
    matter, calendar = None, house.first_calendar
    for at, op, arguments in house.script:
        if op == "publish":
            calendar = arguments[0]
            continue
        for command in _commands(op, arguments, application):
            changes = decide(matter, command, at, calendar)
            matter = m.apply(matter, changes)
            yield _line(at, calendar, command, changes)
    assert matter == house.matters[application], "the history is not that of the run"


def _line(at: datetime, calendar: WorkCalendar, command: c.Command, changes: Sequence[m.Change]) -> str:
    events = [
        {
            "stream": one.stream,
            "name": name_of(one.event),
            "version": one.event.VERSION,
            "data": to_data(one.event),
        }
        for one in changes
    ]
    act = {
        "at": at.isoformat(),
        "calendar": calendar.version,
        "command": type(command).__name__,
        "asks": as_data(command),
        "events": events,
    }
    return json.dumps(act, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _commands(op: str, arguments: tuple, application: str) -> Iterator[c.Command]:
    if op == "submit" and arguments[0] == application:
        yield arguments[4]
    elif op == "rule" and arguments[0].startswith(application):
        yield from arguments[1]
    elif op == "callback" and arguments[0].case.startswith(application):
        yield arguments[0]
    elif op not in ("submit", "rule", "callback") and arguments[0] == application:
        yield arguments[1]


def write(
    name: str, first: c.Submit, acts: Sequence[tuple[datetime, c.Command]], calendar: WorkCalendar
) -> None:
    """Write a history down from its commands. first: at the moment of the first act."""
    matter, lines = None, []
    for at, command in ((acts[0][0], first), *acts):
        changes = decide(matter, command, at, calendar)
        matter = m.apply(matter, changes)
        lines.append(_line(at, calendar, command, changes))
    (FOLDER / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def main(name: str, first: int, last: int) -> None:
    """Write down as few applications as have between them every kind of event that no history has yet."""
    from tests.simulation.run import Run

    FOLDER.mkdir(exist_ok=True)
    kinds: dict[tuple[int, str], set[str]] = {}
    houses = {seed: Run(seed).go().house for seed in range(first, last + 1)}
    for seed, house in houses.items():
        for number, matter in house.matters.items():
            streams = (number, *matter.cases)
            kinds[seed, number] = {name_of(one.event) for stream in streams for one in house.kept[stream]}
    known = {name_of(event) for path in histories() for act in read(path) for _, event in act.events}
    missing = set[str]().union(*kinds.values()) - known
    while missing:
        seed, number = max(
            kinds, key=lambda one: (len(kinds[one] & missing), -len(houses[one[0]].kept[one[1]]))
        )
        missing -= kinds[seed, number]
        text = "\n".join(_lines(houses[seed], number)) + "\n"
        (FOLDER / f"{name}-{seed}-{number[-5:]}.jsonl").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2].split("-")))
