"""One shape for all ways of writing the same text: full-width, capital, punctuation, signs that nobody sees."""

import re
import unicodedata

_APART = re.compile(r"[\W_]+")
#: Signs without width and those that turn the direction: they are taken out, and part nothing.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_LETTERS = re.compile(r"[a-z]+")

#: Courtesies and particles at the ends of a question; they ask nothing.
_OPENINGS = ("请问", "你好", "您好", "我想问一下", "我想问", "想问一下", "问一下", "咨询一下")
_ENDINGS = ("呢", "吗", "啊", "呀", "吧", "了")


def fold(text: str) -> str:
    """Return a text as it is compared: letters and digits only, small, of one width, everything else one space.

    Folding twice changes nothing. Traditional characters are another step, `Language.simplify`.
    """
    for _ in range(3):  # a capital may fall apart into signs that normalising joins again
        folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
        if folded == text:
            break
        text = folded
    return _APART.sub(" ", text).strip()


def gist(question: str) -> str:
    """Return what a question has in common with the same question written otherwise: folded, without spaces, without the
    courtesies and particles at its ends. "" if it says nothing; a question of courtesies only keeps the last of them.
    """
    plain, before = question, None
    while plain != before:  # ends: folding settles, and every other round makes it shorter
        before, plain = plain, fold(plain).replace(" ", "")
        for start in _OPENINGS:
            if plain.startswith(start) and len(plain) > len(start):
                plain = plain[len(start) :]
        for end in _ENDINGS:
            if plain.endswith(end) and len(plain) > len(end):
                plain = plain[: -len(end)]
    return plain


def letters(text: str) -> list[str]:
    """Return the runs of Latin letters of a folded text."""
    return _LETTERS.findall(text)


def pairs(word: str) -> list[str]:
    """Return the two-character pieces of a word; the word itself if it has no more than two."""
    return [word[n : n + 2] for n in range(len(word) - 1)] if len(word) > 2 else [word]
