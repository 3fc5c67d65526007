"""Values as a reader sees them."""

import re
from datetime import date
from typing import Any

from onething.core.catalogue.words import Element, ElementKind, Sensitivity
from onething.core.codes import mask

_MASKS = {
    ElementKind.CITIZEN_NUMBER: "citizen",
    ElementKind.IDENTITY_NUMBER: "identity",
    ElementKind.PHONE: "phone",
    ElementKind.BANK_ACCOUNT: "bank",
    ElementKind.NAME: "name",
}


def show_to_owner(element: Element, value: Any, language: str) -> str:
    """Return a canonical value as its owner reads it on a page: numbers keep their ends, all else stands in words."""
    is_number = element.kind in _MASKS and element.kind is not ElementKind.NAME
    if is_number or (element.kind is ElementKind.TEXT and element.sensitivity is Sensitivity.SENSITIVE):
        text = str(value or "")
        return mask(text, "citizen" if len(text) >= 18 else _MASKS.get(element.kind, "identity"))
    return show_value(element, value, language)


def show_value(element: Element, value: Any, language: str, *, masked: bool = False) -> str:
    """Return a canonical value as the reader's language writes it, "" for none.

    masked: numbers keep their ends, names their first character, other sensitive values nothing.
    """
    if value is None or value == "":
        return ""
    english = language.startswith("en")
    kind = element.kind
    if masked:
        if kind is ElementKind.IDENTITY_NUMBER and re.fullmatch(r"\d{17}[\dX]", str(value)):
            return mask(str(value))
        if kind in _MASKS:
            return mask(str(value), _MASKS[kind])
        if element.sensitivity is Sensitivity.SENSITIVE:
            return "＊＊＊" if not english else "***"
    if kind is ElementKind.CHOICE:
        return next((one.label.say(language) for one in element.choices if one.id == value), str(value))
    if kind is ElementKind.YES_NO:
        return ("Yes" if value else "No") if english else ("是" if value else "否")
    if kind is ElementKind.MONEY:
        amount = f"{int(value) // 100:,}.{int(value) % 100:02d}"
        return f"{amount} yuan" if english else f"{amount} 元"
    if kind is ElementKind.MONTH:
        day = date.fromisoformat(str(value))
        return f"{day:%Y-%m}" if english else f"{day.year} 年 {day.month} 月"
    if kind is ElementKind.DATE:
        day = date.fromisoformat(str(value))
        return day.isoformat() if english else f"{day.year} 年 {day.month} 月 {day.day} 日"
    if kind is ElementKind.MOMENT:
        return str(value).replace("T", " ")
    if element.unit is not None and kind in (ElementKind.INTEGER, ElementKind.DECIMAL):
        return f"{value} {element.unit.say(language)}"
    return str(value)
