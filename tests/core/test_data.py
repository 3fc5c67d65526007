"""Dataclasses as data that JSON knows."""

import dataclasses
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from types import MappingProxyType

import pytest

from onething.core.catalogue.words import ADDED
from onething.core.data import as_data, replace


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


@dataclass(frozen=True, slots=True)
class Kept:
    kind: str
    new: int = 0
    made: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    least: int
    most: int

    def __post_init__(self):
        if self.least > self.most:
            raise ValueError("more than the most")


class TestReplace:
    @pytest.mark.parametrize(
        ("value", "changes"),
        [
            (Kept("x", 1, (2,)), {"new": 3, "made": ()}),
            (Kept("x"), {}),
            (One("x"), {"name": "y"}),
            (Nothing(), {}),
            (Checked(1, 2), {"most": 5}),
            (Whole(One("x"), DAY, later=("a",)), {"colour": Colour.RED}),
        ],
    )
    def test_does_what_dataclasses_do_and_leaves_the_first_as_it_was(self, value, changes):
        before = repr(value)
        made = replace(value, **changes)
        assert type(made) is type(value)
        assert made == dataclasses.replace(value, **changes)
        assert repr(value) == before

    def test_asks_a_class_that_refuses(self):
        with pytest.raises(ValueError, match="more than the most"):
            replace(Checked(1, 2), least=3)

    @pytest.mark.parametrize("value", [Kept("x"), Checked(1, 2), Whole(One("x"), DAY)])
    def test_refuses_a_field_that_there_is_not(self, value):
        with pytest.raises((KeyError, TypeError)):
            replace(value, nowhere=1)
