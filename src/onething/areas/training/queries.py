"""Every read of the area."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.areas.training.keeping import day_of, in_team
from onething.areas.training.models import FlagRow, QuestionRow, RevisionRow
from onething.areas.training.permissions import TrainingPermission
from onething.areas.training.views import Act, Managed, QuestionLine
from onething.core.actors import Actor, Role
from onething.core.cases.views import Page
from onething.core.errors import NotFound
from onething.core.knowledge import Facts, render
from onething.core.training import OPEN, QuestionState, check, read, to_be_read_again, write_questions

#: A list that is no state: questions in use that are to be read again.
AGAIN = "again"
_OPEN = sorted(one.value for one in OPEN)
_USED = QuestionState.IN_USE.value


class QuestionNotFound(NotFound):
    code = "training.not_found"

    def __init__(self, key: str) -> None:
        super().__init__(f"no exam question {key}")
        self.key = key


def _sees_all(actor: Actor) -> bool:
    return bool(actor.roles & {Role.SUPERVISOR, Role.AUDITOR}) or in_team(actor)


def visible_to(actor: Actor) -> QuerySet[RevisionRow]:
    """Return the revisions that the actor may see: the city's team, supervisors and auditors all, others those of their office.

    Raises NotAllowed.
    """
    actor.must(TrainingPermission.SEE)
    rows = RevisionRow.objects.all()
    return rows if _sees_all(actor) else rows.filter(owner=actor.department)


def whose_may_be_seen(actor: Actor) -> Callable[[str], bool]:
    """Return how to say whether the actor sees what a department owns; the catalogue is asked once, however many are."""
    sees = actor.can(TrainingPermission.SEE)
    everything = sees and _sees_all(actor)
    return lambda owner: everything or (sees and owner == actor.department)


def may_write(actor: Actor, *, owner: str) -> bool:
    """Say whether the actor writes, reviews and withdraws the questions of this department."""
    return actor.can(TrainingPermission.WRITE) and (actor.department == owner or in_team(actor))


def list_questions(
    actor: Actor,
    *,
    state: str,
    now: datetime,
    item: str = "",
    owner: str = "",
    cursor: str = "",
    limit: int = 50,
) -> Page[QuestionLine]:
    """Return revisions in a state, or `AGAIN`, by their stem. Raises NotAllowed.

    item: only those that belong to or refer to this item or scene. owner: only those of this department.
    """
    rows = _in(visible_to(actor), state)
    if item:
        rows = rows.filter(about__item=item)
    if owner:
        rows = rows.filter(owner=owner)
    if cursor:
        stem, _, key = cursor.rpartition("_")
        rows = rows.filter(Q(stem__gt=stem) | Q(stem=stem, question_id__gt=key))
    flagged = Count("flags", filter=Q(flags__settled_at=None), distinct=True)
    ordered = rows.annotate(changed=flagged).order_by("stem", "question_id", "number")
    found = list(ordered[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    facts = knowledge.facts_at(actor, on=day_of(now))
    lines = tuple(_line(row, facts) for row in found[:limit])
    return Page(lines, f"{last.stem}_{last.question_id}" if last else "")


def _line(row: RevisionRow, facts: Facts) -> QuestionLine:
    one = row.to_core()
    stem, about = render(one.question.stem, facts).text, tuple(sorted(one.question.about))
    holds = one.question.holds(facts.on)
    return QuestionLine(row.question_id, row.number, stem, row.owner, one, about, row.changed, holds)


def _in(rows: QuerySet[RevisionRow], state: str) -> QuerySet[RevisionRow]:
    if state == AGAIN:
        return rows.filter(state=_USED, pk__in=FlagRow.objects.filter(settled_at=None).values("revision"))
    return rows.filter(state=state)


def list_filters(actor: Actor) -> tuple[list[str], list[str]]:
    """Return the items and scenes, and the departments, that any question which the actor sees has. Raises NotAllowed."""
    rows = visible_to(actor)
    items = rows.filter(about__isnull=False).values_list("about__item", flat=True).distinct()
    return list(items.order_by("about__item")), list(
        rows.values_list("owner", flat=True).distinct().order_by("owner")
    )


def count_by_state(actor: Actor) -> dict[str, int]:
    """Return how many revisions are in each state that the actor sees, and how many `AGAIN`. Raises NotAllowed."""
    rows = visible_to(actor)
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    states = {one.value: counted.get(one.value, 0) for one in QuestionState}
    return {**states, AGAIN: _in(rows, AGAIN).count()}


def get_managed(actor: Actor, *, key: str, now: datetime) -> Managed:
    """Return an exam question with everything that its owners need. Raises NotAllowed, QuestionNotFound."""
    rows = list(visible_to(actor).filter(question=key).order_by("number").prefetch_related("acts"))
    if not rows:
        raise QuestionNotFound(key)
    open_ = next((row for row in rows if row.state in _OPEN), None)
    used = next((row for row in rows if row.state == _USED), None)
    row = open_ or used or rows[-1]
    one, held = row.to_core(), used.to_core() if used else None
    facts = knowledge.facts_at(actor, on=day_of(now))
    return Managed(
        key,
        row.owner,
        row.number,
        one,
        held,
        open_.to_core() if open_ else None,
        read(one.question, facts),
        to_be_read_again(held, facts) if held else (),
        tuple(
            Act(act.at, act.kind, act.actor_name or act.actor, act.department, act.words)
            for each in rows
            for act in sorted(each.acts.all(), key=lambda act: act.sequence)
        ),
        one.question.holds(facts.on),
        check(one.question, facts) if one.state is QuestionState.DRAFT else (),
    )


def files_of_questions(actor: Actor) -> dict[str, bytes]:
    """Return the exam questions in use, as files of the package that holds: path → bytes. Raises NotAllowed.

    Loaded again with them, nothing changes. What is written or under review stays out.
    """
    actor.must(TrainingPermission.EXPORT)
    rows = RevisionRow.objects.filter(state=_USED).order_by("question")
    questions = {row.question_id: row.to_core().question for row in rows.iterator(chunk_size=500)}
    return write_questions(questions, catalogue.current(actor))


def lock_open(actor: Actor, *, key: str) -> RevisionRow:
    """Return the revision that is written or reviewed, for a write. Raises QuestionNotFound."""
    return _newest(lock_question(actor, key=key), _OPEN)


def lock_used(actor: Actor, *, key: str) -> RevisionRow:
    """Return the revision in use, for a write. Raises QuestionNotFound."""
    return _newest(lock_question(actor, key=key), [_USED])


def lock_any(actor: Actor, *, key: str) -> RevisionRow:
    """Return the open revision, else the one in use, for a write. Raises QuestionNotFound."""
    question = lock_question(actor, key=key)
    return question.revisions.filter(state__in=_OPEN).first() or _newest(question, [_USED])


def lock_question(actor: Actor, *, key: str) -> QuestionRow:
    """Return a question held until the transaction ends; whose it is the service checks. Raises QuestionNotFound."""
    row = QuestionRow.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise QuestionNotFound(key)
    return row


def _newest(question: QuestionRow, states: list[str]) -> RevisionRow:
    row = question.revisions.filter(state__in=states).order_by("-number").first()
    if row is None:
        raise QuestionNotFound(question.key)
    return row
