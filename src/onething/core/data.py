"""Dataclasses of core as data that JSON knows: events, submissions, what is kept beside them.

What writes a class is made once for each; a submission is written from a thousand values, and looking at the type of
each anew took a tenth of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from types import MemberDescriptorType, NoneType
from typing import Any, TypeVar

_ATOMS = frozenset({str, int, bool, float, NoneType})
_WRITERS: dict[type[Any], Callable[[Any], Any]] = {}


def as_data(value: Any) -> Any:
    """Return `value` as JSON knows it: days and moments in ISO form, choices by their value, sets sorted.

    A field that came later (`catalogue.words.ADDED`) is left out while it holds its default, so that what was hashed
    before there was such a field keeps its hash. Raises TypeError for what has no place in data.
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    if (write := _WRITERS.get(kind)) is None:
        write = _WRITERS[kind] = _writer(kind)
    return write(value)


def _writer(kind: type[Any]) -> Callable[[Any], Any]:
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, date):  # and datetime
        return kind.isoformat
    if is_dataclass(kind):
        return _class_writer(kind)
    if issubclass(kind, Mapping):
        return _write_mapping
    if issubclass(kind, frozenset | set):
        return lambda value: sorted(as_data(one) for one in value)
    if issubclass(kind, tuple | list):
        return lambda value: [one if type(one) in _ATOMS else as_data(one) for one in value]
    raise TypeError(f"a {kind.__name__} has no place in data")


def _write_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): one if type(one) in _ATOMS else as_data(one) for key, one in value.items()}


def _class_writer(kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
    written = [one for one in fields(kind) if one.init]
    names = [one.name for one in written]
    later = {
        one.name: one.default if one.default_factory is MISSING else one.default_factory()
        for one in written
        if "added" in one.metadata
    }
    get = attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]

    def write(value: Any) -> dict[str, Any]:
        data = {
            name: one if type(one) in _ATOMS else as_data(one)
            for name, one in zip(names, get(value), strict=True)
        }
        for name, default in later.items():
            if getattr(value, name) == default:
                del data[name]
        return data

    return write


Made = TypeVar("Made")


def replace(value: Made, **changes: Any) -> Made:
    """Return a dataclass with these fields changed: `dataclasses.replace`, which asks every field of every class anew
    and so took most of folding an event. Raises KeyError or TypeError for a field that there is not."""
    kind: Any = type(value)
    made: Made = _changer(kind)(value, changes)
    return made


@cache
def _changer(kind: Any) -> Callable[[Any, dict[str, Any]], Any]:
    """Return what copies a class with changes. One that says more of its fields than their names, or has no slots, is made."""
    names = [one.name for one in fields(kind) if one.init]
    slots = [getattr(kind, one.name, None) for one in fields(kind)]
    plain = len(names) == len(slots) and all(type(one) is MemberDescriptorType for one in slots)
    if not plain or hasattr(kind, "__post_init__"):
        return lambda value, changes: kind(**{name: getattr(value, name) for name in names} | changes)
    writers = {name: getattr(kind, name).__set__ for name in names}
    copy = _copier(kind, writers)

    def change(value: Any, changes: dict[str, Any]) -> Any:
        made = copy(value)
        for name, one in changes.items():
            writers[name](made, one)
        return made

    return change


def _copier(kind: Any, writers: Mapping[str, Callable[[Any, Any], None]]) -> Callable[[Any], Any]:
    """Return a function that writes field by field, out of a text as a dataclass' own: a third of the time of a loop."""
    lines = [f"    write_{name}(made, value.{name})" for name in writers]
    text = "\n".join(["def copy(value):", "    made = new(kind)", *lines, "    return made"])
    there: dict[str, Any] = {"new": object.__new__, "kind": kind}
    there |= {f"write_{name}": write for name, write in writers.items()}
    exec(text, there)
    made: Callable[[Any], Any] = there["copy"]
    return made
