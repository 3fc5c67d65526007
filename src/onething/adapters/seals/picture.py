"""The picture of a seal: ring, star, the office's name along the ring, drawn by us. It proves nothing by itself."""

from functools import lru_cache
from html import escape
from math import cos, pi, radians, sin

RED = "#bd3420"
_FONTS = "'Onething Serif','Onething Han B','Onething Han A','Songti SC',SimSun,serif"
_CENTRE = 80.0


@lru_cache(maxsize=256)
def seal_svg(organ: str, *, line: str = "", test: bool = True) -> str:
    """Return the seal of `organ` as SVG, 160 units wide: round, red, with a star.

    line: the words under the star (行政许可专用章); a test seal says 测试 in a second line, whatever `line` is.
    """
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="160" height="160">',
        f'<g opacity="0.86" fill="{RED}" font-family="{_FONTS}" font-weight="700" text-anchor="middle">',
        f'<circle cx="80" cy="80" r="75" fill="none" stroke="{RED}" stroke-width="4"/>',
        f'<path d="{_star(24)}"/>',
    ]
    count = max(len(organ), 1)
    sweep = min(250.0, 25.0 * (count - 1))
    size = min(17.5, 250.0 / count * radians(1) * 56 * 1.05) if count > 1 else 17.5
    for index, character in enumerate(organ):
        angle = -sweep / 2 + (sweep * index / (count - 1) if count > 1 else 0)
        parts.append(
            f'<text x="80" y="{_CENTRE - 53:g}" font-size="{size:.2f}" '
            f'transform="rotate({angle:.3f} 80 80)">{escape(character)}</text>'
        )
    if line:
        parts.append(
            f'<text x="80" y="122" font-size="{min(13.0, 96 / len(line)):.2f}">{escape(line)}</text>'
        )
    if test:
        parts.append('<text x="80" y="140" font-size="12.5" letter-spacing="2">测试</text>')
    parts.append("</g></svg>")
    return "".join(parts)


def _star(radius: float) -> str:
    """Return the path of a five-pointed star around the centre, one point up."""
    inner = radius * sin(pi / 10) / sin(3 * pi / 10)
    points = []
    for index in range(10):
        reach = radius if index % 2 == 0 else inner
        angle = pi * index / 5
        points.append(f"{_CENTRE + reach * sin(angle):.2f} {_CENTRE - reach * cos(angle):.2f}")
    return "M" + "L".join(points) + "Z"
