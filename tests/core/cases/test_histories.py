"""Histories of shipped shapes are read, folded and decided again by today's program, without a difference."""

from collections import Counter

import pytest

from onething.core.cases import matter as m
from onething.core.cases.shapes import REGISTRY, name_of
from onething.core.cases.state import evolve
from tests.core.cases.recorded import calendar_of, decide, histories, read

RECORDED = {path.stem: read(path) for path in histories()}


@pytest.mark.parametrize("history", RECORDED.values(), ids=RECORDED)
class TestARecordedHistory:
    def test_has_the_calendar_of_its_day(self, history):
        assert {calendar_of(act.calendar).version for act in history} == {act.calendar for act in history}

    def test_is_decided_again_as_it_was(self, history):
        matter = None
        for act in history:
            again = decide(matter, act.command, act.at, calendar_of(act.calendar))
            assert [(one.stream, one.event) for one in again] == list(act.events), (act.at, act.command)
            matter = m.apply(matter, again)

    def test_folds_to_the_states_that_grew_act_by_act(self, history):
        streams: dict[str, list] = {}
        matter = None
        for act in history:
            matter = m.apply(matter, [m.Change(stream, event) for stream, event in act.events])
            for stream, event in act.events:
                streams.setdefault(stream, []).append(event)
        assert {stream: _folded(events) for stream, events in streams.items()} == {
            matter.application.number: matter.application,
            **matter.cases,
        }


def _folded(events):
    state = None
    for event in events:
        state = evolve(state, event)
    return state


def test_the_histories_together_have_every_event_that_shipped():
    seen = Counter(name_of(event) for one in RECORDED.values() for act in one for _, event in act.events)
    assert set(REGISTRY.classes) - seen.keys() == set()
