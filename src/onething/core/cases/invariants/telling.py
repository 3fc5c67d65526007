"""I4: dates that recompute from the events. I5: told once, and silence has the effect that its profile names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from onething.core.cases import events as e
from onething.core.cases.dates import dues, silence_spoke
from onething.core.cases.graph import TO_CHECK
from onething.core.cases.invariants.reading import Breach, Store
from onething.core.cases.invariants.replaying import Replayed
from onething.core.cases.parts import Arising, Dues
from onething.core.cases.state import CaseState


def dates(store: Store, case: Replayed) -> Iterator[Breach]:
    for one, state in zip(case.events, case.after, strict=True):
        recorded: Dues | None = getattr(one.event, "dues", None)
        if recorded is None:
            continue
        calendar = store.calendar(recorded.calendar)
        if calendar is None:
            yield Breach("I4", case.stream, f"calendar {recorded.calendar or '(none)'} is lost")
        elif dues(state, calendar) != recorded:
            yield Breach("I4", case.stream, f"event {one.sequence} has other days than its history gives")
    for pause in case.last.clock.pauses:
        if pause.last is not None and pause.last < pause.first:
            yield Breach("I4", case.stream, f"the pause for {pause.ground} ends before it begins")


def told_once(store: Store, case: Replayed, today: date) -> Iterator[Breach]:
    told: set[tuple[str, str]] = set()
    for index, one in enumerate(case.events):
        before: CaseState | None = case.after[index - 1] if index else None
        event = one.event
        if before is None:
            continue
        if isinstance(event, e.FoundIncomplete | e.Noticed | e.Declined):
            calendar = store.calendar(before.dues.calendar)
            if calendar is not None and silence_spoke(before, one.at.date(), calendar):
                yield Breach("I5", case.stream, f"event {one.sequence} tells after silence had its effect")
        if isinstance(event, e.Noticed):
            new = {(point.key, point.reason) for point in before.found}
            if new & told:
                yield Breach("I5", case.stream, f"event {one.sequence} repeats a finding")
            told |= new
            if event.round > 1 and any(point.arose is Arising.FIRST for point in before.found):
                yield Breach("I5", case.stream, f"event {one.sequence} adds what round 1 could have found")
    last: CaseState = case.last
    calendar = store.calendar(last.dues.calendar)
    if calendar is not None and last.status in TO_CHECK:
        effect = silence_spoke(last, today, calendar)
        if effect is not None and today > effect.takes_effect_on:
            yield Breach("I5", case.stream, "silence had its effect and nobody drew it")


def one_notice(application: Replayed, cases: Mapping[str, Replayed]) -> Iterator[Breach]:
    numbers: dict[int, str] = {}
    pages: Counter[int] = Counter()
    sent: set[tuple[str, str, int]] = set()
    for one in application.events:
        if not isinstance(event := one.event, e.NoticeSent):
            continue
        pages[event.round] += 1
        if numbers.setdefault(event.round, event.number) != event.number:
            yield Breach("I5", application.stream, f"round {event.round} has a second notice number")
        if event.page != pages[event.round]:
            yield Breach(
                "I5", application.stream, f"page {event.page} of round {event.round} is out of order"
            )
        if event.round > 1 and not (event.allowed_by and event.reason):
            yield Breach("I5", application.stream, f"round {event.round} without supervisor or reason")
        sent |= {(case, event.number, event.page) for case in event.points}
    if len(set(numbers.values())) != len(numbers):
        yield Breach("I5", application.stream, "two rounds share a notice number")
    noticed = {
        (number, event.notice, event.page)
        for number in application.last.submitted.cases
        if number in cases
        for one in cases[number].events
        if isinstance(event := one.event, e.Noticed)
    }
    for case, notice, page in sorted(sent ^ noticed):
        yield Breach("I5", case, f"notice {notice}/{page} is not both sent and kept in the case")
