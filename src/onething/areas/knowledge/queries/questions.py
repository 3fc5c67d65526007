"""Questions without an answer, and what is asked for often."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from onething.areas.knowledge.keeping import in_team
from onething.areas.knowledge.models import AskedRow, QuestionRow, RevisionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.areas.knowledge.queries.locking import QuestionNotFound
from onething.areas.knowledge.views import Hot, QuestionLine
from onething.core.actors import Actor, Role
from onething.core.knowledge import SHOWN, Settled, Source
from onething.core.knowledge.unanswered import WAITS


def visible_questions(actor: Actor) -> QuerySet[QuestionRow]:
    """Return the questions that the actor may see: the team, supervisors and auditors all, others those of their office."""
    actor.must(KnowledgePermission.SEE)
    rows = QuestionRow.objects.all()
    if actor.roles & {Role.SUPERVISOR, Role.AUDITOR} or in_team(actor):
        return rows
    return rows.filter(owner=actor.department)


def list_questions(
    actor: Actor, *, today: date, settled: bool = False, limit: int = 100
) -> list[QuestionLine]:
    """Return the questions that wait, by their day and how often they were asked, or the settled ones, newest first."""
    rows = visible_questions(actor)
    if settled:
        found = rows.exclude(settled__in=WAITS).order_by("-settled_at", "id")
    else:
        found = rows.filter(settled__in=WAITS).order_by("answer_by", "-count", "id")
    return [_line(row, today) for row in found[:limit]]


def get_question(actor: Actor, *, question: UUID, today: date) -> QuestionLine:
    """Raises NotAllowed, QuestionNotFound."""
    row = visible_questions(actor).filter(pk=question).first()
    if row is None:
        raise QuestionNotFound
    return _line(row, today)


def count_questions(actor: Actor) -> dict[str, int]:
    """Return how many questions stand how. Raises NotAllowed."""
    counted = dict(visible_questions(actor).order_by().values_list("settled").annotate(Count("pk")))
    return {one: counted.get(one, 0) for one in Settled}


def _line(row: QuestionRow, today: date) -> QuestionLine:
    one = row.to_core()
    counts = (
        (Source.HOTLINE, row.by_hotline),
        (Source.WINDOW, row.by_window),
        (Source.PORTAL, row.by_portal),
    )
    sources = tuple((source.value, count) for source, count in counts if count)
    return QuestionLine(row.id, one, row.place, row.first_at, row.last_at, sources, one.is_late(today))


def list_hot(actor: Actor, *, today: date, days: int = 30, limit: int = 10) -> list[Hot]:
    """Return the answers asked for most in the last days, most first. Raises NotAllowed."""
    actor.must(KnowledgePermission.READ)
    since = today - timedelta(days=days)
    counted = list(
        AskedRow.objects.filter(on__gt=since, answer__revisions__state__in=SHOWN)
        .values_list("answer_id")
        .annotate(many=Sum("count"))
        .order_by("-many", "answer_id")[:limit]
    )
    rows = RevisionRow.objects.filter(answer__in=[key for key, _ in counted], state__in=SHOWN)
    questions = dict(rows.order_by().values_list("answer_id", "question"))
    return [Hot(key, questions[key], many, since) for key, many in counted]
