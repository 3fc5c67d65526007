"""Words, sounds and simplified characters, by libraries that carry their dictionaries with them."""

from collections.abc import Sequence
from functools import lru_cache

import rjieba
from opencc import OpenCC
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, Style
from pypinyin.style import convert


class Chinese:
    """`core.search.language.Language`."""

    def __init__(self) -> None:
        self._simple = OpenCC("t2s")

    def simplify(self, text: str) -> str:
        return text if text.isascii() else self._simple.convert(text)

    def cut(self, text: str) -> Sequence[str]:
        return rjieba.cut(text)

    def sound(self, word: str) -> tuple[str, ...]:
        phrase = PHRASES_DICT.get(word)
        if phrase is not None:
            return tuple(_plain(one[0]) for one in phrase)
        return tuple(_syllable(one) for one in word)


@lru_cache(maxsize=30_000)
def _syllable(character: str) -> str:
    known = PINYIN_DICT.get(ord(character))
    return _plain(known.split(",")[0]) if known else character


@lru_cache(maxsize=3_000)
def _plain(syllable: str) -> str:
    return str(convert(syllable, Style.NORMAL, strict=False)).replace("ü", "v")
