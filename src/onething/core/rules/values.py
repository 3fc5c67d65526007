"""What a variable may hold: the check at the border, so that conditions themselves need none."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from onething.core.rules.builder import nearest
from onething.core.rules.errors import UnknownName, ValueRefused
from onething.core.rules.lexer import short
from onething.core.rules.types import Bool, Choice, Date, Fixed, Int, String, Type, Value
from onething.core.source import Text


def checked(values: Mapping[str, Any], schema: Mapping[str, Type]) -> dict[str, Value]:
    """Return the values that are known. None is unknown and left out.

    Nothing is converted: a number in quotes is no number, 1 is not true, a moment is not a day.
    Raises UnknownName for a variable that the schema lacks, ValueRefused for a value that its type does not allow.
    """
    known: dict[str, Value] = {}
    for name, value in values.items():
        type_ = schema.get(name)
        if type_ is None:
            raise UnknownName(
                Text(f"没有变量“{short(name)}”。", f"There is no variable “{short(name)}”."),
                nearest=nearest(name, tuple(schema)),
            )
        if value is None:
            continue
        wanted = _wanted(value, type_)
        if wanted is not None:
            zh, en = wanted
            shown = short(str(value))
            raise ValueRefused(
                Text(
                    f"“{name}”的值“{shown}”不对：应为{zh}。",
                    f"“{shown}” cannot be the value of “{name}”: it must be {en}.",
                ),
                nearest=nearest(shown, type_.values) if isinstance(type_, Choice) else (),
            )
        known[name] = value
    return known


def _wanted(value: Any, type_: Type) -> tuple[str, str] | None:
    """Return what the value should have been, None if it is good."""
    match type_:
        case Bool():
            return None if isinstance(value, bool) else ("true 或 false", "true or false")
        case Int(low, high):
            if not isinstance(value, int) or isinstance(value, bool):
                return "整数", "a whole number"
            return _within(value, low, high)
        case Fixed(scale, least, most):
            if not isinstance(value, Decimal) or not value.is_finite():
                return "小数（Decimal）", "a decimal"
            if value != value.quantize(Decimal(1).scaleb(-scale)):
                return f"最多{scale}位小数", f"a decimal with at most {scale} digits after the point"
            return _within(value, least, most)
        case Date(first, last):
            if not isinstance(value, date) or isinstance(value, datetime):
                return "日期", "a date"
            return _within(value, first, last)
        case Choice(choices):
            shown = "、".join(choices[:12]) + ("…" if len(choices) > 12 else "")
            return None if value in choices else (f"{shown}之一", f"one of {shown}")
        case String():
            return None if isinstance(value, str) and value else ("非空文字", "text that is not empty")


def _within(value: Any, low: Any, high: Any) -> tuple[str, str] | None:
    if low is not None and value < low:
        return f"不小于{low}", f"at least {low}"
    if high is not None and value > high:
        return f"不大于{high}", f"at most {high}"
    return None
