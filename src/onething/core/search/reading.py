"""What a question says: places, matters, acts, and words of the documents, whatever stands around them."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from onething.core.search.folding import fold
from onething.core.search.guessing import Guesses
from onething.core.search.language import Language
from onething.core.search.lexicon import Entry, Lexicon, Option, Part

#: Characters of a question that are read; a longer one is a speech.
MOST_CHARACTERS = 300
#: What a piece of each kind is worth while a text is parted, times the square of its length.
_WORTH = {Part.IGNORED: 0.92, Part.UNKNOWN: 0.38, Part.TEXT: 0.5}
_VOCABULARY = 0.85
#: How near the parts of a word are to the word.
SPREAD = 0.92
#: What takes the act behind it back: 不注销.
DENIALS = frozenset({"不", "不想", "不是", "没", "还没"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a question. guessed: it was read as something else than what stands there."""

    said: str
    part: Part
    options: tuple[Option, ...]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """units: without what says nothing. places: name → division code of the places that are named. text: folded."""

    text: str
    units: tuple[Unit, ...]
    places: Mapping[str, str]


class Reader:
    """Reads questions. frequency: in how many titles a word stands; texts: words of bodies. Safe to be used by several threads."""

    def __init__(
        self,
        lexicon: Lexicon,
        language: Language,
        frequency: Mapping[str, int],
        texts: Container[str] = (),
    ) -> None:
        self.lexicon, self.language, self.frequency, self.texts = lexicon, language, frequency, texts
        self.guesses = Guesses(lexicon, language, frequency)

    def read(self, asked: str) -> Reading:
        text = self.guesses.spelled(fold(self.language.simplify(fold(asked[:MOST_CHARACTERS]))))
        rest, places = self._without_places(text)
        units: list[Unit] = []
        if (gapped := self._gapped(rest)) is not None:
            unit, rest = gapped
            units.append(unit)
        for stretch in _stretches(rest):
            units += self._stretch(stretch)
        named = (name for name in places if name in self.frequency)  # where a title has the name itself
        units += [Unit(name, Part.LIGHT, (Option((name,), 1.0),)) for name in named]
        spread = [replace(one, options=self._spread(one)) for one in self._once(units)]
        return Reading(text, tuple(spread), places)

    def crosses(self, reading: Reading) -> bool:
        """Whether a question is about something between two places, so that one elsewhere may be named."""
        return any(word in reading.text for word in self.lexicon.crossing)

    def _gapped(self, text: str) -> tuple[Unit, str] | None:
        """Return the wording with a gap that says most, with the text that is left, and what overlaps it as a further reading.

        A wording without a gap that covers all of it is the better one.
        """
        found = sorted(self.lexicon.gapped(text), key=lambda one: -sum(end - start for start, end in one[0]))
        better: set[int] = set()
        for spans, wording, entry in found:
            size = sum(end - start for start, end in spans)
            taken = {n for start, end in spans for n in range(start, end)}
            if self._covered(text, spans[0][0], spans[-1][1]):
                better |= taken
            if any(end - start == 1 and self._inside(text, start) for start, end in spans):
                continue
            if not better.isdisjoint(taken):
                continue
            options = dict.fromkeys(entry.options)
            for other_spans, _, other in found:
                other_size = sum(end - start for start, end in other_spans)
                if not taken.isdisjoint(n for start, end in other_spans for n in range(start, end)):
                    near = 1.0 if other_size == size else 0.85
                    options.update(dict.fromkeys(Option(one.words, one.near * near) for one in other.options))
            rest = "".join(" " if n in taken else sign for n, sign in enumerate(text))
            return Unit(wording, entry.part, tuple(options)), rest
        return None

    def _covered(self, text: str, start: int, end: int) -> bool:
        return any(
            (entry := self.lexicon.entries.get(text[start:stop])) is not None and entry.part is Part.SUBJECT
            for stop in range(end, min(len(text), start + self.lexicon.longest) + 1)
        )

    def _inside(self, text: str, at: int) -> bool:
        """Whether a character is only a part of a matter's word: 查 in 查封."""
        return any(
            (entry := self.lexicon.entries.get(text[start:end])) is not None and entry.part is Part.SUBJECT
            for start in range(max(0, at - 3), at + 1)
            for end in range(at + 1, min(len(text), at + 4) + 1)
            if end - start > 1
        )

    def _once(self, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """Join two wordings of the same matter, or of the same act, and leave out what says nothing."""
        kept: dict[tuple[Part, object], Unit] = {}
        for unit in units:
            if unit.part is Part.IGNORED:
                continue
            same = {one.words for one in unit.options if one.words != (unit.said,)}
            key: object = frozenset(same) or unit.said
            if unit.part is Part.ACT:
                key = next(
                    (n for n, act in enumerate(self.lexicon.acts) if unit.options[-1].words[0] in act), key
                )
            if (known := kept.get((unit.part, key))) is not None:
                options = dict.fromkeys((*known.options, *unit.options))
                unit = Unit(known.said, unit.part, tuple(options), known.guessed and unit.guessed)
            kept[unit.part, key] = unit
        return tuple(kept.values())

    def _spread(self, unit: Unit) -> tuple[Option, ...]:
        """Return the options of a piece, and for words that no document has as a whole those that they are made of."""
        options = dict.fromkeys(unit.options)
        for option in unit.options:
            parts = [part for word in option.words for part in self._made_of(word)]
            if len(parts) > len(option.words):
                options.setdefault(Option(tuple(dict.fromkeys(parts)), option.near * SPREAD, made=True))
        return tuple(options)

    def _made_of(self, word: str) -> list[str]:
        if len(word) < 4 or any(one in self.frequency for one, _ in self.lexicon.variants_of(word)):
            return [word]
        parts = self.language.cut(word)
        if len(parts[-1]) == 1:  # what a word ends with says what it is: 残疾人证 is more than 残疾人
            return [word]
        return [part for part in parts if len(part) > 1]

    def _without_places(self, text: str) -> tuple[str, dict[str, str]]:
        names, places, start, kept = self.lexicon.places, {}, 0, []
        edges = self._edges(text)
        while start < len(text):
            for end in range(min(len(text), start + 8), start + 1, -1):
                if (
                    (name := text[start:end]) in names
                    and {start, end} <= edges
                    and not self._is_word(text, start, end)
                ):
                    places[name] = names[name]
                    kept.append(" ")
                    start = end
                    break
            else:
                kept.append(text[start])
                start += 1
        return "".join(kept), places

    def _edges(self, text: str) -> set[int]:
        """Return where words begin and end: 保定 in 医保定点 is no place."""
        edges, at = {0}, 0
        for word in self.language.cut(text):
            at += len(word)
            edges.add(at)
        return edges

    def _is_word(self, text: str, start: int, end: int) -> bool:
        """Whether a wording of item managers, or a word of the documents, goes over an edge of this name."""
        return any(
            (word := text[first:last]) in self.lexicon.entries or word in self.frequency
            for first in range(max(0, start - 3), end)
            for last in range(start + 1, min(len(text), end + 4) + 1)
            if last - first > 1 and (first < start < last < end or start < first < end < last)
        )

    def _stretch(self, text: str) -> list[Unit]:
        if text.isascii():
            return self._ascii(text)
        parts = self._parted(text)
        units: list[Unit] = []
        denied = False
        pieces = [(word, entry.part if entry else None) for word, entry in parts]
        for piece in self.guesses.corrected(pieces):
            if isinstance(piece, tuple):
                word, options, part = piece
                units.append(Unit(word, part, options, guessed=True))
                continue
            word, entry = parts[piece]
            if entry is not None and not (denied and entry.part is Part.ACT):
                units.append(Unit(word, entry.part, entry.options))
            elif entry is None and word.isascii():
                units += self._ascii(word)
            denied = word in DENIALS
        return units

    def _ascii(self, word: str) -> list[Unit]:
        joined = word.replace(" ", "")
        if joined != word and joined.isalpha():
            if guesses := self.guesses.letters(joined):
                return [Unit(said, part, options, guessed=True) for said, options, part in guesses]
            return [unit for one in word.split() for unit in self._ascii(one)]
        if word in self.lexicon.entries or word in self.frequency:
            entry = self._entry(word, set())
            return [Unit(word, entry.part, entry.options)] if entry else []
        if not word.isalpha():
            return [unit for one in word.split() for unit in self._letters(one)]
        return self._letters(word)

    def _letters(self, word: str) -> list[Unit]:
        if not word.isalpha() or len(word) < 2:
            return []
        return [Unit(said, part, options, guessed=True) for said, options, part in self.guesses.letters(word)]

    def _parted(self, text: str) -> list[tuple[str, Entry | None]]:
        """Part a text into wordings, words of the documents and the rest, so that the longest pieces are the most."""
        size, cut, at = len(text), set(), 0
        for word in self.language.cut(text):
            cut.add((at, at + len(word)))
            at += len(word)
        best: list[tuple[float, int, Entry | None]] = [(0.0, 0, None)]
        for end in range(1, size + 1):
            found: tuple[float, int, Entry | None] = (best[end - 1][0] + 0.1, end - 1, None)
            for start in range(max(0, end - self.lexicon.longest), end - 1):
                word = text[start:end]
                entry = self._entry(word, cut if (start, end) in cut else None)
                if entry is None:
                    continue
                worth = _WORTH.get(entry.part, _VOCABULARY if entry.part is Part.PLAIN else 1.0)
                gain = best[start][0] + worth * len(word) ** 2
                if gain > found[0]:
                    found = (gain, start, entry)
            best.append(found)
        parts: list[tuple[str, Entry | None]] = []
        end = size
        while end:
            _, start, entry = best[end]
            parts.append((text[start:end], entry))
            end = start
        return _with_ascii(parts[::-1])

    def _entry(self, word: str, cut: set[tuple[int, int]] | None) -> Entry | None:
        """Return what a piece is. cut: not None if the language takes it for one word."""
        if (known := self.lexicon.entries.get(word)) is not None:
            return known
        if word in self.frequency:
            return Entry(Part.PLAIN, (Option((word,), 1.0),))
        if cut is not None and not word.isascii():
            part = Part.TEXT if word in self.texts else Part.UNKNOWN
            return Entry(part, (Option((word,), 1.0),))
        return None


def _stretches(text: str) -> list[str]:
    """Part a text at its spaces, but keep words of letters that stand beside each other together."""
    made: list[str] = []
    for stretch in text.split():
        if made and stretch.isascii() and stretch.isalpha() and made[-1].replace(" ", "").isascii():
            made[-1] = f"{made[-1]} {stretch}"
        else:
            made.append(stretch)
    return made


def _with_ascii(parts: list[tuple[str, Entry | None]]) -> list[tuple[str, Entry | None]]:
    """Join single letters that stand beside each other into one run."""
    joined: list[tuple[str, Entry | None]] = []
    for word, entry in parts:
        if joined and entry is None and word.isascii() and joined[-1][1] is None and joined[-1][0].isascii():
            joined[-1] = (joined[-1][0] + word, None)
        else:
            joined.append((word, entry))
    return joined
