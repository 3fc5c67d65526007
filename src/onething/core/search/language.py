"""What reading Chinese takes from outside: characters of one kind, words, sounds."""

from collections.abc import Sequence
from typing import Protocol


class Language(Protocol):
    def simplify(self, text: str) -> str:
        """Return the text in simplified characters."""
        ...

    def cut(self, text: str) -> Sequence[str]:
        """Return the words of a text, one after the other; together they are the text."""
        ...

    def sound(self, word: str) -> tuple[str, ...]:
        """Return one syllable a character, in pinyin without tones: 户口 → hu, kou."""
        ...


#: Sounds that the south and many keyboards do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def blurred(syllables: Sequence[str]) -> str:
    """Return a key that is the same for words that sound nearly the same."""
    key = " ".join(syllables)
    for given, one in _ALIKE:
        key = key.replace(given, one)
    return key


def initials(syllables: Sequence[str]) -> str:
    return "".join(one[:1] for one in syllables)
