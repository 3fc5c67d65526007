"""Dataclasses as data that JSON knows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from types import MappingProxyType

import pytest

from onething.core.catalogue.words import ADDED
from onething.core.data import as_data


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class One:
    name: str


@dataclass(frozen=True)
class Whole:
    one: One
    when: date
    colour: Colour | None = None
    later: tuple[str, ...] = field(default=(), metadata=ADDED)
    noted: list[str] = field(default_factory=list, metadata=ADDED)
    reckoned: int = field(default=0, init=False)


DAY = date(2026, 3, 2)


@pytest.mark.parametrize("value", [None, "字", 3, True, 0.5])
def test_what_json_knows_stays_as_it_is(value):
    assert as_data(value) is value


def test_days_moments_choices_and_sets_are_written():
    assert as_data(DAY) == "2026-03-02"
    assert as_data(datetime(2026, 3, 2, 8, tzinfo=UTC)) == "2026-03-02T08:00:00+00:00"
    assert as_data(Colour.RED) == "red"
    assert as_data({"b", "a"}) == as_data(frozenset({"a", "b"})) == ["a", "b"]
    assert as_data(MappingProxyType({1: (DAY, [Colour.RED])})) == {"1": ["2026-03-02", ["red"]]}


@pytest.mark.parametrize(("value", "data"), [(Nothing(), {}), (One("x"), {"name": "x"})])
def test_a_class_of_no_or_one_field_is_written_too(value, data):
    assert as_data(value) == data


def test_a_field_that_came_later_is_left_out_while_it_says_nothing():
    assert as_data(Whole(One("x"), DAY)) == {"one": {"name": "x"}, "when": "2026-03-02", "colour": None}
    said = as_data(Whole(One("x"), DAY, later=("y",), noted=["z"]))
    assert (said["later"], said["noted"]) == (["y"], ["z"])


def test_what_has_no_place_in_data_is_refused():
    with pytest.raises(TypeError, match="object"):
        as_data({"a": [object()]})
