"""What the log says that the folded rows must say: from events to the values of every table that is made from them.

Nothing is asked but the log and the calendar, so that rows can be made anew, or compared, at any time. What rests on
the sheets instead (names as they were put right, what differs, which files) is in `sheets`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.log import EVENTS, read_event, read_log
from onething.areas.cases.engine.rows import (
    APPLICATION_FIELDS,
    CASE_FIELDS,
    OPENED_FIELDS,
    fill_application,
    fill_case,
    fill_opened,
)
from onething.areas.cases.models import ApplicationRow, CaseRow
from onething.core.cases import events as e
from onething.core.cases.matter import Matter, matter_of
from onething.core.cases.state import CaseState, evolve
from onething.core.catalogue.words import Division
from onething.core.places import town_of
from onething.kit.ports import SHANGHAI

#: With which calendar the days of a case were looked at last is a note of the job that looks, no fold.
NOTES = frozenset({"calendar"})
SUBMITTED_FIELDS = (
    "key",
    "scene",
    "person",
    "representative",
    "channel",
    "content_hash",
    "envelope_hash",
    "cases",
    "submitted_at",
)
FOLDED = {
    ApplicationRow: tuple(one for one in (*SUBMITTED_FIELDS, *APPLICATION_FIELDS) if one not in NOTES),
    CaseRow: tuple(one for one in (*OPENED_FIELDS, *CASE_FIELDS) if one not in NOTES),
}

#: department, division and town.
Place = tuple[str, str, str]


@dataclass(slots=True)
class Folded:
    """What the events of one application come to, by the fields of its rows.

    seen_by: the offices that had a case before, by its number. notices: number, pages and moment of each round.
    """

    number: str
    application: Any
    cases: dict[str, Any]
    seen_by: dict[str, set[Place]]
    notices: dict[int, tuple[str, int, datetime]]
    events: int


@dataclass(slots=True)
class _Stream:
    """One stream while its events are folded."""

    first_at: Any  # moments as the database gives them
    state: Any = None
    last_at: Any = None
    left: list[Any] = field(default_factory=list)


def read_events(applications: Mapping[UUID, str]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Return the events of each of these applications by its number, stream by stream and in their order."""
    numbers = frozenset(applications.values())

    def number_of(event: tuple[Any, ...]) -> str:
        stream: str = event[0]
        return stream if stream in numbers else stream.rpartition("-")[0]

    for number, events in groupby(read_log(list(applications)), key=number_of):
        yield number, list(events)


def fold_events(number: str, scene_hash: str, events: Iterable[tuple[Any, ...]]) -> Folded:
    """Fold the events of one application, as `read_events` gives them. scene_hash: of its frozen scene."""
    streams: dict[str, _Stream] = {}
    notices: dict[int, tuple[str, int, datetime]] = {}
    count = 0
    moment = _moments()
    for stream, at, name, version, data in events:
        event = read_event(name, version, data)
        if (one := streams.get(stream)) is None:
            one = streams[stream] = _Stream(first_at=at)
        before, one.state, one.last_at = one.state, evolve(one.state, event), at
        if before is not None and stream != number and before.office is not one.state.office:
            one.left.append((before.office, one.state.office))
        if type(event) is e.NoticeSent:
            notices[event.round] = (event.number, event.page, moment(at))
        count += 1
    application = streams[number].state
    matter = matter_of(application, [streams[one].state for one in application.submitted.cases])
    first, last = streams[number].first_at, max(one.last_at for one in streams.values())
    divisions = doors.frozen(application.submitted.scene, scene_hash).package.divisions
    return Folded(
        number=number,
        application=_application(matter, moment(first), moment(last)),
        cases={one.number: _case(matter, one, divisions) for one in matter.cases.values()},
        seen_by={
            one: set(_places(streams[one].left, divisions)) for one in matter.cases if streams[one].left
        },
        notices=notices,
        events=count,
    )


@cache
def _moments() -> Callable[[Any], Any]:
    """Return what reads the moment of an event; one for all, since it remembers."""
    return EVENTS.reader("at")


def _application(matter: Matter, submitted_at: datetime, last: datetime) -> Any:
    """last: when anything happened last; the rows were kept on that day."""
    submitted = matter.application.submitted
    row: Any = SimpleNamespace()
    row.key, row.scene, row.person = submitted.key, submitted.scene, submitted.applicant
    row.representative, row.channel = submitted.representative, submitted.channel
    row.content_hash, row.envelope_hash = submitted.content_hash, submitted.envelope_hash
    row.cases, row.submitted_at = len(submitted.cases), submitted_at
    fill_application(row, matter, last.astimezone(SHANGHAI).date(), doors.calendar())
    return row


def _case(matter: Matter, state: CaseState, divisions: Mapping[str, Division]) -> Any:
    row: Any = SimpleNamespace()
    fill_opened(row, state, scene=matter.application.submitted.scene)
    fill_case(row, state, divisions=divisions, calendar=doors.calendar())
    return row


def _places(left: Iterable[Any], divisions: Mapping[str, Division]) -> Iterator[Place]:
    """An office is left behind when department, division or town change."""
    for before, after in left:
        was = (before.department, before.division, town_of(divisions, before.division))
        if was != (after.department, after.division, town_of(divisions, after.division)):
            yield was
