"""Texts, names and addresses: kept letter for letter, without what nobody can see."""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

from onething.core.catalogue.words import Constraints, Element
from onething.core.source import UNSEEN
from onething.core.values.problems import (
    FieldProblem,
    HiddenCharacter,
    TooLong,
    TooShort,
    ValueUnreadable,
    english,
)

#: Characters that a text may have where neither element nor item says less.
MOST_CHARACTERS = 500
#: A name has room for at least fifty characters; this is the most that is taken.
MOST_NAME = 100


def hidden_character(text: str, *, lines: bool = False) -> str:
    """Return the first character that cannot be seen or turns the writing around, "" if there is none.

    lines: line breaks are allowed. Characters outside Unicode's assigned and private-use planes stay allowed: the
    register may have written a name with them. Zero-width joiners belong to scripts and stay, too.
    """
    for character in text:
        if lines and character in "\n\r\t":
            continue
        if (
            character == "\ufeff"
            or UNSEEN.match(character)
            or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        ):
            return character
    return ""


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: blanks, controls, marks of direction and width are no words."""
    return all(unicodedata.category(character)[0] in "ZC" and not _private(character) for character in text)


def as_text(element: Element, raw: Any, most: int, *, lines: bool = False) -> str:
    label = element.label
    if not isinstance(raw, str):
        raise ValueUnreadable(f"“{label.zh}”要用文字填写。", f"{english(label)} is to be written as text.")
    text = raw.strip("\u3000 \t\r\n")
    if found := hidden_character(text, lines=lines):
        number = f"U+{ord(found):04X}"
        raise HiddenCharacter(
            f"“{label.zh}”里有看不见的字符（{number}），多半是粘贴带进来的；请删掉后重新输入。",
            f"{english(label)} holds a character that cannot be seen ({number}), probably from pasting; type it anew.",
        )
    if len(text) > most and (
        wrong := wrong_length(element, text, replace(element.constraints, max_length=most))
    ):
        raise wrong
    return text


def wrong_length(element: Element, text: str, limits: Constraints) -> FieldProblem | None:
    """Return what is wrong with the number of characters, None if it is as the limits want it."""
    least, most, length, label = limits.min_length, limits.max_length, len(text), element.label
    short, long = least is not None and length < least, most is not None and length > most
    if not short and not long:
        return None
    kind = TooShort if short else TooLong
    if least == most:
        return kind(
            f"“{label.zh}”要正好 {most} 个字符，现在是 {length} 个；请核对。",
            f"{english(label)} has exactly {most} characters, now {length}; check it.",
        )
    if short:
        return kind(
            f"“{label.zh}”最少 {least} 个字，现在有 {length} 个；请补全。",
            f"{english(label)} takes at least {least} characters and has {length}; complete it.",
        )
    return kind(
        f"“{label.zh}”最多 {most} 个字，现在有 {length} 个；请缩短。",
        f"{english(label)} takes at most {most} characters and has {length}; make it shorter.",
    )


def read_text(element: Element, raw: Any, on: date) -> str:
    return as_text(element, raw, element.constraints.max_length or MOST_CHARACTERS)


def read_address(element: Element, raw: Any, on: date) -> str:
    return " ".join(
        as_text(element, raw, element.constraints.max_length or MOST_CHARACTERS, lines=True).splitlines()
    )


def read_name(element: Element, raw: Any, on: date) -> str:
    text = as_text(element, raw, max(50, element.constraints.max_length or MOST_NAME))
    label = element.label
    if not any(character.isalpha() or _private(character) for character in text):
        raise ValueUnreadable(
            f"“{label.zh}”里没有文字；请照证件上的写。",
            f"{english(label)} has no letters; write it as on the document.",
        )
    return text


def _private(character: str) -> bool:
    return unicodedata.category(character) in {"Co", "Cn"}
