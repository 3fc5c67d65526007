"""The order in which the items of a scene are handled, what goes from one to the next, and the longest way."""

from collections.abc import Mapping

from onething.core.catalogue.model import Package, Scene, SceneItem
from onething.core.catalogue.words import Way
from onething.core.charts.inquiry import card_of
from onething.core.charts.model import Handing, ItemCard, OrderChart
from onething.core.composition.order import Order, put_in_order
from onething.core.composition.plan import ItemState, Plan
from onething.core.composition.prepare import Prepared, prepare
from onething.core.source import Text

#: Working days in so many natural ones, for adding both up on one way.
WORKING, NATURAL = 5, 7


def order_chart(scene: Scene, package: Package) -> OrderChart:
    """Return the handling order of a scene with every item that it may have. Raises OrderCircular."""
    prepared = prepare(scene, package)
    names = prepared.names
    edges = {(first, one.number): True for one in prepared.items for first in one.before}
    handed = _handed(prepared)
    edges |= {pair: False for pair in handed if pair not in edges and pair[0] != pair[1]}
    order = put_in_order(range(len(names)), edges, names)
    days = {one.number: _working(one.line) for one in prepared.items}
    path, longest = _longest(order.sequence, order.before, days)
    named = {(names[first], names[then]): what for (first, then), what in handed.items()}
    return OrderChart(
        scene=scene.id,
        hash=scene.hash,
        name=scene.name,
        items=_cards(prepared, order),
        edges=_handings(prepared, order, named),
        path=tuple(names[at] for at in path),
        days=longest,
    )


def own_order_chart(plan: Plan, scene: Scene, package: Package) -> OrderChart:
    """Return the handling order of a plan: only its items, with their days. plan: composed of this scene."""
    prepared = prepare(scene, package)
    names = prepared.names
    handed = {(names[first], names[then]): what for (first, then), what in _handed(prepared).items()}
    numbers = {one.id: prepared.at[one.id] for one in plan.items}
    edges = {
        (numbers[first], numbers[one.id]): True
        for one in plan.items
        for first in one.waits_for
        if first in numbers
    }
    order = put_in_order(numbers.values(), edges, names)
    return OrderChart(
        scene=scene.id,
        hash=scene.hash,
        name=scene.name,
        items=_cards(prepared, order),
        edges=_handings(prepared, order, handed),
        path=plan.schedule.path,
        days=plan.schedule.promised_days,
        on=plan.circumstances.on,
        ends={one.id: one.promised_on for one in plan.items if one.promised_on},
        possible=frozenset(one.id for one in plan.items if one.state is ItemState.POSSIBLE),
    )


def _cards(prepared: Prepared, order: Order) -> tuple[ItemCard, ...]:
    items = [prepared.items[at] for at in order.sequence]
    return tuple(card_of(one.item, prepared.package, proactive=one.line.proactive) for one in items)


def _handings(
    prepared: Prepared, order: Order, handed: Mapping[tuple[str, str], tuple[Text, ...]]
) -> tuple[Handing, ...]:
    """Return what stands before what. handed: names of the two -> what the first gives the other."""
    names, items = prepared.names, prepared.scene.items
    pairs = ((first, then) for then in order.sequence for first in order.before[then])
    return tuple(
        Handing(
            names[first],
            names[then],
            handed.get((names[first], names[then]), ()),
            names[first] in items[then].needs,
        )
        for first, then in pairs
    )


def _working(line: SceneItem) -> int:
    if line.proactive:
        return 0
    days = line.item.promised_days
    return days if line.item.day_kind == "working" else -(-days * WORKING // NATURAL)


def _handed(prepared: Prepared) -> dict[tuple[int, int], tuple[Text, ...]]:
    """Return (first, then) -> what the first's results give the other: papers, and data of its form."""
    found: dict[tuple[int, int], dict[Text, None]] = {}
    for item in prepared.items:
        for one in item.materials:
            if Way.RESULT not in one.line.accepts:
                continue
            for giver in prepared.materials[one.key].givers:
                label = prepared.package.materials[one.line.material].label
                found.setdefault((giver, item.number), {})[label] = None
        for one in item.fields:
            for giver, late in prepared.fields[one.key].givers:
                element = prepared.package.elements.get(one.line.element)
                if late and element is not None:
                    found.setdefault((giver, item.number), {})[element.label] = None
    return {pair: tuple(texts) for pair, texts in found.items() if pair[0] != pair[1]}


def _longest(
    sequence: tuple[int, ...], before: Mapping[int, tuple[int, ...]], days: Mapping[int, int]
) -> tuple[list[int], int]:
    ends: dict[int, int] = {}
    came_from: dict[int, int | None] = {}
    for item in sequence:
        last = max(before[item], key=lambda one: (ends[one], -one), default=None)
        came_from[item] = last
        ends[item] = days[item] + (ends[last] if last is not None else 0)
    at: int | None = max(sequence, key=lambda one: (ends[one], -one), default=None)
    longest = ends[at] if at is not None else 0
    path: list[int] = []
    while at is not None:
        path.insert(0, at)
        at = came_from[at]
    return path, longest
