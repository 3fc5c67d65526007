"""Events as data and back, old shapes included."""

import json
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases import events as e
from onething.core.cases import shapes
from onething.core.cases.shapes import EventBroken, EventUnknown, Registry, from_data, name_of, to_data
from onething.core.cases.state import fold
from tests.core.cases.story import Story, at, opening
from tests.core.cases.test_matter import disabled

EVERY = sorted(shapes.REGISTRY.classes.values(), key=lambda one: one.__name__)


def through_json(event: e.Event) -> e.Event:
    return from_data(name_of(event), event.VERSION, json.loads(json.dumps(to_data(event))))


class TestEveryEvent:
    @pytest.mark.parametrize("kind", EVERY, ids=lambda one: one.__name__)
    def test_comes_back_from_json_as_it_was(self, kind):
        @given(event=st.from_type(kind))
        def check(event):
            assert through_json(event) == event

        check()

    def test_has_its_own_name(self):
        assert len(EVERY) == 68
        assert all(shapes.REGISTRY.classes[one.__name__] is one for one in EVERY)


def test_a_whole_story_folds_to_the_same_state_after_json():
    story = disabled().accept("A-1", "A-2", "A-3").refuse("A-1")
    for stream, state in story.matter.cases.items():
        events = [through_json(change.event) for change in story.log if change.stream == stream]
        assert fold(events) == state
    events = [through_json(change.event) for change in story.log if change.stream == "A"]
    assert fold(events) == story.matter.application


@dataclass(frozen=True, slots=True)
class Rated(e.CaseEvent):
    """A shape in its third version, for the tests of lifting."""

    VERSION: ClassVar[int] = 3
    stars: int
    day: date
    words: str = ""


class TestOldShapes:
    @pytest.fixture
    def registry(self) -> Registry:
        registry = Registry((Rated,))

        @registry.upcaster("Rated", 1)
        def stars_instead_of_percent(data):
            return {"stars": data["percent"] // 20, "on": data["on"]}

        @registry.upcaster("Rated", 2)
        def day_instead_of_on(data):
            return {"stars": data["stars"], "day": data["on"]}

        @registry.upcaster("Evaluated", 1)
        def evaluated_became_rated(data):
            return {"event": "Rated", "version": 2, **data}

        return registry

    def test_are_lifted_version_by_version(self, registry):
        assert registry.from_data("Rated", 1, {"percent": 80, "on": "2026-03-02"}) == Rated(
            4, date(2026, 3, 2)
        )
        assert registry.from_data("Rated", 2, {"stars": 5, "on": "2026-03-02"}) == Rated(5, date(2026, 3, 2))

    def test_of_a_renamed_event_are_read_too(self, registry):
        assert registry.from_data("Evaluated", 1, {"stars": 5, "on": "2026-03-02"}) == Rated(
            5, date(2026, 3, 2)
        )

    def test_may_miss_a_field_that_has_a_default(self, registry):
        assert registry.from_data("Rated", 3, {"stars": 5, "day": "2026-03-02"}).words == ""

    def test_newer_than_the_program_are_refused(self, registry):
        with pytest.raises(EventUnknown):
            registry.from_data("Rated", 4, {"stars": 5, "day": "2026-03-02"})
        with pytest.raises(EventUnknown):
            registry.from_data("Sung", 1, {})


class TestBrokenData:
    @pytest.mark.parametrize(
        ("data", "where"),
        [
            ({"days": 3, "approver": "x", "reason": "y"}, "Extended"),
            ({"days": "3", "approver": "x", "reason": "y", "on": "2026-03-02"}, "Extended.days"),
            ({"days": 3, "approver": "x", "reason": "y", "on": "March"}, "Extended.on"),
            ({"days": 3, "approver": "x", "reason": "y", "on": "2026-03-02", "more": 1}, "Extended"),
            ({"days": 3, "approver": "x", "reason": "y", "on": "2026-03-02", "dues": []}, "Extended.dues"),
        ],
    )
    def test_names_the_place(self, data, where):
        with pytest.raises(EventBroken) as broken:
            from_data("Extended", 1, data)
        assert broken.value.where == where


def test_an_unregistered_class_is_not_written():
    with pytest.raises(AssertionError):
        to_data(Rated(5, date(2026, 3, 2)))


def test_the_state_after_a_story_does_not_share_anything_mutable_with_its_data():
    story = Story(opening("A-1"), on=at(2026, 3, 2)).accept("A-1")
    data = to_data(story.log[1].event)
    data["opening"]["number"] = "changed"
    assert story.case("A-1").number == "A-1"
