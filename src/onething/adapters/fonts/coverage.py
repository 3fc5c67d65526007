"""Which characters the fonts of this folder draw: a table made once with the fonts, looked up by halving."""

import json
from bisect import bisect_right
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
# The order in which a printed page looks for a character.
FAMILIES = ("Onething Serif", "Onething Han B", "Onething Han A")
# Layout characters and selectors that have no shape of their own.
_SHAPELESS = frozenset("\n\r\t\u200b\u200c\u200d\u2060\ufeff") | {chr(0xFE00 + n) for n in range(16)}


@cache
def _table() -> tuple[tuple[int, ...], tuple[int, ...]]:
    files = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))
    pairs = sorted(tuple(pair) for font in files.values() for pair in font["ranges"])
    merged: list[list[int]] = []
    for first, last in pairs:
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return tuple(pair[0] for pair in merged), tuple(pair[1] for pair in merged)


def missing_glyphs(text: str) -> list[str]:
    """Return each character of `text` that no font of ours can draw, once, in order of appearance.

    Forms call it to report a character before a document would show a box; ideographic variation
    selectors are shapeless and never reported (the base character is drawn).
    """
    firsts, lasts = _table()
    missing = []
    for character in dict.fromkeys(text):
        point = ord(character)
        if character in _SHAPELESS or 0xE0100 <= point <= 0xE01EF:
            continue
        index = bisect_right(firsts, point) - 1
        if index < 0 or point > lasts[index]:
            missing.append(character)
    return missing
