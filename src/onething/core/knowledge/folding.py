"""Two ways to write the same question: full width, capitals, blanks and signs make no other question of it."""

import unicodedata

#: Particles and courtesies at the ends of a question; they ask nothing.
_ENDS = ("请问", "你好", "您好", "我想问一下", "我想问", "想问一下", "问一下", "咨询一下")
_TAILS = ("呢", "吗", "啊", "呀", "吧", "了")


def fold(question: str) -> str:
    """Return what a question has in common with the same question written otherwise, "" if it says nothing."""
    narrow = unicodedata.normalize("NFKC", question).casefold()
    plain = "".join(letter for letter in narrow if letter.isalnum())
    changed = True
    while changed:  # ends: every round makes it shorter
        changed = False
        for start in _ENDS:
            if plain.startswith(start) and len(plain) > len(start):
                plain, changed = plain[len(start) :], True
        for tail in _TAILS:
            if plain.endswith(tail) and len(plain) > len(tail):
                plain, changed = plain[: -len(tail)], True
    return plain
