"""What must be true of any store at any time, after any fault: one pure check for tests, crash runs and restores.

`check(store, receipts, simulators, today=…)` reads everything and returns every breach. The names are those of the
house: I1 a receipt for what was taken, I2 nothing twice, I3 lawful paths, I4 dates that recompute, I5 told once,
I6 each outward effect once, I8 documents without gaps, I10 nothing lost in the count, I15 never backwards.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from onething.core.cases import events as e
from onething.core.cases.dates import dues, silence_spoke
from onething.core.cases.documents import acts
from onething.core.cases.graph import FINAL, GRAPH, TO_CHECK
from onething.core.cases.parts import NO_DUES, Arising, Dues
from onething.core.cases.state import ApplicationState, CaseState, evolve
from onething.core.workdays import WorkCalendar

TWICE_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is not as it must be. where: stream, key or number."""

    invariant: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a caller was acknowledged."""

    number: str
    key: str
    content_hash: str
    envelope_hash: str


@dataclass(frozen=True, slots=True)
class Row:
    """A folded row as the tables hold it. dues: None for an application."""

    stream: str
    sequence: int
    status: str
    dues: Dues | None = None


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """stream, sequence: the act it stands for. serial: counted per office and year from 1."""

    stream: str
    sequence: int
    kind: str
    office: str
    year: int
    serial: int
    number: str
    hash: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Intent:
    """An outward effect that the store means to have, or (done) has had, exactly once."""

    key: str
    target: str
    body_hash: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What a department system saw."""

    key: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Callback:
    """An answer of a department system that was applied, in the order of applying. version: the system's own."""

    stream: str
    system: str
    version: int


class Store(Protocol):
    def streams(self) -> Iterable[Sequence[e.Recorded]]:
        """Every stream, its events in the order stored."""
        ...

    def rows(self) -> Iterable[Row]:
        """The folded rows of applications and cases."""
        ...

    def documents(self) -> Iterable[IssuedDocument]: ...

    def envelopes(self) -> Mapping[str, str]:
        """Application number -> hash of its sealed envelope, computed from the envelope as it lies there."""
        ...

    def intents(self) -> Iterable[Intent]: ...

    def callbacks(self) -> Iterable[Callback]: ...

    def calendar(self, version: str) -> WorkCalendar | None:
        """The calendar of that version, None if it is lost."""
        ...


class Simulator(Protocol):
    """A department system, or its stand-in, that says what it saw."""

    @property
    def name(self) -> str: ...

    def effects(self) -> Iterable[Effect]: ...


@dataclass(frozen=True, slots=True)
class _Replayed:
    """A stream replayed. after: the state after each event."""

    events: Sequence[e.Recorded]
    after: Sequence[Any]

    @property
    def stream(self) -> str:
        return self.events[0].stream

    @property
    def last(self) -> Any:
        return self.after[-1]


def check(
    store: Store, receipts: Iterable[Receipt], simulators: Iterable[Simulator], *, today: date
) -> list[Breach]:
    """Return every breach of the invariants; none is the only good answer. today: the day of the check."""
    breaches: list[Breach] = []
    replayed: list[_Replayed] = []
    for events in store.streams():
        found = list(_lawful(events))
        breaches += found
        if not found:
            replayed.append(_replay(events))
    applications = {one.stream: one for one in replayed if isinstance(one.last, ApplicationState)}
    cases = {one.stream: one for one in replayed if isinstance(one.last, CaseState)}
    breaches += _receipts(store, list(receipts), applications)
    breaches += _nothing_twice(applications)
    for case in cases.values():
        breaches += _dates(store, case)
        breaches += _told_once(store, case, today)
    for application in applications.values():
        breaches += _one_notice(application, cases)
        breaches += _parent_and_children(application, cases)
    breaches += _effects_once(store, simulators)
    breaches += _documents(store, replayed)
    breaches += _balance(store, applications, cases)
    breaches += _never_backwards(store)
    return breaches


def _replay(events: Sequence[e.Recorded]) -> _Replayed:
    state: Any = None
    after = []
    for one in events:
        state = evolve(state, one.event)  # type: ignore[call-overload]
        after.append(state)
    return _Replayed(events, after)


# --- I3, and the sequence half of I15 ------------------------------------------------------------------------


def _lawful(events: Sequence[e.Recorded]) -> Iterator[Breach]:
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


# --- I1, I2 ------------------------------------------------------------------------------------------------


def _receipts(
    store: Store, receipts: Sequence[Receipt], applications: Mapping[str, _Replayed]
) -> Iterator[Breach]:
    envelopes = store.envelopes()
    for receipt in receipts:
        one = applications.get(receipt.number)
        if one is None:
            yield Breach("I1", receipt.number, "acknowledged, and not in the store")
            continue
        kept = one.last.submitted
        if (receipt.key, receipt.content_hash, receipt.envelope_hash) != (
            kept.key,
            kept.content_hash,
            kept.envelope_hash,
        ):
            yield Breach("I1", receipt.number, "the receipt and the submission kept differ")
    for number, one in applications.items():
        if envelopes.get(number) != one.last.submitted.envelope_hash:
            yield Breach("I1", number, "the sealed envelope is missing or has another hash")
    numbers = defaultdict(set)
    for receipt in receipts:
        numbers[receipt.key].add(receipt.number)
    for key, several in numbers.items():
        if len(several) > 1:
            yield Breach("I2", key, f"one key was acknowledged as {', '.join(sorted(several))}")


def _nothing_twice(applications: Mapping[str, _Replayed]) -> Iterator[Breach]:
    by_key = Counter(one.last.submitted.key for one in applications.values())
    for key, count in by_key.items():
        if count > 1:
            yield Breach("I2", key, f"{count} applications have this key")
    same: dict[tuple[str, str, str], _Replayed] = {}
    for one in sorted(applications.values(), key=lambda one: one.events[0].at):
        kept = one.last.submitted
        thing = (kept.applicant, kept.scene, kept.content_hash)
        earlier = same.get(thing)
        if earlier is not None and one.events[0].at - earlier.events[0].at < TWICE_WITHIN:
            yield Breach("I2", one.stream, f"the same thing was taken as {earlier.stream} within a day")
        same[thing] = one


# --- I4, I5 ------------------------------------------------------------------------------------------------


def _dates(store: Store, case: _Replayed) -> Iterator[Breach]:
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


def _told_once(store: Store, case: _Replayed, today: date) -> Iterator[Breach]:
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


def _one_notice(application: _Replayed, cases: Mapping[str, _Replayed]) -> Iterator[Breach]:
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


# --- I6 ----------------------------------------------------------------------------------------------------


def _effects_once(store: Store, simulators: Iterable[Simulator]) -> Iterator[Breach]:
    intents: dict[tuple[str, str], Intent] = {}
    for intent in store.intents():
        if (intent.target, intent.key) in intents:
            yield Breach("I6", intent.key, f"two intents of one key for {intent.target}")
        intents[intent.target, intent.key] = intent
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    known = set()
    for simulator in simulators:
        known.add(simulator.name)
        for effect in simulator.effects():
            seen[simulator.name, effect.key].add(effect.body_hash)
    for (target, key), bodies in seen.items():
        meant = intents.get((target, key))
        if meant is None:
            yield Breach("I6", key, f"{target} saw an effect that nobody meant")
        elif bodies != {meant.body_hash}:
            yield Breach(
                "I6", key, f"{target} saw {len(bodies)} different effects, or another than was meant"
            )
    for (target, key), intent in intents.items():
        if intent.done and target in known and (target, key) not in seen:
            yield Breach("I6", key, f"{target} never saw what counts as done")


# --- I8 ----------------------------------------------------------------------------------------------------


def _documents(store: Store, streams: Iterable[_Replayed]) -> Iterator[Breach]:
    wanted = Counter(
        (one.stream, one.sequence, kind.value) for replayed in streams for one, kind in acts(replayed.events)
    )
    issued: Counter[tuple[str, int, str]] = Counter()
    serials: dict[tuple[str, int], list[int]] = defaultdict(list)
    numbers: Counter[str] = Counter()
    for document in store.documents():
        issued[document.stream, document.sequence, document.kind] += 1
        serials[document.office, document.year].append(document.serial)
        numbers[document.number] += 1
        if not (document.sealed and document.hash):
            yield Breach("I8", document.number, "not sealed, or without a hash")
    for act in sorted(wanted.keys() | issued.keys()):
        if wanted[act] != issued[act]:
            stream, sequence, kind = act
            yield Breach(
                "I8", stream, f"event {sequence} has {issued[act]} documents {kind}, not {wanted[act]}"
            )
    for (office, year), found in serials.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield Breach("I8", f"{office} {year}", "document numbers have a gap or a repeat")
    for number, count in numbers.items():
        if count > 1:
            yield Breach("I8", number, f"{count} documents have this number")


# --- I10, I15 ----------------------------------------------------------------------------------------------


def _parent_and_children(application: _Replayed, cases: Mapping[str, _Replayed]) -> Iterator[Breach]:
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


def _balance(
    store: Store, applications: Mapping[str, _Replayed], cases: Mapping[str, _Replayed]
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
            if (row.dues or NO_DUES) != state.dues:
                yield Breach("I4", row.stream, "the row has other days than its events")
    for stream in (*applications, *cases):
        if rows[stream] != 1:
            yield Breach("I10", stream, f"the stream has {rows[stream]} rows")
    for stream, case in cases.items():
        parent = applications.get(case.last.application)
        if parent is None or stream not in parent.last.submitted.cases:
            yield Breach("I10", stream, "a case without its application")


def _never_backwards(store: Store) -> Iterator[Breach]:
    latest: dict[tuple[str, str], int] = {}
    for callback in store.callbacks():
        source = (callback.stream, callback.system)
        if callback.version <= latest.get(source, -1):
            yield Breach("I15", callback.stream, f"an older answer of {callback.system} was applied later")
        latest[source] = max(callback.version, latest.get(source, -1))
