"""One line of a part of an item or scene: shown, changed key by key, added, moved, taken away.

A line that comes back as it was shown leaves the file byte for byte; of one that was changed only what is other is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onething.core.catalogue.forms import NAME
from onething.core.catalogue.model import Package
from onething.core.editing import inputs
from onething.core.editing.document import Document, Path
from onething.core.editing.inputs import Input, Section
from onething.core.editing.refusals import ConditionWrong, NameRefused, NameTaken, ValueMissing
from onething.core.editing.sections import ORDER
from onething.core.editing.typed import Typed, first, is_nothing, read, role_of, shown
from onething.core.editing.variables import Variables
from onething.core.rules import RuleError, parse
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands. path: of it in the file. value: its keys; of a plain value under the key of its input."""

    path: Path
    value: Mapping[str, Any]

    def shown(self, one: Input) -> Any:
        """Return what the box of a key shows."""
        return shown(_inside(self.value, one.path), one)


@dataclass(frozen=True, slots=True)
class Hand:
    """What a form is read with. package: for names of the dictionary. variables: what conditions may name.

    Without variables a condition is kept as it is typed: the definitions do not read as a whole at the moment.
    """

    package: Package | None = None
    variables: Variables | None = None

    def read(self, one: Input, typed: Typed) -> Any:
        """Return the value of a key. Raises what `typed.read` raises, ConditionWrong."""
        value = read(one, typed, self.package)
        if one.kind == inputs.CONDITION and value and self.variables is not None:
            try:
                parse(value, self.variables.types)
            except RuleError as error:
                said = Text(error.say("zh"), error.say("en"))
                raise ConditionWrong(one.key, one.label, said) from None
        return value


def lines_of(document: Document, section: Section) -> tuple[Line, ...]:
    """Return the lines of a part; of a part without lines the one form."""
    there = document.value(section.path)
    path = section.path
    if section.kind == inputs.FORM:
        return (Line(path, there if isinstance(there, dict) else {}),)
    if section.kind == inputs.NAMED:
        pairs = there.items() if isinstance(there, dict) else ()
        return tuple(Line((*path, name), {"id": str(name), **_mapping(value)}) for name, value in pairs)
    entries = list(enumerate(there)) if isinstance(there, list) else []
    if section.kind == inputs.PLAIN:
        return tuple(Line((*path, at), {section.inputs[0].key: value}) for at, value in entries)
    if section.kind == inputs.CASES:
        return tuple(Line((*path, at), _case(_mapping(value))) for at, value in entries)
    return tuple(Line((*path, at), _mapping(value)) for at, value in entries)


def edit_line(
    document: Document, section: Section, at: int, typed: Typed, hand: Hand
) -> tuple[Document, int]:
    """Return the document with one line as it was typed, and where the line stands then.

    Raises ValueMissing, NumberWrong, DayWrong, LineWrong, ConditionWrong, LooksAlike, NameTaken, NameRefused, PlaceMissing.
    """
    line = lines_of(document, section)[at]
    if section.optional and all(_left_empty(one, typed) for one in section.inputs):
        return _without(document, section), at
    _check_any(section, typed, hand)
    if section.kind == inputs.PLAIN:
        one = section.inputs[0]
        value = hand.read(one, typed)
        return document if _same(line.shown(one), value, one) else document.set(line.path, value), at
    if section.optional and not document.has(section.path):
        order = ORDER[document.file.partition("/")[0]]
        return document.set(section.path, _written(section, typed, hand), order=order), at
    path = line.path
    if section.kind == inputs.NAMED:
        document, path = _renamed(document, section, path, _named(document, section, typed, str(path[-1])))
    if section.kind == inputs.CASES:
        document, at = as_case(document, section, at, conditional=bool(first(typed, "when")))
        path = (*section.path, at)
    for one in _keys(section):
        document = _edit(document, path, line, one, typed, section, hand)
    return document, at


def add_line(document: Document, section: Section, typed: Typed, hand: Hand) -> tuple[Document, int]:
    """Return the document with one more line, and where it stands. Raises what `edit_line` raises."""
    lines = lines_of(document, section)
    if not first(typed, "role") and (derived := role_of(typed, hand.package)):
        typed = {**typed, "role": [derived]}
    _check_any(section, typed, hand)
    order = ORDER[document.file.partition("/")[0]]
    if section.kind == inputs.NAMED:
        value = _written(section, typed, hand)
        name = _named(document, section, typed)
        if not lines:
            return document.set(section.path, {name: value}, order=order), 0
        return document.set((*section.path, name), value), len(lines)
    value = (
        hand.read(section.inputs[0], typed)
        if section.kind == inputs.PLAIN
        else _written(section, typed, hand)
    )
    at = len(lines)
    if section.kind == inputs.CASES:
        last = at and "else" in (document.value((*section.path, at - 1)) or {})
        if "when" not in value:
            if last:
                raise ValueMissing("when", section.inputs[0].label)
            value = {"else" if key == "value" else key: part for key, part in value.items()}
        at -= bool(last)
    if not lines:
        return document.set(section.path, [value], order=order), 0
    return document.insert(section.path, at, value), at


def drop_line(document: Document, section: Section, at: int) -> Document:
    """Return the document without a line; with the last one the whole part goes. Raises PlaceMissing."""
    lines = lines_of(document, section)
    return document.remove(section.path if len(lines) == 1 else lines[at].path)


def move_line(document: Document, section: Section, at: int, by: int) -> tuple[Document, int]:
    """Return the document with a line moved up or down, and where it stands then. Raises PlaceMissing."""
    to = min(max(at + by, 0), len(lines_of(document, section)) - 1)
    return document.move(section.path, at, to), to


def _edit(
    document: Document, path: Path, line: Line, one: Input, typed: Typed, section: Section, hand: Hand
) -> Document:
    inside = ("else",) if one.kind == inputs.OFFICE and document.has((*path, "else")) else one.path
    value, before = hand.read(one, typed), document.value((*path, *inside))
    unticked = before is None and value is False and one.kind == inputs.FLAG
    if unticked or _same(line.shown(one), value, one):
        return document
    if isinstance(before, dict) and one.key == "because":
        return document  # reasons by code are edited beside their findings
    place = (*path, *inside)
    if is_nothing(value):
        return _taken_off(document, path, one)
    if isinstance(before, dict) and isinstance(value, dict) and one.kind != inputs.TEXT:
        return _parts(document, place, before, value)
    if one.kind == inputs.TEXT and isinstance(before, dict) and isinstance(value, dict):
        for language, said in value.items():
            document = document.set((*place, language), said, order=("zh", "en"))
        return document
    if len(one.path) > 1 and not document.has(place[:-1]):
        return document.set(place[:-1], {one.path[-1]: value}, order=section.order)
    beside = tuple(other.path[-1] for other in section.inputs if other.path[:-1] == one.path[:-1])
    return document.set(place, value, order=beside if len(one.path) > 1 else section.order)


def _parts(document: Document, place: Path, before: Mapping[str, Any], wanted: Mapping[str, Any]) -> Document:
    """Change a mapping entry by entry, so that what stands beside (the reason of a choice, a comment) stays."""
    for id in [id for id in before if id not in wanted]:
        document = document.remove((*place, id))
    for id, value in wanted.items():
        old, here = before.get(id), (*place, id)
        if isinstance(value, list) and isinstance(old, list) and set(value) == set(old):
            continue
        if old is not None and str(old) == value:
            continue
        if not (isinstance(old, dict) and "label" in old):
            document = document.set(here, value)
            continue
        parts = value if isinstance(value, dict) and "label" in value else {"label": value}
        for key, part in parts.items():
            document = document.set((*here, key), part, order=("label", "help"))
        if "help" in old and "help" not in parts:
            document = document.remove((*here, "help"))
    return document


def _taken_off(document: Document, path: Path, one: Input) -> Document:
    """Remove a key, and with its last one the mapping that it stood in."""
    for depth in range(len(one.path), 0, -1):
        place = (*path, *one.path[:depth])
        left = document.value(place)
        if left is not None and (depth == len(one.path) or left == {}):
            document = document.remove(place)
    return document


def _written(section: Section, typed: Typed, hand: Hand) -> dict[str, Any]:
    """Return a new line as it was typed, its keys in the order of the format."""
    values: dict[str, Any] = dict(section.fresh)
    for one in _keys(section):
        value = hand.read(one, typed)
        if is_nothing(value) or (value is False and one.kind == inputs.FLAG):
            continue
        inner = values
        for key in one.path[:-1]:
            inner = inner.setdefault(key, {})
        inner[one.path[-1]] = value
    order = {key: at for at, key in enumerate(section.order)}
    return dict(sorted(values.items(), key=lambda pair: order.get(pair[0], 99)))


def _keys(section: Section) -> tuple[Input, ...]:
    """Return the inputs that are keys of the line: not the name under which it stands."""
    return section.inputs[1:] if section.kind == inputs.NAMED else section.inputs


def _check_any(section: Section, typed: Typed, hand: Hand) -> None:
    """Refuse a line that has none of the keys of which it needs one; what is wrong before that in the form goes first."""
    values = {one.key: hand.read(one, typed) for one in section.inputs} if section.any_of else {}
    if section.any_of and all(is_nothing(values[key]) for key in section.any_of):
        several = [one for one in section.inputs if one.key in section.any_of]
        zh, en = "或".join(one.label.zh for one in several), " or ".join(one.label.en for one in several)
        raise ValueMissing(several[0].key, Text(zh, en))


def _left_empty(one: Input, typed: Typed) -> bool:
    return not any(
        any(values) for key, values in typed.items() if key == one.key or key.startswith(one.key + ".")
    )


def _without(document: Document, section: Section) -> Document:
    """Return the document without the keys of a form; nothing left, the form goes."""
    left = document.value(section.path)
    if left is None:
        return document
    others = set(_mapping(left)) - {one.path[0] for one in section.inputs}
    if not others:
        return document.remove(section.path)
    for one in section.inputs:
        document = _taken_off(document, section.path, one)
    return document


def _named(document: Document, section: Section, typed: Typed, before: str = "") -> str:
    """Return the name under which a line shall stand. Raises ValueMissing, NameTaken, NameRefused."""
    name = str(read(section.inputs[0], typed, None))
    if name == before:
        return name
    if name in _mapping(document.value(section.path)):
        raise NameTaken("id", name)
    if not NAME.match(name.replace("-", "_")):
        raise NameRefused("id", name)
    return name


def _renamed(document: Document, section: Section, path: Path, name: str) -> tuple[Document, Path]:
    return document.rename(path, name), (*section.path, name)


def _case(value: dict[str, Any]) -> dict[str, Any]:
    """Return the last case as the others: without a condition."""
    return {"value" if key == "else" else key: part for key, part in value.items()}


def as_case(document: Document, section: Section, at: int, *, conditional: bool) -> tuple[Document, int]:
    """Turn a case into the last one, or the last one into a case with a condition. Raises ValueMissing: there is one last one."""
    count = len(lines_of(document, section))
    path: Path = (*section.path, at)
    wanted = "value" if conditional else "else"
    if document.has((*path, wanted)):
        return document, at
    if wanted == "else" and document.has((*section.path, count - 1, "else")):
        raise ValueMissing("when", section.inputs[0].label)
    if wanted == "else" and document.has((*path, "when")):
        document = document.remove((*path, "when"))
    document = document.rename((*path, "value" if wanted == "else" else "else"), wanted)
    return (document.move(section.path, at, count - 1), count - 1) if wanted == "else" else (document, at)


def _same(before: Any, value: Any, one: Input) -> bool:
    """Say whether a box that showed this would show the same of the new value: then nothing is written."""
    now = shown(value, one)
    if isinstance(before, list):
        return sorted(before) == sorted(now)
    if one.kind == inputs.ROWS_MANY:
        return {row: sorted(part) for row, part in before.items()} == {
            row: sorted(part) for row, part in now.items()
        }
    if isinstance(before, str) and "\n" in before and one.kind not in _TALL:
        return before.split() == now.split() or "".join(before.split()) == "".join(now.split())
    return bool(before == now)


#: Boxes of several lines: all others lose the ends of lines in a browser.
_TALL = (inputs.LIST, inputs.TEXTS, inputs.KEYS, inputs.CHOICES)


def _inside(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
