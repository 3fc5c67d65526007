"""The six extremes of length that every document takes whole (goals of documents): names, characters, lists and texts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LONG_NAME = "阿卜杜热合曼·" * 7 + "买"  # 50 characters
LATIN_NAME = "Featherstonehaugh-MacGillivray" * 3 + "-Cholmonde"  # 100 characters without a blank
RARE_NAME = "龘㐂䶮𬱖𫖯𠮷"
MANY = 40
#: The first of a row of characters that nobody else uses.
MARKS = 0x20A00
SENTENCE = "经核对登记信息、申请材料和现场情况，各项内容前后一致，没有发现需要另行说明的问题，"
LONG_TEXT = SENTENCE * 10  # 400 characters
LONG_ORGAN = "东莞市石龙镇残疾人联合会与社会救助和养老服务综合管理指导中心（东莞市残疾人就业服务第一分中心）"

#: Lists that are of a few boxes side by side, never of rows.
FOUR = frozenset({"figures"})
#: Keys that hold the name of a person or a body; of the rest, those whose words choose a layout or are no words.
NAMES = frozenset(
    {"to", "person", "applicant", "recipient", "receiver", "chair", "deliverer", "officer", "who"}
)
FIXED = frozenset({"how", "to_kind", "digest", "phone", "number", "site", "open_to", "order"})
_CODE = re.compile(r"[\d*./:X A-Z-]+|\d{4}-\d{2}-\d{2}.*|")


@dataclass
class Stretched:
    """values: as the paper is made of them. whole: what must stand in it uncut, with what stood there before."""

    values: dict[str, Any]
    whole: dict[str, str] = field(default_factory=dict)


def _each(value: Any, change: Callable[[str, str], str], key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: one if name in FOUR else _each(one, change, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each(one, change, key) for one in value]
    return change(key, value) if isinstance(value, str) else value


def _named(name: str) -> Callable[[dict[str, Any]], Stretched]:
    def stretch(values: dict[str, Any]) -> Stretched:
        made = Stretched({})

        def change(key: str, value: str) -> str:
            if key not in NAMES:
                return value
            made.whole[name] = value
            return name

        made.values = _each(values, change)
        return made

    return stretch


def _many(values: dict[str, Any]) -> Stretched:
    """Every list has as many rows, and each row its number."""
    made = Stretched({})
    for key, value in values.items():
        if not isinstance(value, list | tuple) or not value or key in FOUR:
            made.values[key] = value
            continue
        rows = []
        for n in range(MANY):
            row = value[n % len(value)]
            if isinstance(row, str):
                rows.append(f"{row}{n + 1}号")
                made.whole[rows[-1]] = row
                continue
            first = next(name for name, one in row.items() if isinstance(one, str) and name not in FIXED)
            rows.append({**row, first: f"{row[first]}{n + 1}号"} if not _CODE.fullmatch(row[first]) else row)
            made.whole[rows[-1][first]] = row[first]
        made.values[key] = rows
    made.whole = {one: was for one, was in made.whole.items() if not _CODE.fullmatch(one)}
    return made


def _marked(said: str, was: str, made: Stretched) -> str:
    """Return the text with a character of its own before it, in its middle and behind it: where columns stand side by
    side, words are read across them, but no character is lost."""
    marks = [chr(MARKS + len(made.whole) + n) for n in range(3)]
    made.whole |= dict.fromkeys(marks, was)
    half = len(said) // 2
    return f"{marks[0]}{said[:half]}{marks[1]}{said[half:]}{marks[2]}"


def _long(values: dict[str, Any]) -> Stretched:
    """Every text is as long as an officer or a citizen may write it."""
    made = Stretched({})

    def change(key: str, value: str) -> str:
        if key in NAMES or key in FIXED or key in {"organ", "case_number"} or _CODE.fullmatch(value):
            return value
        longest = 80 if key in {"item", "scene", "label", "title", "what", "certificate_name"} else 400
        return _marked(value.rstrip("。") + LONG_TEXT[:longest].rstrip("，"), value, made)

    made.values = _each(values, change)
    return made


def _everything(values: dict[str, Any]) -> Stretched:
    """The longest office, name and matter at once, and long lists."""
    made = _many(_named(LONG_NAME)(values).values)
    for key, said in (("organ", LONG_ORGAN), ("item", f"{LONG_ORGAN}核发"), ("case_number", "DG2026-" * 6)):
        if key in made.values:
            was = str(values[key])
            made.values[key] = _marked(said, was, made) if key == "item" else said
    return made


EXTREMES: dict[str, Callable[[dict[str, Any]], Stretched]] = {
    "a name of 50 characters": _named(LONG_NAME),
    "a Latin name of 100 characters": _named(LATIN_NAME),
    "rare characters": _named(RARE_NAME),
    "40 rows": _many,
    "long texts": _long,
    "everything at once": _everything,
}

ON = date(2026, 3, 6)
