"""I3, what no path of states shows: who may decide, and what must be there before; what an extension needs (I4)."""

from collections.abc import Iterator

from onething.core.cases import events as e
from onething.core.cases.invariants.reading import Breach
from onething.core.cases.invariants.replaying import Replayed
from onething.core.cases.parts import Outcome
from onething.core.cases.state import CaseState

#: What the ids of jobs and department systems begin with.
MACHINES = ("job:", "system:")


def by_persons(case: Replayed) -> Iterator[Breach]:
    """Law: 行政许可法 34, 38, 42; 个人信息保护法 24: nothing is decided against a person by a machine."""
    for one, before in zip(case.events[1:], case.after, strict=False):
        event = one.event
        by_machine = one.actor.startswith(MACHINES)
        if isinstance(event, e.Decided):
            yield from _decided(case.stream, before, event, by_machine=by_machine)
        if isinstance(event, e.FoundIncomplete | e.Declined) and by_machine:
            yield Breach("I3", case.stream, f"{type(event).__name__} by {one.actor}, which is no person")
        if isinstance(event, e.Extended):
            if by_machine or not (event.approver.strip() and event.reason.strip()):
                yield Breach("I4", case.stream, "extended without a person who signs, or without a reason")
            if before.clock.extension is not None:
                yield Breach("I4", case.stream, "extended a second time")


def _decided(stream: str, before: CaseState, event: e.Decided, *, by_machine: bool) -> Iterator[Breach]:
    if by_machine and event.outcome is not Outcome.GRANTED:
        yield Breach("I3", stream, "decided against the person by a machine")
    if event.officer in before.took_in:
        yield Breach("I3", stream, "decided by who took it in")
    if event.outcome is not Outcome.REFUSED and before.later:
        yield Breach("I3", stream, "granted before what was promised for later is there")
    if event.outcome is not Outcome.GRANTED:
        grounds = event.grounds
        if not all(text.strip() for text in (grounds.facts, grounds.article, grounds.reason, grounds.remedy)):
            yield Breach("I3", stream, "decided against the person without facts, article, reason and remedy")
