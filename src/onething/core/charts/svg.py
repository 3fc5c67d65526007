"""A laid-out chart as SVG, byte for byte the same for the same drawing.

Inside a page it has classes and no style of its own (the content-security policy refuses inline styles); as a file of its own
its colours stand as attributes, so that it prints anywhere. Every box is a link, in reading order. The chart is a group with
a name and not an image: of an image a screen reader would not offer the links inside.
"""

from html import escape

from onething.core.charts.drawing import LEADING, PAD, SIZE, SMALL, Box, Drawing, Line, Stroke, Style
from onething.core.charts.model import Link

#: Fill, frame and text of each box on paper.
_PAPER = {
    Style.TOPIC: ("#ffffff", "#0f4783", "#0b2f57"),
    Style.SCENE: ("#0f4783", "#0f4783", "#ffffff"),
    Style.QUESTION: ("#e3eefa", "#155aa3", "#0b2f57"),
    Style.CHOICE: ("#ffffff", "#7d8894", "#18202a"),
    Style.APPLIES: ("#dff1ea", "#14624a", "#14624a"),
    Style.POSSIBLE: ("#ffffff", "#14624a", "#14624a"),
    Style.OUT: ("#ffffff", "#7d8894", "#566270"),
    Style.ITEM: ("#ffffff", "#155aa3", "#18202a"),
    Style.PATH: ("#fdf0d5", "#7a4a00", "#18202a"),
}
_DASHED = {Style.POSSIBLE, Style.OUT}
_STROKES = {Stroke.TREE: "#7d8894", Stroke.FLOW: "#566270", Stroke.PATH: "#7a4a00", Stroke.SOFT: "#7d8894"}
_FONTS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
#: Of the reader's text size.
UNITS = 16
#: A drawing so wide is made a little smaller where a column is narrower; a wider one is moved sideways.
WHOLE = 660


def to_svg(drawing: Drawing, *, link: Link, name: str, alone: bool = False) -> str:
    """Write a drawing. name: an id of the page, unique among its charts. alone: a file of its own, to be printed."""
    width, height = _n(drawing.width), _n(drawing.height)
    look = "chart chart--whole" if drawing.width <= WHOLE else "chart"
    size = (
        f'width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg"'
        if alone
        else f'width="{_n(drawing.width / UNITS)}rem" height="{_n(drawing.height / UNITS)}rem" class="{look}"'
    )
    parts = [
        f'<svg {size} viewBox="0 0 {width} {height}" role="group" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(drawing.title)}</title><desc id="{name}-d">{escape(drawing.text)}</desc>',
        _arrows(name, alone),
    ]
    parts += [_line(one, name, alone) for one in drawing.lines]
    parts += [
        _text(one.x, one.y, one.lines, one.size, "chart-words", "#3a4653", alone) for one in drawing.words
    ]
    parts += [_box(one, link, alone) for one in drawing.boxes]
    return "".join([*parts, "</svg>"])


def _box(box: Box, link: Link, alone: bool) -> str:
    fill, frame, ink = _PAPER[box.style]
    place = f'x="{_n(box.x + 0.5)}" y="{_n(box.y + 0.5)}" width="{_n(box.width - 1)}" height="{_n(box.height - 1)}" rx="4"'
    dash = ' stroke-dasharray="4 3"' if box.style in _DASHED else ""
    look = f' fill="{fill}" stroke="{frame}"{dash}' if alone else dash
    x, y = box.x + PAD, box.y + PAD + SIZE - 2
    small_y = y + len(box.lines) * SIZE * LEADING - (SIZE - SMALL)
    small = _text(x, small_y, box.small, SMALL, "chart-small", ink, alone) if box.small else ""
    return (
        f'<a href="{escape(link(box.target))}" class="chart-{box.style.value}" aria-label="{escape(box.said)}">'
        f"<rect {place}{look}/>{_text(x, y, box.lines, SIZE, '', ink, alone)}{small}</a>"
    )


def _text(x: float, y: float, lines: tuple[str, ...], size: float, class_: str, ink: str, alone: bool) -> str:
    look = f' font-family="{_FONTS}" fill="{ink}"' if alone else f' class="{class_}"' if class_ else ""
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + at * size * LEADING)}">{escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )
    return f'<text font-size="{_n(size)}"{look}>{spans}</text>'


def _line(line: Line, name: str, alone: bool) -> str:
    points = line.points
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    if line.curved:
        path += "C" + " ".join(f"{_n(x)} {_n(y)}" for x, y in points[1:])
    else:
        path += "".join(f"L{_n(x)} {_n(y)}" for x, y in points[1:])
    arrow = "" if not line.arrow else f' marker-end="url(#{name}-{line.stroke.value})"'
    dash = ' stroke-dasharray="4 3"' if line.stroke is Stroke.SOFT else ""
    wide = 2 if line.stroke is Stroke.PATH else 1
    look = f' stroke="{_STROKES[line.stroke]}" stroke-width="{wide}"' if alone else ""
    return f'<path class="chart-line chart-line--{line.stroke.value}" d="{path}" fill="none"{look}{dash}{arrow}/>'


def _arrows(name: str, alone: bool) -> str:
    marks = "".join(
        f'<marker id="{name}-{stroke.value}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path class="chart-tip chart-tip--{stroke.value}" d="M0 0L8 4L0 8z"'
        + (f' fill="{_STROKES[stroke]}"' if alone else "")
        + "/></marker>"
        for stroke in (Stroke.FLOW, Stroke.PATH, Stroke.SOFT)
    )
    return f"<defs>{marks}</defs>"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
