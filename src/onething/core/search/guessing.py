"""What was meant by letters (gjj: 公积金) and by what is written wrong (社报卡: 社保卡)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from onething.core.search.language import Language, blurred, initials
from onething.core.search.lexicon import Lexicon, Option, Part

#: How near what was guessed is: same sound, one other character, spelled out, by first letters,
#: by two of them.
SOUND, CHARACTER, SPELLED, LETTERS, SHORT = 0.85, 0.75, 0.95, 0.85, 0.55
#: Characters of a word that may be guessed; readings of one run of letters.
LEAST, MOST, MOST_READINGS = 2, 7, 30

#: Pinyin beside characters; so many characters on each side may belong to the same word.
_HALF = re.compile(r"(?P<left>[一-鿿]{0,4})(?P<run>[a-z]{2,18})(?=(?P<right>[一-鿿]{0,4}))")
#: What may be meant though it is not written.
GUESSED = (Part.SUBJECT, Part.ACT, Part.PLAIN)

#: A piece of a text and what it is, None = nothing known.
Piece = tuple[str, Part | None]
Guess = tuple[str, tuple[Option, ...], Part]


class Guesses:
    """Looks words up by their sound, their first letters and all but one of their characters."""

    def __init__(self, lexicon: Lexicon, language: Language, frequency: Mapping[str, int]) -> None:
        self.lexicon, self.language, self.frequency = lexicon, language, frequency
        self._sounds: dict[str, list[str]] = {}
        self._near: dict[str, list[str]] = {}
        self._spelled: dict[str, list[str]] = {}
        self._initials: dict[str, list[str]] = {}
        words = {word: 1000 for word in lexicon.entries if lexicon.entries[word].part in GUESSED}
        for word, count in frequency.items():
            words[word] = max(words.get(word, 0), count)
        for word in sorted(words, key=lambda one: (-words[one], len(one), one)):
            if LEAST <= len(word) <= MOST and not word.isascii():
                self._keep(word)

    def _keep(self, word: str) -> None:
        syllables = self.language.sound(word)
        self._sounds.setdefault(blurred(syllables), []).append(word)
        self._spelled.setdefault("".join(syllables), []).append(word)
        self._initials.setdefault(initials(syllables), []).append(word)
        if len(word) > 2:
            for n in range(len(word)):
                self._near.setdefault(f"{word[:n]}?{word[n + 1 :]}", []).append(word)

    # letters

    def letters(self, run: str) -> list[Guess]:
        """Return what a run of letters may stand for: spelled out, or else the first letters of words."""
        for table, near, least in ((self._spelled, SPELLED, 3), (self._initials, LETTERS, 2)):
            if parts := self._split(run, table, least):
                return [
                    self._guess(part, table[part][:MOST_READINGS], near if len(part) > 2 else SHORT)
                    for part in parts
                ]
        return []

    def _split(self, run: str, table: Mapping[str, object], least: int) -> list[str]:
        """Return the fewest keys of a table that make up a run, [] if none do."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(run) + 1):
            found: list[str] | None = None
            for start in range(max(0, end - 30), end - least + 1):
                before = best[start]
                if (
                    before is not None
                    and run[start:end] in table
                    and (found is None or len(before) + 1 < len(found))
                ):
                    found = [*before, run[start:end]]
            best.append(found)
        return best[-1] or []

    def _guess(self, said: str, words: Sequence[str], near: float) -> Guess:
        """Return what words mean that may be meant: a matter if one of them is one."""
        options: dict[tuple[str, ...], float] = {}
        parts = set()
        for word in words:
            entry = self.lexicon.entries.get(word)
            parts.add(entry.part if entry else Part.PLAIN)
            for option in (Option((word,), 1.0), *(entry.options if entry else ())):
                options.setdefault(option.words, option.near * near)
        part = parts.pop() if len(parts) == 1 else Part.PLAIN
        return said, tuple(Option(one, value) for one, value in options.items()), part

    def spelled(self, text: str) -> str:
        """Return a folded text with words that are written half in characters, half in pinyin, in characters: 社bao → 社保."""
        for run in reversed(list(_HALF.finditer(text))):
            left, right = run["left"] or "", run["right"] or ""
            around = [(a, b) for a in range(len(left) + 1) for b in range(len(right) + 1) if a + b]
            for a, b in sorted(around, key=lambda one: -sum(one)):
                before, after = left[len(left) - a :], right[:b]
                key = "".join((*self.language.sound(before), run["run"], *self.language.sound(after)))
                words = self._spelled.get(key, ())
                word = next((one for one in words if one.startswith(before) and one.endswith(after)), None)
                if word is not None and len(word) > a + b:
                    start, end = run.start("run") - a, run.end("run") + b
                    text = text[:start] + word + text[end:]
                    break
        return text

    # what is written wrong

    def corrected(self, parts: Sequence[Piece]) -> Iterator[int | Guess]:
        """Give for the pieces of a text their number, or what was meant instead of some of them."""
        done, rest = 0, ""
        while done < len(parts) or rest:
            guess, taken, more = self._wrong_at(parts, done, rest)
            if guess is not None:
                yield guess
                done, rest = done + taken, more
            elif rest:
                yield rest, (Option((rest,), 1.0),), Part.UNKNOWN
                rest = ""
            else:
                yield done
                done += 1

    def _wrong_at(self, parts: Sequence[Piece], at: int, rest: str) -> tuple[Guess | None, int, str]:
        """Return a correction of some pieces from one on, the longest; how many pieces it takes the place of, and what it
        leaves of the last of them. rest: what was left of the piece before.

        Nothing is taken from words that are known; of what says nothing only single characters are.
        """
        end = at
        while end < min(len(parts), at + MOST) and _doubtful(*parts[end]):
            end += 1
        before = [(rest, Part.UNKNOWN)] if rest else []
        for stop in range(end, at - 1, -1):
            pieces = [*before, *parts[at:stop]]
            word = "".join(text for text, _ in pieces)
            for length in (
                range(len(word), max(LEAST, len(word) - len(pieces[-1][0]) + 1) - 1, -1) if pieces else ()
            ):
                if length < len(word) and (pieces[-1][1] is not Part.UNKNOWN or length < 3):
                    continue  # only a word that stands nowhere is parted
                if (found := self._meant(word[:length], pieces)) is not None:
                    return found, stop - at, word[length:]
        return None, 0, rest

    def _meant(self, word: str, pieces: Sequence[Piece]) -> Guess | None:
        """Return what was meant by a word made of some pieces of a text."""
        if not LEAST <= len(word) <= MOST or all(part is Part.IGNORED for _, part in pieces):
            return None
        single = all(len(text) == 1 for text, _ in pieces)
        strange = len(pieces) == 1 and pieces[0][1] is Part.UNKNOWN
        exact = any(part is Part.IGNORED for _, part in pieces)
        return self._words_for(word, short=single or strange, sound_only=exact or (strange and len(word) < 4))

    def _words_for(self, word: str, *, short: bool, sound_only: bool) -> Guess | None:
        """short: a word of two characters may be meant."""
        if len(word) > 2 or short:
            key = blurred(self.language.sound(word))
            same = [one for one in self._sounds.get(key, ()) if len(word) > 2 or _share(one, word)]
            if same:
                return self._guess(word, same[:4], SOUND)
        if not sound_only and (len(word) > 3 or (len(word) == 3 and short)):
            for n in range(len(word)):
                if near := self._near.get(f"{word[:n]}?{word[n + 1 :]}"):
                    return self._guess(word, near[:4], CHARACTER)
        return None


def _doubtful(text: str, part: Part | None) -> bool:
    return not text.isascii() and (
        part in (None, Part.UNKNOWN, Part.TEXT) or (part in (Part.IGNORED, Part.LIGHT) and len(text) == 1)
    )


def _share(one: str, other: str) -> bool:
    return any(a == b for a, b in zip(one, other, strict=True))
