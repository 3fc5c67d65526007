"""Sentences in which people told what they need, compared with what is asked now by how much they have in common.

A wording (`means`) is found word for word; a telling is near when it shares what is rare in tellings: words, and pairs of
characters, since people part words otherwise. It never takes anything away from a question: it only adds what it may be about.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from onething.core.search.words import Meaning

#: Tellings that are taken for near, and the least likeness of one.
MOST_NEAR, LEAST_ALIKE = 16, 0.1
#: A piece that more tellings have brings none of them by itself, which would be most of the work; it only adds to those
#: that a rarer one brought. One that still more have says nothing.
FEW_HOLDING, MOST_HOLDING = 200, 1500
#: What a piece weighs that no telling has, or too many.
UNHEARD = 1.0
#: How near each further alternative of a meaning is.
FURTHER = 0.03


@dataclass(frozen=True, slots=True)
class Near:
    """A telling that is like the question. likeness: 0 to 1. parts: for each meaning the words that it is made of."""

    told: str
    meanings: tuple[Meaning, ...]
    parts: tuple[Meaning, ...]
    likeness: float


class Tellings:
    """Tellings made ready. cut: parts a folded text into words; ignored: words that say nothing."""

    def __init__(
        self,
        told: Mapping[str, tuple[Meaning, ...]],
        cut: Callable[[str], Sequence[str]],
        ignored: Collection[str],
    ) -> None:
        self._cut, self._ignored = cut, ignored
        parts = {meaning: self._parts(meaning) for meanings in told.values() for meaning in meanings}
        self._told = [
            (one, meanings, tuple(map(parts.__getitem__, meanings))) for one, meanings in told.items()
        ]
        pieces = [self._pieces(one) for one in told]
        counts = Counter(piece for one in pieces for piece in one)
        size = math.log(2 + len(pieces))
        self._rare = {
            piece: 1 - math.log(count) / size for piece, count in counts.items() if count <= MOST_HOLDING
        }
        self._holding: dict[str, dict[int, float]] = defaultdict(dict)
        for number, one in enumerate(pieces):
            length = self._length(one)
            for piece in one.keys() & self._rare.keys():
                self._holding[piece][number] = one[piece] * self._rare[piece] / length

    def near(self, text: str) -> tuple[Near, ...]:
        """Return the tellings that are like a folded text, the nearest first."""
        asked = self._pieces(text)
        likeness: dict[int, float] = {}
        for piece in sorted(asked.keys() & self._rare.keys(), key=lambda one: (len(self._holding[one]), one)):
            worth, holding = asked[piece] * self._rare[piece], self._holding[piece]
            brought = likeness.keys() & holding.keys() if len(holding) > FEW_HOLDING else holding
            for number in brought:
                likeness[number] = likeness.get(number, 0.0) + worth * holding[number]
        length = self._length(asked) or 1.0
        best = nlargest(
            MOST_NEAR,
            ((value, -number) for number, value in likeness.items() if value >= LEAST_ALIKE * length),
        )
        return tuple(Near(*self._told[-number], value / length) for value, number in best)

    def _parts(self, meaning: Meaning) -> Meaning:
        return tuple(
            dict.fromkeys(
                (*meaning, *(part for word in meaning for part in self._cut(word) if len(part) > 1))
            )
        )

    def _length(self, pieces: Mapping[str, float]) -> float:
        return math.sqrt(
            math.fsum((worth * self._rare.get(piece, UNHEARD)) ** 2 for piece, worth in pieces.items())
        )

    def _pieces(self, text: str) -> dict[str, float]:
        """Return the words and pairs of characters of a text with what each is worth."""
        pieces: dict[str, float] = {}
        for stretch in text.split():
            for n in range(len(stretch) - 1):
                pieces[stretch[n : n + 2]] = 0.5
            for word in self._cut(stretch):
                if len(word) > 1 and word not in self._ignored:
                    pieces[word] = 1.0
        return pieces
