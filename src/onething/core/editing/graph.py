"""The order of a scene as a drawing: a box for each item, its left edge on the day it begins, lines for what is handed on.

Only places and words are made here; how it looks is the page's. One unit is one pixel at the drawn size.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from onething.core.catalogue.model import Package, Scene, SceneItem
from onething.core.charts.measure import wrapped
from onething.core.composition.plan import ItemState, Plan, PlanItem
from onething.core.editing.merging import letters_of
from onething.core.source import Text

WIDTH, HEIGHT, _ROW = 178, 48, 18  # a box with a name of one line; what each more takes
_LEFT, _TOP, _BETWEEN, _GAP = 14, 12, 20, 180  # margins, between rows, room for a label between two columns
#: Two columns, as wide as the card of the page that has them.
_LEAST = 2 * (_LEFT + WIDTH) + _GAP
_NAME_SIZE, _NAME_ROOM, _MOST_LINES = 14, WIDTH - 38, 3
#: Room for what is handed over, on its line.
_SAID_SIZE, _SAID_ROOM = 13, 104
#: Room for the office, left of the days.
_OFFICE_SIZE, _OFFICE_ROOM = 12, 92


@dataclass(frozen=True, slots=True)
class Box:
    """One item. look: "long" on the longest path, "auto" comes by itself, "open" may be left out, "" otherwise.

    rows: its name, line by line. office: as much of it as there is room for. height: the same in one drawing.
    """

    id: str
    letter: str
    name: Text
    rows: tuple[str, ...]
    office: str
    days: int
    begins: int  # working days after acceptance
    x: int
    y: int
    height: int
    look: str

    @property
    def below(self) -> int:
        """Where office and days stand."""
        return self.height - 10

    @property
    def ends(self) -> int:
        return self.begins + self.days


@dataclass(frozen=True, slots=True)
class Line:
    """What one item waits for. path: of an SVG; head: of its arrow. label: what is handed over, at (x, y); said: as much of it as there is room for."""

    first: str
    then: str
    path: str
    head: str
    label: Text | None
    said: str
    x: int
    y: int
    conditional: bool

    @property
    def pill_x(self) -> int:
        return self.x - _SAID_ROOM // 2

    @property
    def pill_y(self) -> int:
        return self.y - 12

    @property
    def text_y(self) -> float:
        return self.y + 4.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A working day on the axis below the boxes."""

    day: int
    x: int


@dataclass(frozen=True, slots=True)
class Graph:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    longest: tuple[Box, ...]

    @property
    def box_width(self) -> int:
        return WIDTH

    @property
    def axis(self) -> int:
        return self.height - 26

    @property
    def words(self) -> int:
        """Where the words of the axis stand."""
        return self.height - 10

    @property
    def longest_days(self) -> int:
        return sum(box.days for box in self.longest)


def draw(scene: Scene, plan: Plan, *, package: Package, language: str = "zh") -> Graph:
    """Return the drawing of a plan's items. A column is a day on which something begins, in order of the days.

    language: of the names, whose lines are broken to fit. Where one has several every box is taller.
    """
    named = {one.id: _rows(one.name.say(language)) for one in plan.items}
    height = HEIGHT + _ROW * max((len(one) - 1 for one in named.values()), default=0)
    letters = letters_of(scene)
    items = {one.id: one for one in plan.items}
    begins = _begins(items, scene)
    days = sorted(set(begins.values()))
    column = {day: at for at, day in enumerate(days)}
    rows: dict[int, int] = {}
    boxes: dict[str, Box] = {}
    path = set(plan.schedule.path)
    for one in sorted(
        plan.items,
        key=lambda item: (item.state is ItemState.PROACTIVE, item.id not in path, letters[item.id]),
    ):
        at = column[begins[one.id]]
        row = rows.get(at, 0)
        rows[at] = row + 1
        boxes[one.id] = Box(
            id=one.id,
            letter=letters[one.id],
            name=one.name,
            rows=named[one.id],
            office=_short(_office(one, package).say(language), _OFFICE_SIZE, _OFFICE_ROOM),
            days=_days(one, scene),
            begins=begins[one.id],
            x=_LEFT + at * (WIDTH + _GAP),
            y=_TOP + row * (height + _BETWEEN),
            height=height,
            look=_look(one, scene.item(one.id), path),
        )
    lines = tuple(_lines(scene, plan, boxes, package, language))
    width = _LEFT + len(days) * WIDTH + max(0, len(days) - 1) * _GAP + _LEFT
    high = _TOP + max(rows.values(), default=1) * (height + _BETWEEN) + 40
    marks = tuple(Mark(day, _LEFT + at * (WIDTH + _GAP)) for day, at in column.items())
    last = max((box.ends for box in boxes.values()), default=0)
    longest = tuple(boxes[id] for id in plan.schedule.path if id in boxes)
    return Graph(
        max(width, _LEAST),
        high,
        tuple(boxes.values()),
        lines,
        (*marks, Mark(last, max(width, _LEAST) - _LEFT)),
        longest,
    )


def _rows(name: str) -> tuple[str, ...]:
    """Return a name in the lines that fit into a box, the last one cut short where there would be more."""
    found = wrapped(name, _NAME_SIZE, _NAME_ROOM)
    kept = found[:_MOST_LINES]
    return kept if kept == found else (*kept[:-1], kept[-1][:-1] + "…")


def _short(text: str, size: float, room: float) -> str:
    """Return as much of a text as one line of its place holds."""
    found = wrapped(text, size, room)
    return text if len(found) == 1 else found[0].rstrip()[:-1] + "…"


def _days(one: PlanItem, scene: Scene) -> int:
    return 0 if scene.item(one.id).proactive else one.promised_days


def _begins(items: dict[str, PlanItem], scene: Scene) -> dict[str, int]:
    """Return the working day on which each item begins, counted by the items' own promises."""
    found: dict[str, int] = {}

    def begin(id: str, above: frozenset[str]) -> int:
        if id not in found:
            before = [one for one in items[id].waits_for if one in items and one not in above]
            found[id] = max(
                (begin(one, above | {id}) + _days(items[one], scene) for one in before), default=0
            )
        return found[id]

    for id in items:
        begin(id, frozenset({id}))
    return found


def _office(one: PlanItem, package: Package) -> Text:
    department = package.departments.get(one.department)
    return department.short if department else Text(one.department)


def _look(one: PlanItem, line: SceneItem, path: Iterable[str]) -> str:
    if line.proactive:
        return "auto"
    if one.id in path:
        return "long"
    return "open" if one.state is ItemState.POSSIBLE else ""


def _lines(
    scene: Scene, plan: Plan, boxes: dict[str, Box], package: Package, language: str
) -> Iterable[Line]:
    states = {one.id: one.state for one in plan.items}
    labelled: set[tuple[str, str]] = set()
    used: dict[int, int] = {}
    for one in plan.items:
        for first in one.waits_for:
            if first not in boxes:
                continue
            a, b = boxes[first], boxes[one.id]
            label = handed_over(scene.item(first), scene.item(one.id), package)
            said = (first, label.zh if label else "")
            path, head, x, y = _route(a, b, used)
            yield Line(
                first,
                one.id,
                path,
                head,
                None if said in labelled else label,
                _short(label.say(language), _SAID_SIZE, _SAID_ROOM) if label else "",
                x,
                y,
                conditional=ItemState.POSSIBLE in (states[first], states[one.id])
                and scene.item(first).when is not None,
            )
            labelled.add(said)


def _route(a: Box, b: Box, used: dict[int, int]) -> tuple[str, str, int, int]:
    """Return a line with right angles from one box to a later one, its arrow, and where its label stands.

    It turns in the gap before the column of the second box; over columns in between it runs between two rows.
    """
    start, y1, end, y2 = a.x + WIDTH, a.y + a.height // 2, b.x, b.y + b.height // 2
    head = f"m{end} {y2}-8-4.5v9z"
    label = start + (_GAP // 2 - 24)
    if b.x <= a.x:  # the same day: an item of no days before another
        x = a.x + 46
        if b.y - a.y == a.height + _BETWEEN:
            return (
                f"M{x} {a.y + a.height}V{b.y - 8}",
                f"m{x} {b.y}-4.5-8h9z",
                x + 60,
                (a.y + a.height + b.y) // 2,
            )
        lane = start + 12 + 8 * (used.get(-a.x, 0) % 4)  # round the boxes in between, on their right
        used[-a.x] = used.get(-a.x, 0) + 1
        return f"M{start} {y1}H{lane}V{y2}H{start + 8}", f"m{start} {y2} 8-4.5v9z", x + 60, b.y - 10
    turn = end - 52
    if b.x - a.x > WIDTH + _GAP:
        lane = b.y - 10 + 4 * (used.get(b.y, 0) % 3 - 1)
        used[b.y] = used.get(b.y, 0) + 1
        out = start + _GAP - 64
        return f"M{start} {y1}H{out}V{lane}H{turn}V{y2}H{end - 7}", head, label, y1
    if y1 == y2:
        return f"M{start} {y1}H{end - 7}", head, label, y1
    return f"M{start} {y1}H{turn}V{y2}H{end - 7}", head, label, y1


def handed_over(first: SceneItem, then: SceneItem, package: Package) -> Text | None:
    """Return what the first item gives to the other: the paper that its result is, or the data; None if only an order."""
    needed = {(then.roles.get(one.role, one.role), one.material) for one in then.item.materials}
    for result in first.item.result:
        role = first.roles.get(result.role, result.role)
        if result.stands_for and (role, result.stands_for) in needed:
            material = package.materials.get(result.stands_for)
            return material.label if material else Text(result.stands_for)
    asked = {(then.roles.get(one.role, one.role), one.element) for one in then.item.fields}
    for result in first.item.result:
        for key in result.gives:
            role, _, name = key.partition("/")
            if (first.roles.get(role, role), name) in asked and name in package.elements:
                return package.elements[name].label
    if then.item.id and first.item.id in then.needs:
        return Text("准予以后", "once granted")
    return None
