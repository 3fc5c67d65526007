"""Numbers that carry a check or have a shape: of persons, organisations, telephones, accounts and places."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from onething.core.catalogue.words import Element
from onething.core.codes import CodeBroken, parse_citizen_number, parse_credit_code, parse_phone
from onething.core.codes.reading import half_width
from onething.core.values.problems import NotAChoice, WrongNumber, english
from onething.core.values.texts import MOST_CHARACTERS, as_text


def _of_code(element: Element, read: Callable[[], object]) -> str:
    try:
        return str(read())
    except CodeBroken as problem:
        label = element.label
        raise WrongNumber(
            f"“{label.zh}”：{problem.reason.zh}。请对照证件改正。",
            f"{english(label)}: {problem.reason.en}. Compare it with the document.",
            likely=problem.likely,
        ) from None


def _code_text(element: Element, raw: Any) -> str:
    return as_text(element, str(raw) if type(raw) is int else raw, MOST_CHARACTERS)


def read_citizen(element: Element, raw: Any, on: date) -> str:
    text = _code_text(element, raw)
    return _of_code(element, lambda: parse_citizen_number(text, on=on))


def read_identity(element: Element, raw: Any, on: date) -> str:
    """A number of any identity document: of eighteen digits it is a citizen number and must check as one."""
    text = unicodedata.normalize("NFKC", _code_text(element, raw))
    bare = re.sub(r"[\s\-·]", "", text).upper()
    if re.fullmatch(r"\d{17}[\dX]|\d{15}", bare, re.ASCII):
        return _of_code(element, lambda: parse_citizen_number(bare, on=on))
    label = element.label
    if not re.fullmatch(r"[A-Z0-9()/]{5,30}", bare, re.ASCII):
        raise WrongNumber(
            f"“{label.zh}”只有字母和数字，5 到 30 位；请对照证件改正。",
            f"{english(label)} has letters and digits only, 5 to 30 of them; compare it with the document.",
        )
    return bare


def read_credit(element: Element, raw: Any, on: date) -> str:
    text = _code_text(element, raw)
    return _of_code(element, lambda: parse_credit_code(text))


def read_phone(element: Element, raw: Any, on: date) -> str:
    text = _code_text(element, raw)
    return _of_code(element, lambda: parse_phone(text))


def read_account(element: Element, raw: Any, on: date) -> str:
    text = re.sub(r"[\s\-]", "", half_width(_code_text(element, raw)))
    label = element.label
    if not re.fullmatch(r"\d{8,30}", text, re.ASCII):
        raise WrongNumber(
            f"“{label.zh}”是 8 到 30 位数字；请对照银行卡或存折改正。",
            f"{english(label)} has 8 to 30 digits; compare it with the card.",
        )
    return text


def read_division(element: Element, raw: Any, on: date) -> str:
    text = half_width(_code_text(element, raw))
    label = element.label
    if not re.fullmatch(r"\d{6}|\d{9}|\d{12}", text, re.ASCII):
        raise NotAChoice(
            f"“{label.zh}”请从名单里选一个地方。", f"{english(label)}: choose a place from the list."
        )
    return text.ljust(12, "0")
