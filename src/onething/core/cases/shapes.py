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
        data: Data = _encode(event)
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
            event: e.Event = _decode(self.classes[name], lifted, name)
        except _Broken as broken:
            raise EventBroken(name, *broken.args) from None
        return event

    def _renamed(self, name: str, version: int, data: Mapping[str, Any]) -> tuple[str, int, Data]:
        """A dropped or renamed event has an upcaster whose data name the event that took its place."""
        if (lift := self._upcasters.get((name, version))) is None:
            raise EventUnknown(name, version)
        lifted = lift(dict(data))
        return lifted.pop("event"), lifted.pop("version"), lifted


class _Broken(Exception):
    """(where, why)"""


# --- writing -----------------------------------------------------------------------------------------------


def _encode(value: Any) -> Any:
    if value is None or type(value) in (str, int, bool, float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if is_dataclass(value):
        return {name: _encode(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return {str(key): _encode(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_encode(item) for item in value)
    if isinstance(value, tuple | list):
        return [_encode(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place in an event: {value!r}")


_NAMES: dict[Any, tuple[str, ...]] = {}
_SHAPES: dict[Any, tuple[tuple[str, Any, bool], ...]] = {}


def _names(cls: Any) -> tuple[str, ...]:
    if cls not in _NAMES:
        _NAMES[cls] = tuple(one.name for one in fields(cls) if one.init)
    return _NAMES[cls]


# --- reading -----------------------------------------------------------------------------------------------


def _shape(cls: Any) -> tuple[tuple[str, Any, bool], ...]:
    if cls not in _SHAPES:
        hints = get_type_hints(cls)
        _SHAPES[cls] = tuple(
            (one.name, hints[one.name], one.default is MISSING and one.default_factory is MISSING)
            for one in fields(cls)
            if one.init
        )
    return _SHAPES[cls]


def _decode(wanted: Any, value: Any, where: str) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _decode_union(wanted, value, where)
    if wanted is Any or wanted is object:
        return value
    if origin is not None and issubclass(origin, Mapping):
        key, item = get_args(wanted)
        _must(isinstance(value, Mapping), where, "a mapping is expected")
        return {_key(key, name): _decode(item, one, f"{where}.{name}") for name, one in value.items()}
    if origin in (tuple, frozenset):
        _must(isinstance(value, list | tuple), where, "a list is expected")
        item = get_args(wanted)[0]
        return origin(_decode(item, one, f"{where}[{index}]") for index, one in enumerate(value))
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _decode_class(wanted, value, where)
    return _decode_scalar(wanted, value, where)


def _decode_class(wanted: type[Any], value: Any, where: str) -> Any:
    _must(isinstance(value, Mapping), where, "a mapping is expected")
    shape = _shape(wanted)
    unknown = value.keys() - {name for name, _, _ in shape}
    _must(not unknown, where, f"unknown field {', '.join(sorted(unknown))}")
    given = {}
    for name, hint, required in shape:
        if name in value:
            given[name] = _decode(hint, value[name], f"{where}.{name}")
        else:
            _must(not required, where, f"field {name} is missing")
    return wanted(**given)


def _decode_union(wanted: Any, value: Any, where: str) -> Any:
    options = [one for one in get_args(wanted) if one is not type(None)]
    if value is None:
        _must(len(options) < len(get_args(wanted)), where, "null is not expected")
        return None
    for option in options:
        try:
            return _decode(option, value, where)
        except _Broken:
            continue
    raise _Broken(where, f"{value!r} is none of {', '.join(_called(one) for one in options)}")


def _decode_scalar(wanted: Any, value: Any, where: str) -> Any:
    try:
        if issubclass(wanted, Enum):
            return wanted(value)
        if wanted is datetime:
            return datetime.fromisoformat(value)
        if wanted is date:
            return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Broken(where, f"{value!r} is no {_called(wanted)}") from None
    _must(type(value) is wanted, where, f"{value!r} is no {_called(wanted)}")
    return value


def _key(wanted: Any, name: str) -> Any:
    return int(name) if wanted is int else name


def _called(wanted: Any) -> str:
    return getattr(wanted, "__name__", str(wanted))


def _must(true: bool, where: str, why: str) -> None:
    if not true:
        raise _Broken(where, why)


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


def plain(value: Any) -> Any:
    """Return a dataclass of core as data that JSON knows."""
    return _encode(value)


def read_as(wanted: type[T], data: Any) -> T:
    """Return the dataclass that was written with `plain`. Raises EventBroken, naming the class and the place."""
    try:
        made: T = _decode(wanted, data, wanted.__name__)
    except _Broken as broken:
        raise EventBroken(wanted.__name__, *broken.args) from None
    return made
