"""Where the boxes of an inquiry list stand: topic and theme on top, below them the questions in columns.

A question stands above its answers, an answer beside the items it leads to; in a narrow column above them.
"""

from collections.abc import Sequence

from onething.core.charts.columns import INDENT, Block, columns_of, fill, sheets_of
from onething.core.charts.drawing import (
    GAP,
    HEADING,
    PAD,
    SHEET,
    SIZE,
    Box,
    Drawing,
    Look,
    Sketch,
    Stroke,
    Style,
)
from onething.core.charts.inquiry import MOST_NAMED
from onething.core.charts.measure import width_of
from onething.core.charts.model import Answer, Asked, Effect, Goal, InquiryChart, ItemCard, Target
from onething.core.charts.words import count_of_items, days_said, kind_said, say, sentence

#: In a column narrower than this items stand below their answer; so do more than so many items anywhere.
BESIDE, MOST_BESIDE = 420.0, 8
#: More items than so many that an answer rules out are counted and not named; the text version names them.
MOST_LISTED = 6
_STYLES = {Effect.APPLIES: Style.APPLIES, Effect.POSSIBLE: Style.POSSIBLE, Effect.OUT: Style.OUT}


def draw_inquiry(chart: InquiryChart, look: Look) -> tuple[Drawing, ...]:
    """Lay an inquiry list out in this width and language: sheets of paper where it is wide, one long strip on a phone."""
    columns, width = columns_of(look.width)
    first = Sketch()
    top = _head(first, chart, look)
    most = SHEET if columns > 1 else float("inf")
    taken = top + (HEADING if columns > 1 else 0.0)
    blocks = [block for one in chart.questions for block in _blocks(one, width, look, most - taken)]
    sheets = sheets_of(blocks, columns, most, taken)
    drawn = []
    for number, groups in enumerate(sheets, start=1):
        sketch, y = (first, top) if number == 1 else (Sketch(), 0.0)
        height = max(
            (fill(sketch, group, at * (width + 2 * GAP), y) for at, group in enumerate(groups)), default=y
        )
        drawn.append(_drawing(sketch, chart, look, height, number, len(sheets)))
    return tuple(drawn)


def _drawing(
    sketch: Sketch, chart: InquiryChart, look: Look, height: float, number: int, sheets: int
) -> Drawing:
    title = sentence("inquiry_title", look, name=chart.name.say(look.language))
    if sheets > 1:
        title = sentence("sheet", look, title=title, number=number, sheets=sheets)
    return Drawing(
        look.width,
        round(height + 1, 1),
        title,
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


def _blocks(asked: Asked, width: float, look: Look, most: float) -> list[Block]:
    """Return the question in one block, or in several where its answers are more than a sheet is high."""
    text = f"{asked.number}. {asked.text.say(look.language)}"
    made = [_head_of(asked, text, width, look)]
    for answer in asked.answers:
        block = made[-1]
        if _add(block, asked, answer, width, look) > most and len(block.answers) > 1:
            block.take_back()
            made.append(_head_of(asked, sentence("more", look, question=text), width, look))
            _add(made[-1], asked, answer, width, look)
    for block in made:
        if block.answers:
            spine = INDENT / 2
            block.line(Stroke.TREE, (spine, block.boxes[0].height), (spine, block.answers[-1].middle))
    block = made[-1]
    if asked.decides:
        y = block.say(INDENT, block.height, sentence("decides", look), width - INDENT) + 4
        chips = [(card, Effect.POSSIBLE) for card in asked.decides]
        block.height = _chips(block, chips, INDENT, y, width - INDENT, look)
    elif not asked.answers:
        block.height = block.say(INDENT, block.height, sentence("only_lines", look), width - INDENT)
    return made


def _head_of(asked: Asked, text: str, width: float, look: Look) -> Block:
    block = Block()
    head = block.box(0, 0, width, Style.QUESTION, text, asked.target, small=kind_said(asked.kind, look))
    block.height = head.height + GAP / 2
    return block


def _add(block: Block, asked: Asked, answer: Answer, width: float, look: Look) -> float:
    """Put one answer below the others; return where it ends."""
    block.kept = (len(block.boxes), len(block.lines), len(block.words), block.height)
    made, y = _answer(block, asked, answer, block.height, width, look)
    block.line(Stroke.TREE, (INDENT / 2, made.middle), (INDENT, made.middle))
    block.answers.append(made)
    block.height = y + GAP / 2
    return y


def _answer(
    block: Block, asked: Asked, answer: Answer, y: float, width: float, look: Look
) -> tuple[Box, float]:
    leads = () if answer.every else answer.leads
    beside = width >= BESIDE and len(leads) <= MOST_BESIDE
    own = min(width * 0.36, 190.0) if beside else width - INDENT
    target = Target(Goal.CHOICE, f"{asked.id}.{answer.id}")
    made = block.box(INDENT, y, own, Style.CHOICE, answer.text.say(look.language), target)
    x = made.right + 2 * GAP if beside else 2 * INDENT
    at = y if beside else made.y + made.height + GAP / 2
    start = at
    room = width - x
    for text in _told(answer, look):
        at = block.say(x, at + 2, text, room) + 2
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
    elif len(answer.out) > MOST_LISTED:
        told.append(sentence("others", look, items=count_of_items(len(answer.out), look)))
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
