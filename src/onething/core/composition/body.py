"""The part of a plan that depends only on what the conditions come out to, not on the day or the exact answers.

Random answers lead to few different outcomes; so a body is made once per vector of outcomes and sources, and then
dressed with dates and the person's own words by `compose`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from onething.core.catalogue.model import Eligibility, Question
from onething.core.composition.lines import (
    FREE_WAYS,
    Ask,
    Edge,
    Sources,
    joint_form,
    merge_field,
    merge_material,
)
from onething.core.composition.order import Order, put_in_order
from onething.core.composition.outcomes import Row
from onething.core.composition.plan import (
    AskedOfPerson,
    Circumstances,
    Fees,
    ItemState,
    PlanField,
    PlanMaterial,
    Reason,
)
from onething.core.composition.prepare import Prepared, PreparedItem
from onething.core.composition.reasons import item_reason
from onething.core.source import Text

SECONDS_A_MINUTE = 60


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
    dated: dict[Any, Any] = field(default_factory=dict)


class _Gathering:
    """What is gathered over the items while a body is made."""

    def __init__(self) -> None:
        self.open = 0
        self.deciding = 0
        self.possible = False

    def note(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.open |= row.open
            self.deciding |= row.deciding


def make_body(prepared: Prepared, rows: Sequence[Row], answered: int, circumstances: Circumstances) -> Body:
    """Compose everything but dates and words. Raises OrderCircular."""
    seen = _Gathering()
    in_plan: list[InPlan] = []
    left: list[Left] = []
    for item in prepared.items:
        found = _state(item, rows, circumstances)
        if isinstance(found, Left):
            left.append(found)
            if found.condition is not None:
                seen.deciding |= rows[found.condition].deciding
            continue
        competent, cases = _competent(prepared, item, rows)
        seen.note(cases)
        seen.note(rows[number] for number in item.own)
        in_plan.append(InPlan(item, found, item_reason(item, rows, found), competent))
    counted = [one for one in in_plan if not _by_itself(one)]
    for one in counted:
        seen.note(rows[number] for number in prepared.of_lines[one.item.number])
    seen.possible = any(one.state is ItemState.POSSIBLE for one in in_plan)

    certain = frozenset(one.item.number for one in in_plan if one.state is not ItemState.POSSIBLE)
    present = frozenset(one.item.number for one in in_plan)
    sources = Sources(circumstances.supplies, circumstances.on, answered, certain, present)
    times = _times(prepared, circumstances)
    tally = _Tally(prepared, times)
    edges: list[Edge] = []
    fields, materials, free_but_doubtful = _lines(prepared, rows, counted, sources, tally, edges)
    seen.possible = seen.possible or tally.possible
    edges += [(first, one.item.number, True) for one in in_plan for first in one.item.before]
    edges += [
        (giver, one.item.number, True)
        for one in in_plan
        for giver, blind in one.item.given
        if giver in present and rows[blind].value is not True
    ]
    certainty: dict[tuple[int, int], bool] = {}
    for first, then, sure in edges:
        both = sure and first in certain and then in certain
        certainty[first, then] = certainty.get((first, then), False) or both
    order = put_in_order(present, certainty, [item.item.id for item in prepared.items])

    outcome, cases = _outcome(prepared, rows) if not in_plan else (None, [])
    seen.note(cases)
    asked = sum(1 for one in materials if one.way not in FREE_WAYS and not one.form) + free_but_doubtful
    typed = [one for one in fields if not one.prefilled_from]
    forms = sum(1 for one in materials if one.form)
    open_questions = _open_questions(prepared, seen.open, answered)
    return Body(
        in_plan=tuple(in_plan),
        left=tuple(left),
        fields=fields,
        materials=materials,
        order=order,
        fees=_fees(rows, counted, times, prepared),
        alone=(tally.forms, tally.materials, tally.fields, tally.visits),
        together=(forms, forms + asked, len(fields), _visits(prepared, rows, counted)),
        asked_of_person=AskedOfPerson(asked, len(typed)),
        seconds=_seconds(prepared, fields, asked, len(open_questions)),
        sure=not seen.possible,
        open_questions=open_questions,
        deciding=seen.deciding,
        outcome=outcome,
    )


def _state(item: PreparedItem, rows: Sequence[Row], circumstances: Circumstances) -> ItemState | Left:
    if rows[item.when].value is False:
        return Left(item, ItemState.NOT_NEEDED, item.when)
    if rows[item.optional].value is False:
        return Left(item, ItemState.NOT_CHOSEN, item.optional)
    if item.item.id in circumstances.dropped:
        return Left(item, ItemState.NOT_CHOSEN, None)
    unknown = rows[item.when].value is None or rows[item.optional].value is None
    if item.item.id not in circumstances.insisted:
        for number, rule in item.eligible:
            value = rows[number].value
            if value is False:
                return Left(item, ItemState.NOT_MET, number, rule)
            unknown = unknown or value is None
    if unknown:
        return ItemState.POSSIBLE
    return ItemState.PROACTIVE if item.line.proactive else ItemState.APPLIES


def _by_itself(one: InPlan) -> bool:
    """A proactive item asks nothing of the person and counts nothing, also while it is only possible."""
    return one.item.line.proactive


def _competent(prepared: Prepared, item: PreparedItem, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """Return the kind of division that is competent, and the rows of the cases looked at."""
    looked = []
    for number, value in item.competent:
        row = rows[number]
        if row.value is True:
            return value, [row]
        looked.append(row)
    undecided = any(row.value is None for row in looked)
    return "" if undecided else item.otherwise, looked


def _outcome(prepared: Prepared, rows: Sequence[Row]) -> tuple[Text | None, list[Row]]:
    """Return the text that says where to go, the first whose condition is true."""
    looked = []
    for number, outcome in prepared.outcomes:
        looked.append(rows[number])
        if rows[number].value is True:
            return outcome.text, looked
    return None, looked


class _Tally:
    """Counts the items each by itself: every line its own, every supply off."""

    def __init__(self, prepared: Prepared, times: Mapping[str, int]) -> None:
        self.prepared = prepared
        self.times = times
        self.forms = self.materials = self.fields = self.visits = 0
        self.possible = False

    def count(self, keys: Mapping[str, str]) -> int:
        """Count keys (key -> role), those of a many-role once for each bearer given."""
        if not self.times:
            return len(keys)
        return sum(self.times.get(role, 1) for role in keys.values())


def _lines(
    prepared: Prepared,
    rows: Sequence[Row],
    counted: Sequence[InPlan],
    sources: Sources,
    tally: _Tally,
    edges: list[Edge],
) -> tuple[tuple[PlanField, ...], tuple[PlanMaterial, ...], int]:
    fields: dict[str, list[Ask]] = {}
    materials: dict[str, list[Ask]] = {}
    forms: list[Ask] = []
    for one in counted:
        applies = one.state is ItemState.APPLIES
        item = one.item
        tally.fields += tally.count(_gather(item.fields, rows, applies, fields, tally))
        tally.materials += tally.count(_gather(item.materials, rows, applies, materials, tally))
        own_forms: dict[str, list[Ask]] = {}
        count = tally.count(_gather(item.forms, rows, applies, own_forms, tally))
        tally.forms += count
        tally.materials += count
        forms += [ask for asks in own_forms.values() for ask in asks]
        tally.visits += len(
            {(visit.place, visit.purpose) for number, visit in item.visits if _noted(rows[number], tally)}
        )
    merged_fields = []
    for key, asks in fields.items():
        merged, order = merge_field(prepared, prepared.fields[key], asks, sources)
        merged_fields.append(merged)
        edges += order
    merged_materials = [joint_form(prepared, forms)] if forms else []
    doubtful = 0
    for key, asks in materials.items():
        lines, order, doubt = merge_material(prepared, prepared.materials[key], asks, sources)
        merged_materials += lines
        edges += order
        doubtful += doubt and all(line.way in FREE_WAYS for line in lines)
    if tally.times:
        merged_fields = [one for line in merged_fields for one in _repeated(line, tally.times)]
        merged_materials = [one for line in merged_materials for one in _repeated(line, tally.times)]
    return tuple(merged_fields), tuple(merged_materials), doubtful


def _gather(
    lines: Sequence[Any], rows: Sequence[Row], applies: bool, into: dict[str, list[Ask]], tally: _Tally
) -> dict[str, str]:
    """Add an item's lines that are asked, or may be, and return its keys with their roles."""
    keys: dict[str, str] = {}
    for asked in lines:
        row = rows[asked.condition]
        value = row.value
        if value is False:
            continue
        if value is None:
            tally.possible = True
        key = asked.key
        keys[key] = asked.role
        ask = (asked, row, applies and value is True)
        if (asks := into.get(key)) is None:
            into[key] = [ask]
        else:
            asks.append(ask)
    return keys


def _noted(row: Row, tally: _Tally) -> bool:
    if row.value is None:
        tally.possible = True
    return row.value is not False


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


def _fees(
    rows: Sequence[Row], counted: Sequence[InPlan], times: Mapping[str, int], prepared: Prepared
) -> Fees:
    """Sum the fees of each case; an item has one case for each bearer of its subject."""
    by_office: dict[str, int] = {}
    for one in counted:
        cases = times.get(one.item.subject, 1)
        for number, fee in one.item.fees:
            if rows[number].value is not False:
                office = one.item.item.department
                by_office[office] = by_office.get(office, 0) + fee.fen * cases
    return Fees(sum(by_office.values()), by_office)


def _visits(prepared: Prepared, rows: Sequence[Row], counted: Sequence[InPlan]) -> int:
    """Count the stops: equal place and purpose once, all at a joint place once."""
    joint = prepared.scene.joint_visits
    return len(
        {
            (visit.place, "" if visit.place in joint else visit.purpose)
            for one in counted
            for number, visit in one.item.visits
            if rows[number].value is not False
        }
    )


def _seconds(prepared: Prepared, fields: Iterable[PlanField], uploads: int, choices: int) -> int:
    """Return the seconds that the person still needs: open questions, fields, what is to be handed in.

    What a result of the scene fills takes nothing; what is known is confirmed; what is picked from a list is a
    choice.
    """
    minutes = prepared.package.minutes
    seconds = choices * minutes.choice + uploads * minutes.upload
    keys = prepared.fields
    for one in fields:
        if one.prefilled_from.startswith("result:"):
            continue
        if one.prefilled_from:
            seconds += minutes.confirmed
        else:
            seconds += minutes.choice if keys[f"{one.role}/{one.element}"].chosen else minutes.typed
    return seconds


def _open_questions(prepared: Prepared, open_: int, answered: int) -> tuple[Question, ...]:
    """Return, in order, the unanswered questions on whose variables something still depends."""
    key = (open_, answered)
    found = prepared.open_of.get(key)
    if found is None:
        layout = prepared.layout
        asked = {at for name, at in layout.question_of.items() if open_ >> layout.bits[name] & 1}
        found = prepared.open_of[key] = tuple(
            layout.questions[at] for at in sorted(asked) if not answered >> at & 1
        )
        if len(prepared.open_of) > MOST_SETS:
            prepared.open_of.clear()
    return found


def settled_questions(prepared: Prepared, deciding: int, answered: int, stated: int) -> tuple[str, ...]:
    """Return, in order, the questions that are answered or known and still carry something of the plan."""
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
        found = prepared.settled_of[key] = tuple(
            layout.questions[at].id for at in sorted(asked) if answered >> at & 1
        )
        if len(prepared.settled_of) > MOST_SETS:
            prepared.settled_of.clear()
    return found


MOST_SETS = 8192


def era_key(prepared: Prepared, circumstances: Circumstances, on: date) -> tuple[Any, ...]:
    """Return what of the circumstances, besides outcomes, a body depends on."""
    supplies = circumstances.supplies
    bearers = tuple(sorted(circumstances.bearers.items())) if circumstances.bearers else ()
    return (
        supplies.shares,
        supplies.licences,
        prepared.era(on),
        circumstances.dropped,
        circumstances.insisted,
        bearers,
    )
