"""Where the boxes of a handling order stand: layers side by side on a wide sheet, one below the other on a phone."""

from collections.abc import Sequence
from itertools import pairwise

from onething.core.charts.drawing import (
    GAP,
    NARROW,
    Box,
    Drawing,
    Look,
    Sketch,
    Stroke,
    Style,
    broken,
    height_of,
)
from onething.core.charts.layers import layered, reduced
from onething.core.charts.model import Handing, ItemCard, OrderChart
from onething.core.charts.words import day_said, days_said, say, sentence

#: A box is at least so wide, and at most; between two layers so much is left for the arrows. Lines of a phone stand so far apart.
BOX, BROAD, BETWEEN, LANE = 170.0, 300.0, 32.0, 9.0
MOST_LANES = 7
#: Boxes and lines of a layer that stand well apart; more move closer, so that a sheet holds them.
MOST_APART = 6
_ROW = 10.0


def draw_order(chart: OrderChart, look: Look) -> Drawing:
    """Lay a handling order out in this width and language."""
    sketch = Sketch()
    if look.width >= 3 * (BOX + BETWEEN):
        height = _beside(sketch, chart, look)
    else:
        height = _below(sketch, chart, look)
    sketch.boxes.sort(key=lambda box: [one.id for one in chart.items].index(box.target.id))
    title, text = _said(chart, look)
    return Drawing(
        look.width,
        round(height + 1, 1),
        title,
        text,
        sketch.boxes,
        sketch.lines,
        sketch.words,
    )


def _said(chart: OrderChart, look: Look) -> tuple[str, str]:
    """Return the title of the drawing, and what it says in a sentence."""
    name, items = chart.name.say(look.language), len(chart.items)
    if chart.on is None or chart.last is None:
        return sentence("order_title", look, name=name), sentence(
            "order_text", look, items=items, days=chart.days
        )
    on, day = (day_said(one, look, since=chart.on) for one in (chart.on, chart.last))
    return sentence("own_title", look, name=name), sentence("own_text", look, items=items, on=on, day=day)


class _Names:
    """What the boxes say."""

    def __init__(self, chart: OrderChart, look: Look) -> None:
        self.look, self.chart = look, chart
        self.cards = {one.id: one for one in chart.items}
        self.shown = reduced([(one.first, one.then) for one in chart.edges])
        self.handed: dict[tuple[str, str], Handing] = {(one.first, one.then): one for one in chart.edges}
        self.steps = set(pairwise(chart.path))
        self.path = set(chart.path) if len(chart.path) > 1 else set()
        self.before: dict[str, list[str]] = {}
        for one in chart.edges:
            self.before.setdefault(one.then, []).append(one.first)

    def small(self, card: ItemCard) -> str:
        blank = " " if self.look.english else "　"
        told = blank.join((card.department.say(self.look.language), days_said(card, self.look)))
        return "\n".join((told, *self.own(card)))

    def own(self, card: ItemCard) -> tuple[str, ...]:
        """Return what is said of an item by somebody's own answers: until when, and whether it is sure."""
        end, on = self.chart.ends.get(card.id), self.chart.on
        told = []
        if on is not None and end is not None and not card.proactive:
            told.append(sentence("by", self.look, day=day_said(end, self.look, since=on)))
        if card.id in self.chart.possible:
            told.append(sentence("maybe", self.look))
        return tuple(told)

    def said(self, card: ItemCard) -> str:
        names = say([self.cards[one].name for one in self.before.get(card.id, ())], self.look)
        return sentence(
            "waits" if names else "first",
            self.look,
            name=card.name.say(self.look.language),
            office=card.department.say(self.look.language),
            days=(", " if self.look.english else "，").join((days_said(card, self.look), *self.own(card))),
            names=names,
        )

    def style(self, card: ItemCard) -> Style:
        if card.id in self.chart.possible:
            return Style.POSSIBLE
        return Style.PATH if card.id in self.path else Style.ITEM

    def stroke(self, first: str, then: str) -> Stroke:
        if (first, then) in self.steps:
            return Stroke.PATH
        return Stroke.FLOW if self.handed[first, then].granted else Stroke.SOFT

    def put(
        self, sketch: Sketch, card: ItemCard, x: float, y: float, width: float, *, small: str = ""
    ) -> Box:
        return sketch.box(
            x,
            y,
            width,
            self.style(card),
            card.name.say(self.look.language),
            card.target,
            small=small or self.small(card),
            said=self.said(card),
        )

    def height(self, card: ItemCard, width: float) -> float:
        return height_of(*broken(card.name.say(self.look.language), self.small(card), width))


def _beside(sketch: Sketch, chart: OrderChart, look: Look) -> float:
    """Layers from left to right, in bands below each other where they are too many for the width."""
    names = _Names(chart, look)
    graph = layered([one.id for one in chart.items], names.shown)
    most = max(2, int((look.width + BETWEEN) // (BOX + BETWEEN)))
    abreast = max(1, min(most, len(graph.rows)))
    box = min(BROAD, (look.width + BETWEEN) / abreast - BETWEEN)
    top = 0.0
    places: dict[str, tuple[float, float, float]] = {}  # left, right, middle
    for start in range(0, len(graph.rows), most):
        top = _band(sketch, names, graph.rows[start : start + most], box, top, places) + 2 * GAP
    for first, then in names.shown:
        stroke = names.stroke(first, then)
        way = graph.ways[first, then]
        for one, other in pairwise(way):
            (_, right, y), (left, _, end) = places[one], places[other]
            arrow = other == then
            if left < right:  # the next band
                sketch.line(stroke, (right, y), (right + GAP, y), (left - GAP, end), (left, end), arrow=arrow)
            else:
                middle, tip = (right + left) / 2, left - 2 * arrow
                sketch.line(
                    stroke, (right, y), (middle, y), (middle, end), (tip, end), curved=True, arrow=arrow
                )
            if not arrow:
                sketch.line(stroke, (left, end), (places[other][1], end), arrow=False)
    return top - 2 * GAP


def _band(
    sketch: Sketch,
    names: _Names,
    rows: Sequence[Sequence[str]],
    width: float,
    top: float,
    places: dict[str, tuple[float, float, float]],
) -> float:
    """Put these layers beside each other, boxes so wide, each centred on the highest. Return where the band ends."""

    def height(node: str) -> float:
        return names.height(names.cards[node], width) if node in names.cards else _ROW

    gaps = [GAP if len(row) <= MOST_APART else GAP / 2 for row in rows]
    heights = [sum(height(node) + gap for node in row) - gap for row, gap in zip(rows, gaps, strict=True)]
    highest = max(heights)
    for at, row in enumerate(rows):
        x = round(at * (width + BETWEEN), 1)
        y = top + (highest - heights[at]) / 2
        for node in row:
            if node in names.cards:
                box = names.put(sketch, names.cards[node], x, round(y, 1), width)
                places[node] = (box.x, box.right, round(box.middle, 1))
            else:
                places[node] = (x, x + width, round(y + _ROW / 2, 1))
            y += height(node) + gaps[at]
    return top + highest


def _below(sketch: Sketch, chart: OrderChart, look: Look) -> float:
    """One box below the other, each after what it waits for, which it names; arrows run in lanes on the left."""
    names = _Names(chart, look)
    at = {one.id: number for number, one in enumerate(chart.items)}
    lanes: list[int] = []  # the place at which each lane is free again
    lane_of: dict[tuple[str, str], int] = {}
    for first, then in sorted(names.shown, key=lambda edge: (at[edge[0]], at[edge[1]])):
        free = next((lane for lane, until in enumerate(lanes) if until <= at[first]), len(lanes))
        if free == len(lanes):
            lanes.append(0)
        lanes[free] = at[then]
        lane_of[first, then] = free
    most = MOST_LANES if look.width >= NARROW else MOST_LANES // 2
    drawn = min(len(lanes), most)
    left = drawn * LANE + (GAP if drawn else 0.0)
    y = 0.0
    boxes: dict[str, Box] = {}
    for card in chart.items:
        small = names.small(card)
        if waits := [names.cards[one].name for one in names.before.get(card.id, ())]:
            small += "；" if not look.english else "; "
            small += sentence("waits_for", look, names=say(waits, look))
        boxes[card.id] = box = names.put(sketch, card, left, round(y, 1), look.width - left, small=small)
        y = box.y + box.height + GAP
    for (first, then), lane in lane_of.items():
        if lane >= most:
            continue  # the box says it in words
        x = left - GAP / 2 - (lane + 1) * LANE + 4
        start, end = boxes[first], boxes[then]
        out, into = round(start.y + start.height - 8, 1), round(end.y + 10 + (lane % 3) * 4, 1)
        sketch.line(names.stroke(first, then), (left, out), (x, out), (x, into), (left - 2, into))
    return y - GAP
