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
from types import NoneType
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
    and so took most of folding an event. All fields are given to the class, as far as it takes them."""
    kind: Any = type(value)
    names, get = _taken(kind)
    made: Made = kind(**{**dict(zip(names, get(value), strict=True)), **changes})
    return made


@cache
def _taken(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(one.name for one in fields(kind) if one.init)
    assert len(names) > 1, kind  # of one name `attrgetter` gives no tuple
    return names, attrgetter(*names)
