"""Extensions that officers have asked for and that the manager has not answered."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import load
from onething.areas.cases.engine.showing import case_line
from onething.areas.cases.errors import CaseNotFound, QuestionNotFound
from onething.areas.cases.models import AskedRow, CaseRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.deciding import decide
from onething.core.cases.events import Extended
from onething.core.cases.graph import RUNNING
from onething.core.cases.parts import Dues
from onething.core.cases.views import AskedExtension
from onething.core.errors import RuleBroken
from onething.kit.ports import SHANGHAI

MOST = 200


def list_asked(actor: Actor, *, today: date) -> tuple[AskedExtension, ...]:
    """Return the questions of the actor's office, the case that is due first in front. Raises NotAllowed."""
    actor.must(CasesPermission.EXTEND)
    rows = open_questions(actor).select_related("case").order_by("case__sort_on", "id")
    return tuple(_shown(row, today) for row in rows[:MOST])


def count_asked(actor: Actor) -> int:
    """Return how many questions the actor's office has; 0 for whoever does not answer them."""
    return open_questions(actor).count() if actor.can(CasesPermission.EXTEND) else 0


def get_asked(actor: Actor, *, question: str, now: datetime) -> AskedExtension:
    """Return one question with the day that granting it would give, None where the law no longer allows it.

    Raises QuestionNotFound, NotAllowed.
    """
    actor.must(CasesPermission.EXTEND)
    row = find_question(actor, question=question)
    if row is None:
        raise QuestionNotFound
    shown = _shown(row, now.astimezone(SHANGHAI).date())
    try:
        dues = dues_if_extended(actor, case=row.case.number, days=row.days, reason=row.reason, now=now)
    except RuleBroken:
        return shown
    return replace(shown, until=dues.statutory_on or dues.promised_on)


def dues_if_extended(actor: Actor, *, case: str, days: int, reason: str, now: datetime) -> Dues:
    """Return the days as an extension today would make them; nothing is kept. Raises what `extend` raises."""
    loaded = load(case.rpartition("-")[0])
    if loaded is None or case not in loaded.cases:
        raise CaseNotFound(case)
    command = c.Extend(actor, case, days, actor.name, reason)
    (event,) = decide(loaded.matter.case(case), command, now.astimezone(SHANGHAI), doors.calendar())
    assert isinstance(event, Extended), event
    return event.dues


def open_questions(actor: Actor) -> QuerySet[AskedRow]:
    """Questions that are not answered, about undecided cases that the actor's office has now; a decision ends them."""
    cases = CaseRow.objects.filter(is_open=True, status__in=sorted(RUNNING))
    if not scope.sees_all(actor):
        cases = cases.filter(scope.of_office(actor)) if scope.in_office(actor) else cases.none()
    return AskedRow.objects.filter(answered_at=None, case__in=cases)


def find_question(actor: Actor, *, question: str) -> AskedRow | None:
    """Return an open question by its id, None also for an id that is none."""
    try:
        known = UUID(question)
    except ValueError:
        return None
    return open_questions(actor).select_related("case").filter(pk=known).first()


def _shown(row: AskedRow, today: date) -> AskedExtension:
    return AskedExtension(
        str(row.pk),
        case_line(row.case, today),
        row.days,
        row.reason,
        row.asked_name,
        row.asked_at.astimezone(SHANGHAI),
    )
