"""Where the boxes of an inquiry list stand: topic and theme on top, below them the questions in columns.

A question stands above its answers, an answer beside the items it leads to; in a narrow column above them.
"""

from collections.abc import Sequence
from dataclasses import replace

from onething.core.charts.drawing import (
    GAP,
    PAD,
    SIZE,
    Box,
    Drawing,
    Look,
    Sketch,
    Stroke,
    Style,
    Words,
)
from onething.core.charts.inquiry import MOST_NAMED
from onething.core.charts.measure import width_of
from onething.core.charts.model import Answer, Asked, Effect, Goal, InquiryChart, ItemCard, Target
from onething.core.charts.words import count_of_items, days_said, kind_said, say, sentence

#: A column is at least so wide; in one narrower than `BESIDE` items stand below their answer.
COLUMN, BESIDE = 480.0, 420.0
INDENT = 20.0
_STYLES = {Effect.APPLIES: Style.APPLIES, Effect.POSSIBLE: Style.POSSIBLE, Effect.OUT: Style.OUT}


def draw_inquiry(chart: InquiryChart, look: Look) -> Drawing:
    """Lay an inquiry list out in this width and language."""
    sketch = Sketch()
    top = _head(sketch, chart, look)
    columns = max(1, int((look.width + 2 * GAP) // (COLUMN + 2 * GAP)))
    width = (look.width - (columns - 1) * 2 * GAP) / columns
    blocks = [_block(one, width, look) for one in chart.questions]
    bottom = top
    for column, group in enumerate(_in_columns(blocks, columns)):
        x, y = column * (width + 2 * GAP), top
        for block in group:
            _move(sketch, block, x, y)
            y += block.height + 2 * GAP
        bottom = max(bottom, y)
    name = chart.name.say(look.language)
    return Drawing(
        look.width,
        round(bottom + 1, 1),
        sentence("inquiry_title", look, name=name),
        sentence("inquiry_text", look, questions=len(chart.questions), items=len(chart.items)),
        sketch.boxes,
        sketch.lines,
        sketch.words,
    )


def _head(sketch: Sketch, chart: InquiryChart, look: Look) -> float:
    """Topic → theme, and the items that come whatever is answered. Return where the questions begin."""
    topic, name = chart.topic.say(look.language), chart.name.say(look.language)
    narrow = look.width < BESIDE
    first = sketch.box(
        0,
        0,
        look.width if narrow else min(look.width * 0.3, _fit(topic)),
        Style.TOPIC,
        topic,
        Target(Goal.SCENE),
    )
    x, y = (0.0, first.height + 2 * GAP) if narrow else (first.right + 3 * GAP, 0.0)
    width = look.width if narrow else min(look.width - x, _fit(name))
    second = sketch.box(x, y, width, Style.SCENE, name, Target(Goal.SCENE))
    if narrow:
        sketch.line(Stroke.FLOW, (look.width / 2, first.height), (look.width / 2, y))
    else:
        sketch.line(Stroke.FLOW, (first.right, first.middle), (x, first.middle))
    y = max(first.y + first.height, second.y + second.height) + GAP
    if chart.always:
        y = sketch.say(0, y, sentence("always", look), look.width) + 4
        y = _chips(sketch, chart.always, 0, y, look.width, look)
    legend = sentence("legend", look)
    return sketch.say(0, y, legend, look.width) + GAP


class Block(Sketch):
    """A question with its answers, laid out from 0, 0."""

    height: float = 0.0


def _block(asked: Asked, width: float, look: Look) -> Block:
    block = Block()
    text = f"{asked.number}. {asked.text.say(look.language)}"
    note = kind_said(asked.kind, look)
    head = block.box(0, 0, width, Style.QUESTION, text, asked.target, small=note)
    y = head.height + GAP / 2
    spine = INDENT / 2
    last = head.height
    for answer in asked.answers:
        made, y = _answer(block, asked, answer, y, width, look)
        block.line(Stroke.TREE, (spine, made.middle), (INDENT, made.middle))
        last = made.middle
        y += GAP / 2
    if asked.decides:
        y = block.say(INDENT, y, sentence("decides", look), width - INDENT) + 4
        chips = [(card, Effect.POSSIBLE) for card in asked.decides]
        y = _chips(block, chips, INDENT, y, width - INDENT, look)
    elif not asked.answers:
        y = block.say(INDENT, y, sentence("only_lines", look), width - INDENT)
    if asked.answers:
        block.line(Stroke.TREE, (spine, head.height), (spine, last))
    block.height = y
    return block


def _answer(
    block: Block, asked: Asked, answer: Answer, y: float, width: float, look: Look
) -> tuple[Box, float]:
    beside = width >= BESIDE
    own = min(width * 0.36, 190.0) if beside else width - INDENT
    target = Target(Goal.CHOICE, f"{asked.id}.{answer.id}")
    made = block.box(INDENT, y, own, Style.CHOICE, answer.text.say(look.language), target)
    x = made.right + 2 * GAP if beside else 2 * INDENT
    at = y if beside else made.y + made.height + GAP / 2
    start = at
    room = width - x
    for text in _told(answer, look):
        at = block.say(x, at + 2, text, room) + 2
    leads = () if answer.every else answer.leads
    if leads:
        at = _chips(block, leads, x, at, room, look)
    if beside and at > start:
        block.line(Stroke.FLOW, (made.right, made.middle), (x - 3, made.middle))
    return made, max(at, made.y + made.height)


def _told(answer: Answer, look: Look) -> list[str]:
    told = []
    if answer.every:
        told.append(sentence("every", look, items=count_of_items(len(answer.leads), look)))
    if len(answer.out) > MOST_NAMED and not answer.leads:
        told.append(sentence("none", look, items=count_of_items(len(answer.out), look)))
    elif answer.out:
        told.append(sentence("out", look, names=say([one.name for one in answer.out], look)))
    if answer.outcome is not None:
        told.append(answer.outcome.say(look.language))
    if answer.asks:
        told.append(sentence("asks", look, names=say(answer.asks, look)))
    if answer.spares:
        told.append(sentence("spares", look, names=say(answer.spares, look)))
    if not told and not answer.leads:
        told.append(sentence("only_lines", look))
    return told


def _chips(
    sketch: Sketch,
    cards: Sequence[tuple[ItemCard, Effect]],
    x: float,
    y: float,
    width: float,
    look: Look,
) -> float:
    """Put item boxes beside each other, in rows of this width; return where they end."""
    at, height = x, 0.0
    for card, effect in cards:
        name = card.name.say(look.language)
        own = min(_fit(name), width)
        if at > x and at + own > x + width:
            at, y, height = x, y + height + 5, 0.0
        said = sentence(effect.value, look, name=name, days=days_said(card, look))
        made = sketch.box(at, y, own, _STYLES[effect], name, card.target, said=said)
        at, height = made.right + 5, max(height, made.height)
    return y + height + 3


def _fit(text: str) -> float:
    return round(width_of(text, SIZE) + 2 * PAD + 2, 1)


def _in_columns(blocks: Sequence[Block], columns: int) -> list[list[Block]]:
    """Fill columns in order, as level as they can be: the least height with which the blocks fit."""
    heights = [block.height + 2 * GAP for block in blocks]
    low, high = max(heights, default=0.0), sum(heights)
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(heights, middle)) <= columns:
            high = middle
        else:
            low = middle
    groups = _filled(heights, high)
    rest = iter(blocks)
    return [[next(rest) for _ in range(count)] for count in groups]


def _filled(heights: Sequence[float], most: float) -> list[int]:
    groups, sum_ = [0], 0.0
    for height in heights:
        if sum_ + height > most and groups[-1]:
            groups.append(0)
            sum_ = 0.0
        groups[-1] += 1
        sum_ += height
    return groups


def _move(sketch: Sketch, block: Block, x: float, y: float) -> None:
    sketch.boxes += [replace(one, x=round(one.x + x, 1), y=round(one.y + y, 1)) for one in block.boxes]
    sketch.lines += [
        replace(one, points=tuple((round(px + x, 1), round(py + y, 1)) for px, py in one.points))
        for one in block.lines
    ]
    sketch.words += [
        Words(round(one.x + x, 1), round(one.y + y, 1), one.lines, one.size) for one in block.words
    ]
