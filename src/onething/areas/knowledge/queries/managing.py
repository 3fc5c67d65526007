"""What owners, reviewers and supervisors see: lists by state, one answer with its acts, conflicts, voices."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge.keeping import day_of, facts_at, in_team
from onething.areas.knowledge.models import FeedbackRow, FlagRow, QuestionRow, RevisionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.areas.knowledge.queries.locking import AnswerNotFound
from onething.areas.knowledge.views import Act, AnswerLine, ConflictLine, Managed, Voice
from onething.core.actors import Actor, Role
from onething.core.cases.views import Page
from onething.core.knowledge import (
    OPEN,
    SHOWN,
    AnswerState,
    Settled,
    changes,
    find_conflicts,
    render,
)

#: A list that is no state: published answers under which something changed.
CHANGED = "changed"


def visible_to(actor: Actor) -> QuerySet[RevisionRow]:
    """Return the revisions that the actor may see: the city's team, supervisors and auditors all, others those of their office."""
    actor.must(KnowledgePermission.SEE)
    rows = RevisionRow.objects.all()
    return rows if _sees_all(actor) else rows.filter(owner=actor.department)


def _sees_all(actor: Actor) -> bool:
    return bool(actor.roles & {Role.SUPERVISOR, Role.AUDITOR}) or in_team(actor)


def list_answers(
    actor: Actor, *, state: str, owner: str = "", cursor: str = "", limit: int = 50
) -> Page[AnswerLine]:
    """Return revisions in a state, or `CHANGED`, by question. Raises NotAllowed."""
    rows = _in(visible_to(actor), state)
    if owner:
        rows = rows.filter(owner=owner)
    if cursor:
        question, _, id = cursor.rpartition("_")
        rows = rows.filter(Q(question__gt=question) | Q(question=question, answer_id__gt=id))
    found = list(
        rows.annotate(
            changed=Count("flags", filter=Q(flags__settled_at=None), distinct=True),
            yes=Count("feedback", filter=Q(feedback__helped=True), distinct=True),
            no=Count("feedback", filter=Q(feedback__helped=False), distinct=True),
        ).order_by("question", "answer_id", "number")[: limit + 1]
    )
    last = found[limit - 1] if len(found) > limit else None
    lines = tuple(
        AnswerLine(
            row.answer_id, row.number, row.question, row.owner, row.to_core(), row.changed, row.yes, row.no
        )
        for row in found[:limit]
    )
    return Page(lines, f"{last.question}_{last.answer_id}" if last else "")


def _in(rows: QuerySet[RevisionRow], state: str) -> QuerySet[RevisionRow]:
    if state == CHANGED:
        flagged = FlagRow.objects.filter(settled_at=None).values("revision")
        return rows.filter(state__in=SHOWN, pk__in=flagged)
    return rows.filter(state=state)


def count_by_state(actor: Actor) -> dict[str, int]:
    """Return how many revisions are in each state that the actor sees, and how many `CHANGED`. Raises NotAllowed."""
    rows = visible_to(actor)
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return {**{state: counted.get(state, 0) for state in AnswerState}, CHANGED: _in(rows, CHANGED).count()}


def get_managed(actor: Actor, *, key: str, now: datetime) -> Managed:
    """Return an answer with everything that its owners need. Raises NotAllowed, AnswerNotFound."""
    rows = list(visible_to(actor).filter(answer=key).order_by("number").prefetch_related("acts", "flags"))
    if not rows:
        raise AnswerNotFound(key)
    open_ = next((row for row in rows if row.state in OPEN), None)
    shown = next((row for row in rows if row.state in SHOWN), None)
    row = open_ or shown or rows[-1]
    one, held = row.to_core(), shown.to_core() if shown else None
    facts = facts_at(actor, on=day_of(now))
    return Managed(
        key,
        row.owner,
        row.number,
        one,
        held,
        open_.to_core() if open_ else None,
        render(one.content.text, facts).text,
        changes(held.said, held.content, facts) if held else (),
        tuple(
            Act(act.at, act.kind, act.actor_name or act.actor, act.department, act.words)
            for each in rows
            for act in sorted(each.acts.all(), key=lambda act: act.sequence)
        ),
        _rivals(actor, row, now.date()),
    )


def _rivals(actor: Actor, row: RevisionRow, on: date) -> tuple[tuple[str, str], ...]:
    """Return the published answers that would contradict this revision: key and the words that both answer."""
    others = RevisionRow.objects.filter(state__in=SHOWN).exclude(answer=row.answer_id).order_by("answer")
    answers = [(one.answer_id, one.to_core().content) for one in others]
    divisions = catalogue.current(actor).divisions
    mine = row.answer_id
    found = find_conflicts([(mine, row.to_core().content), *answers], divisions)
    return tuple(
        (one.other if one.one == mine else one.one, one.asked)
        for one in found
        if mine in (one.one, one.other)
    )


def list_conflicts(actor: Actor) -> list[ConflictLine]:
    """Return published answers to one question that say different things, where the actor sees one of both. Raises NotAllowed."""
    seen = set(visible_to(actor).filter(state__in=SHOWN).values_list("answer_id", flat=True))
    rows = {row.answer_id: row for row in RevisionRow.objects.filter(state__in=SHOWN).order_by("answer")}
    answers = {key: row.to_core().content for key, row in rows.items()}
    return [
        ConflictLine(
            found.asked,
            found.one,
            found.other,
            answers[found.one].text,
            answers[found.other].text,
            rows[found.one].owner,
            rows[found.other].owner,
        )
        for found in find_conflicts(answers.items(), catalogue.current(actor).divisions)
        if {found.one, found.other} & seen
    ]


def list_voices(actor: Actor, *, key: str, helped: bool | None = None, limit: int = 100) -> list[Voice]:
    """Return the voices on an answer, newest first. Raises NotAllowed, AnswerNotFound."""
    if not visible_to(actor).filter(answer=key).exists():
        raise AnswerNotFound(key)
    rows = FeedbackRow.objects.filter(revision__answer=key).select_related("revision")
    if helped is not None:
        rows = rows.filter(helped=helped)
    return [
        Voice(row.at, row.revision.number, row.helped, row.source)
        for row in rows.order_by("-at", "-pk")[:limit]
    ]


def whose_may_be_seen(actor: Actor) -> Callable[[str], bool]:
    """Return how to say whether the actor sees what a department owns; the catalogue is asked once, however many are."""
    sees = actor.can(KnowledgePermission.SEE)
    everything = sees and _sees_all(actor)
    return lambda owner: everything or (sees and owner == actor.department)


def may_publish(actor: Actor) -> bool:
    """Say whether the actor is of the team that publishes."""
    return actor.can(KnowledgePermission.PUBLISH) and in_team(actor)


def may_write(actor: Actor, *, owner: str) -> bool:
    """Say whether the actor writes, reviews and confirms what this department owns."""
    return actor.can(KnowledgePermission.WRITE) and (actor.department == owner or in_team(actor))


def count_waiting(actor: Actor) -> int:
    """Return how much waits for this actor: reviews, what is due, what changed, questions without an answer."""
    if not actor.can(KnowledgePermission.SEE):
        return 0
    rows = visible_to(actor)
    mine = rows.filter(Q(state=AnswerState.DEPARTMENT) | Q(state=AnswerState.DUE))
    city = rows.filter(state=AnswerState.CITY) if may_publish(actor) else rows.none()
    questions = QuestionRow.objects.filter(settled=Settled.WAITING)
    if not in_team(actor):
        questions = questions.filter(owner=actor.department)
    return mine.count() + city.count() + _in(rows, CHANGED).count() + questions.count()
