"""I10: nothing lost in the count: each stream has its row, each case its application, and they say the same."""

from collections import Counter
from collections.abc import Iterator, Mapping

from onething.core.cases.dates import dues
from onething.core.cases.invariants.reading import Breach, Row, Store
from onething.core.cases.invariants.replaying import Replayed
from onething.core.cases.parts import NO_DUES
from onething.core.cases.state import ApplicationState, CaseState


def parent_and_children(application: Replayed, cases: Mapping[str, Replayed]) -> Iterator[Breach]:
    state: ApplicationState = application.last
    children = [cases.get(number) for number in state.submitted.cases]
    if any(child is None for child in children):
        yield Breach("I10", application.stream, "a case of the application is missing")
        return
    last = [child.last for child in children if child is not None]
    if any(case.application != application.stream for case in last):
        yield Breach("I10", application.stream, "a case names another application")
    if state.closed != all(case.ended for case in last):
        yield Breach("I10", application.stream, "closed does not agree with the cases")


def _looked_at_again(store: Store, row: Row, state: CaseState) -> bool:
    """Whether the row was computed with a newer calendar by which no day moved: nothing happened to the case."""
    calendar = store.calendar(row.dues.calendar) if row.dues else None
    return calendar is not None and dues(state, calendar) == row.dues


def balance(
    store: Store, applications: Mapping[str, Replayed], cases: Mapping[str, Replayed]
) -> Iterator[Breach]:
    """Each stream has exactly one row, and the row says what the stream says; so every count by rows is whole."""
    rows: Counter[str] = Counter()
    for row in store.rows():
        rows[row.stream] += 1
        replayed = cases.get(row.stream) or applications.get(row.stream)
        if replayed is None:
            yield Breach("I10", row.stream, "a row without a stream")
            continue
        state = replayed.last
        if row.sequence != state.sequence:
            yield Breach("I15", row.stream, f"the row is at {row.sequence}, its stream at {state.sequence}")
        elif isinstance(state, CaseState):
            if row.status != state.status.value:
                yield Breach("I10", row.stream, f"the row says {row.status}, its events {state.status}")
            if (row.dues or NO_DUES) != state.dues and not _looked_at_again(store, row, state):
                yield Breach("I4", row.stream, "the row has other days than its events")
    for stream in (*applications, *cases):
        if rows[stream] != 1:
            yield Breach("I10", stream, f"the stream has {rows[stream]} rows")
    for stream, case in cases.items():
        parent = applications.get(case.last.application)
        if parent is None or stream not in parent.last.submitted.cases:
            yield Breach("I10", stream, "a case without its application")
