"""Events as JSON-able data and back. Old shapes are read for ever: an upcaster lifts each by one version.

When an event's fields change in a way that old data do not fit (a field renamed, dropped, or added without a
default), raise its `VERSION` and add an upcaster from the version before; never touch an upcaster that has shipped.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from onething.core.cases import events as e
from onething.core.data import as_data
from onething.core.errors import NotFound, RuleBroken

Data = dict[str, Any]
T = TypeVar("T")
Upcaster = Callable[[Data], Data]


class EventUnknown(NotFound):
    code = "cases.event_unknown"

    def __init__(self, name: str, version: int) -> None:
        super().__init__(f"no event {name!r} of shape {version}; it was written by a newer program")
        self.name = name
        self.version = version


class EventBroken(RuleBroken):
    code = "cases.event_broken"

    def __init__(self, name: str, where: str, why: str) -> None:
        super().__init__(f"the data of event {name} cannot be read at {where}: {why}")
        self.name = name
        self.where = where
        self.why = why


class Registry:
    """Names ↔ classes of events, with the upcasters of their old shapes."""

    def __init__(self, classes: tuple[type[e.Event], ...]) -> None:
        self.classes = {one.__name__: one for one in classes}
        self._upcasters: dict[tuple[str, int], Upcaster] = {}

    def upcaster(self, name: str, version: int) -> Callable[[Upcaster], Upcaster]:
        """Register a function from the data of shape `version` to those of the next."""

        def register(function: Upcaster) -> Upcaster:
            assert (name, version) not in self._upcasters, (name, version)
            self._upcasters[name, version] = function
            return function

        return register

    def to_data(self, event: e.Event) -> Data:
        """Return the event's fields as data that JSON knows; name and version go beside them."""
        assert type(event) is self.classes.get(type(event).__name__), type(event)
        data: Data = as_data(event)
        return data

    def from_data(self, name: str, version: int, data: Mapping[str, Any]) -> e.Event:
        """Return the event that was written so. Raises EventUnknown, EventBroken."""
        if name not in self.classes:
            name, version, data = self._renamed(name, version, data)
        wanted = self.classes[name].VERSION
        lifted = dict(data)
        while version < wanted:
            if (lift := self._upcasters.get((name, version))) is None:
                raise EventUnknown(name, version)
            lifted, version = lift(lifted), version + 1
        if version != wanted:
            raise EventUnknown(name, version)
        try:
            event: e.Event = _reader(self.classes[name])(lifted)
        except _Broken as broken:
            raise EventBroken(name, name + broken.where, broken.why) from None
        return event

    def _renamed(self, name: str, version: int, data: Mapping[str, Any]) -> tuple[str, int, Data]:
        """A dropped or renamed event has an upcaster whose data name the event that took its place."""
        if (lift := self._upcasters.get((name, version))) is None:
            raise EventUnknown(name, version)
        lifted = lift(dict(data))
        return lifted.pop("event"), lifted.pop("version"), lifted


class _Broken(Exception):
    """where: the path below the value that was to be read; why: in words."""

    def __init__(self, where: str, why: str) -> None:
        self.where, self.why = where, why

    def within(self, place: str) -> "_Broken":
        return _Broken(place + self.where, self.why)


# --- reading -----------------------------------------------------------------------------------------------
# A reader is made once for each type; a case is folded from hundreds of values, and looking at types anew for each
# of them took half of a case's page. Where a value stands is said only when one cannot be read.

Reader = Callable[[Any], Any]
_READERS: dict[Any, Reader] = {}


def _reader(wanted: Any) -> Reader:
    """Return what reads a value of this type. It raises _Broken."""
    if (known := _READERS.get(wanted)) is None:
        known = _READERS[wanted] = _make_reader(wanted)
    return known


def _make_reader(wanted: Any) -> Reader:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _union_reader(wanted)
    if wanted is Any or wanted is object:
        return lambda value: value
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(*get_args(wanted))
    if origin in (tuple, frozenset):
        return _list_reader(origin, get_args(wanted)[0])
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _class_reader(wanted)
    return _scalar_reader(wanted)


def _class_reader(wanted: type[Any]) -> Reader:
    hints = get_type_hints(wanted)
    shape = [
        (one.name, _reader(hints[one.name]), one.default is MISSING and one.default_factory is MISSING)
        for one in fields(wanted)
        if one.init
    ]
    names = {name for name, _, _ in shape}
    quick = {name: (_plain_type(hints[name]), reader) for name, reader, _ in shape}

    def read(value: Any) -> Any:
        """What can be read is read without asking where it stands."""
        given = {}
        try:
            for name, one in value.items():
                plain, reader = quick[name]
                given[name] = one if type(one) is plain else reader(one)
            return wanted(**given)
        except (_Broken, AttributeError, KeyError, TypeError):
            return read_slowly(value)

    def read_slowly(value: Any) -> Any:
        _must(isinstance(value, Mapping), "a mapping is expected")
        if not value.keys() <= names:
            raise _Broken("", f"unknown field {', '.join(sorted(value.keys() - names))}")
        given = {}
        for name, reader, required in shape:
            if name in value:
                try:
                    given[name] = reader(value[name])
                except _Broken as broken:
                    raise broken.within(f".{name}") from None
            elif required:
                raise _Broken("", f"field {name} is missing")
        return wanted(**given)

    return read


def _mapping_reader(key: Any, item: Any) -> Reader:
    reader = _reader(item)

    def read(value: Any) -> Any:
        _must(isinstance(value, Mapping), "a mapping is expected")
        made = {}
        for name, one in value.items():
            try:
                made[int(name) if key is int else name] = reader(one)
            except _Broken as broken:
                raise broken.within(f".{name}") from None
        return made

    return read


def _list_reader(origin: type[Any], item: Any) -> Reader:
    reader, plain, empty = _reader(item), _plain_type(item), origin()

    def read(value: Any) -> Any:
        _must(isinstance(value, list | tuple), "a list is expected")
        if not value:
            return empty
        if plain is not None and all(type(one) is plain for one in value):
            return origin(value)
        made = []
        for index, one in enumerate(value):
            try:
                made.append(reader(one))
            except _Broken as broken:
                raise broken.within(f"[{index}]") from None
        return origin(made)

    return read


def _union_reader(wanted: Any) -> Reader:
    options = [one for one in get_args(wanted) if one is not type(None)]
    readers = [_reader(one) for one in options]
    optional = len(options) < len(get_args(wanted))
    plain = frozenset(kind for one in options if (kind := _plain_type(one)))

    def read(value: Any) -> Any:
        if value is None:
            _must(optional, "null is not expected")
            return None
        if type(value) in plain:
            return value
        for reader in readers:
            try:
                return reader(value)
            except _Broken:
                continue
        raise _Broken("", f"{value!r} is none of {', '.join(_called(one) for one in options)}")

    return read


def _scalar_reader(wanted: Any) -> Reader:
    make: Reader
    if issubclass(wanted, Enum):
        by_value = {one.value: one for one in wanted}
        make = lambda value: by_value.get(value) or wanted(value)  # noqa: E731 (the enum says what is wrong)
    elif wanted in (date, datetime):
        make = wanted.fromisoformat
    else:

        def plain(value: Any) -> Any:
            if type(value) is not wanted:
                raise _Broken("", f"{value!r} is no {_called(wanted)}")
            return value

        return plain

    def read(value: Any) -> Any:
        try:
            return make(value)
        except (TypeError, ValueError):
            raise _Broken("", f"{value!r} is no {_called(wanted)}") from None

    return read


def _plain_type(wanted: Any) -> type | None:
    """Return the type whose values stand for themselves, None if values have to be read."""
    return wanted if wanted in (str, int, bool, float) else None


def _called(wanted: Any) -> str:
    return getattr(wanted, "__name__", str(wanted))


def _must(true: bool, why: str) -> None:
    if not true:
        raise _Broken("", why)


# --- ours --------------------------------------------------------------------------------------------------


def _leaves(cls: type[Any]) -> tuple[type[Any], ...]:
    below = cls.__subclasses__()
    return tuple(leaf for one in below for leaf in _leaves(one)) if below else (cls,)


#: Every event of applications and cases.
REGISTRY = Registry(_leaves(e.ApplicationEvent) + _leaves(e.CaseEvent))


def name_of(event: e.Event) -> str:
    return type(event).__name__


def to_data(event: e.Event) -> Data:
    """Return an event as data that JSON knows; `name_of(event)` and `event.VERSION` are kept beside them."""
    return REGISTRY.to_data(event)


def from_data(name: str, version: int, data: Mapping[str, Any]) -> e.Event:
    """Return the event that was written so, whatever version of ours wrote it. Raises EventUnknown, EventBroken."""
    return REGISTRY.from_data(name, version, data)


def read_as(wanted: type[T], data: Any) -> T:
    """Return the dataclass that was written with `as_data`. Raises EventBroken, naming the class and the place."""
    try:
        made: T = _reader(wanted)(data)
    except _Broken as broken:
        raise EventBroken(wanted.__name__, wanted.__name__ + broken.where, broken.why) from None
    return made
