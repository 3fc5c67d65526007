"""Every write of questions: taken, answered, handed on, confirmed. Each is one transaction, and written down."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.inquiries.models import InquiryRow, InquirySerialRow, PassingRow
from onething.areas.inquiries.permissions import InquiriesPermission
from onething.areas.inquiries.queries import InquiryNotFound, get_inquiry, inquiries_visible_to
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.errors import RuleBroken
from onething.core.inquiries import (
    ANSWER_DAYS,
    CONFIRM_DAYS,
    AskedBy,
    Inquiry,
    Told,
    Way,
    answer_day,
    check_answer,
    check_passing,
    check_question,
    check_reply,
)
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, new_id, port


class ColleagueUnknown(RuleBroken):
    """No member of staff has this number."""

    code = "inquiries.colleague_unknown"

    def __init__(self, number: str) -> None:
        super().__init__(f"no member of staff has the number {number!r}")
        self.number = number


@transaction.atomic
def take_question(
    actor: Actor,
    *,
    question: str,
    came: AskedBy = AskedBy.WINDOW,
    asker: str = "",
    phone: str = "",
    now: datetime,
) -> Inquiry:
    """Record that the actor was asked first; the actor is responsible from now on. Raises NotAllowed, NothingAsked."""
    actor.must(InquiriesPermission.ANSWER)
    check_question(question)
    on = now.astimezone(SHANGHAI).date()
    row = InquiryRow.objects.create(
        id=new_id(),
        number=_next_number(on),
        question=question,
        came=came,
        asker=asker,
        phone=phone,
        first=actor.id,
        first_name=actor.name,
        first_department=actor.department,
        responsible=actor.id,
        responsible_name=actor.name,
        responsible_department=actor.department,
        asked_at=now,
        answer_by=_day_after(actor, on, "inquiry_days", ANSWER_DAYS),
    )
    _note(actor, row, "take", now)
    return row.to_core()


@transaction.atomic
def answer_question(
    actor: Actor,
    *,
    inquiry: UUID,
    told: Collection[Told] = frozenset(Told),
    answer: str = "",
    way: Way = Way.ORALLY,
    now: datetime,
) -> Inquiry:
    """Record what was told, once and everything: materials, procedure, time; a part that is missing needs words.

    Raises NotAllowed, InquiryNotFound, AnsweredAlready, NotResponsible, AnswerMissing.
    """
    actor.must(InquiriesPermission.ANSWER)
    row, known = _locked(actor, inquiry)
    check_answer(known, actor.id, told=told, answer=answer)
    row.told = " ".join(one.value for one in Told if one in told)
    row.answer, row.way, row.answered_at = answer, way.value, now
    row.answered_on = now.astimezone(SHANGHAI).date()
    row.save(update_fields=["told", "answer", "way", "answered_at", "answered_on"])
    PassingRow.objects.filter(inquiry=row, answered_at=None).update(confirmed=False, answered_at=now)
    _note(actor, row, "answer", now)
    return get_inquiry(actor, inquiry=inquiry)


@transaction.atomic
def hand_question_on(
    actor: Actor, *, inquiry: UUID, staff_number: str, reason: str, now: datetime
) -> Inquiry:
    """Offer a question to a colleague of any department, by staff number: a name and a date, and no way around it.

    The actor stays responsible until the colleague confirms. Raises NotAllowed, InquiryNotFound, ColleagueUnknown,
    AnsweredAlready, NotResponsible, OfferedAlready, ToOneself, ReasonNeeded.
    """
    actor.must(InquiriesPermission.ANSWER)
    row, known = _locked(actor, inquiry)
    colleague = people.find_colleague(actor, number=staff_number)
    receiver = colleague.to_actor() if colleague is not None else None
    if receiver is None or not receiver.can(InquiriesPermission.ANSWER):
        raise ColleagueUnknown(staff_number)
    check_passing(known, actor.id, receiver=receiver.id, reason=reason)
    on = now.astimezone(SHANGHAI).date()
    PassingRow.objects.create(
        inquiry=row,
        giver=actor.id,
        giver_name=actor.name,
        giver_department=actor.department,
        receiver=receiver.id,
        receiver_name=receiver.name,
        receiver_department=receiver.department,
        reason=reason,
        offered_at=now,
        confirm_by=_day_after(actor, on, "inquiry_confirm_days", CONFIRM_DAYS),
    )
    _note(actor, row, "hand_on", now)
    return get_inquiry(actor, inquiry=inquiry)


@transaction.atomic
def reply_to_offer(
    actor: Actor, *, inquiry: UUID, confirmed: bool, reason: str = "", now: datetime
) -> Inquiry:
    """Confirm that the question is the actor's from now on, or give it back with a reason.

    Raises NotAllowed, InquiryNotFound, AnsweredAlready, NotOffered, ReasonNeeded.
    """
    actor.must(InquiriesPermission.ANSWER)
    row, known = _locked(actor, inquiry)
    check_reply(known, actor.id, confirmed=confirmed, reason=reason)
    PassingRow.objects.filter(inquiry=row, answered_at=None).update(
        confirmed=confirmed, answer=reason, answered_at=now
    )
    if confirmed:
        row.responsible, row.responsible_name = actor.id, actor.name
        row.responsible_department = actor.department
        row.save(update_fields=["responsible", "responsible_name", "responsible_department"])
    _note(actor, row, "confirm" if confirmed else "give_back", now)
    return get_inquiry(actor, inquiry=inquiry)


def _locked(actor: Actor, inquiry: UUID) -> tuple[InquiryRow, Inquiry]:
    """Return the row, locked, and what it means. Raises InquiryNotFound."""
    if not inquiries_visible_to(actor).filter(pk=inquiry).exists():
        raise InquiryNotFound
    row = InquiryRow.objects.select_for_update().get(pk=inquiry)
    return row, get_inquiry(actor, inquiry=inquiry)


def _next_number(on: date) -> str:
    """Return the next number of the day: Q, the day, a serial of four digits or more."""
    InquirySerialRow.objects.get_or_create(day=on, defaults={"last": 0})
    row = InquirySerialRow.objects.select_for_update().get(day=on)
    row.last += 1
    row.save(update_fields=["last"])
    return f"Q{on:%Y%m%d}{row.last:04d}"


def _day_after(actor: Actor, on: date, setting: str, otherwise: int) -> date:
    """Return the last day of a limit that the city's settings name."""
    days = int(catalogue.current(actor).settings.get(setting, otherwise))
    return answer_day(on, port(WorkCalendar), days=days)


def _note(actor: Actor, row: InquiryRow, what: str, now: datetime) -> None:
    audit.record(actor, action=f"inquiries:{what}", detail={"number": row.number}, now=now)
