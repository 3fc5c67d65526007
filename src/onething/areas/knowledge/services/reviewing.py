"""The two reviews, publishing, and what becomes of a published answer. Nobody approves what they wrote or approved before."""

from datetime import datetime

from django.db import transaction

from onething.areas.knowledge import queries
from onething.areas.knowledge.keeping import (
    NotTheTeam,
    day_of,
    facts_at,
    in_team,
    keep,
    must_own,
    replace_shown,
    rules,
    settle_flags,
)
from onething.areas.knowledge.models import AnswerRow, QuestionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.core.actors import Actor
from onething.core.knowledge import Settled, must_be_clean, render


@transaction.atomic
def send(actor: Actor, *, key: str, now: datetime) -> None:
    """Send a draft to department review. Raises AnswerNotFound, NotYours, AnswerNotNow, AnswerRefused (every flaw)."""
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    one = row.to_core()
    must_be_clean(one.content, facts_at(actor, on=day_of(now)))
    keep(actor, row, one.sent(), kind="sent", now=now)


@transaction.atomic
def approve(actor: Actor, *, key: str, now: datetime) -> None:
    """Approve for the department. Raises AnswerNotFound, NotYours, AnswerNotNow, OwnWork."""
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    keep(actor, row, row.to_core().approved_by_department(by=actor.id), kind="approved", now=now)


@transaction.atomic
def publish(actor: Actor, *, key: str, now: datetime) -> None:
    """Approve for the city: from this moment it holds everywhere, and the revision before it no more.

    Raises NotAllowed, NotTheTeam, AnswerNotFound, AnswerNotNow, OwnWork, AnswerRefused (the package has changed since).
    """
    actor.must(KnowledgePermission.PUBLISH)
    if not in_team(actor):
        raise NotTheTeam
    row = queries.lock_open(actor, key=key)
    one, facts = row.to_core(), facts_at(actor, on=day_of(now))
    must_be_clean(one.content, facts)
    done = one.published(
        by=actor.id,
        at=now,
        due_on=rules(actor).due_on(day_of(now)),
        said=render(one.content.text, facts).said,
    )
    replace_shown(actor, row, now=now)
    keep(actor, row, done, kind="published", now=now)
    AnswerRow.objects.filter(pk=key).update(owner=done.content.owner)
    _settle_questions(actor, key, now=now)


@transaction.atomic
def return_answer(actor: Actor, *, key: str, reason: str, now: datetime) -> None:
    """Give a revision back to be rewritten. Raises AnswerNotFound, NotYours, AnswerNotNow, ReasonMissing."""
    row = queries.lock_open(actor, key=key)
    must_own(actor, row.owner)
    keep(actor, row, row.to_core().returned(reason=reason), kind="returned", words=reason.strip(), now=now)


@transaction.atomic
def confirm(actor: Actor, *, key: str, now: datetime) -> None:
    """The owner says that a published answer still is right, with everything that it refers to as it is now.

    Raises AnswerNotFound, NotYours, AnswerRefused (a reference is gone: that takes a new revision).
    """
    row = queries.lock_shown(actor, key=key)
    must_own(actor, row.owner)
    one, facts = row.to_core(), facts_at(actor, on=day_of(now))
    must_be_clean(one.content, facts)
    due_on = rules(actor).due_on(day_of(now))
    keep(
        actor,
        row,
        one.confirmed(due_on=due_on, said=render(one.content.text, facts).said),
        kind="confirmed",
        now=now,
    )
    settle_flags(row, now=now)


@transaction.atomic
def withdraw(actor: Actor, *, key: str, reason: str, now: datetime) -> None:
    """Take the published revision out of use, or drop the open one where nothing is published.

    Raises AnswerNotFound, NotYours, ReasonMissing.
    """
    row = queries.lock_any(actor, key=key)
    must_own(actor, row.owner)
    keep(actor, row, row.to_core().withdrawn(reason=reason), kind="withdrawn", words=reason.strip(), now=now)
    settle_flags(row, now=now)
    for question in QuestionRow.objects.select_for_update().filter(answer=key, settled=Settled.DRAFTED):
        question.keep(question.to_core().dropped())
        question.save()


def _settle_questions(actor: Actor, key: str, *, now: datetime) -> None:
    for question in QuestionRow.objects.select_for_update().filter(answer=key, settled=Settled.DRAFTED):
        question.keep(question.to_core().answered())
        question.settled_at, question.settled_by = now, actor.id
        question.save()
