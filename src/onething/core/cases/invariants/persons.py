"""I3, what no path of states shows: who may decide, and what must be there before; what an extension needs (I4)."""

from collections.abc import Iterator

from onething.core.cases import events as e
from onething.core.cases.invariants.reading import Breach
from onething.core.cases.invariants.replaying import Replayed
from onething.core.cases.parts import Outcome
from onething.core.cases.state import CaseState

TWO = 2


def is_machine(actor: str) -> bool:
    """Whether an id is a job's or a department system's; `system:NAME/…` is a person who signed in that system."""
    return actor.startswith("job:") or (actor.startswith("system:") and "/" not in actor)


def by_persons(case: Replayed) -> Iterator[Breach]:
    """Law: 行政许可法 34, 36, 38, 42, 46; 个人信息保护法 24: nothing is decided against a person by a machine."""
    for one, before in zip(case.events[1:], case.after, strict=False):
        event = one.event
        by_machine = is_machine(one.actor)
        if isinstance(event, e.Decided):
            yield from _decided(case.stream, before, event, by_machine=by_machine)
        if isinstance(event, e.FoundIncomplete | e.Declined) and by_machine:
            yield Breach("I3", case.stream, f"{type(event).__name__} by {one.actor}, which is no person")
        if isinstance(event, e.SiteChecked) and len({one.certificate for one in event.officers}) < TWO:
            yield Breach("I3", case.stream, "one officer alone checked the place")
        if isinstance(event, e.Extended):
            if by_machine or not (event.approver.strip() and event.reason.strip()):
                yield Breach("I4", case.stream, "extended without a person who signs, or without a reason")
            if before.clock.extension is not None:
                yield Breach("I4", case.stream, "extended a second time")


def _decided(stream: str, before: CaseState, event: e.Decided, *, by_machine: bool) -> Iterator[Breach]:
    if by_machine and event.outcome is not Outcome.GRANTED:
        yield Breach("I3", stream, "decided against the person by a machine")
    if before.took_in & {event.officer, event.confirmed_by}:
        yield Breach("I3", stream, "decided by who took it in")
    alone = event.confirmed_by in ("", event.officer)
    if alone and event.outcome is not Outcome.GRANTED and before.opening.officers_against >= TWO:
        yield Breach("I3", stream, "decided against the person by one officer alone")
    if before.posted_until is not None:
        yield Breach("I3", stream, "decided while a public notice hangs")
    hearing = before.hearing
    if hearing is not None and hearing.asked and not (hearing.waived or hearing.minutes):
        yield Breach("I3", stream, "decided before the hearing that was asked for")
    if event.outcome is not Outcome.REFUSED and before.later:
        yield Breach("I3", stream, "granted before what was promised for later is there")
    if event.outcome is not Outcome.GRANTED:
        grounds = event.grounds
        if not all(text.strip() for text in (grounds.facts, grounds.article, grounds.reason, grounds.remedy)):
            yield Breach("I3", stream, "decided against the person without facts, article, reason and remedy")
        elif not grounds.names_review_and_court:
            yield Breach("I3", stream, "decided against the person with half a remedy")
