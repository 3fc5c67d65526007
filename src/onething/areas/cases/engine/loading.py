"""An application with its cases as core knows it, from the rows or from memory.

Folding events costs more than everything else in an act; a matter that this process folded before is taken from
memory if the rows, read under the lock, still have the same sequences.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import transaction

from onething.areas.cases.engine.log import EVENTS, read_event, read_log
from onething.areas.cases.models import ApplicationRow, CaseRow, SuppliedRow
from onething.core.cases.matter import Matter, matter_of
from onething.core.cases.shapes import read_as
from onething.core.cases.state import evolve
from onething.core.submission import Submission
from onething.kit.statements import Lookup

MOST = 2048
_APPLICATION = Lookup(ApplicationRow, "number")
_LOCKED = Lookup(ApplicationRow, "number", lock=True)
_CASES = Lookup(CaseRow, "application")
#: What was supplied to an application, in its order.
SUPPLIED = Lookup(SuppliedRow, "application")


@dataclass(slots=True)
class Loaded:
    """The rows of an application and its cases, by number in their order, and what they mean.

    newest: when something happened last. read: what was handed over, None as long as nobody asked; many acts do not.
    """

    row: ApplicationRow
    cases: dict[str, CaseRow]
    matter: Matter
    newest: datetime
    read: Submission | None = None

    @property
    def submission(self) -> Submission:
        if self.read is None:
            self.read = read_submission(self.row)
        return self.read


@dataclass(frozen=True, slots=True)
class _Known:
    """What one process knows of an application; as in `Loaded`."""

    matter: Matter
    newest: datetime
    read: Submission | None


class _Memory:
    """The last matters that were kept, with the sequences of their streams."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[UUID, _Known] = OrderedDict()

    def get(self, row: ApplicationRow, cases: Mapping[str, CaseRow]) -> _Known | None:
        with self._lock:
            known = self._known.get(row.id)
            if known is None:
                return None
            self._known.move_to_end(row.id)
        matter = known.matter
        same = matter.application.sequence == row.sequence and all(
            number in matter.cases and matter.cases[number].sequence == case.sequence
            for number, case in cases.items()
        )
        return known if same else None

    def put(self, id: UUID, known: _Known) -> None:
        with self._lock:
            self._known[id] = known
            self._known.move_to_end(id)
            while len(self._known) > MOST:
                self._known.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._known.clear()


MEMORY = _Memory()


def remember(loaded: Loaded) -> None:
    """Keep a matter in memory once its transaction has committed."""
    known = _Known(loaded.matter, loaded.newest, loaded.read)
    transaction.on_commit(lambda: MEMORY.put(loaded.row.id, known))


def load(application: str, *, lock: bool = False) -> Loaded | None:
    """Return the application with this number, None if there is none. lock: until the end of the transaction."""
    row = (_LOCKED if lock else _APPLICATION).first(application)
    if row is None:
        return None
    cases = {case.number: case for case in _CASES.all(row.id)}
    known = MEMORY.get(row, cases) or _fold(row)
    return Loaded(row, cases, known.matter, known.newest, known.read)


def look_up(row: ApplicationRow, cases: Mapping[str, CaseRow]) -> tuple[Matter, Submission]:
    """Return what an application means and what was handed over, for a page: from memory as far as it is there."""
    there = MEMORY.get(row, cases)
    known = there or _fold(row)
    submission = known.read
    if submission is None:
        submission = read_submission(row)
        if there is not None:
            MEMORY.put(row.id, replace(there, read=submission))
    return known.matter, submission


def look_up_all(
    rows: Sequence[ApplicationRow], cases: Mapping[UUID, Mapping[str, CaseRow]]
) -> dict[UUID, tuple[Matter, Submission]]:
    """Return as `look_up` does for many applications, with one reading of the log for those that memory has not.

    cases: of each application, by number.
    """
    known = {row.pk: MEMORY.get(row, cases[row.pk]) for row in rows}
    cold = [row for row in rows if known[row.pk] is None]
    streams = {number: row.pk for row in cold for number in (row.number, *cases[row.pk])}
    folded: dict[UUID, dict[str, Any]] = {row.pk: {} for row in cold}
    for stream, _at, name, version, data in read_log([row.pk for row in cold]) if cold else ():
        states = folded[streams[stream]]
        states[stream] = evolve(states.get(stream), read_event(name, version, data))
    found = {}
    for row in rows:
        there = known[row.pk]
        submission = (there.read if there else None) or read_submission(row)
        found[row.pk] = (there.matter if there else _matter(row, folded[row.pk]), submission)
    return found


def values_now(loaded: Loaded) -> dict[str, Any]:
    """Return the values of the form as they stand, by key: those of the submission, and what was put right since."""
    values = {one.key: one.value for one in loaded.submission.values}
    for row in SUPPLIED.all(loaded.row.pk):
        values |= {one["key"]: one["value"] for one in row.values}
    return values


def read_submission(row: ApplicationRow) -> Submission:
    return read_as(Submission, json.loads(row.submission))


def fold_matter(row: ApplicationRow) -> Matter:
    """Return what the events say, without looking at the folded rows."""
    return _fold(row).matter


def _fold(row: ApplicationRow) -> _Known:
    folded: dict[str, Any] = {}
    moments = set()
    for stream, at, name, version, data in read_log([row.pk]):
        folded[stream] = evolve(folded.get(stream), read_event(name, version, data))
        moments.add(at)
    return _Known(_matter(row, folded), EVENTS.reader("at")(max(moments)), None)


def _matter(row: ApplicationRow, folded: Mapping[str, Any]) -> Matter:
    application = folded[row.number]
    return matter_of(application, [folded[number] for number in application.submitted.cases])
