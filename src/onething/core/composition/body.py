"""The part of a plan that depends only on what the conditions come out to, not on the day or the exact answers.

Random answers lead to few different outcomes; so a body is made once per vector of outcomes and sources, and then
dressed with dates and the person's own words by `compose`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Eligibility, Question
from onething.core.composition.gather import merge, part_of
from onething.core.composition.known import Known
from onething.core.composition.lines import Edge, Sources
from onething.core.composition.order import Order, put_in_order
from onething.core.composition.outcomes import Row
from onething.core.composition.plan import AskedOfPerson, Fees, ItemState, PlanField, PlanMaterial, Reason
from onething.core.composition.prepare import Prepared, PreparedItem
from onething.core.composition.reasons import item_reason
from onething.core.source import Text

#: Orders, and sets of open or settled questions, kept per scene; above it they are made anew.
MOST_ORDERS, MOST_SETS = 4096, 8192


@dataclass(frozen=True, slots=True)
class Left:
    """An item that is not in the plan. condition: the one that decides, None if the person took it off."""

    item: PreparedItem
    state: ItemState
    condition: int | None
    rule: Eligibility | None = None


@dataclass(frozen=True, slots=True)
class InPlan:
    item: PreparedItem
    state: ItemState
    why: Reason
    competent: str


@dataclass(slots=True, eq=False)
class Body:
    """alone, together: forms, materials, fields, visits; their working days come with the dates."""

    in_plan: tuple[InPlan, ...]
    left: tuple[Left, ...]
    fields: tuple[PlanField, ...]
    materials: tuple[PlanMaterial, ...]
    order: Order
    fees: Fees
    alone: tuple[int, int, int, int]
    together: tuple[int, int, int, int]
    asked_of_person: AskedOfPerson
    seconds: int
    sure: bool
    open_questions: tuple[Question, ...]
    deciding: int
    outcome: Text | None
    dated: Any = field(default=None)  # the dressing of the last day asked for


def make_body(prepared: Prepared, rows: Sequence[Row], known: Known, circumstances: Circumstances) -> Body:
    """Compose everything but dates and words. Raises OrderCircular."""
    open_ = deciding = 0
    in_plan: list[InPlan] = []
    left: list[Left] = []
    for item in prepared.items:
        found = _state(item, rows, circumstances)
        if isinstance(found, Left):
            left.append(found)
            if found.condition is not None:
                deciding |= rows[found.condition].deciding
            continue
        insisted = item.item.id in circumstances.insisted
        own = [
            rows[number]
            for number in (prepared.own[item.number][:2] if insisted else prepared.own[item.number])
        ]
        competent, cases = _competent(item, rows) if item.competent else (item.otherwise, ())
        for row in (*own, *cases):
            open_ |= row.open
            deciding |= row.deciding
        in_plan.append(InPlan(item, found, item_reason(prepared, item, own, found), competent))
    certain = frozenset([one.item.number for one in in_plan if one.state is not ItemState.POSSIBLE])
    present = frozenset([one.item.number for one in in_plan])
    # A proactive item asks nothing of the person and counts nothing, also while it is only possible.
    parts = tuple(
        [
            part_of(prepared, one.item, one.state is ItemState.APPLIES, rows)
            for one in in_plan
            if not one.item.line.proactive
        ]
    )
    times = _times(prepared, circumstances)
    merged = merge(prepared, parts, times)
    sources = Sources.of(
        circumstances.supplies,
        circumstances.on,
        prepared.era(circumstances.on),
        known.filling,
        certain,
        present,
    )
    edges: list[Edge] = []
    fields = [group.fixed or group.field(sources, edges) for group in merged.fields]
    materials = [merged.form] if merged.form else []
    asked = 0
    for group in merged.materials:
        chosen = group.lines(sources)
        materials += chosen.lines
        edges += chosen.edges
        asked += chosen.asked * (times.get(group.key.role, 1) if times else 1)
    if times:
        fields = [one for line in fields for one in _repeated(line, times)]
        materials = [one for line in materials for one in _repeated(line, times)]
    # What comes by itself leaves nothing to apply for: who has only that is still told where to go.
    applies = any(not one.item.line.proactive for one in in_plan)
    outcome, cases = (None, ()) if applies else _outcome(prepared, rows)
    for row in cases:
        open_ |= row.open
        deciding |= row.deciding
    typed, seconds = _effort(prepared, fields)
    open_questions = _open_questions(prepared, open_ | merged.open, known.answered)
    minutes = prepared.package.minutes
    forms = 1 if merged.form else 0
    return Body(
        in_plan=tuple(in_plan),
        left=tuple(left),
        fields=tuple(fields),
        materials=tuple(materials),
        order=_order(prepared, in_plan, rows, edges, certain, present),
        fees=merged.fees,
        alone=merged.alone,
        together=(forms, forms + asked, len(fields), merged.visits),
        asked_of_person=AskedOfPerson(asked, typed),
        seconds=seconds + asked * minutes.upload + len(open_questions) * minutes.choice,
        sure=not merged.possible and len(certain) == len(present),
        open_questions=open_questions,
        deciding=deciding | merged.deciding,
        outcome=outcome,
    )


def _state(item: PreparedItem, rows: Sequence[Row], circumstances: Circumstances) -> ItemState | Left:
    when, optional = rows[item.when].value, rows[item.optional].value
    if when is False:
        return Left(item, ItemState.NOT_NEEDED, item.when)
    if optional is False:
        return Left(item, ItemState.NOT_CHOSEN, item.optional)
    id = item.item.id
    if id in circumstances.dropped:
        return Left(item, ItemState.NOT_CHOSEN, None)
    unknown = when is None or optional is None
    if id not in circumstances.insisted:
        for number, rule in item.eligible:
            value = rows[number].value
            if value is False:
                return Left(item, ItemState.NOT_MET, number, rule)
            unknown = unknown or value is None
    if unknown:
        return ItemState.POSSIBLE
    return ItemState.PROACTIVE if item.line.proactive else ItemState.APPLIES


def _competent(item: PreparedItem, rows: Sequence[Row]) -> tuple[str, Sequence[Row]]:
    """Return the kind of division that is competent, and the rows of the cases looked at."""
    looked = []
    for number, value in item.competent:
        row = rows[number]
        if row.value is True:
            return value, (row,)
        looked.append(row)
    undecided = any(row.value is None for row in looked)
    return "" if undecided else item.otherwise, looked


def _outcome(prepared: Prepared, rows: Sequence[Row]) -> tuple[Text | None, Sequence[Row]]:
    """Return the text that says where to go, the first whose condition is true, and the rows looked at."""
    looked = []
    for number, outcome in prepared.outcomes:
        looked.append(rows[number])
        if rows[number].value is True:
            return outcome.text, looked
    return None, looked


def _order(
    prepared: Prepared,
    in_plan: Sequence[InPlan],
    rows: Sequence[Row],
    edges: list[Edge],
    certain: frozenset[int],
    present: frozenset[int],
) -> Order:
    """Put the items in order: as the scene says, by results that are materials or fields, and by given facts."""
    for one in in_plan:
        item = one.item
        edges += [(first, item.number, True) for first in item.before]
        for giver, blind in item.given:
            if giver in present and rows[blind].value is not True:
                edges.append((giver, item.number, True))
    certainty: dict[tuple[int, int], bool] = {}
    for first, then, sure in edges:
        if first in present:
            both = sure and first in certain and then in certain
            certainty[first, then] = certainty.get((first, then), False) or both
    key = (present, frozenset(certainty.items()))
    found: Order | None = prepared.orders.get(key)
    if found is None:
        if len(prepared.orders) >= MOST_ORDERS:
            prepared.orders.clear()
        found = prepared.orders[key] = put_in_order(present, certainty, prepared.names)
    return found


def _times(prepared: Prepared, circumstances: Circumstances) -> dict[str, int]:
    """Return the many-roles whose number of bearers is given."""
    if not circumstances.bearers:
        return {}
    return {role: number for role, number in circumstances.bearers.items() if role in prepared.many}


def _repeated(line: Any, times: Mapping[str, int]) -> list[Any]:
    """Return a line once for every bearer of its role: `newborn[2]/person.name`."""
    number = times.get(line.role)
    if number is None or (isinstance(line, PlanMaterial) and line.form):
        return [line]
    what = line.key.partition("/")[2]
    return [replace(line, key=f"{line.role}[{bearer}]/{what}") for bearer in range(1, number + 1)]


def _effort(prepared: Prepared, fields: Iterable[PlanField]) -> tuple[int, int]:
    """Return how many fields the person fills in, and the seconds that all fields take.

    What a result of the scene fills takes nothing; what is known is confirmed; what is picked from a list is a
    choice.
    """
    minutes = prepared.package.minutes
    chosen = prepared.chosen
    asked = seconds = 0
    for one in fields:
        source = one.prefilled_from
        if not source:
            asked += 1
            seconds += minutes.choice if one.element in chosen else minutes.typed
        elif not source.startswith("result:"):
            seconds += minutes.confirmed
    return asked, seconds


def _open_questions(prepared: Prepared, open_: int, answered: int) -> tuple[Question, ...]:
    """Return, in order, the unanswered questions on whose variables something still depends."""
    if not open_:
        return ()
    key = (open_, answered)
    found = prepared.open_of.get(key)
    if found is None:
        layout = prepared.layout
        asked = {at for name, at in layout.question_of.items() if open_ >> layout.bits[name] & 1}
        if len(prepared.open_of) >= MOST_SETS:
            prepared.open_of.clear()
        found = prepared.open_of[key] = tuple(
            [layout.questions[at] for at in sorted(asked) if not answered >> at & 1]
        )
    return found


def settled_questions(prepared: Prepared, deciding: int, answered: int, stated: int) -> tuple[str, ...]:
    """Return, in order, the questions that are answered or known and still carry something of the plan.

    stated: bits of facts for which an answer stands in.
    """
    key = (deciding, answered, stated)
    found = prepared.settled_of.get(key)
    if found is None:
        layout = prepared.layout
        asked = {
            at
            for name, at in layout.question_of.items()
            if deciding >> layout.bits[name] & 1
            and (name not in layout.facts or stated >> layout.bits[name] & 1)
        }
        if len(prepared.settled_of) >= MOST_SETS:
            prepared.settled_of.clear()
        found = prepared.settled_of[key] = tuple(
            [layout.questions[at].id for at in sorted(asked) if answered >> at & 1]
        )
    return found
