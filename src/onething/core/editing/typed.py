"""What a box of the editor sends, as a value of the file, and what it shows of one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from onething.core.catalogue.model import Package
from onething.core.catalogue.words import TOWN
from onething.core.editing import inputs
from onething.core.editing.alike import elements_of, materials_of
from onething.core.editing.inputs import Input
from onething.core.editing.refusals import DayWrong, LineWrong, LooksAlike, NumberWrong, ValueMissing

#: Characters of one box.
MOST_TYPED = 10_000
#: Between the key of a table and the row: `ways@applicant/photo`.
ROW = "@"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,15}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,9}\Z")

#: Name of a box -> values; of a text `KEY.zh` and `KEY.en`, of an office `KEY.office` …, of a row `KEY@ROW`.
Typed = Mapping[str, Sequence[str]]


def read(one: Input, typed: Typed, package: Package | None) -> Any:
    """Return the value of one key as it was typed; None, "" or nothing inside for none.

    package: for names of the dictionary. Raises ValueMissing, NumberWrong, DayWrong, LineWrong, LooksAlike.
    """
    value = _read(one, typed, package)
    if one.must and is_nothing(value):
        raise ValueMissing(one.key, one.label)
    return value


def is_nothing(value: Any) -> bool:
    return value in (None, "", [], {})


def _read(one: Input, typed: Typed, package: Package | None) -> Any:
    if one.kind in _SEVERAL:
        return _SEVERAL[one.kind](one, typed, package)
    text = first(typed, one.key)
    if one.kind == inputs.BOUND and (_DAY.match(text) or _MONTH.match(text)):
        return text
    if one.kind == inputs.BOUND and _DECIMAL.match(text):
        return Decimal(text)
    if one.kind in (inputs.NUMBER, inputs.BOUND):
        if text and not _NUMBER.match(text):
            raise NumberWrong(one.key, one.label, text)
        return int(text) if text else None
    if one.kind == inputs.DAY:
        return _day(one, text)
    if one.kind == inputs.ONE and text in ("true", "false"):
        return text == "true"
    if one.kind == inputs.REFER and text and package is not None:
        return referred(one, text, package)
    return " ".join(text.split()) if one.kind == inputs.CONDITION else text


def _day(one: Input, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise DayWrong(one.key, one.label, text) from None


def _text(one: Input, typed: Typed, _package: Package | None) -> Any:
    zh, en = first(typed, f"{one.key}.zh"), first(typed, f"{one.key}.en")
    return {"zh": zh, "en": en} if zh and en else zh


def _flag(one: Input, typed: Typed, _package: Package | None) -> bool:
    return bool(first(typed, one.key))


def _many(one: Input, typed: Typed, _package: Package | None) -> list[str]:
    return _ordered(typed.get(one.key, ()), one)


def _ordered(ticked: Iterable[str], one: Input) -> list[str]:
    """Return what was ticked in the order of the options, what is none of them behind."""
    given = [text for text in dict.fromkeys(ticked) if text]
    known = [id for id, _label in one.options]
    return sorted(given, key=lambda id: known.index(id) if id in known else len(known))


def _list(one: Input, typed: Typed, _package: Package | None) -> list[str]:
    return _lines(first(typed, one.key))


def _texts(one: Input, typed: Typed, _package: Package | None) -> list[Any]:
    return [_both(line) for line in _lines(first(typed, one.key))]


def _keys(one: Input, typed: Typed, _package: Package | None) -> dict[str, str]:
    pairs = {}
    for line in _lines(first(typed, one.key)):
        key, sign, value = line.partition("=")
        if not (sign and key.strip() and value.strip()):
            raise LineWrong(one.key, one.label, line, "=")
        pairs[key.strip()] = value.strip()
    return pairs


def _choices(one: Input, typed: Typed, package: Package | None) -> dict[str, Any]:
    return {key: _choice(said) for key, said in _keys(one, typed, package).items()}


def _office(one: Input, typed: Typed, package: Package | None) -> str:
    office, role = first(typed, f"{one.key}.office"), first(typed, f"{one.key}.role")
    if office != TOWN:
        return f"{office}:{role}" if office and role else office
    element = first(typed, f"{one.key}.element")
    if not (role and element):
        raise ValueMissing(one.key, one.label)
    box = Input(one.key, one.label, inputs.REFER, refers="element")
    return f"{TOWN}:{role}/{referred(box, element, package) if package else element}"


def _rows(one: Input, typed: Typed, _package: Package | None) -> dict[str, Any]:
    start = one.key + ROW
    rows = {key.removeprefix(start): key for key in typed if key.startswith(start)}
    if one.kind == inputs.ROWS_ONE:
        return {row: value for row, key in rows.items() if (value := first(typed, key))}
    return {row: ticked for row, key in rows.items() if (ticked := _ordered(typed[key], one))}


_SEVERAL = {
    inputs.TEXT: _text,
    inputs.FLAG: _flag,
    inputs.MANY: _many,
    inputs.LIST: _list,
    inputs.TEXTS: _texts,
    inputs.KEYS: _keys,
    inputs.CHOICES: _choices,
    inputs.OFFICE: _office,
    inputs.ROWS_ONE: _rows,
    inputs.ROWS_MANY: _rows,
}


def referred(one: Input, text: str, package: Package) -> str:
    """Return the id that a name means. Raises LooksAlike for a name of no entry, with those near it."""
    labels = {
        "element": {id: one.label.zh for id, one in package.elements.items()},
        "material": {id: one.label.zh for id, one in package.materials.items()},
    }.get(one.refers)
    if labels is None or text in labels:
        return text
    found = (elements_of if one.refers == "element" else materials_of)(package).find(text)
    if found and found[0].sure:
        return found[0].id
    raise LooksAlike(one.key, text, found, [f"{labels[near.id]}（{near.id}）" for near in found])


def role_of(typed: Typed, package: Package | None) -> str:
    """Return whose it is as the name of a field or paper says, "" if it does not."""
    for key, dictionary in (("element", elements_of), ("material", materials_of)):
        if package is not None and (name := first(typed, key)):
            found = dictionary(package).find(name)
            return found[0].role if found else ""
    return ""


def shown(value: Any, one: Input) -> Any:
    """Return what a box shows of a value: the inverse of `read`."""
    match one.kind:
        case inputs.TEXT:
            both = value if isinstance(value, dict) else {"zh": value or "", "en": ""}
            return {"zh": str(both.get("zh") or ""), "en": str(both.get("en") or "")}
        case inputs.LIST:
            return "\n".join(str(part) for part in _sequence(value))
        case inputs.TEXTS:
            return "\n".join(_label(part) for part in _sequence(value))
        case inputs.KEYS:
            return "\n".join(f"{key} = {_plain(part)}" for key, part in _mapping(value).items())
        case inputs.CHOICES:
            return "\n".join(f"{id} = {_label(label)}" for id, label in _mapping(value).items())
        case inputs.MANY:
            return [str(part) for part in _sequence(value)]
        case inputs.ROWS_ONE:
            return {row: str(part) for row, part in _mapping(value).items()}
        case inputs.ROWS_MANY:
            return {row: [str(part) for part in _sequence(ticked)] for row, ticked in _mapping(value).items()}
        case inputs.OFFICE:
            office, _colon, whose = str(value or "").partition(":")
            role, _slash, element = whose.partition("/")
            return {"office": office, "role": role, "element": element}
        case inputs.FLAG:
            return bool(value)
    if isinstance(value, dict):
        return "；".join(str(part) for part in value.values())
    return "" if value is None else _plain(value)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _both(said: str) -> Any:
    zh, _bar, en = said.partition("|")
    return {"zh": zh.strip(), "en": en.strip()} if en.strip() else zh.strip()


def _choice(said: str) -> Any:
    """Return a choice, 中文 | English | 说明 | help: its label alone, or with its help."""
    label, _bar, rest = said.partition("|")
    english, _bar, help = rest.partition("|")
    both = _both(f"{label}|{english}")
    return {"label": both, "help": _both(help)} if help.strip(" |") else both


def _label(value: Any) -> str:
    if isinstance(value, dict) and "label" in value:
        label, help = _label(value["label"]), _label(value.get("help") or "")
        return f"{label} {'' if '|' in label else '| '}| {help}" if help else label
    if isinstance(value, dict):
        return f"{value.get('zh', '')} | {value['en']}" if value.get("en") else str(value.get("zh", ""))
    return str(value)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def first(typed: Typed, key: str) -> str:
    """Return the first value of a box without blanks around it, "" for none."""
    values = typed.get(key, ())
    return str(values[0])[:MOST_TYPED].strip() if values else ""
