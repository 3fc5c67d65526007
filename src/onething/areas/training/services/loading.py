"""The exam questions that a city package ships: in use as they stand there, unless people have changed them here since."""

from datetime import datetime

from django.db import transaction

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.areas.training.keeping import day_of, keep, replace_used
from onething.areas.training.models import QuestionRow, RevisionRow
from onething.areas.training.permissions import TrainingPermission
from onething.areas.training.views import Loaded
from onething.core.actors import Actor
from onething.core.knowledge import Facts, said_of
from onething.core.training import (
    Question,
    QuestionRefused,
    QuestionState,
    Revision,
    as_in_a_file,
    check,
    read_questions,
)

_USED = QuestionState.IN_USE.value


@transaction.atomic
def load_questions(actor: Actor, *, now: datetime) -> Loaded:
    """Put the exam questions of the package that holds in use. The same package again changes nothing.

    A question that was revised or withdrawn here since it was loaded stays as it is; what the package no longer has
    stays, too. Raises NotAllowed, QuestionRefused.
    """
    actor.must(TrainingPermission.LOAD)
    facts = knowledge.facts_at(actor, on=day_of(now))
    questions = read_questions(catalogue.current(actor), on=day_of(now)).questions
    if flaws := [flaw for question in questions.values() for flaw in check(question, facts)]:
        raise QuestionRefused(flaws)
    known = {row.key: row for row in QuestionRow.objects.filter(pk__in=questions)}
    put, same, kept = 0, 0, []
    for key, question in questions.items():
        row = known.get(key)
        if row is not None and row.shipped == question.hash:
            same += 1
        elif row is not None and _says(row, question):  # written here, and exported into the package since
            QuestionRow.objects.filter(pk=key).update(shipped=question.hash)
            same += 1
        elif row is not None and not _as_shipped(row):
            kept.append(key)
        else:
            _put_in_use(actor, row or QuestionRow(key=key, made_at=now), question, facts, now)
            put += 1
    return Loaded(put, same, tuple(kept))


def _says(row: QuestionRow, question: Question) -> bool:
    """Say whether the revision in use says just this."""
    used = row.revisions.filter(state=_USED).first()
    return used is not None and as_in_a_file(used.to_core().question) == question


def _as_shipped(row: QuestionRow) -> bool:
    """Say whether the newest revision is the one that was loaded, and is in use."""
    newest = row.revisions.order_by("-number").first()
    return newest is not None and newest.state == _USED and newest.to_core().question.hash == row.shipped


def _put_in_use(actor: Actor, row: QuestionRow, question: Question, facts: Facts, now: datetime) -> None:
    row.owner, row.shipped = question.owner, question.hash
    row.save()
    revision = RevisionRow(question=row, number=row.revisions.count() + 1)
    replace_used(actor, revision, now=now)
    done = Revision(
        question=question,
        state=QuestionState.IN_USE,
        author=actor.id,
        said=said_of(question.texts, facts),
        in_use_at=now,
    )
    keep(actor, revision, done, kind="loaded", now=now)
