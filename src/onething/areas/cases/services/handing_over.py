"""An officer hands cases over to a colleague: they are the giver's until the colleague confirms each."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from onething.areas.cases.engine.acting import act
from onething.areas.cases.errors import AlreadyOffered, HandOverNotFound, NotOfOffice, NotYours
from onething.areas.cases.models import CaseRow, HandOverRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.queries.handing_over import open_hand_overs
from onething.areas.cases.scope import is_of_office
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.errors import ReasonMissing
from onething.core.cases.state import CaseState
from onething.core.values import is_blank


@transaction.atomic
def offer_hand_over(actor: Actor, *, cases: Sequence[str], officer: str, reason: str, now: datetime) -> int:
    """Offer one's own cases to a colleague of the office. officer: id of the account. Returns how many.

    All of them or none. Raises NotAllowed, ReasonMissing, NotOfOffice, NotYours, AlreadyOffered.
    """
    actor.must(CasesPermission.HAND_OVER)
    if is_blank(reason):
        raise ReasonMissing(case=", ".join(cases))
    staff = people.list_staff(actor, department=actor.department)
    colleague = next((one.to_actor() for one in staff if str(one.id) == officer), None)
    rows = {row.number: row for row in CaseRow.objects.filter(number__in=cases, is_open=True)}
    for number in cases:
        row = rows.get(number)
        if row is None or row.holder != actor.id:
            raise NotYours(number)
        if colleague is None or colleague.id == actor.id or not is_of_office(colleague, row):
            raise NotOfOffice(number)
        _offer(actor, row, colleague, reason, now)
    return len(rows)


def _offer(actor: Actor, row: CaseRow, colleague: Actor, reason: str, now: datetime) -> None:
    try:
        with transaction.atomic():
            HandOverRow.objects.create(
                case=row,
                department=row.department,
                division=row.division,
                town=row.town,
                giver=actor.id,
                giver_name=actor.name,
                receiver=colleague.id,
                receiver_name=colleague.name,
                reason=reason,
                offered_at=now,
            )
    except IntegrityError:
        raise AlreadyOffered(row.number) from None


@transaction.atomic
def confirm_hand_over(actor: Actor, *, hand_over: UUID, now: datetime) -> CaseState:
    """Take what a colleague hands over: from now on it is the actor's. Raises HandOverNotFound, NotAllowed, NotHolder."""
    actor.must(CasesPermission.HAND_OVER)
    row = _mine(actor, hand_over)
    command = c.ReceiveFrom(actor, row.case.number, row.giver, row.giver_name, row.reason)
    state = act(actor, command, now=now)
    _answer(row, "", now, confirmed=True)
    return state


@transaction.atomic
def refuse_hand_over(actor: Actor, *, hand_over: UUID, reason: str, now: datetime) -> None:
    """Leave the case with its giver, with a reason. Raises HandOverNotFound, NotAllowed, ReasonMissing."""
    actor.must(CasesPermission.HAND_OVER)
    row = _mine(actor, hand_over)
    if is_blank(reason):
        raise ReasonMissing(case=row.case.number)
    _answer(row, reason, now, confirmed=False)


def _mine(actor: Actor, hand_over: UUID) -> HandOverRow:
    """Return the open offer to the actor."""
    row = open_hand_overs(actor).filter(pk=hand_over, receiver=actor.id).first()
    if row is None:
        raise HandOverNotFound
    return row


def _answer(row: HandOverRow, answer: str, now: datetime, *, confirmed: bool) -> None:
    row.confirmed, row.answer, row.answered_at = confirmed, answer, now
    row.save(update_fields=["confirmed", "answer", "answered_at"])
