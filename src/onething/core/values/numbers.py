"""Whole numbers, decimals and money, in any usual way of writing them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from onething.core.catalogue.words import Element
from onething.core.codes.reading import half_width
from onething.core.values.problems import ValueUnreadable, english

_CHINESE_SIGNS = str.maketrans({"，": ",", "−": "-", "－": "-", "。": ".", "．": ".", " ": "", "\u3000": ""})
#: A comma stands between groups of three digits; elsewhere it may mean a decimal point, so it is not taken.
_WRITTEN = re.compile(r"[+-]?(\d{1,18}|\d{1,3}(,\d{3}){1,5})(\.\d{1,6})?", re.ASCII)


_MOST_FEN = 10**18


def _number(element: Element, raw: Any) -> Decimal:
    label = element.label
    problem = ValueUnreadable(
        f"“{label.zh}”要填数字，比如 12。", f"{english(label)} is a number, for example 12."
    )
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise problem
    text = half_width(str(raw)).translate(_CHINESE_SIGNS)
    for unit in ("元", "¥", "￥", *((element.unit.zh, element.unit.en) if element.unit else ())):
        text = text.removeprefix(unit).removesuffix(unit) if unit else text
    if not _WRITTEN.fullmatch(text):
        raise problem
    return Decimal(text.replace(",", ""))


def read_integer(element: Element, raw: Any, on: date) -> int:
    number = _number(element, raw)
    if number != number.to_integral_value():
        label = element.label
        raise ValueUnreadable(
            f"“{label.zh}”要填整数，不带小数。", f"{english(label)} is a whole number, without decimals."
        )
    return int(number)


def read_decimal(element: Element, raw: Any, on: date) -> str:
    return format(_number(element, raw).normalize(), "f")


def read_money(element: Element, raw: Any, on: date) -> int:
    """An int is whole fen, as JSON carries it; text is yuan, as people write it. No sum is less than nothing, or more
    than 10^18 fen."""
    fen = Decimal(raw) if type(raw) is int else _number(element, raw) * 100
    if fen != fen.to_integral_value() or not 0 <= fen <= _MOST_FEN:
        label = element.label
        raise ValueUnreadable(
            f"“{label.zh}”写成元，最多两位小数，比如 180.50。",
            f"{english(label)} is in yuan with at most two decimals, for example 180.50.",
        )
    return int(fen)
