"""The order of the items and the two dates: promised and statutory, each its own longest path.

The day an item ends is day 0 of the items that need it. Items in working days count on the city's calendar, items
in natural days on the plain one; a scene's own promise replaces the path over the items that it names, and only
where it is the shorter one. Law: 行政许可法 82 (working days); the day of the event is not counted (民法典 201).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from onething.core.catalogue.model import ScenePromise
from onething.core.errors import RuleBroken
from onething.core.source import Text
from onething.core.workdays import CalendarMissing, WorkCalendar

if TYPE_CHECKING:
    from onething.core.composition.prepare import PreparedItem


class OrderCircular(RuleBroken):
    """Items wait for each other in a circle; the proof finds it before a scene is published."""

    code = "composition.order_circular"

    def __init__(self, items: Sequence[str]) -> None:
        names = "、".join(items)
        self.text = Text(
            f"这些事项互相等待，无法排出先后：{names}。请去掉其中一条先后关系。",
            f"These items wait for each other: {', '.join(items)}. Take one of the orders between them away.",
        )
        super().__init__(self.text.en)
        self.items = tuple(items)


@dataclass(frozen=True, slots=True)
class Order:
    """Items in an order in which everything comes after what it waits for.

    before: for each item those that it waits for directly. dated: the dates for days asked for before.
    """

    sequence: tuple[int, ...]
    before: Mapping[int, tuple[int, ...]]
    dated: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


def put_in_order(
    present: Iterable[int], edges: Mapping[tuple[int, int], bool], names: Sequence[str]
) -> Order:
    """Return the order of the items present. edges: (first, then) -> whether it is certain.

    A circle that only what is possible closes is no circle yet: those items are taken one after the other, after
    all that any of them waits for, which no outcome of the open questions can exceed. Raises OrderCircular for one of certain edges.
    """
    left = sorted(present, key=names.__getitem__)
    before: dict[int, set[int]] = {item: set() for item in left}
    for first, then in edges:
        if first in before and then in before:
            before[then].add(first)
    sequence: list[int] = []
    done: set[int] = set()
    while left:
        ready = [item for item in left if before[item] <= done]
        if not ready:
            _refuse_circle(left, edges, names)
            _chain(left, before)
            continue
        sequence += ready
        done.update(ready)
        left = [item for item in left if item not in done]
    return Order(tuple(sequence), {item: tuple(sorted(before[item])) for item in sequence})


def _chain(left: Sequence[int], before: dict[int, set[int]]) -> None:
    """Open one circle: its items one after the other, after all that any waits for, before all that waits for any."""
    one = next(item for item in left if _reaches(item, item, before))
    circle = [
        item for item in left if item == one or (_reaches(item, one, before) and _reaches(one, item, before))
    ]
    outside = {earlier for item in circle for earlier in before[item]}.difference(circle)
    for item in left:
        if item not in circle and before[item].intersection(circle):
            before[item].add(circle[-1])
    before[circle[0]] = outside
    for earlier, later in pairwise(circle):
        before[later] = {*outside, earlier}


def _reaches(start: int, goal: int, before: Mapping[int, set[int]]) -> bool:
    seen: set[int] = set()
    waiting = list(before[start])
    while waiting:
        item = waiting.pop()
        if item == goal:
            return True
        if item not in seen:
            seen.add(item)
            waiting.extend(before[item])
    return False


def _refuse_circle(left: Sequence[int], edges: Mapping[tuple[int, int], bool], names: Sequence[str]) -> None:
    certain: dict[int, set[int]] = {item: set() for item in left}
    for (first, then), sure in edges.items():
        if sure and first in certain and then in certain:
            certain[then].add(first)
    circle = [names[item] for item in left if _reaches(item, item, certain)]
    if circle:
        raise OrderCircular(circle)


class Reckoned(NamedTuple):
    """A day that was counted to. provisional: over a year whose holiday notice is not published."""

    day: date
    provisional: bool = False


class Reckoning:
    """Counts days from one day on, on the published calendar, else provisionally, and says of each day which it was."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar

    def after(self, start: Reckoned, days: int, kind: str) -> Reckoned:
        """Return the last of so many days after a day. Raises CalendarMissing where not even a guess exists."""
        if not days:
            return start
        if kind == "calendar":
            return Reckoned(start.day + timedelta(days=days), start.provisional)
        try:
            return Reckoned(self._calendar.add_working_days(start.day, days), start.provisional)
        except CalendarMissing:
            return Reckoned(self._calendar.provisional().add_working_days(start.day, days), provisional=True)

    def between(self, first: date, last: date) -> int:
        """Return the working days after `first` up to and including `last`."""
        try:
            return self._calendar.working_days_between(first, last)
        except CalendarMissing:
            return self._calendar.provisional().working_days_between(first, last)


@dataclass(frozen=True, slots=True)
class Dates:
    """ends: item -> its last day, None if it has no limit. last: of the longest path. path: the items on it."""

    ends: Mapping[int, Reckoned | None]
    last: Reckoned | None
    path: tuple[int, ...]


def longest_path(
    order: Order,
    items: Sequence["PreparedItem"],
    on: date,
    days_of: Callable[["PreparedItem"], int | None],
    reckoning: Reckoning,
    names: Sequence[str],
    promise: ScenePromise | None = None,
) -> Dates:
    """Return the dates on which the items end. days_of: days of an item, None = no limit, 0 = comes by itself."""
    ends: dict[int, Reckoned | None] = {}
    came_from: dict[int, int | None] = {}
    promised = _members(order, promise, names)
    roof: Reckoned | None = None
    for item in order.sequence:
        start: Reckoned | None = Reckoned(on)
        last = None
        if earlier := order.before[item]:
            last = min(earlier, key=lambda one: (_from_last(ends[one]), names[one]))
            start = ends[last]
        days = days_of(items[item])
        unlimited = start is None or days is None
        ends[item] = None if unlimited else reckoning.after(start, days, items[item].item.day_kind)  # type: ignore[arg-type]
        came_from[item] = last
        if promise and item in promised:
            roof = roof or _roof(order, items, promised, on, days_of, reckoning, names, promise)
            end = ends[item]
            ends[item] = (
                roof if end is None else min(end, roof)
            )  # of equal days the sure one: by it, at the latest
    known = [end for end in ends.values() if end is not None]
    if len(known) < len(ends):
        return Dates(ends, None, ())
    last_end = max(known, default=Reckoned(on))
    path: list[int] = []
    of_last = (item for item, end in ends.items() if end and end.day == last_end.day)
    at = min(of_last, key=names.__getitem__, default=None)
    while at is not None:
        path.insert(0, at)
        at = came_from[at]
    return Dates(ends, last_end, tuple(path))


def _from_last(end: Reckoned | None) -> tuple[int, bool]:
    """Order from the last on: what has no limit ends last of all, and of equal days the provisional one may be later."""
    return (-date.max.toordinal(), False) if end is None else (-end.day.toordinal(), not end.provisional)


def _members(order: Order, promise: ScenePromise | None, names: Sequence[str]) -> frozenset[int]:
    if promise is None:
        return frozenset()
    return frozenset(item for item in order.sequence if names[item] in promise.items)


def _roof(
    order: Order,
    items: Sequence["PreparedItem"],
    promised: frozenset[int],
    on: date,
    days_of: Callable[["PreparedItem"], int | None],
    reckoning: Reckoning,
    names: Sequence[str],
    promise: ScenePromise,
) -> Reckoned:
    """Return the day by which the scene promises all the items that it names: counted from the end of what comes
    before them and is not itself one of them, or waiting for one."""
    outside: set[int] = set()
    after: set[int] = set(promised)
    for item in order.sequence:
        if after.intersection(order.before[item]):
            after.add(item)
    waiting = list(promised)
    while waiting:
        for earlier in order.before[waiting.pop()]:
            if earlier not in after and earlier not in outside:
                outside.add(earlier)
                waiting.append(earlier)
    part = Order(
        tuple(item for item in order.sequence if item in outside),
        {item: order.before[item] for item in outside},
    )
    start = longest_path(part, items, on, days_of, reckoning, names).last
    return reckoning.after(start or Reckoned(on), promise.days, "working")
