"""Reading what a person typed, and guessing which slip of the keyboard made a code wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: Characters that are taken for another on paper; each maps to the ones that it may stand for.
LOOKALIKES: Mapping[str, str] = {
    "O": "0",
    "Q": "0",
    "D": "0",
    "I": "1",
    "L": "1",
    "Z": "2",
    "S": "5",
    "G": "6",
    "B": "8",
    "V": "U",
    "Х": "X",  # Cyrillic
    "Χ": "X",  # Greek
    "×": "X",
    "*": "X",
}

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Return a code in half-width characters without blanks around it: the same code, typed differently."""
    return text.translate(_HALF_WIDTH).strip()


def plain(text: str) -> str:
    """Return a code in half-width capitals without blanks around it."""
    return half_width(text).upper()


@dataclass(frozen=True, slots=True)
class Slip:
    """The one likely slip: two neighbours exchanged, or a character mistaken for another; positions from 1."""

    meant: str
    swapped: tuple[int, int] | None = None
    mistaken: tuple[int, str] | None = None


def likely_slip(text: str, fits: Callable[[str], bool]) -> Slip | None:
    """Return the slip that explains a wrong check character, None unless exactly one of the commonest kind does.

    fits: whether a text is a correct code. Exchanged neighbours are tried first, then look-alikes.
    """
    swaps = []
    for at in range(len(text) - 1):
        if text[at] != text[at + 1]:
            other = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            if fits(other):
                swaps.append(Slip(other, swapped=(at + 1, at + 2)))
    if len(swaps) == 1:
        return swaps[0]
    if swaps:
        return None
    mistakes = []
    for at, character in enumerate(text):
        for instead in LOOKALIKES.get(character, ""):
            other = text[:at] + instead + text[at + 1 :]
            if fits(other):
                mistakes.append(Slip(other, mistaken=(at + 1, instead)))
    return mistakes[0] if len(mistakes) == 1 else None


def typed_twice(text: str, fits: Callable[[str], bool]) -> tuple[int, str] | None:
    """Return position (from 1) and meaning of a code in which one character was typed twice, else None."""
    for at in range(1, len(text)):
        if text[at] == text[at - 1]:
            other = text[:at] + text[at + 1 :]
            if fits(other):
                return at + 1, other
    return None
