"""The one reader for every kind of element, and the limits that a value must keep."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onething.core.catalogue.words import Constraints, Element, ElementKind
from onething.core.codes.reading import half_width
from onething.core.values.codes import (
    read_account,
    read_citizen,
    read_credit,
    read_division,
    read_identity,
    read_phone,
)
from onething.core.values.days import read_day, read_moment, read_month
from onething.core.values.numbers import read_decimal, read_integer, read_money
from onething.core.values.problems import NotAChoice, OutOfRange, ValueMissing, english
from onething.core.values.showing import show_value
from onething.core.values.texts import read_address, read_name, read_text, wrong_length


def parse_value(element: Element, raw: Any, constraints: Constraints, *, on: date) -> Any:
    """Return the canonical value of what was typed.

    raw: text as typed, or a value as JSON carries it. constraints: of the plan's field, beside the element's own.
    on: today; no birthday lies after it. Raises FieldProblem.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip("\u3000 \t\r\n")):
        label = element.label
        raise ValueMissing(f"请填写“{label.zh}”。", f"Fill in {english(label)}.")
    value = _READERS[element.kind](element, raw, on)
    for limits in (element.constraints, constraints):
        _within(element, value, limits)
    return value


_YES = {"yes", "true", "1", "是", "有", "on", "y"}
_NO = {"no", "false", "0", "否", "没有", "无", "off", "n"}


def read_yes_no(element: Element, raw: Any, on: date) -> bool:
    if isinstance(raw, bool):
        return raw
    word = half_width(str(raw)).lower()
    if word in _YES or word in _NO:
        return word in _YES
    label = element.label
    raise NotAChoice(f"“{label.zh}”请选“是”或“否”。", f"{english(label)}: choose yes or no.")


def read_choice(element: Element, raw: Any, on: date) -> str:
    text = half_width(str(raw))
    for choice in element.choices:
        if text in (choice.id, choice.label.zh, choice.label.en):
            return choice.id
    raise not_a_choice(element, frozenset(choice.id for choice in element.choices))


def not_a_choice(element: Element, allowed: frozenset[str]) -> NotAChoice:
    label = element.label
    open_ = [choice.label for choice in element.choices if choice.id in allowed]
    zh, en = "、".join(one.zh for one in open_[:8]), ", ".join(one.say("en") for one in open_[:8])
    return NotAChoice(f"“{label.zh}”请从这些里选：{zh}。", f"{english(label)}: choose one of {en}.")


_READERS: Mapping[ElementKind, Callable[[Element, Any, date], Any]] = {
    ElementKind.TEXT: read_text,
    ElementKind.NAME: read_name,
    ElementKind.ADDRESS: read_address,
    ElementKind.INTEGER: read_integer,
    ElementKind.DECIMAL: read_decimal,
    ElementKind.MONEY: read_money,
    ElementKind.DATE: read_day,
    ElementKind.MONTH: read_month,
    ElementKind.MOMENT: read_moment,
    ElementKind.YES_NO: read_yes_no,
    ElementKind.CHOICE: read_choice,
    ElementKind.CITIZEN_NUMBER: read_citizen,
    ElementKind.IDENTITY_NUMBER: read_identity,
    ElementKind.CREDIT_CODE: read_credit,
    ElementKind.PHONE: read_phone,
    ElementKind.BANK_ACCOUNT: read_account,
    ElementKind.DIVISION: read_division,
}


def _within(element: Element, value: Any, limits: Constraints) -> None:
    label = element.label
    if limits.allowed is not None and value not in limits.allowed:
        raise not_a_choice(element, limits.allowed)
    if isinstance(value, str) and (wrong := wrong_length(element, value, limits)):
        raise wrong
    for limit, low in ((limits.min, True), (limits.max, False)):
        if limit is None or isinstance(value, bool):
            continue
        if is_beyond(element, value, limit, below=low):
            zh, en = (show_value(element, limit, language) for language in ("zh", "en"))
            raise OutOfRange(
                f"“{label.zh}”不能{'小于' if low else '大于'} {zh}；请核对。",
                f"{english(label)} cannot be {'less' if low else 'more'} than {en}; check it.",
            )


def is_beyond(element: Element, value: Any, limit: Any, *, below: bool) -> bool:
    """Return whether a canonical value is under its least limit, or over its highest.

    Raises TypeError, ValueError, InvalidOperation for what is no canonical value of the element.
    """
    given = _comparable(element, value)
    bound = limit if isinstance(limit, date) else Decimal(str(limit))
    return bool(given < bound if below else given > bound)


def _comparable(element: Element, value: Any) -> Any:
    if element.kind in (ElementKind.INTEGER, ElementKind.MONEY) and type(value) is not int:
        raise TypeError(f"{value!r} is no whole number")
    if element.kind in (ElementKind.DATE, ElementKind.MONTH):
        return date.fromisoformat(value)
    if element.kind is ElementKind.MOMENT:
        return date.fromisoformat(value[:10])
    return Decimal(str(value))
