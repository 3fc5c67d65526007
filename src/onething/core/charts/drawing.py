"""A chart laid out: boxes, lines and words with their places. The writer (`svg`) only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from onething.core.charts.measure import wrapped
from onething.core.charts.model import Target

#: The size of text, and of its smaller kind, in units; one unit is a sixteenth of the reader's text size.
SIZE, SMALL = 14.0, 12.0
#: Height of a line, in parts of the size; room inside a box.
LEADING = 1.4
PAD = 8.0
GAP = 12.0


class Style(StrEnum):
    """How a box looks; each has a class in the stylesheet and colours for paper."""

    TOPIC = "topic"
    SCENE = "scene"
    QUESTION = "question"
    CHOICE = "choice"
    APPLIES = "applies"
    POSSIBLE = "possible"
    OUT = "out"
    ITEM = "item"
    PATH = "path"  # an item on the longest way


class Stroke(StrEnum):
    TREE = "tree"
    FLOW = "flow"
    PATH = "path"  # of the longest way
    SOFT = "soft"  # it only may be so


@dataclass(frozen=True, slots=True)
class Box:
    """A node. lines, small: its words, broken. said: what it is for those who do not see it. target: what it opens."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    lines: tuple[str, ...]
    small: tuple[str, ...]
    said: str
    target: Target

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line through these points, in order. curved: they are a start, its two handles and an end. arrow: at its end."""

    points: tuple[tuple[float, float], ...]
    stroke: Stroke
    curved: bool = False
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """Words beside the boxes; y: of the base of the first line."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = SMALL


@dataclass(frozen=True, slots=True)
class Drawing:
    """boxes stand in reading order, in which one goes from link to link."""

    width: float
    height: float
    title: str
    text: str
    boxes: Sequence[Box]
    lines: Sequence[Line]
    words: Sequence[Words] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """width: of the whole drawing, in units. language: of its words."""

    width: float
    language: str = "zh-hans"

    @property
    def english(self) -> bool:
        return self.language.startswith("en")


#: A sheet of A4 on its side and a wide screen; a phone; a phone in the elder mode, whose text is larger.
WIDE, NARROW, NARROW_ELDER = 984.0, 300.0, 216.0
#: The column of an ordinary page.
MIDDLE = 606.0
#: Height of such a sheet, and what the heading of the page takes of the first. A4 on its side with margins of 10 mm holds 675.
SHEET, HEADING = 650.0, 130.0


@dataclass(slots=True)
class Sketch:
    """A drawing while it is made."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        style: Style,
        text: str,
        target: Target,
        *,
        small: str = "",
        said: str = "",
    ) -> Box:
        """Put a box whose height follows from its words, and return it."""
        lines, notes = broken(text, small, width)
        made = Box(x, y, width, height_of(lines, notes), style, lines, notes, said or text, target)
        self.boxes.append(made)
        return made

    def line(
        self, stroke: Stroke, *points: tuple[float, float], curved: bool = False, arrow: bool = True
    ) -> None:
        self.lines.append(Line(points, stroke, curved, arrow and stroke is not Stroke.TREE))

    def say(self, x: float, y: float, text: str, most: float) -> float:
        """Put words below y, at most so wide, and return where they end."""
        lines = wrapped(text, SMALL, most)
        self.words.append(Words(x, y + SMALL, lines))
        return y + len(lines) * SMALL * LEADING


def broken(text: str, small: str, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of a box so wide: its words and its smaller ones, in which a line break holds."""
    room = width - 2 * PAD
    notes = tuple(line for part in small.splitlines() for line in wrapped(part, SMALL, room))
    return wrapped(text, SIZE, room), notes


def height_of(lines: Sequence[str], small: Sequence[str]) -> float:
    return 2 * PAD + (len(lines) * SIZE + len(small) * SMALL) * LEADING - 2
