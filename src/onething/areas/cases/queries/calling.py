"""The application of somebody who calls 12345: no more than is told on the telephone, and each look is written down."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.cases.models import ApplicationRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.queries.one_application import view_of
from onething.core.actors import Actor
from onething.core.cases.calling import (
    Caller,
    CallerNotShown,
    CallerView,
    CallReason,
    NumberUnknown,
    as_told,
)
from onething.core.cases.graph import ENDED
from onething.core.cases.views import ApplicationView, OwnNotice
from onething.core.codes import parse_case_number
from onething.core.knowledge import cut_personal
from onething.core.looks import LookKind
from onething.core.source import Text
from onething.kit.ports import SHANGHAI

MOST_NOTE = 200


def caller_view(
    actor: Actor, *, number: str, reason: CallReason, caller: Caller, note: str = "", now: datetime
) -> CallerView:
    """Return the application of a number as 12345 tells it to who calls, and write the look down with its reason.

    number: as it is on the receipt, of the application or of one of its cases. note: what the call was about; numbers of
    persons are cut out. What was named and does not fit is written down as turned away. Raises NotAllowed, CodeBroken
    (no such number can be), NumberUnknown, CallerNotShown.
    """
    actor.must(CasesPermission.TELL_CALLER)
    asked = parse_case_number(number).application
    row = ApplicationRow.objects.filter(number=asked.number).first()
    if row is None:
        raise NumberUnknown(asked.printed)
    shown = caller.is_shown(code=row.code, name=row.person_name, document=row.person)
    refused = not shown and not caller.says_nothing
    look = audit.Note.of_look(
        row.person,
        (),
        Text(f"接听 12345 来电：{reason.label.zh}", f"A call to 12345: {reason.label.en}"),
        case=row.number,
        source="",
        kind=LookKind.REFUSED if refused else LookKind.PERSON,
        reason=reason.value,
        note=cut_personal(note.strip())[:MOST_NOTE],
        caller="shown" if shown else "not shown",
    )
    with transaction.atomic():
        audit.record_all(actor, notes=[look], now=now)
    if refused:
        raise CallerNotShown
    today = now.astimezone(SHANGHAI).date()
    return _told(view_of(actor, row=row, own=False, today=today, named=False), row, shown)


def _told(view: ApplicationView, row: ApplicationRow, shown: bool) -> CallerView:
    open_ = [case for case in view.cases if case.status not in ENDED]
    days = [day for case in open_ if (day := case.until or (None if case.decided_on else case.promised_on))]
    told = CallerView(
        number=view.number,
        printed=view.printed,
        scene="",
        name=Text(""),
        applicant="",
        submitted_on=view.submitted_at.date(),
        standing=view.standing,
        shown=shown,
        asked=view.can_supplement,
        total=len(view.cases),
        ended=len(view.cases) - len(open_),
        until=min(days, default=None),
    )
    if not shown:
        return told
    return replace(
        told,
        scene=view.scene,
        name=view.name,
        applicant=row.person_name[:1] + "*" * max(1, len(row.person_name) - 1),
        cases=tuple(as_told(case) for case in view.cases),
        notices=tuple(_without_numbers(one) for one in view.notices),
        awaited=view.awaited,
    )


def _without_numbers(notice: OwnNotice) -> OwnNotice:
    """Return a notice whose sentences, where officers wrote them, repeat no number of a person."""

    def cut(text: Text) -> Text:
        return Text(cut_personal(text.zh), cut_personal(text.en))

    points = tuple(replace(point, what=cut(point.what), fix=cut(point.fix)) for point in notice.points)
    return replace(notice, points=points)
