"""Keeping what follows from an act: events, rows, documents, log, messages, in the transaction of the act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onething.areas.audit import api as audit
from onething.areas.cases.engine import doors, pushing, rightings, telling
from onething.areas.cases.engine.about import about
from onething.areas.cases.engine.doors import Act
from onething.areas.cases.engine.files import note_files
from onething.areas.cases.engine.loading import SUPPLIED, Loaded, remember
from onething.areas.cases.engine.rows import (
    APPLICATION_FIELDS,
    CASE_FIELDS,
    fill_application,
    fill_case,
)
from onething.areas.cases.engine.showing import Given, differing
from onething.areas.cases.engine.supplementing import Supplied
from onething.areas.cases.engine.wording import said_of
from onething.areas.cases.models import CaseRow, EventRow, NoticeRow, SeenByRow, SuppliedRow
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases.documents import documents_for
from onething.core.cases.graph import ENDED
from onething.core.cases.matter import Change, Matter, apply
from onething.core.cases.receiving import circumstances_of
from onething.core.cases.shapes import name_of, to_data
from onething.core.catalogue.words import Division
from onething.core.composition import compose
from onething.core.workdays import WorkCalendar
from onething.kit.points import point
from onething.kit.ports import new_id
from onething.kit.statements import insert, update

#: The field with the applicant's name, where the form has one.
NAME = "applicant/person.name"


@dataclass(frozen=True, slots=True)
class Kept:
    """What an act left behind. events: in the order in which they happened."""

    matter: Matter
    events: tuple[e.Recorded, ...]


def keep(
    actor: Actor,
    loaded: Loaded,
    changes: Sequence[Change],
    *,
    now: datetime,
    calendar: WorkCalendar,
    supplied: Supplied | None = None,
) -> Kept:
    """Keep the changes of one act. now: in Asia/Shanghai."""
    if not changes:
        return Kept(loaded.matter, ())
    before = loaded.matter
    matter, recorded, acts = follow(actor, before, changes, loaded, now=now)
    insert([event_row(actor, loaded.row.id, one) for one in recorded])
    point("cases.events_kept")
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    _keep_rows(loaded, before, matter, now=now, calendar=calendar, divisions=frozen.package.divisions)
    _keep_notices(loaded, changes, now=now)
    if supplied is not None:
        SuppliedRow.objects.create(
            application=loaded.row,
            sequence=matter.application.sequence,
            at=now,
            values=supplied.values_data,
            materials=supplied.materials_data,
        )
        note_files(loaded.row.id, supplied.materials)
        _put_right(loaded, frozen, calendar)
    point("cases.rows_kept")
    rightings.note(actor, loaded, recorded, now=now)
    pushing.after(loaded, recorded, matter, now=now)
    issued = doors.issue(actor, loaded.row, acts, frozen=frozen, now=now)
    point("cases.documents_issued")
    telling.after(actor, loaded.row, recorded, matter, issued, now=now)
    audit.record_all(actor, notes=[_note(loaded, one) for one in recorded], now=now)
    point("cases.before_commit")
    loaded.newest = max(loaded.newest, now)
    remember(loaded)
    return Kept(matter, tuple(recorded))


def follow(
    actor: Actor, before: Matter | None, changes: Sequence[Change], loaded: Loaded | None, *, now: datetime
) -> tuple[Matter, list[e.Recorded], list[Act]]:
    """Apply the changes one by one; each gets its envelope, and each statutory act its draft."""
    matter, recorded, acts = before, [], []
    for change in changes:
        matter = apply(matter, [change])
        application = matter.application
        case = matter.cases.get(change.stream)
        sequence = case.sequence if case is not None else application.sequence
        one = e.Recorded(
            id=str(new_id()),
            stream=change.stream,
            sequence=sequence,
            at=now,
            actor=actor.id,
            shape_version=change.event.VERSION,
            event=change.event,
        )
        recorded.append(one)
        if isinstance(change.event, e.Submitted):
            continue  # the receipt needs what the submission itself knows
        said = (
            {**about(loaded, change), **said_of(actor, loaded, change, matter, on=now.date())}
            if loaded
            else {}
        )
        acts += [Act(one, draft) for draft in documents_for(change, matter, said)]
    assert matter is not None
    return matter, recorded, acts


def event_row(actor: Actor, application_id: object, one: e.Recorded) -> EventRow:
    return EventRow(
        id=one.id,
        application_id=application_id,
        stream=one.stream,
        sequence=one.sequence,
        at=one.at,
        actor=actor.id,
        actor_name=actor.name,
        for_name=actor.stands_for_name,
        department=actor.department,
        name=name_of(one.event),
        shape_version=one.shape_version,
        data=to_data(one.event),
    )


def _keep_rows(
    loaded: Loaded,
    before: Matter,
    matter: Matter,
    *,
    now: datetime,
    calendar: WorkCalendar,
    divisions: Mapping[str, Division],
) -> None:
    moved: list[CaseRow] = []
    left: list[SeenByRow] = []
    for number, state in matter.cases.items():
        if state is before.cases[number]:
            continue
        row = loaded.cases[number]
        was = (row.department, row.division, row.town)
        fill_case(row, state, divisions=divisions, calendar=calendar)
        if was != (row.department, row.division, row.town):
            left.append(SeenByRow(case=row, department=was[0], division=was[1], town=was[2]))
        moved.append(row)
    for row in moved:
        update(row, CASE_FIELDS)
    insert(left, ignore_conflicts=True)
    fill_application(loaded.row, matter, now.date(), calendar)
    update(loaded.row, APPLICATION_FIELDS)
    loaded.matter = matter


def _put_right(loaded: Loaded, frozen: doors.Frozen, calendar: WorkCalendar) -> None:
    """Let the rows say what stands now: the name as it was put right, and what differs."""
    rows = SUPPLIED.all(loaded.row.pk)
    given = Given(loaded.submission, loaded.row.submitted_at, rows)
    there = circumstances_of(loaded.submission)
    plan = compose(frozen.scene, there, package=frozen.package, calendar=calendar)
    name = given.values.get(NAME)
    if name and name.value:
        loaded.row.person_name = str(name.value)
    update(loaded.row, ("person_name",))
    for row in loaded.cases.values():
        row.differs = differing(given, plan, row.item, row.bearer, frozen)
        row.person_name = loaded.row.person_name
        update(row, ("differs", "person_name"))


def _keep_notices(loaded: Loaded, changes: Sequence[Change], *, now: datetime) -> None:
    for change in changes:
        if isinstance(event := change.event, e.NoticeSent):
            NoticeRow.objects.update_or_create(
                application=loaded.row,
                round=event.round,
                defaults={"number": event.number, "pages": event.page, "sent_at": now},
            )


def _note(loaded: Loaded, one: e.Recorded) -> audit.Note:
    return audit.Note(
        action=f"cases:{name_of(one.event)}",
        subject=loaded.row.person,
        case=one.stream,
        detail={"sequence": one.sequence, "ended": _ended(loaded, one.stream)},
    )


def _ended(loaded: Loaded, stream: str) -> bool:
    case = loaded.matter.cases.get(stream)
    return case is not None and case.status in ENDED
