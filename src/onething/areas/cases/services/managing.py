"""What a manager decides about the work itself: more time, and who works on a case."""

from datetime import datetime

from django.db import IntegrityError, transaction

from onething.areas.cases.engine.acting import act
from onething.areas.cases.errors import AlreadyAsked, NotOfOffice, QuestionNotFound
from onething.areas.cases.models import AskedRow, CaseRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.queries.asked import dues_if_extended, find_question
from onething.areas.cases.scope import is_of_office
from onething.areas.cases.services.working import extend, give_opinion
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.errors import ReasonMissing
from onething.core.cases.state import CaseState
from onething.core.cases.wording import ASKS, REFUSES
from onething.core.values import is_blank


@transaction.atomic
def ask_extension(
    actor: Actor, *, case: str, days: int, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Ask the manager for more time; the question stands in the history, and the days stay until it is answered.

    Raises CaseNotFound, NotAllowed, Moved, AlreadyAsked, ReasonMissing, and what `extend` raises: what the law does
    not allow need not be asked.
    """
    actor.must(CasesPermission.REVIEW)
    if is_blank(reason):
        raise ReasonMissing(case=case)
    state = give_opinion(actor, case=case, text=f"{ASKS} {days} 个工作日：{reason}", now=now, seen=seen)
    dues_if_extended(actor, case=case, days=days, reason=reason, now=now)
    try:
        with transaction.atomic():
            AskedRow.objects.create(
                case=CaseRow.objects.get(number=case),
                days=days,
                reason=reason,
                asked_by=actor.id,
                asked_name=actor.name,
                asked_at=now,
            )
    except IntegrityError:
        raise AlreadyAsked(case) from None
    return state


@transaction.atomic
def answer_extension(
    actor: Actor,
    *,
    question: str,
    granted: bool,
    reason: str = "",
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Grant what was asked, with the reason that was given for it, or refuse it with a reason of one's own.

    Raises QuestionNotFound, NotAllowed, Moved, ReasonMissing, and what `extend` raises.
    """
    actor.must(CasesPermission.EXTEND)
    row = find_question(actor, question=question)
    if row is None:
        raise QuestionNotFound
    case = row.case.number
    if not granted and is_blank(reason):
        raise ReasonMissing(case=case)
    if granted:
        return extend(actor, case=case, days=row.days, reason=row.reason, now=now, seen=seen)
    state = give_opinion(actor, case=case, text=f"{REFUSES}：{reason}", favourable=False, now=now, seen=seen)
    AskedRow.objects.filter(pk=row.pk, answered_at=None).update(
        granted=False, answer=reason, answered_by=actor.id, answered_at=now
    )
    return state


def assign(
    actor: Actor, *, case: str, officer: str, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Give a case to a colleague of the office that has it. officer: id of the colleague's account.

    Raises CaseNotFound, NotAllowed, NotNow, Moved, ReasonMissing, NotOfOffice.
    """
    actor.must(CasesPermission.ASSIGN)
    staff = people.list_staff(actor, department=actor.department)
    colleague = next((one.to_actor() for one in staff if str(one.id) == officer), None)
    row = CaseRow.objects.filter(number=case).first()
    if colleague is None or (row is not None and not is_of_office(colleague, row)):
        raise NotOfOffice(case)
    command = c.TakeOver(colleague, case, reason, assigned=colleague.name)
    return act(actor, command, now=now, seen=seen)
