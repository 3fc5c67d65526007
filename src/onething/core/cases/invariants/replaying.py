"""Each stream replayed from its first event, and whether its path is lawful (I3, and the sequence half of I15)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onething.core.cases import events as e
from onething.core.cases.graph import FINAL, GRAPH
from onething.core.cases.invariants.reading import Breach
from onething.core.cases.state import ApplicationState, CaseState, evolve


@dataclass(frozen=True, slots=True)
class Replayed:
    """A stream replayed. after: the state after each event."""

    events: Sequence[e.Recorded]
    after: Sequence[Any]

    @property
    def stream(self) -> str:
        return self.events[0].stream

    @property
    def last(self) -> Any:
        return self.after[-1]


def replay(events: Sequence[e.Recorded]) -> Replayed:
    state: Any = None
    after = []
    for one in events:
        state = evolve(state, one.event)  # type: ignore[call-overload]
        after.append(state)
    return Replayed(events, after)


def lawful(events: Sequence[e.Recorded]) -> Iterator[Breach]:
    if not events:
        return
    stream = events[0].stream
    first = type(events[0].event)
    if first not in (e.Opened, e.Submitted):
        yield Breach("I3", stream, f"begins with {first.__name__}")
        return
    state: Any = None
    for index, one in enumerate(events, start=1):
        if (one.stream, one.sequence) != (stream, index):
            yield Breach("I15", stream, f"event {index} is numbered {one.stream} {one.sequence}")
            return
        if index > 1 and one.at < events[index - 2].at:
            yield Breach("I15", stream, f"event {index} is older than the one before it")
        if (fault := _step(state, one.event)) is not None:
            yield Breach("I3", stream, fault)
            return
        before, state = state, evolve(state, one.event)  # type: ignore[call-overload]
        if isinstance(before, CaseState):
            event: Any = type(one.event)
            if state.status not in GRAPH[before.status, event]:
                yield Breach("I3", stream, f"{event.__name__} led from {before.status} to {state.status}")


def _step(state: Any, event: e.Event) -> str | None:
    kind = type(event).__name__
    if state is None:
        return None
    if isinstance(state, ApplicationState):
        return (
            None
            if isinstance(event, e.ApplicationEvent) and kind != "Submitted"
            else f"{kind} in an application"
        )
    if not isinstance(event, e.CaseEvent) or kind == "Opened":
        return f"{kind} in a case"
    if state.status in FINAL and (state.status, type(event)) not in GRAPH:
        return f"{kind} after the final state {state.status}"
    if (state.status, type(event)) not in GRAPH:
        return f"{kind} from {state.status}"
    return None
