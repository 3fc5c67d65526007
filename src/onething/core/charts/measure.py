"""How wide a text is and where its lines break, without a browser: good enough for boxes that are drawn to fit.

A full-width character is 1 em, any other 0.55 em (wider than the average of the fonts of the pages, so that no line runs
out of its box).
"""

import unicodedata
from collections.abc import Iterator

LATIN = 0.55
WIDE = 1.0
#: What never begins a line.
_CLOSING = frozenset("、，。；：？！）》」』】〉’”%,.;:?!)]}")
#: What never ends one.
_OPENING = frozenset("（《「『【〈‘“([{")


def width_of(text: str, size: float) -> float:
    """Return the width of one line at this size, in the unit of the size."""
    return sum(_em(character) for character in text) * size


def wrapped(text: str, size: float, most: float) -> tuple[str, ...]:
    """Return the lines of a text that are at most so wide. A word longer than a line is broken."""
    lines: list[str] = []
    line = ""
    for part in _parts(" ".join(text.split())):
        if width_of(line + part.rstrip(), size) <= most:
            line += part
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = part.lstrip()
        while width_of(line, size) > most and len(line) > 1:
            cut = _fitting(line, size, most)
            lines.append(line[:cut])
            line = line[cut:]
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def _em(character: str) -> float:
    return WIDE if unicodedata.east_asian_width(character) in "WFA" else LATIN


def _fitting(line: str, size: float, most: float) -> int:
    cut = len(line)
    while cut > 1 and width_of(line[:cut], size) > most:
        cut -= 1
    return cut


def _parts(text: str) -> Iterator[str]:
    """Give what stays together: a word with the blank after it, a character with the marks that cling to it."""
    part = ""
    for at, character in enumerate(text):
        part += character
        after = text[at + 1 : at + 2]
        if (after in _CLOSING and after) or character in _OPENING:
            continue
        wide = _em(character) == WIDE
        if wide or character == " " or (after and _em(after) == WIDE):
            yield part
            part = ""
    if part:
        yield part
