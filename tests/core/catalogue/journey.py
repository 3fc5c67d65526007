"""A person's way through a scene of the shipped city: asked one question after the other until the plan is sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onething.adapters.calendars import load_calendar
from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Item, Package, Supplies
from onething.core.composition import Plan, compose
from onething.core.composition.plan import PlanItem
from onething.core.findings import Finding
from onething.core.proof import prove
from tests.shipped import city as city

CITY = Path(__file__).resolve().parents[3] / "cities" / "dongguan"
THURSDAY = date(2026, 3, 5)
CALENDAR = load_calendar()


@dataclass(frozen=True, slots=True)
class Walk:
    """asked: ids of the questions in the order in which they were put."""

    plan: Plan
    asked: tuple[str, ...]

    @property
    def items(self) -> dict[str, str]:
        return {one.id: one.state.value for one in (*self.plan.items, *self.plan.left_out)}

    @property
    def applies(self) -> set[str]:
        return {one.id for one in self.plan.items if one.state.value == "applies"}

    @property
    def ways(self) -> dict[str, str]:
        return {one.key: one.way.value if one.way else "" for one in self.plan.materials}

    @property
    def fields(self) -> set[str]:
        return {one.key for one in self.plan.fields}

    @property
    def offered(self) -> dict[str, set[str]]:
        return {one.key: {way.value for way in one.offered} for one in self.plan.materials if one.offered}

    def item(self, id: str) -> PlanItem:
        return next(one for one in self.plan.items if one.id == id)


def walk(
    scene: str,
    says: Mapping[str, Any],
    *,
    facts: Mapping[str, Any] | None = None,
    shares: Sequence[str] = (),
    licences: Sequence[str] = (),
    on: date = THURSDAY,
    package: Package | None = None,
) -> Walk:
    """Put every question that the plan wants to know next, and answer it from `says`.

    A question that nobody foresaw is a KeyError; `says` may hold answers that are never asked for. package: the shipped
    city if not given.
    """
    package = package or city()
    answers: dict[str, Any] = {}
    asked: list[str] = []
    while True:
        made = compose(
            package.scenes[scene],
            Circumstances(
                on=on,
                answers=answers,
                facts=facts or {},
                supplies=Supplies(shares=frozenset(shares), licences=frozenset(licences)),
            ),
            package=package,
            calendar=CALENDAR,
        )
        if made.next_question is None:
            return Walk(made, tuple(asked))
        asked.append(made.next_question.id)
        answers[made.next_question.id] = says[made.next_question.id]


def item_of(scene: str, id: str) -> Item:
    return city().scenes[scene].item(id).item


def open_findings(scene: str) -> list[Finding]:
    """Return what keeps the scene from publishing: errors, and warnings without a reason."""
    found = prove(city().scenes[scene], package=city(), calendar=CALENDAR, on=THURSDAY)
    return [one for one in found if one.blocks]
