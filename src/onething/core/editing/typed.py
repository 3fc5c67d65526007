"""What a form of the editor sends, as values of the file: read key by key, and only what is other is written."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from onething.core.catalogue.model import Package
from onething.core.editing import sections
from onething.core.editing.alike import Alike, elements_of, materials_of
from onething.core.editing.document import Document, Path
from onething.core.editing.sections import Input, Section
from onething.core.errors import RuleBroken
from onething.core.source import Text

#: Characters of one box.
MOST_TYPED = 10_000


class ValueMissing(RuleBroken):
    """A key that must be there was left empty."""

    code = "editing.value_missing"

    def __init__(self, key: str, label: Text) -> None:
        super().__init__(f"{key} must be given")
        self.key, self.label = key, label


class NumberWrong(RuleBroken):
    """A whole number is wanted."""

    code = "editing.number_wrong"

    def __init__(self, key: str, label: Text, typed: str) -> None:
        super().__init__(f"{key} wants a whole number, not {typed!r}")
        self.key, self.label, self.typed = key, label, typed


class LooksAlike(RuleBroken):
    """A name that is not in the dictionary; near it is what it may mean."""

    code = "editing.looks_alike"

    def __init__(self, key: str, typed: str, near: Sequence[Alike], labels: Sequence[str]) -> None:
        super().__init__(f"{typed!r} is not in the dictionary")
        self.key, self.typed, self.near = key, typed, tuple(near)
        self.suggested = "、".join(labels) or "—"


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

Typed = Mapping[str, Sequence[str]]


def edit_line(
    document: Document, path: Path, section: Section, typed: Typed, package: Package | None
) -> Document:
    """Return the document with one line of a section as it was typed: keys that are the same stay as they are written.

    typed: input name -> values; for a text `KEY.zh` and `KEY.en`. package: for names of the dictionary.
    Raises ValueMissing, NumberWrong, LooksAlike, PlaceMissing.
    """
    for one in section.inputs:
        document = _edit(document, (*path, one.key), one, typed, section, package)
    return document


def new_line(section: Section, typed: Typed, package: Package | None) -> dict[str, Any]:
    """Return a new line of a section as it was typed. Raises ValueMissing, NumberWrong, LooksAlike."""
    values = dict(section.fresh)
    for one in section.inputs:
        value = read(one, typed, package)
        if value not in (None, "", [], {}, False):
            values[one.key] = value
    role = _role_of(typed, package)
    if role and "role" in values and not _first(typed, "role"):
        values["role"] = role
    order = {key: at for at, key in enumerate(section.order)}
    return dict(sorted(values.items(), key=lambda pair: order.get(pair[0], 99)))


def _edit(
    document: Document, path: Path, one: Input, typed: Typed, section: Section, package: Package | None
) -> Document:
    if one.kind == sections.CHOICES:
        return _choices(document, path, one, typed, section)
    value = read(one, typed, package)
    before = document.value(path)
    if isinstance(before, dict) and one.key == "because":
        return document  # reasons by code are edited beside their findings
    if one.kind == sections.TEXT and isinstance(before, dict) and isinstance(value, dict):
        for language in ("zh", "en"):
            document = document.set((*path, language), value.get(language, before.get(language, "")))
        return document
    if value in (None, "", [], {}):
        return document.remove(path) if before is not None else document
    if value is False and before is None:
        return document
    return document.set(path, value, order=section.order)


def read(one: Input, typed: Typed, package: Package | None) -> Any:
    """Return the value of one key as it was typed, None for nothing. Raises ValueMissing, NumberWrong, LooksAlike."""
    value = _read(one, typed, package)
    if one.must and value in (None, "", [], {}):
        raise ValueMissing(one.key, one.label)
    return value


def _read(one: Input, typed: Typed, package: Package | None) -> Any:
    if one.kind == sections.TEXT:
        zh, en = _first(typed, f"{one.key}.zh"), _first(typed, f"{one.key}.en")
        return {"zh": zh, "en": en} if zh and en else zh
    if one.kind == sections.FLAG:
        return bool(_first(typed, one.key))
    if one.kind == sections.MANY:
        known = [id for id, _label in one.options]
        return [id for id in known if id in typed.get(one.key, ())]
    text = _first(typed, one.key)
    if one.kind == sections.BOUND and _DAY.match(text):
        return text
    if one.kind in (sections.NUMBER, sections.BOUND):
        if text and not (text.lstrip("-").isdecimal() and len(text) < 16):
            raise NumberWrong(one.key, one.label, text)
        return int(text) if text else None
    if one.kind == sections.LIST:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if one.kind == sections.CHOICES:
        return _parsed_choices(text)
    if one.kind == sections.KEYS:
        pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
        return {key.strip(): value.strip() for key, _sign, value in pairs if key.strip()}
    if one.kind == sections.ONE:
        if text in ("true", "false"):
            return text == "true"
        return text if text in [id for id, _label in one.options] else ""
    if one.kind == sections.REFER and text and package is not None:
        return _referred(one, text, package)
    return " ".join(text.split()) if one.kind == sections.CONDITION else text


def _referred(one: Input, text: str, package: Package) -> str:
    """Return the id that a name means. Raises LooksAlike for a name of no entry, with those near it."""
    if one.refers == "element":
        if text in package.elements:
            return text
        found, names = elements_of(package).find(text), {id: e.label.zh for id, e in package.elements.items()}
    elif one.refers == "material":
        if text in package.materials:
            return text
        found, names = (
            materials_of(package).find(text),
            {id: m.label.zh for id, m in package.materials.items()},
        )
    else:
        return text
    if found and found[0].sure:
        return found[0].id
    raise LooksAlike(one.key, text, found, [f"{names[near.id]}（{near.id}）" for near in found])


def _role_of(typed: Typed, package: Package | None) -> str:
    """Return whose it is as the name of a field or paper says, "" if it does not."""
    if package is None:
        return ""
    for key, dictionary in (("element", elements_of), ("material", materials_of)):
        if name := _first(typed, key):
            found = dictionary(package).find(name)
            return found[0].role if found else ""
    return ""


def _parsed_choices(text: str) -> dict[str, Any]:
    choices: dict[str, Any] = {}
    for line in text.splitlines():
        id, sign, said = line.partition("=")
        if sign and id.strip() and said.strip():
            zh, _bar, en = said.partition("|")
            choices[id.strip()] = {"zh": zh.strip(), "en": en.strip()} if en.strip() else zh.strip()
    return choices


def _choices(document: Document, path: Path, one: Input, typed: Typed, section: Section) -> Document:
    """Change the choices one by one, so that what stands beside a label (its help) stays."""
    wanted = _parsed_choices(_first(typed, one.key))
    before = document.value(path)
    if not isinstance(before, dict):
        return document.set(path, wanted, order=section.order) if wanted else document
    if not wanted:
        return document.remove(path)
    for id in [id for id in before if id not in wanted]:
        document = document.remove((*path, id))
    for id, label in wanted.items():
        old = before.get(id)
        place = (*path, id, "label") if isinstance(old, dict) and "label" in old else (*path, id)
        document = document.set(place, label)
    return document


def shown(value: Any, one: Input) -> Any:
    """Return what a box shows of a value: the inverse of `read`."""
    if one.kind == sections.TEXT:
        both = value if isinstance(value, dict) else {"zh": value or "", "en": ""}
        return {"zh": str(both.get("zh") or ""), "en": str(both.get("en") or "")}
    if one.kind == sections.LIST:
        return "\n".join(str(part) for part in value or ())
    if one.kind == sections.KEYS:
        return "\n".join(f"{key} = {part}" for key, part in (value or {}).items())
    if one.kind == sections.CHOICES:
        return "\n".join(f"{id} = {_label(label)}" for id, label in (value or {}).items())
    if one.kind == sections.MANY:
        return list(value or ())
    if one.kind == sections.FLAG:
        return bool(value)
    if one.kind == sections.ONE and isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "；".join(str(part) for part in value.values())
    return "" if value is None else str(value)


def _label(value: Any) -> str:
    if isinstance(value, dict) and "label" in value:
        value = value["label"]
    if isinstance(value, dict):
        return f"{value.get('zh', '')} | {value['en']}" if value.get("en") else str(value.get("zh", ""))
    return str(value)


def _first(typed: Typed, key: str) -> str:
    values = typed.get(key, ())
    return str(values[0])[:MOST_TYPED].strip() if values else ""
