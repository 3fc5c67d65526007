"""Writing an answer: a new one, a draft that is changed, and a new revision of what is published."""

from datetime import datetime

from django.db import IntegrityError, transaction

from onething.areas.knowledge import queries
from onething.areas.knowledge.keeping import keep, must_own
from onething.areas.knowledge.models import AnswerRow, RevisionRow
from onething.core.actors import Actor
from onething.core.errors import Conflict
from onething.core.knowledge import OPEN, SHOWN, Content, Revision, must_be_impersonal
from onething.kit.ports import new_id


class RevisionOpen(Conflict):
    """A revision of this answer is being written or reviewed: one at a time."""

    code = "knowledge.revision_open"

    def __init__(self, key: str) -> None:
        super().__init__(f"a revision of {key} is open")
        self.key = key


@transaction.atomic
def draft(actor: Actor, *, content: Content, now: datetime) -> str:
    """Begin a new answer; returns its key. Flaws may stand in a draft, but no number of a person.

    Raises NotAllowed, NotYours, AnswerRefused (a number of a person).
    """
    must_own(actor, content.owner)
    must_be_impersonal(content)
    row = AnswerRow.objects.create(key=f"a-{new_id().hex}", owner=content.owner, made_at=now)
    _add(actor, row, content, number=1, now=now)
    return row.key


@transaction.atomic
def write(actor: Actor, *, key: str, content: Content, now: datetime) -> None:
    """Change a draft. Raises AnswerNotFound, NotYours, AnswerNotNow, AnswerRefused (a number of a person)."""
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    must_own(actor, content.owner)
    must_be_impersonal(content)
    one = row.to_core().written(content, by=actor.id)
    if row.number == 1:
        AnswerRow.objects.filter(pk=key).update(owner=content.owner)
    keep(actor, row, one, kind="written", now=now)


@transaction.atomic
def revise(actor: Actor, *, key: str, content: Content | None = None, now: datetime) -> int:
    """Begin a new revision of a published answer, which holds until the new one is published; returns its number.

    content: None begins with what is published. Raises AnswerNotFound, NotYours, RevisionOpen, AnswerRefused.
    """
    row = queries.lock_answer(actor, key=key)
    must_own(actor, row.owner)
    if row.revisions.filter(state__in=OPEN).exists():
        raise RevisionOpen(key)
    if content is None:
        shown = row.revisions.filter(state__in=SHOWN).first() or row.revisions.order_by("-number")[0]
        content = shown.to_core().content
    must_be_impersonal(content)
    number = row.revisions.count() + 1
    _add(actor, row, content, number=number, now=now)
    return number


def _add(actor: Actor, answer: AnswerRow, content: Content, *, number: int, now: datetime) -> None:
    row, one = RevisionRow(answer=answer, number=number), Revision.drafted(content, by=actor.id)
    try:
        with transaction.atomic():
            keep(actor, row, one, kind="drafted", now=now)
    except IntegrityError:  # two at once: one of them is first
        raise RevisionOpen(answer.key) from None
