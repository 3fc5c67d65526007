"""Rows for a write: held until its transaction ends. Whose they are is checked by the service."""

from uuid import UUID

from onething.areas.knowledge.models import AnswerRow, QuestionRow, RevisionRow
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.knowledge import OPEN, SHOWN


class AnswerNotFound(NotFound):
    code = "knowledge.not_found"

    def __init__(self, key: str) -> None:
        super().__init__(f"no answer {key}")
        self.key = key


class QuestionNotFound(NotFound):
    code = "knowledge.question_not_found"


def lock_answer(actor: Actor, *, key: str) -> AnswerRow:
    """Raises AnswerNotFound."""
    row = AnswerRow.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise AnswerNotFound(key)
    return row


def lock_open(actor: Actor, *, key: str) -> RevisionRow:
    """Return the revision that is written or reviewed. Raises AnswerNotFound."""
    return _newest(lock_answer(actor, key=key), OPEN)


def lock_shown(actor: Actor, *, key: str) -> RevisionRow:
    """Return the revision that holds. Raises AnswerNotFound."""
    return _newest(lock_answer(actor, key=key), SHOWN)


def lock_any(actor: Actor, *, key: str) -> RevisionRow:
    """Return the open revision, else the one that holds. Raises AnswerNotFound."""
    answer = lock_answer(actor, key=key)
    open_ = answer.revisions.filter(state__in=OPEN).first()
    return open_ or _newest(answer, SHOWN)


def _newest(answer: AnswerRow, states: frozenset[str]) -> RevisionRow:
    row = answer.revisions.filter(state__in=states).order_by("-number").first()
    if row is None:
        raise AnswerNotFound(answer.key)
    return row


def get_shown_row(actor: Actor, *, key: str, number: int) -> RevisionRow:
    """Return a revision that was or is shown, by its number. Raises AnswerNotFound."""
    row = RevisionRow.objects.filter(answer=key, number=number, published_at__isnull=False).first()
    if row is None:
        raise AnswerNotFound(key)
    return row


def lock_question(actor: Actor, *, question: UUID) -> QuestionRow:
    """Raises QuestionNotFound."""
    row = QuestionRow.objects.select_for_update().filter(pk=question).first()
    if row is None:
        raise QuestionNotFound
    return row
