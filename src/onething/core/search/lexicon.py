"""The words of item managers made ready to be looked up while a question is read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onething.core.search.words import GAP, Meaning, Words


class Part(StrEnum):
    """What a piece of a question is to the matter asked for."""

    SUBJECT = "subject"  # a matter that item managers have words for
    ACT = "act"  # what is to be done with it
    PLAIN = "plain"  # a word of the documents
    LIGHT = "light"  # a word that many matters have
    OTHER = "other"  # a matter of no office
    TEXT = "text"  # a word that stands in texts only, in no title
    UNKNOWN = "unknown"  # a word that stands nowhere
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Option:
    """One reading of a piece: words that belong together, and how near they are to what was said, 1 = the same.

    made: they are but the parts of a word, and count only all together in one title.
    """

    words: Meaning
    near: float
    made: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    part: Part
    options: tuple[Option, ...]


#: How near a first meaning, each further one, a word of the same group and another word of the same act are.
MEANT, FURTHER, ALIKE, SAME_ACT = 0.95, 0.04, 0.97, 0.9

#: How near a wording with a gap is when its pieces stand the other way round.
TURNED = 0.95
#: Words whose acts are kept.
MOST_KEPT = 50_000


class Lexicon:
    """Wordings → what they are. variants: word → words that stand for it, with how near they are."""

    def __init__(self, words: Words) -> None:
        self.places, self.crossing = dict(words.places), words.crossing
        self._apart = [(first + second, f"{first} {second}") for first, second in words.apart]
        self.entries: dict[str, Entry] = {}
        self.variants: dict[str, tuple[tuple[str, float], ...]] = {}
        self.acts: list[tuple[str, ...]] = [official for official, _ in words.acts]
        self.begins = words.begins
        self._gapped: dict[str, list[tuple[re.Pattern[str], str, Entry]]] = {}
        for word in words.ignored:
            self.entries[word] = Entry(Part.IGNORED, ())
        for word in words.other:
            self.entries[word] = Entry(Part.OTHER, (Option((word,), 1.0),))
        for official, said in words.acts:
            for word in said:
                first = () if word in official else (Option(official[:1], MEANT),)
                self.entries[word] = Entry(Part.ACT, (Option((word,), 1.0), *first))
            self._vary(official, SAME_ACT)
        for group in words.same:
            for word in group:
                self.entries[word] = Entry(Part.PLAIN, (Option((word,), 1.0),))
            self._vary(group, ALIKE)
        for word in words.light:
            self.entries[word] = Entry(Part.LIGHT, (Option((word,), 1.0),))
        for wording, meanings in words.means.items():
            options = tuple(Option(one, MEANT - FURTHER * n) for n, one in enumerate(meanings))
            if GAP in wording:
                pieces = wording.split(GAP)
                self._hold(pieces, wording, options)
                if len(pieces) == 2 and min(map(len, pieces)) > 1:
                    turned = tuple(Option(one.words, one.near * TURNED) for one in options)
                    self._hold(pieces[::-1], wording, turned)
            else:
                self.entries[wording] = Entry(Part.SUBJECT, (Option((wording,), 1.0), *options))
        self._gap_begins: dict[str, list[tuple[int, str]]] = {}
        for number, begin in enumerate(self._gapped):
            self._gap_begins.setdefault(begin[:1], []).append((number, begin))
        self.official = {word for some in words.means.values() for one in some for word in one}
        self.official.update(word for group in words.same for word in group)
        self.official.update(word for official, _ in words.acts for word in official)
        self._inside: dict[str, frozenset[int]] = {}
        self._act_of = {word: n for n, act in enumerate(self.acts) for word in act}
        lengths: dict[str, set[int]] = {}
        for word in self.official:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._begins = {begin: tuple(sorted(some)) for begin, some in lengths.items()}
        known = self.official | set(self.entries) | set(self.places)
        self.longest = max((len(word) for word in known), default=1)

    def _hold(self, pieces: list[str], wording: str, options: tuple[Option, ...]) -> None:
        pattern = ".{0,9}?".join(f"({re.escape(piece)})" for piece in pieces)
        held = (re.compile(pattern), wording, Entry(Part.SUBJECT, options))
        self._gapped.setdefault(pieces[0], []).append(held)

    def _vary(self, group: tuple[str, ...], near: float) -> None:
        for word in group:
            more = tuple((other, near) for other in group if other != word)
            self.variants[word] = (*self.variants.get(word, ()), *more)

    def variants_of(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the word itself and those that stand for it."""
        return ((word, 1.0), *self.variants.get(word, ()))

    def gapped(self, text: str) -> Iterator[tuple[list[tuple[int, int]], str, Entry]]:
        """Give the wordings with a gap that a text has: where their pieces stand, the wording, what it is."""
        begun = (one for sign in {"", *text} for one in self._gap_begins.get(sign, ()) if one[1] in text)
        for _, first in sorted(begun):
            for pattern, wording, entry in self._gapped[first]:
                if (found := pattern.search(text)) is not None:
                    yield [found.span(n + 1) for n in range(pattern.groups)], wording, entry

    def parted(self, text: str) -> str:
        """Return a folded text with a space inside what is written together and is two words."""
        for joined, parted in self._apart:
            if joined in text:
                text = text.replace(joined, parted)
        return text

    def inside(self, text: str) -> list[str]:
        """Return the words of offices that stand anywhere in a folded text."""
        found, begins = [], self._begins
        for start in range(len(text) - 1):
            for length in begins.get(text[start : start + 2], ()):
                if (word := text[start : start + length]) in self.official:
                    found.append(word)
        return found

    def acts_of(self, words: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the acts that are among some words."""
        return frozenset(self._act_of[word] for word in words if word in self._act_of)

    def acts_inside(self, word: str) -> frozenset[int]:
        """Return the numbers of the acts that a word names: 遗失补发登记 names that of 补发."""
        known = self._inside.get(word)
        if known is None:
            known = frozenset(n for n, act in enumerate(self.acts) if any(one in word for one in act))
            if len(self._inside) < MOST_KEPT:
                self._inside[word] = known
        return known
