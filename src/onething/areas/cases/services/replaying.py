"""Making the folded rows anew from the log, or comparing them with it, some applications at a time.

The log is the truth: whatever a row says otherwise is put right. The row of an application stays even so, for what
was handed over stands in it; rows of cases, of offices that had them, and of notices are made, changed or dropped.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from django.db import models, transaction

from onething.areas.cases.engine.folding import FOLDED, Folded, fold_events, read_events
from onething.areas.cases.models import ApplicationRow, CaseRow, NoticeRow, SeenByRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.kit.ports import new_id
from onething.kit.statements import update_each

#: Applications of one step; this bounds the memory.
STEP = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a row says and the log does not. field: "" for a row that is missing or should not be there."""

    table: str
    row: str
    field: str
    kept: Any
    folded: Any


@dataclass(frozen=True, slots=True)
class Replayed:
    """One step. last: the last application of it, from which the next step goes on."""

    last: UUID
    applications: int
    events: int
    differences: tuple[Difference, ...]


def replay(actor: Actor, *, mend: bool, after: UUID | None = None, step: int = STEP) -> Iterator[Replayed]:
    """Go through every application after this one, in the order of their ids. mend: put right what differs.

    A difference counts only if it is still there while the application is held, so that the house may work meanwhile.
    """
    actor.must(CasesPermission.REPLAY)
    return _steps(after, step, mend=mend)


def count_to_replay(actor: Actor) -> int:
    """Return how many applications a whole replay goes through."""
    actor.must(CasesPermission.REPLAY)
    return ApplicationRow.objects.count()


def _steps(after: UUID | None, step: int, *, mend: bool) -> Iterator[Replayed]:
    while ids := _next(after, step):
        if mend:
            with transaction.atomic():
                _hold(ids)
                look = _look(ids)
                _put_right(look)
            found = look.found
        else:
            look = _look(ids)
            found = _still_there(look)
        yield Replayed(ids[-1], len(ids), look.events, tuple(found))
        after = ids[-1]


def _next(after: UUID | None, step: int) -> list[UUID]:
    rows = ApplicationRow.objects.order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("pk", flat=True)[:step])


def _hold(ids: Iterable[UUID]) -> None:
    """Let nobody act on these applications until the transaction ends."""
    list(ApplicationRow.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


@dataclass(slots=True)
class _Look:
    """What was seen of some applications: what differs, what the log says of those that differ, events in all."""

    found: list[Difference] = field(default_factory=list)
    differing: dict[UUID, Folded | None] = field(default_factory=dict)
    events: int = 0


def _look(ids: Sequence[UUID]) -> _Look:
    there, seen, look = _There(ids), set[UUID](), _Look()
    for id, folded in _fold(there):
        seen.add(id)
        look.events += folded.events
        if differences := list(there.differences(id, folded)):
            look.found += differences
            look.differing[id] = folded
    for id in there.numbers.keys() - seen:
        look.found.append(Difference("applications", there.numbers[id], "", "a row", None))
        look.differing[id] = None
    return look


def _still_there(look: _Look) -> list[Difference]:
    """Return what differs while nobody acts: what was kept between two of our questions is no difference."""
    if not look.differing:
        return []
    with transaction.atomic():
        _hold(look.differing)
        return _look(list(look.differing)).found


def _fold(there: "_There") -> Iterator[tuple[UUID, Folded]]:
    by_number = {number: id for id, number in there.numbers.items()}
    for number, events in read_events(there.numbers):
        id = by_number[number]
        yield id, fold_events(number, there.hashes[id], events)


_APPLICATION, _CASE = FOLDED[ApplicationRow], FOLDED[CaseRow]
_of_application, _of_case = attrgetter(*_APPLICATION), attrgetter(*_CASE)


class _There:
    """The rows of some applications as they are kept."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        rows = ApplicationRow.objects.filter(pk__in=ids).order_by("pk")
        self.numbers: dict[UUID, str] = {}
        self.hashes: dict[UUID, str] = {}
        self._applications: dict[UUID, tuple[Any, ...]] = {}
        for id, number, scene_hash, *values in rows.values_list("pk", "number", "scene_hash", *_APPLICATION):
            self.numbers[id], self.hashes[id], self._applications[id] = number, scene_hash, tuple(values)
        self._cases = _grouped(CaseRow, "application_id", ids, "number", *_CASE)
        offices = ("case__number", "department", "division", "town")
        self._seen_by = _grouped(SeenByRow, "case__application_id", ids, *offices)
        self._notices = _grouped(NoticeRow, "application_id", ids, "round", "number", "pages", "sent_at")

    def differences(self, id: UUID, folded: Folded) -> Iterator[Difference]:
        number = self.numbers[id]
        yield from _fields(
            "applications", number, _APPLICATION, self._applications[id], _of_application(folded.application)
        )
        kept = {case: tuple(values) for case, *values in self._cases.get(id, ())}
        made = {case: _of_case(row) for case, row in folded.cases.items()}
        yield from _rows("cases", kept, made, _CASE)
        seen = {(case, *place) for case, places in folded.seen_by.items() for place in places}
        yield from _places(set(self._seen_by.get(id, ())), seen)
        notices = {f"{number} {round}": tuple(values) for round, *values in self._notices.get(id, ())}
        told = {f"{number} {round}": values for round, values in folded.notices.items()}
        yield from _rows("notices", notices, told, ("number", "pages", "sent_at"))


def _grouped(
    model: type[models.Model], by: str, ids: Sequence[UUID], *fields: str
) -> dict[UUID, list[tuple[Any, ...]]]:
    """Return these fields of the rows of some applications, by application."""
    rows = model._default_manager.filter(**{f"{by}__in": ids}).order_by(by).values_list(by, *fields)
    return {id: [row[1:] for row in group] for id, group in groupby(rows, key=itemgetter(0))}


def _fields(
    table: str, row: str, names: Sequence[str], kept: tuple[Any, ...], made: tuple[Any, ...]
) -> Iterator[Difference]:
    if kept == made:
        return
    for name, one, other in zip(names, kept, made, strict=True):
        if one != other:
            yield Difference(table, row, name, one, other)


def _rows(
    table: str, kept: Mapping[str, tuple[Any, ...]], made: Mapping[str, tuple[Any, ...]], names: Sequence[str]
) -> Iterator[Difference]:
    for row in kept.keys() | made.keys():
        if row not in kept or row not in made:
            yield Difference(table, row, "", kept.get(row), made.get(row))
        else:
            yield from _fields(table, row, names, kept[row], made[row])


def _places(kept: set[tuple[Any, ...]], made: set[tuple[Any, ...]]) -> Iterator[Difference]:
    for case, *place in sorted(kept ^ made):
        there = (case, *place) in kept
        yield Difference(
            "seen_by", case, "", tuple(place) if there else None, None if there else tuple(place)
        )


def _put_right(look: _Look) -> None:
    """Let the rows say what the log says; an application without a log stays as it is."""
    folded = {id: one for id, one in look.differing.items() if one is not None}
    wrong: dict[str, set[str]] = {"applications": set(), "cases": set(), "seen_by": set(), "notices": set()}
    for one in look.found:
        wrong[one.table].add(one.row)
    update_each(
        ApplicationRow,
        _APPLICATION,
        {id: one.application for id, one in folded.items() if one.number in wrong["applications"]},
    )
    if wrong["cases"]:
        _put_cases_right(folded, wrong["cases"])
    if wrong["seen_by"]:
        _put_offices_right(folded, wrong["seen_by"])
    if wrong["notices"]:
        _put_notices_right(folded)


def _put_cases_right(folded: Mapping[UUID, Folded], wrong: set[str]) -> None:
    ids = dict(CaseRow.objects.filter(application__in=folded).values_list("number", "pk"))
    made = {number: row for one in folded.values() for number, row in one.cases.items()}
    update_each(CaseRow, _CASE, {ids[number]: made[number] for number in wrong & made.keys() & ids.keys()})
    CaseRow.objects.filter(number__in=ids.keys() - made.keys()).delete()
    for id, one in folded.items():
        for number in one.cases.keys() - ids.keys():
            name = ApplicationRow.objects.values_list("person_name", flat=True).get(pk=id)
            row = CaseRow(id=new_id(), number=number, application_id=id, person_name=name)
            for field_ in _CASE:
                setattr(row, field_, getattr(one.cases[number], field_))
            row.save(force_insert=True)


def _put_offices_right(folded: Mapping[UUID, Folded], wrong: set[str]) -> None:
    ids = dict(CaseRow.objects.filter(number__in=wrong).values_list("number", "pk"))
    SeenByRow.objects.filter(case__in=ids.values()).delete()
    SeenByRow.objects.bulk_create(
        SeenByRow(case_id=ids[number], department=department, division=division, town=town)
        for one in folded.values()
        for number in ids.keys() & one.seen_by.keys()
        for department, division, town in sorted(one.seen_by[number])
    )


def _put_notices_right(folded: Mapping[UUID, Folded]) -> None:
    NoticeRow.objects.filter(application__in=folded).delete()
    NoticeRow.objects.bulk_create(
        NoticeRow(application_id=id, round=round, number=number, pages=pages, sent_at=sent_at)
        for id, one in folded.items()
        for round, (number, pages, sent_at) in sorted(one.notices.items())
    )
