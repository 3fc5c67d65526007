"""How near a document is to a question, and from when on nothing is.

The pieces of a question weigh as much as they tell: a rare word more than a common one, a matter more than an act. A
document covers a piece by its title, its wordings, what it belongs to or, least, its text. Coverage, the covered share of the
weight, says whether it answers at all; the rank adds what tells near-identical items apart.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from onething.core.search.deciding import Evidence
from onething.core.search.lexicon import Lexicon, Part
from onething.core.search.model import Document
from onething.core.search.reading import Reading, Unit
from onething.core.search.telling import FURTHER, Near
from onething.core.search.words import Meaning

#: What a piece weighs by its kind, times how rare it is.
WEIGHT = {
    Part.SUBJECT: 1.0,
    Part.ACT: 0.45,
    Part.PLAIN: 0.9,
    Part.LIGHT: 0.3,
    Part.OTHER: 1.3,
    Part.TEXT: 0.45,
    Part.UNKNOWN: 0.3,
}
#: The most that words which stand nowhere weigh beside the matters of a question.
AROUND, AROUND_FEW, AROUND_OTHER = 0.5, 1.3, 0.9
#: Pieces of a short question, and how much more a word that stands nowhere weighs in one.
FEW, TOLD_SHORTLY = 2, 2.0
#: The least that the rarity of a word is taken for.
LEAST_RARE = 0.2
#: How much a word counts by where it stands. BODY is for kinds whose text is only about them.
TITLE, WORDINGS, CONTEXT, BODY = 1.0, 1.0, 0.8, 0.4
#: What a matter of no office counts where a title has its word by chance.
OTHERS = 0.4
BODIES = {"article": 0.95, "answer": 0.5}
#: What the rank adds or takes: the told share of a title, an act that nobody asked for, one that goes without saying,
#: a whole scene, a place that is meant, the score of the index.
TOLD, UNASKED, BEGINS, SCENE, PLACE, INDEX = 0.16, 0.05, 0.03, 0.03, 0.1, 0.05
#: What the rank adds where somebody told the same: at a likeness of 1.
ALIKE = 1.3
#: So many of the nearest tellings are looked for, each by the rarest word of what it means.
TOLD_TERMS = 8
#: People tell what they need of an office; an article of a law is about what it says.
LAW = "article"
NOT_TOLD: tuple[float, Meaning] = (0.0, ())


@dataclass(frozen=True, slots=True)
class Folded:
    """A document as it is compared. title: as it is shown. acts: numbers of the lexicon's acts that its title names.

    text: title, wordings, what it belongs to and body, folded, one after the other; ends: where the first three end.
    A word counts by where it stands first, so that one look finds its worth.
    """

    kind: str
    key: str
    title: str
    text: str
    ends: tuple[int, int, int]
    places: tuple[str, ...]
    acts: frozenset[int]

    @classmethod
    def of(cls, document: Document, parts: tuple[str, str, str, str], acts: frozenset[int]) -> "Folded":
        """parts: title, wordings, context and body, folded."""
        title, wordings, context, _ = parts
        first, second = len(title), len(title) + 1 + len(wordings)
        ends = (first, second, second + 1 + len(context))
        return cls(document.kind, document.key, document.title, "\n".join(parts), ends, document.places, acts)


@dataclass(frozen=True, slots=True)
class Score:
    """told: the share of the title that was asked for; bests: for each piece of the question how well it is covered.

    alike: how like the question the nearest telling is that means it. whole: the question is one of the document's own
    wordings, word for word.
    """

    coverage: float
    rank: float
    told: float
    bests: tuple[float, ...]
    why: tuple[str, ...]
    alike: float = 0.0
    whole: bool = False


#: One word of an option: its share of the option, and what stands for it.
_Word = tuple[float, Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class _Piece:
    unit: Unit
    weight: float
    options: Sequence[tuple[float, Sequence[_Word], bool, frozenset[int]]]


class Question:
    """A question made ready to be compared with many documents."""

    def __init__(
        self,
        reading: Reading,
        lexicon: Lexicon,
        frequency: Mapping[str, int],
        total: int,
        near: Sequence[Near] = (),
    ) -> None:
        """near: tellings that are like it."""
        self.reading, self.near, self._frequency = reading, near, frequency
        #: Each meaning of a near telling, the nearest first: number of the telling, how near it is, first word, the others.
        self._meant = [
            (number, max(0.0, one.likeness - FURTHER * further), meaning[0], meaning[1:])
            for number, one in enumerate(near)
            for further, meaning in enumerate(one.meanings)
        ]
        #: The number of the nearest telling that any document so far is meant by.
        self._first_meant = len(near)
        self.begins = {n for n, act in enumerate(lexicon.acts) if not lexicon.begins.isdisjoint(act)}
        self.acts = {
            n
            for n, act in enumerate(lexicon.acts)
            if any(one.part is Part.ACT and _names(one, act) for one in reading.units)
        }
        size = math.log(1 + max(total, 1))

        def rare(word: str) -> float:
            return max(LEAST_RARE, 1 - math.log(1 + frequency.get(word, 0)) / size)

        pieces = [self._piece(unit, lexicon, rare, frequency) for unit in reading.units]
        self.pieces = _evened(pieces)
        self.weight = sum(piece.weight for piece in self.pieces) or 1.0

    @staticmethod
    def _piece(unit: Unit, lexicon: Lexicon, rare, frequency: Mapping[str, int]) -> _Piece:  # type: ignore[no-untyped-def]
        options, weights = [], []
        for option in unit.options:
            rarities = [rare(word) for word in option.words]
            whole = sum(rarities)
            words = [
                (one / whole, lexicon.variants_of(word))
                for word, one in zip(option.words, rarities, strict=True)
            ]
            acts = frozenset[int]().union(*(lexicon.acts_inside(word) for word in option.words))
            options.append((option.near, words, option.made, acts))
            if any(other in frequency for word in option.words for other, _ in lexicon.variants_of(word)):
                weights.append(max(rarities))
        return _Piece(unit, WEIGHT[unit.part] * (max(weights) if weights else 1.0), options)

    def terms(self) -> dict[str, float]:
        """Return the words by which candidates are looked for, with what each is worth."""
        terms: dict[str, float] = {}
        for piece in self.pieces:
            for near, words, _, _ in piece.options:
                for share, variants in words:
                    for word, alike in variants:
                        worth = piece.weight * near * share * alike
                        terms[word] = max(terms.get(word, 0.0), worth)
        for one in self.near[:TOLD_TERMS]:
            for parts in one.parts[:2]:
                if known := [word for word in parts if word in self._frequency]:
                    word = min(known, key=self._frequency.__getitem__)
                    terms[word] = max(terms.get(word, 0.0), one.likeness)
        return terms

    def score(self, document: Folded, *, place: str = "", index: float = 0.0) -> Score:
        """Compare with one document. place: of the asker; index: 0 to 1, the score by which it was found."""
        covered = 0.0
        bests: list[float] = []
        told: set[str] = set()
        named = frozenset(self.acts)
        why: list[str] = []
        text, ends = document.text, document.ends
        worths = (TITLE, WORDINGS, CONTEXT, BODIES.get(document.kind, BODY))
        for piece in self.pieces:
            best, by, meant = 0.0, tuple[str, ...](), frozenset[int]()
            # a word that no title has can stand in one only by chance, as a part of two others
            begin = ends[2] if piece.unit.part in (Part.UNKNOWN, Part.TEXT) else 0
            for near, words, made, acts in piece.options:
                if near <= best:
                    continue
                value = 0.0
                found: list[str] = []
                for share, variants in words:
                    worth, word = _worth(variants, text, ends, worths, begin)
                    value += share * worth
                    if word:
                        found.append(word)
                if made and (len(found) < len(words) or value < CONTEXT):
                    continue
                if len(found) < len(words):
                    value *= value
                if piece.unit.part is Part.OTHER:
                    value *= OTHERS
                if near * value > best:
                    best, by, meant = near * value, tuple(found), acts
            covered += piece.weight * best
            bests.append(best)
            if best >= 0.3:
                named |= meant
                told.update(one for one in by if text.find(one) < ends[0])
                said = piece.unit.said
                why.append(said if said in by else f"{said}→{' '.join(by)}")
        coverage = covered / self.weight
        alike, meant_by = self._alike(text[: ends[2]]) if document.kind != LAW else NOT_TOLD
        if meant_by and not why:
            why.append(f"…→{' '.join(meant_by)}")
        rank = coverage + INDEX * index + ALIKE * alike
        share = min(1.0, sum(len(one) for one in told) / max(ends[0], 1))
        rank += TOLD * share
        rank -= UNASKED * len(document.acts - named - self.begins)
        if not self.acts and document.acts & self.begins:
            rank += BEGINS
        if document.kind == "scene":
            rank += SCENE
        rank += PLACE * self._fits(document.places, place)
        return Score(coverage, rank, share, tuple(bests), tuple(why), alike)

    def _alike(self, head: str) -> tuple[float, Meaning]:
        """Return how near the nearest telling is that means a document, and by which words of its head it does."""
        for number, likeness, first, others in self._meant:
            if first in head and all(word in head for word in others):
                self._first_meant = min(self._first_meant, number)
                return likeness, (first, *others)
        return NOT_TOLD

    def evidence(self, score: Score) -> Evidence:
        """Return what speaks for a document with this score, and against it."""
        matters = other = foreign = unknown = best = 0.0
        guessed = False
        nearest = self.near[0].likeness if self.near else 0.0
        for piece, value in zip(self.pieces, score.bests, strict=True):
            part, weight = piece.unit.part, piece.weight
            if part is Part.UNKNOWN:
                unknown += 1
            elif part is Part.OTHER:
                other += weight
            elif part in (Part.SUBJECT, Part.PLAIN):
                matters += weight
                foreign += weight * (1 - value) if part is Part.SUBJECT else 0.0
                if weight * value > best:
                    best, guessed = weight * value, piece.unit.guessed
        return Evidence(
            covered=score.coverage,
            matter=min(best, 1.0),
            told=score.told,
            foreign=foreign / matters if matters else 0.0,
            other=other / self.weight,
            about=math.log(1 + unknown),
            guessed=float(guessed),
            bare=float(not matters),
            alike=score.alike,
            unlike=max(0.0, nearest - score.alike) * max(0.0, 1 - score.coverage),
            nowhere=nearest * max(0.0, 1 - score.coverage) if self._first_meant else 0.0,
        )

    def _fits(self, places: Collection[str], asker: str) -> float:
        """Return how well a document's places go with those named, or else with that of the asker: -2 not at all."""
        named = list(self.reading.places.values()) or ([asker] if asker else [])
        if not places or not named:
            return 0.0
        if any(within(name, one) or within(one, name) for name in named for one in places):
            return 1.0
        return -2.0


def _evened(pieces: list[_Piece]) -> list[_Piece]:
    """Return pieces of which those that stand nowhere, all together, weigh no more than a share of the matters named.

    A matter of no office weighs as much as it does, unless a matter of an office is named beside it.
    """
    few = sum(one.unit.part not in (Part.ACT, Part.LIGHT) for one in pieces) <= FEW
    if few:  # each word of a short question is there for something
        pieces = [
            replace(one, weight=one.weight * TOLD_SHORTLY) if one.unit.part is Part.UNKNOWN else one
            for one in pieces
        ]
    for around, beside, share in (
        (Part.UNKNOWN, (Part.SUBJECT, Part.PLAIN), AROUND_FEW if few else AROUND),
        (Part.OTHER, (Part.SUBJECT,), AROUND_OTHER),
    ):
        matters = sum(one.weight for one in pieces if one.unit.part in beside)
        weight = sum(one.weight for one in pieces if one.unit.part is around)
        if matters and weight:
            factor = min(1.0, share * matters / weight)
            pieces = [
                replace(one, weight=one.weight * factor) if one.unit.part is around else one for one in pieces
            ]
    return pieces


def within(inner: str, outer: str) -> bool:
    """Whether a division lies in another, or is it; both as codes of GB/T 2260 with or without their zeros."""
    return inner.startswith(stem(outer))


def stem(code: str) -> str:
    """Return the part of a division code that its divisions share: 450600000000 → 4506."""
    for length, step in ((12, 3), (9, 3), (6, 2), (4, 2)):
        if len(code) >= length and set(code[length - step : length]) != {"0"}:
            return code[:length]
    return code[:2]


def _worth(
    variants: Sequence[tuple[str, float]],
    text: str,
    ends: tuple[int, int, int],
    worths: Sequence[float],
    begin: int,
) -> tuple[float, str]:
    """Return what a word is worth in a document, and which of those that stand for it was there."""
    best, found = 0.0, ""
    for word, alike in variants:
        if alike > best and (at := text.find(word, begin)) >= 0:
            field = 0 if at < ends[0] else 1 if at < ends[1] else 2 if at < ends[2] else 3
            if alike * worths[field] > best:
                best, found = alike * worths[field], word
    return best, found


def _names(unit: Unit, act: Sequence[str]) -> bool:
    return any(word in act for option in unit.options for word in option.words)
