"""Items × this person's answers × what is known → one plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Package, Scene
from onething.core.composition import known as what_is_known
from onething.core.composition.body import Body, make_body, settled_questions
from onething.core.composition.order import Order, Reckoned, Reckoning, longest_path
from onething.core.composition.plan import Count, Figures, Plan, PlanItem, Schedule
from onething.core.composition.prepare import Prepared, PreparedItem, prepare
from onething.core.composition.reasons import explain_plan_line, left_out
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

#: Bodies kept per scene, and days kept per order; above it they are made anew.
MOST_BODIES, MOST_DATED = 1024, 512


def compose(scene: Scene, circumstances: Circumstances, *, package: Package, calendar: WorkCalendar) -> Plan:
    """Return what this person must do for one thing, by the meaning of `docs/composition.md`.

    The same arguments give the same plan. Dates assume acceptance on the day `circumstances.on`, which is day 0;
    a year without a published calendar makes them provisional.
    Raises AnswerRefused for an answer outside its choices, OrderCircular for items that wait for each other in a
    circle, CalendarMissing for a day that no calendar, not even a provisional one, reaches.
    """
    prepared = prepare(scene, package)
    if prepared.differs and circumstances.division:
        prepared = prepared.at_place(circumstances.division, circumstances.on)
    known = prepared.layout.read(circumstances)
    values = known.values
    rows = [table.row(values) for table in prepared.tables]
    supplies = circumstances.supplies
    key = (
        tuple([row.kind for row in rows]),
        known.answered,
        known.filling,
        supplies.shares,
        supplies.licences,
        prepared.era(circumstances.on),
        circumstances.dropped,
        circumstances.insisted,
        tuple(sorted(circumstances.bearers.items())),
    )
    body: Body | None = prepared.bodies.get(key)
    if body is None:
        if len(prepared.bodies) >= MOST_BODIES:
            prepared.bodies.clear()
        body = prepared.bodies[key] = make_body(prepared, rows, known, circumstances)
    items, schedule, figures, alone, together = _dressed(prepared, body, circumstances.on, calendar)
    return Plan(
        scene=scene.id,
        version=scene.version,
        circumstances=circumstances,
        items=items,
        left_out=tuple(
            [
                left_out(
                    prepared,
                    left.item,
                    left.state,
                    rows[left.condition] if left.condition is not None else None,
                    left.rule,
                )
                for left in body.left
            ]
        ),
        fields=body.fields,
        materials=body.materials,
        schedule=schedule,
        fees=body.fees,
        figures=figures,
        alone=alone,
        together=together,
        asked_of_person=body.asked_of_person,
        next_question=body.open_questions[0] if body.open_questions else None,
        open_questions=body.open_questions,
        settled_questions=settled_questions(prepared, body.deciding, known.answered, known.stated),
        outcome=body.outcome,
    )


def explain_line(plan: Plan, name: str, *, scene: Scene, package: Package) -> tuple[Text, ...]:
    """Return why a line of a plan is there, one sentence for each item that asks: item, deciding answers, law.

    name: key of a field or material, or id of an item, one that is left out too. scene, package: those of the plan.
    Raises KeyError for a name that the plan does not have.
    """
    return explain_plan_line(prepare(scene, package), plan, name)


def unknown_names(
    scene: Scene, answers: Mapping[str, Any], facts: Mapping[str, Any], *, package: Package
) -> tuple[str, ...]:
    """Return the answers and facts that the scene does not know: typed wrongly, or of an older version.

    `compose` leaves them out of account, so that a draft outlives a new version of its scene.
    """
    return what_is_known.unknown_names(prepare(scene, package).layout, answers, facts)


def misfits(
    scene: Scene, answers: Mapping[str, Any], facts: Mapping[str, Any], *, package: Package
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of answers and of facts that `compose` would refuse: those of an older version of the scene."""
    return prepare(scene, package).layout.misfits(answers, facts)


Dressing = tuple[tuple[PlanItem, ...], Schedule, Figures, Count, Count]


def _dressed(prepared: Prepared, body: Body, on: date, calendar: WorkCalendar) -> Dressing:
    """Return items, schedule, figures and counts of a body for one day."""
    key = (on, calendar.hash)
    last = body.dated
    if last is not None and last[0] == key:
        return last[1]  # type: ignore[no-any-return]
    dates: Days | None = body.order.dated.get(key)
    if dates is None:
        if len(body.order.dated) >= MOST_DATED:
            body.order.dated.clear()
        dates = body.order.dated[key] = _dates(prepared, body.order, on, calendar)
    items = tuple(
        [
            PlanItem(
                id=one.item.item.id,
                name=one.item.item.name,
                department=one.item.item.department,
                promised_days=one.item.item.promised_days,
                statutory_days=one.item.item.statutory_days,
                state=one.state,
                waits_for=dates.waits_for[one.item.number],
                promised_on=dates.promised[one.item.number],
                statutory_on=dates.statutory[one.item.number],
                why=one.why,
                competent=one.competent,
                exception=one.item.exception,
                within=dates.within.get(one.item.number),
            )
            for one in body.in_plan
        ]
    )
    figures = Figures(
        forms=body.together[0],
        materials=body.asked_of_person.materials,
        minutes=-(-body.seconds // 60),
        promised_on=dates.schedule.promised_on,
        sure=body.sure,
    )
    dressing = (
        items,
        dates.schedule,
        figures,
        Count(*body.alone, dates.alone),
        Count(*body.together, dates.schedule.promised_days),
    )
    body.dated = (key, dressing)
    return dressing


@dataclass(frozen=True, slots=True)
class Days:
    """The dates of one order of items. alone: working days of the items each by itself. within: of what the scene
    promises, the working days from day 0 of that promise.
    """

    schedule: Schedule
    promised: Mapping[int, date | None]
    statutory: Mapping[int, date | None]
    waits_for: Mapping[int, tuple[str, ...]]
    alone: int
    within: Mapping[int, int]


def _promised(item: PreparedItem) -> int:
    return 0 if item.line.proactive else item.item.promised_days


def _statutory(item: PreparedItem) -> int | None:
    return 0 if item.line.proactive else item.item.statutory_days


def _dates(prepared: Prepared, order: Order, on: date, calendar: WorkCalendar) -> Days:
    reckoning = Reckoning(calendar)
    items, names = prepared.items, prepared.names
    promised = longest_path(order, items, on, _promised, reckoning, names, prepared.scene.promise)
    statutory = longest_path(order, items, on, _statutory, reckoning, names)
    assert promised.last is not None, "a promise always has days"
    alone = _one_after_the_other([items[number] for number in order.sequence], on, reckoning)
    promised_on, statutory_on = dict(promised.ends), dict(statutory.ends)
    schedule = Schedule(
        promised_days=reckoning.between(on, promised.last.day),
        promised_on=promised.last.day,
        statutory_days=reckoning.between(on, statutory.last.day) if statutory.last else None,
        statutory_on=statutory.last.day if statutory.last else None,
        provisional=promised.last.provisional,
        statutory_provisional=statutory.last is not None and statutory.last.provisional,
        path=tuple(names[item] for item in promised.path),
    )
    for number in order.sequence:
        if items[number].line.proactive:  # counted nowhere, but it has days of its own to be shown
            promised_on[number] = _own_end(
                items[number], promised_on[number], items[number].item.promised_days, reckoning
            )
            statutory_on[number] = _own_end(
                items[number], statutory_on[number], items[number].item.statutory_days, reckoning
            )
    return Days(
        schedule=schedule,
        promised={item: end and end.day for item, end in promised_on.items()},
        statutory={item: end and end.day for item, end in statutory_on.items()},
        waits_for={item: tuple(names[first] for first in order.before[item]) for item in order.sequence},
        alone=alone,
        within=_within(prepared, order, on, promised.ends, reckoning),
    )


def _within(
    prepared: Prepared,
    order: Order,
    on: date,
    ends: Mapping[int, Reckoned | None],
    reckoning: Reckoning,
) -> Mapping[int, int]:
    """Return the working days in which each item that the scene promises ends, from day 0 of that promise: acceptance,
    or the end of what comes before and is not promised with it.
    """
    promise = prepared.scene.promise
    if promise is None:
        return {}
    covered = {
        number
        for number in order.sequence
        if prepared.names[number] in promise.items and not prepared.items[number].line.proactive
    }
    starts: dict[int, date] = {}
    for number in order.sequence:
        before = (starts[one] if one in covered else _day(ends[one]) for one in order.before[number])
        starts[number] = max((on, *before))
    return {number: reckoning.between(starts[number], _day(ends[number])) for number in covered}


def _day(end: Reckoned | None) -> date:
    assert end is not None, "a promise always has days"
    return end.day


def _own_end(
    item: PreparedItem, start: Reckoned | None, days: int | None, reckoning: Reckoning
) -> Reckoned | None:
    if start is None or days is None:
        return None
    return reckoning.after(start, days, item.item.day_kind)


def _one_after_the_other(items: Iterable[PreparedItem], on: date, reckoning: Reckoning) -> int:
    """Return the working days of the items each by itself: the sum of their promises.

    An item in natural days takes the working days that it covers, which depends on the day it begins: then the
    items are laid one after the other, in the order in which they can be done.
    """
    counted = [item for item in items if not item.line.proactive]
    if all(item.item.day_kind == "working" for item in counted):
        return sum(item.item.promised_days for item in counted)
    end = Reckoned(on)
    for item in counted:
        end = reckoning.after(end, item.item.promised_days, item.item.day_kind)
    return reckoning.between(on, end.day)
