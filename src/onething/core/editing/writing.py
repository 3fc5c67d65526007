"""How a value is written in YAML: short things in one line as in the rest of a package, lists of lines one below the other."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from onething.core.catalogue.reading import plain_value

#: A text that may stand without quotes, also inside brackets: begins with a letter, has none of the signs of YAML; or a day.
_PLAIN = re.compile(r"[A-Za-z_/一-鿿][^\n\r\t,\[\]{}#&*!|>'\"%@`:?\\]*\Z|[0-9]{4}-[0-9]{2}(-[0-9]{2})?\Z")


class Bare(str):
    """A key that stands in a file without quotes: `true` and `1` mean something else there than "true" and "1"."""


def inline(value: Any, quote: str = "") -> str:
    """Return a value in one line. quote: the quotes that a text shall have ("'", '"'); "" = only if it needs them."""
    match value:
        case None:
            return "~"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case dict():
            return "{" + ", ".join(f"{_key(key)}: {inline(part)}" for key, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(inline(part) for part in value) + "]"
    return _text(str(value), quote)


def written(value: Any, indent: int, newline: str = "\n", *, nested: bool = False) -> str:
    """Return a value that may take several lines, `indent` deep: a list of mappings one below the other.

    nested: it stands behind a key, so that a list begins on the next line.
    """
    if isinstance(value, list | tuple) and any(isinstance(part, dict) for part in value):
        lines = [" " * indent + "- " + written(part, indent + 2, newline) for part in value]
        return (newline if nested else "") + newline.join(lines).removeprefix("" if nested else " " * indent)
    if isinstance(value, dict) and (nested or any(_tall(part) for part in value.values())) and _tall(value):
        pad = newline + " " * indent
        lines = [f"{_key(key)}:{_behind(part, indent + 2, newline)}" for key, part in value.items()]
        return (pad if nested else "") + pad.join(lines)
    return inline(value)


def _behind(value: Any, indent: int, newline: str) -> str:
    text = written(value, indent, newline, nested=True)
    return text if text.startswith(newline) else " " + text


def _tall(value: Any) -> bool:
    """Say whether a value is hard to read in one line."""
    if isinstance(value, dict):
        return len(inline(value)) > 100 or any(_tall(part) for part in value.values())
    return isinstance(value, list | tuple) and any(isinstance(part, dict) for part in value)


def _key(key: Any) -> str:
    return str(key) if isinstance(key, Bare) else _text(str(key), "")


def _text(text: str, quote: str) -> str:
    if any(ord(sign) < 32 or ord(sign) in (0x7F, 0x85, 0x2028, 0x2029) for sign in text):
        return _doubled(text)
    if quote == '"':
        return _doubled(text)
    if quote != "'" and _PLAIN.match(text) and text == text.strip() and isinstance(plain_value(text), str):
        return text
    if quote != "'" and text.isdecimal():
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _doubled(text: str) -> str:
    out = []
    for sign in text:
        code = ord(sign)
        if sign in '"\\':
            out.append("\\" + sign)
        elif sign == "\n":
            out.append("\\n")
        elif code < 32 or code in (0x7F, 0x85, 0x2028, 0x2029):
            out.append(f"\\u{code:04x}")
        else:
            out.append(sign)
    return '"' + "".join(out) + '"'
