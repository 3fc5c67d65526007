"""Where a definition was written, so that every finding can point at its line, and its texts."""

import re
from dataclasses import dataclass
from typing import NamedTuple


class Where(NamedTuple):
    """A place in a file of a city package; line and column count from 1, 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Where()
#: What turns the writing around or has no width: with it, two names that look the same are not the same.
UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the two languages of the house. Chinese governs; a missing English falls back to it."""

    zh: str
    en: str = ""

    def say(self, language: str) -> str:
        return self.en if language.startswith("en") and self.en else self.zh

    def __str__(self) -> str:
        return self.zh
