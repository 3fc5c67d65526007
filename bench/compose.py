"""How long it takes to compose a plan, over varied answers to the real five-item scene with 33 fields.

Every call gets another person: answers, facts, supplies and day are drawn at random (seeded), so that no call
repeats the one before.

- from an empty start: the first 3,000 people after a restart, the scene being prepared
- warm: 20,000 people after 20,000 *others*
- nothing kept: everything that plans leave behind is thrown away before each call; the line is p99 only
- one keystroke after the other: 300 people who answer what they are asked, a plan for each answer
"""

import gc
import random
import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from onething.adapters.calendars import load_calendar
from onething.adapters.packages import read_folder
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Package, Question, QuestionKind, Scene, Supplies
from onething.core.composition import Circumstances, compose
from onething.core.composition.prepare import Prepared, prepare
from onething.core.workdays import WorkCalendar

ROOT = Path(__file__).resolve().parent.parent
CALLS = 20_000


def run() -> list[dict[str, Any]]:
    """Return rows {name, value, unit, line, peer, peer_value}; times in microseconds."""
    package = load_package(read_folder(ROOT / "cities" / "dongguan")).package
    assert package is not None
    calendar = load_calendar()
    scene = package.scenes["disabled-services"]
    people = list(draw(scene, package, CALLS, seed=1))
    others = list(draw(scene, package, CALLS, seed=2))
    rows: list[dict[str, Any]] = []

    def plan(person: Circumstances) -> None:
        compose(scene, person, package=package, calendar=calendar)

    prepared = prepare(scene, package)
    forget(prepared)
    rows += percentiles("from an empty start, varied answers", times(plan, others[:3000]), (150, 1000))
    for person in others:
        plan(person)
    rows += percentiles("warm, varied answers", times(plan, people), (150, 1000))
    rows += percentiles(
        "nothing kept, varied answers",
        times(plan, people[:5000], before=lambda: forget(prepared)),
        (None, 1000),
    )
    rows += percentiles(
        "warm, one keystroke after the other",
        times(plan, list(keystrokes(scene, package, calendar))),
        (150, 1000),
    )
    first = [time_of(lambda: Prepared(scene, package)) for _ in range(20)]
    rows.append(row("preparing a scene, once per version, median", statistics.median(first) / 1000, None))
    return rows


def draw(scene: Scene, package: Package, count: int, *, seed: int) -> Iterator[Circumstances]:
    """Give people with random answers: some questions unanswered, some facts known, some sources open."""
    dice = random.Random(seed)
    questions = prepare(scene, package).layout.questions
    facts = list(prepare(scene, package).layout.facts.values())
    for _ in range(count):
        known = dice.random()
        yield Circumstances(
            on=date(2026, 1, 5) + timedelta(days=dice.randrange(300)),
            answers={one.id: answer(one, dice) for one in questions if dice.random() < known},
            facts={
                one.id: dice.choice(one.choices) if one.type == "choice" else dice.random() < 0.5
                for one in facts
                if one.type in ("choice", "bool") and dice.random() < known / 3
            },
            supplies=Supplies(
                frozenset(share for share in package.shares if dice.random() < 0.7),
                frozenset(licence for licence in package.licences if dice.random() < 0.5),
            ),
        )


def answer(question: Question, dice: random.Random) -> Any:
    if question.kind is QuestionKind.CHOICE:
        return dice.choice(question.choices).id
    if question.kind is QuestionKind.MULTI:
        return [choice.id for choice in question.choices if dice.random() < 0.5]
    if question.kind is QuestionKind.INTEGER:
        return dice.randint(question.min or 0, question.max if question.max is not None else 100)
    first, last = question.min or date(2000, 1, 1), question.max or date(2024, 8, 22)
    return first + timedelta(days=dice.randrange((last - first).days + 1))


def keystrokes(scene: Scene, package: Package, calendar: WorkCalendar) -> Iterator[Circumstances]:
    """Give the circumstances of 300 people as they answer what they are asked."""
    dice = random.Random(3)
    shares = frozenset(package.shares)
    for _ in range(300):
        answers: dict[str, Any] = {}
        while True:
            person = Circumstances(on=date(2026, 3, 5), answers=dict(answers), supplies=Supplies(shares))
            yield person
            question = compose(scene, person, package=package, calendar=calendar).next_question
            if question is None:
                break
            answers[question.id] = answer(question, dice)


def forget(prepared: Prepared) -> None:
    """Throw away everything that plans before have left behind, but the tables of the conditions."""
    for kept in (prepared.bodies, prepared.merged, prepared.orders, prepared.left, prepared.open_of):
        kept.clear()
    prepared.settled_of.clear()
    for key in (*prepared.fields.values(), *prepared.materials.values()):
        key.groups.clear()
    for item in prepared.items:
        item.parts.clear()


def times(
    call: Callable[[Circumstances], None],
    people: list[Circumstances],
    before: Callable[[], None] | None = None,
) -> list[int]:
    """Return nanoseconds of each call, the garbage collector running as it does in a server."""
    gc.collect()
    found = []
    for person in people:
        if before:
            before()
        start = perf_counter_ns()
        call(person)
        found.append(perf_counter_ns() - start)
    return sorted(found)


def time_of(call: Callable[[], object]) -> int:
    start = perf_counter_ns()
    call()
    return perf_counter_ns() - start


def percentiles(
    name: str, nanoseconds: list[int], lines: tuple[int | None, int | None]
) -> list[dict[str, Any]]:
    middle = nanoseconds[len(nanoseconds) // 2] / 1000
    late = nanoseconds[len(nanoseconds) * 99 // 100] / 1000
    return [row(f"compose, {name}, p50", middle, lines[0]), row(f"compose, {name}, p99", late, lines[1])]


def row(name: str, value: float, line: int | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": "µs",
        "line": line,
        "peer": None,
        "peer_value": None,
    }


if __name__ == "__main__":
    for found in run():
        print(f"{found['name']:55} {found['value']:10} {found['unit']}   line {found['line']}")
