"""A main item with its sub items and handling items (主项、子项、业务办理项), drawn from the register; a large family in groups that are counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onething.core.charts.columns import INDENT, Block, columns_of, fill, sheets_of
from onething.core.charts.drawing import GAP, HEADING, SHEET, Box, Drawing, Look, Sketch, Stroke, Style
from onething.core.charts.model import Goal, Target
from onething.core.charts.words import sentence
from onething.core.register.family import Branch, Rank

#: So many handling items are drawn one by one; of a larger family sub items with more than so many are counted.
MOST_DRAWN, MOST_OPEN = 60, 4
#: Handling items without a sub item are counted in runs of so many, and there are at most so many groups.
RUN, MOST_GROUPS = 40, 48


@dataclass(frozen=True, slots=True)
class Group:
    """Handling items that stand together. number: from 1. sub: the sub item, None for those right under the main item.

    counted: drawn as one box with their number, which opens their list.
    """

    number: int
    members: tuple[Branch, ...]
    sub: Branch | None = None
    counted: bool = False

    @property
    def name(self) -> str:
        if self.sub is not None:
            return self.sub.name
        first, last = self.members[0].name, self.members[-1].name
        return first if len(self.members) == 1 else f"{first} … {last}"


@dataclass(frozen=True, slots=True)
class FamilyChart:
    """here: key of the entry from which it is looked at."""

    name: str
    groups: tuple[Group, ...]
    here: str = ""

    @property
    def items(self) -> int:
        return sum(len(one.members) for one in self.groups)


def family_chart(main: Branch, *, here: str = "") -> FamilyChart:
    """Return what the chart of a main item shows; every handling item stands in exactly one group."""
    large = len(main.leaves) > MOST_DRAWN
    found: list[tuple[tuple[Branch, ...], Branch | None]] = []
    for one in main.branches:
        if one.rank is Rank.SUB:
            found.append((one.branches, one))
        elif found and found[-1][1] is None and (not large or len(found[-1][0]) < RUN):
            found[-1] = ((*found[-1][0], one), None)
        else:
            found.append(((one,), None))
    if len(found) > MOST_GROUPS:
        size = -(-len(found) // MOST_GROUPS)
        found = [
            (tuple(leaf for members, _sub in found[at : at + size] for leaf in members), None)
            for at in range(0, len(found), size)
        ]
    return FamilyChart(
        main.name,
        tuple(
            Group(number, members, sub, counted=large and len(members) > MOST_OPEN)
            for number, (members, sub) in enumerate(found, start=1)
        ),
        here,
    )


def draw_family(chart: FamilyChart, look: Look) -> tuple[Drawing, ...]:
    """Lay a family out in this width: sheets of paper where it is wide, one long strip on a phone."""
    columns, width = columns_of(look.width)
    most = SHEET if columns > 1 else float("inf")
    first = _head(chart, look, continued=False)
    top = first.boxes[0].height + 2 * GAP
    taken = top + (HEADING if columns > 1 else 0.0)
    blocks = [block for one in chart.groups for block in _blocks(chart, one, width, look, most - taken)]
    sheets = sheets_of(blocks, columns, most - top, taken - top)
    drawn = []
    for number, groups in enumerate(sheets, start=1):
        sketch = first if number == 1 else _head(chart, look, continued=True)
        start = sketch.boxes[0].height
        bottom = top = start + 2 * GAP
        for at, group in enumerate(groups):
            x = at * (width + 2 * GAP)
            bottom = max(bottom, fill(sketch, group, x, top))
            if group:
                spine, last = x + INDENT / 2, _last_head(group, top)
                sketch.line(Stroke.TREE, (INDENT / 2, start), (INDENT / 2, start + GAP), (spine, start + GAP))
                sketch.line(Stroke.TREE, (spine, start + GAP), (spine, last))
        drawn.append(_drawing(sketch, chart, look, bottom, number, len(sheets)))
    return tuple(drawn)


def _last_head(blocks: Sequence[Block], top: float) -> float:
    """Return the middle of the last head of a column, where its spine ends."""
    y = top + sum(block.height + 2 * GAP for block in blocks[:-1])
    return y + blocks[-1].answers[-1].middle


def _head(chart: FamilyChart, look: Look, *, continued: bool) -> Sketch:
    sketch = Sketch()
    text = sentence("more", look, question=chart.name) if continued else chart.name
    small = f"{Rank.MAIN.label.say(look.language)}　{sentence('handling', look, n=chart.items)}"
    sketch.box(0, 0, min(look.width, 480.0), Style.SCENE, text, Target(Goal.SCENE), small=small)
    return sketch


def _blocks(chart: FamilyChart, group: Group, width: float, look: Look, most: float) -> Iterator[Block]:
    """Give a group as blocks no higher than a sheet. A block's `answers` are the boxes that hang on the spine."""
    inner = INDENT if group.sub is None else 3 * INDENT
    spine = inner - INDENT / 2
    block = _begun(group, width, look, continued=False)
    for one in () if group.counted else group.members:
        made = _entry(block, chart, one, inner, block.height + GAP / 2, width - inner, look)
        if made.y + made.height > most and len(block.boxes) > 2:
            block.boxes.pop()
            yield block
            block = _begun(group, width, look, continued=True)
            made = _entry(block, chart, one, inner, block.height + GAP / 2, width - inner, look)
        block.line(Stroke.TREE, (spine, made.middle), (inner, made.middle))
        if group.sub is None:
            block.answers.append(made)
        else:
            block.line(Stroke.TREE, (spine, block.answers[0].height), (spine, made.middle))
        block.height = made.y + made.height
    yield block


def _begun(group: Group, width: float, look: Look, *, continued: bool) -> Block:
    """Return a block with the box of its group, where the group has one."""
    block = Block()
    if group.sub is None and not group.counted:
        return block
    rank = (group.sub.rank if group.sub else Rank.HANDLING).label.say(look.language)
    told = sentence("counted" if group.counted else "handling", look, n=len(group.members))
    name = sentence("more", look, question=group.name) if continued else group.name
    head = block.box(
        INDENT,
        0,
        width - INDENT,
        Style.QUESTION,
        name,
        Target(Goal.GROUP, str(group.number)),
        small="　".join(filter(None, (rank, group.sub.code if group.sub else "", told))),
        said=f"{rank}，{name}，{told}",
    )
    _hang(block, head.middle)
    block.answers, block.height = [head], head.height
    return block


def _hang(block: Block, middle: float) -> None:
    block.line(Stroke.TREE, (INDENT / 2, middle), (INDENT, middle))


def _entry(
    block: Block, chart: FamilyChart, one: Branch, x: float, y: float, width: float, look: Look
) -> Box:
    here = one.key == chart.here
    small = "　".join(filter(None, (one.code, sentence("here", look) if here else "")))
    rank = one.rank.label.say(look.language)
    style = Style.PATH if here else Style.ITEM
    target = Target(Goal.ENTRY, one.key)
    return block.box(x, y, width, style, one.name, target, small=small, said=f"{rank}，{one.name}")


def _drawing(
    sketch: Sketch, chart: FamilyChart, look: Look, height: float, number: int, sheets: int
) -> Drawing:
    title = sentence("tree_title", look, name=chart.name)
    if sheets > 1:
        title = sentence("sheet", look, title=title, number=number, sheets=sheets)
    text = sentence("tree_text", look, items=chart.items)
    return Drawing(look.width, round(height + 1, 1), title, text, sketch.boxes, sketch.lines, sketch.words)
