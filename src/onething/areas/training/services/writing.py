"""Writing an exam question, its review by another person, and what becomes of one in use."""

from datetime import datetime

from django.db import IntegrityError, transaction

from onething.areas.knowledge import api as knowledge
from onething.areas.training import queries
from onething.areas.training.keeping import day_of, keep, must_own, replace_used, settle_flags
from onething.areas.training.models import QuestionRow, RevisionRow
from onething.core.actors import Actor
from onething.core.errors import Conflict
from onething.core.knowledge import said_of
from onething.core.training import (
    OPEN,
    Question,
    QuestionState,
    Revision,
    must_be_clean,
    must_be_impersonal,
)
from onething.kit.ports import new_id


class RevisionOpen(Conflict):
    """A revision of this question is being written or reviewed: one at a time."""

    code = "training.revision_open"

    def __init__(self, key: str) -> None:
        super().__init__(f"a revision of {key} is open")
        self.key = key


@transaction.atomic
def draft(actor: Actor, *, question: Question, now: datetime) -> str:
    """Begin a new exam question; returns its key. Flaws may stand in a draft, but no number of a person.

    Raises NotAllowed, NotYours, QuestionRefused (a number of a person).
    """
    must_own(actor, question.owner)
    must_be_impersonal(question)
    row = QuestionRow.objects.create(key=f"q-{new_id().hex}", owner=question.owner, made_at=now)
    _add(actor, row, question, number=1, now=now)
    return row.key


@transaction.atomic
def write(actor: Actor, *, key: str, question: Question, now: datetime) -> None:
    """Change a draft. Raises QuestionNotFound, NotYours, QuestionNotNow, QuestionRefused (a number of a person)."""
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    must_own(actor, question.owner)
    must_be_impersonal(question)
    one = row.to_core().written(question, by=actor.id)
    if row.number == 1:
        QuestionRow.objects.filter(pk=key).update(owner=question.owner)
    keep(actor, row, one, kind="written", now=now)


@transaction.atomic
def revise(actor: Actor, *, key: str, now: datetime) -> int:
    """Begin a new revision with what is in use, which counts until the new one does; returns its number.

    Raises QuestionNotFound, NotYours, RevisionOpen.
    """
    row = queries.lock_question(actor, key=key)
    must_own(actor, row.owner)
    if row.revisions.filter(state__in=[one.value for one in OPEN]).exists():
        raise RevisionOpen(key)
    used = row.revisions.filter(state=QuestionState.IN_USE.value).first()
    newest = used or row.revisions.order_by("-number")[0]
    number = row.revisions.count() + 1
    _add(actor, row, newest.to_core().question, number=number, now=now)
    return number


def _add(actor: Actor, question: QuestionRow, content: Question, *, number: int, now: datetime) -> None:
    row, one = RevisionRow(question=question, number=number), Revision.drafted(content, by=actor.id)
    try:
        with transaction.atomic():
            keep(actor, row, one, kind="drafted", now=now)
    except IntegrityError:  # two at once: one of them is first
        raise RevisionOpen(question.key) from None


@transaction.atomic
def send(actor: Actor, *, key: str, now: datetime) -> None:
    """Send a draft to review. Raises QuestionNotFound, NotYours, QuestionNotNow, QuestionRefused (every flaw)."""
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    one = row.to_core()
    must_be_clean(one.question, knowledge.facts_at(actor, on=day_of(now)))
    keep(actor, row, one.sent(), kind="sent", now=now)


@transaction.atomic
def put_in_use(actor: Actor, *, key: str, now: datetime) -> None:
    """Approve a question that somebody else wrote: from now on it counts, and the revision before it no more.

    Raises QuestionNotFound, NotYours, QuestionNotNow, OwnQuestion, QuestionRefused (the package has changed since).
    """
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    one, facts = row.to_core(), knowledge.facts_at(actor, on=day_of(now))
    must_be_clean(one.question, facts)
    done = one.put_in_use(by=actor.id, at=now, said=said_of(one.question.texts, facts))
    replace_used(actor, row, now=now)
    keep(actor, row, done, kind="put_in_use", now=now)
    QuestionRow.objects.filter(pk=key).update(owner=done.question.owner)


@transaction.atomic
def return_question(actor: Actor, *, key: str, reason: str, now: datetime) -> None:
    """Give a revision back to be rewritten. Raises QuestionNotFound, NotYours, QuestionNotNow, NoReason."""
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    keep(actor, row, row.to_core().returned(reason=reason), kind="returned", words=reason.strip(), now=now)


@transaction.atomic
def read_again(actor: Actor, *, key: str, now: datetime) -> None:
    """Its owner says that a question in use still is right, with everything that it refers to as it is now.

    Raises QuestionNotFound, NotYours, QuestionRefused (a reference is gone, or two options read the same now: that takes
    a new revision).
    """
    row = queries.lock_used(actor, key=key)
    must_own(actor, row.owner)
    one, facts = row.to_core(), knowledge.facts_at(actor, on=day_of(now))
    must_be_clean(one.question, facts)
    said = said_of(one.question.texts, facts)
    keep(actor, row, one.read_again(said=said), kind="read_again", now=now)
    settle_flags(row, now=now)


@transaction.atomic
def withdraw(actor: Actor, *, key: str, reason: str, now: datetime) -> None:
    """Take the question out of use, or drop the open revision where there is one.

    Raises QuestionNotFound, NotYours, NoReason.
    """
    row = queries.lock_any(actor, key=key)
    must_own(actor, row.owner)
    keep(actor, row, row.to_core().withdrawn(reason=reason), kind="withdrawn", words=reason.strip(), now=now)
    settle_flags(row, now=now)
