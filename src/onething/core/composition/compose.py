"""Items × this person's answers × what is known → one plan."""

from datetime import date

from onething.core.catalogue.model import Package, Scene
from onething.core.composition.body import Body, era_key, make_body, settled_questions
from onething.core.composition.order import Reckoning, longest_path
from onething.core.composition.plan import (
    Circumstances,
    Count,
    Figures,
    ItemState,
    Plan,
    PlanItem,
    Schedule,
)
from onething.core.composition.prepare import Prepared, PreparedItem, prepare
from onething.core.composition.reasons import left_out
from onething.core.workdays import WorkCalendar

#: Bodies kept per scene, and dressings kept per body; above it they are made anew.
MOST_BODIES, MOST_DATED = 4096, 32


def compose(scene: Scene, circumstances: Circumstances, *, package: Package, calendar: WorkCalendar) -> Plan:
    """Return what this person must do for one thing, by the meaning of `docs/composition.md`.

    The same arguments give the same plan. Dates assume acceptance on the day `circumstances.on`, which is day 0;
    a year without a published calendar makes them provisional.
    Raises AnswerRefused for an answer outside its choices, OrderCircular for items that wait for each other in a
    circle, CalendarMissing for a day that no calendar, not even a provisional one, reaches.
    """
    prepared = prepare(scene, package)
    known = prepared.layout.read(circumstances)
    values = known.values
    rows = [table.row(values) for table in prepared.tables]
    key = (
        tuple([row.kind for row in rows]),
        known.answered,
        era_key(prepared, circumstances, circumstances.on),
    )
    body: Body | None = prepared.bodies.get(key)
    if body is None:
        if len(prepared.bodies) >= MOST_BODIES:
            prepared.bodies.clear()
        body = prepared.bodies[key] = make_body(prepared, rows, known.answered, circumstances)
    items, schedule, figures, alone, together = _dated(prepared, body, circumstances.on, calendar)
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


Dated = tuple[tuple[PlanItem, ...], Schedule, Figures, Count, Count]


def _dated(prepared: Prepared, body: Body, on: date, calendar: WorkCalendar) -> Dated:
    found: Dated | None = body.dated.get((on, calendar.hash))
    if found is None:
        if len(body.dated) >= MOST_DATED:
            body.dated.clear()
        found = body.dated[on, calendar.hash] = _new_dated(prepared, body, on, calendar)
    return found


def _promised(item: PreparedItem) -> int:
    return 0 if item.line.proactive else item.item.promised_days


def _statutory(item: PreparedItem) -> int | None:
    return 0 if item.line.proactive else item.item.statutory_days


def _new_dated(prepared: Prepared, body: Body, on: date, calendar: WorkCalendar) -> Dated:
    reckoning = Reckoning(calendar)
    items = dict(enumerate(prepared.items))
    names = [item.item.id for item in prepared.items]
    promised = longest_path(body.order, items, on, _promised, reckoning, names, prepared.scene.promise)
    statutory = longest_path(body.order, items, on, _statutory, reckoning, names)
    assert promised.last is not None, "a promise always has days"
    promised_days = reckoning.between(on, promised.last)
    schedule = Schedule(
        promised_days=promised_days,
        promised_on=promised.last,
        statutory_days=reckoning.between(on, statutory.last) if statutory.last else None,
        statutory_on=statutory.last,
        provisional=reckoning.provisional,
        path=tuple(names[item] for item in promised.path),
    )
    plan_items = tuple(
        PlanItem(
            id=one.item.item.id,
            name=one.item.item.name,
            department=one.item.item.department,
            promised_days=one.item.item.promised_days,
            statutory_days=one.item.item.statutory_days,
            state=one.state,
            waits_for=tuple(names[first] for first in body.order.before[one.item.number]),
            promised_on=promised.ends[one.item.number],
            statutory_on=statutory.ends[one.item.number],
            why=one.why,
            competent=one.competent,
        )
        for one in body.in_plan
    )
    figures = Figures(
        forms=body.together[0],
        materials=body.asked_of_person.materials,
        minutes=-(-body.seconds // 60),
        promised_on=promised.last,
        sure=body.sure,
    )
    alone = Count(*body.alone, _one_after_the_other(body, on, reckoning))
    return plan_items, schedule, figures, alone, Count(*body.together, promised_days)


def _one_after_the_other(body: Body, on: date, reckoning: Reckoning) -> int:
    """Return the working days of the items each by itself: the sum of their promises.

    An item in natural days takes the working days that it covers, which depends on the day it begins: then the
    items are laid one after the other, in the order in which they can be done.
    """
    counted = {one.item.number: one.item for one in body.in_plan if one.state is not ItemState.PROACTIVE}
    asking = [counted[number] for number in body.order.sequence if number in counted]
    asking = [item for item in asking if not item.line.proactive]
    if all(item.item.day_kind == "working" for item in asking):
        return sum(item.item.promised_days for item in asking)
    day = on
    for item in asking:
        day = reckoning.after(day, item.item.promised_days, item.item.day_kind)
    return reckoning.between(on, day)
