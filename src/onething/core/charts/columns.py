"""Blocks in columns on sheets of paper: what inquiry lists and families of items are laid out with."""

from collections.abc import Sequence
from dataclasses import replace

from onething.core.charts.drawing import GAP, Box, Sketch, Words

#: A column is at least so wide.
COLUMN = 480.0
INDENT = 20.0


def columns_of(width: float) -> tuple[int, float]:
    """Return how many columns such a drawing has, and how wide each is."""
    columns = max(1, int((width + 2 * GAP) // (COLUMN + 2 * GAP)))
    return columns, (width - (columns - 1) * 2 * GAP) / columns


class Block(Sketch):
    """A question with its answers, or a sub item with its handling items, laid out from 0, 0. kept: how much of it stood before the last answer."""

    def __init__(self) -> None:
        super().__init__()
        self.height = 0.0
        self.answers: list[Box] = []
        self.kept = (0, 0, 0, 0.0)

    def take_back(self) -> None:
        """Leave out the last answer."""
        boxes, lines, words, self.height = self.kept
        del self.boxes[boxes:], self.lines[lines:], self.words[words:], self.answers[-1:]


def sheets_of(blocks: Sequence[Block], columns: int, height: float, top: float) -> list[list[list[Block]]]:
    """Return sheet → column → blocks, in their order. top: what is taken of the first sheet. The last sheet is filled level."""
    left = list(blocks)
    sheets: list[list[list[Block]]] = []
    while left:
        room = height - (0.0 if sheets else top)
        counts = _filled([block.height + 2 * GAP for block in left], room)[:columns]
        taken = left[: sum(counts)]
        left = left[len(taken) :]
        if not left:
            counts = _level(taken, columns)
        rest = iter(taken)
        sheets.append([[next(rest) for _ in range(count)] for count in counts])
    return sheets or [[]]


def _level(blocks: Sequence[Block], columns: int) -> list[int]:
    """Return how many blocks each column takes with the least height in which they fit."""
    heights = [block.height + 2 * GAP for block in blocks]
    low, high = max(heights, default=0.0), sum(heights)
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(heights, middle)) <= columns:
            high = middle
        else:
            low = middle
    return _filled(heights, high)


def fill(sketch: Sketch, group: Sequence[Block], x: float, y: float) -> float:
    """Put blocks below each other; return where they end."""
    for block in group:
        _move(sketch, block, x, y)
        y += block.height + 2 * GAP
    return y - 2 * GAP


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
