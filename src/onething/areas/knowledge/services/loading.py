"""The answers that a city package ships: published as they stand there, unless people have changed them here since."""

from datetime import datetime

from django.db import transaction

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge.keeping import day_of, facts_at, keep, replace_shown, rules
from onething.areas.knowledge.models import AnswerRow, RevisionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.areas.knowledge.views import Loaded
from onething.core.actors import Actor
from onething.core.knowledge import (
    SHOWN,
    AnswerRefused,
    AnswerState,
    Content,
    Facts,
    Revision,
    as_in_a_file,
    read_answers,
    render,
)
from onething.core.knowledge.checking import check


@transaction.atomic
def load_answers(actor: Actor, *, now: datetime) -> Loaded:
    """Publish the answers of the package that holds. The same package again changes nothing.

    An answer that was revised or withdrawn here since it was loaded stays as it is; what the package no longer has
    stays, too. Raises NotAllowed, AnswerRefused.
    """
    actor.must(KnowledgePermission.LOAD)
    facts = facts_at(actor, on=day_of(now))
    answers = read_answers(catalogue.current(actor), on=day_of(now)).answers
    if flaws := [flaw for content in answers.values() for flaw in check(content, facts)]:
        raise AnswerRefused(flaws)
    known = {row.key: row for row in AnswerRow.objects.filter(pk__in=answers)}
    published, same, kept = 0, 0, []
    for key, content in answers.items():
        row = known.get(key)
        if row is not None and row.shipped == content.hash:
            same += 1
        elif row is not None and _says(row, content):  # written here, and exported into the package since
            AnswerRow.objects.filter(pk=key).update(shipped=content.hash)
            same += 1
        elif row is not None and not _as_shipped(row):
            kept.append(key)
        else:
            _publish(actor, row or AnswerRow(key=key, made_at=now), content, facts, now)
            published += 1
    return Loaded(published, same, tuple(kept))


def _says(row: AnswerRow, content: Content) -> bool:
    """Say whether the revision that holds says just this."""
    shown = row.revisions.filter(state__in=SHOWN).first()
    return shown is not None and as_in_a_file(shown.to_core().content) == content


def _as_shipped(row: AnswerRow) -> bool:
    """Say whether the newest revision is the one that was loaded, and holds."""
    newest = row.revisions.order_by("-number").first()
    return newest is not None and newest.state in SHOWN and newest.to_core().content.hash == row.shipped


def _publish(actor: Actor, answer: AnswerRow, content: Content, facts: Facts, now: datetime) -> None:
    answer.owner, answer.shipped = content.owner, content.hash
    answer.save()
    row = RevisionRow(answer=answer, number=answer.revisions.count() + 1)
    replace_shown(actor, row, now=now)
    done = Revision(
        content=content,
        state=AnswerState.PUBLISHED,
        author=actor.id,
        said=render(content.text, facts).said,
        published_at=now,
        due_on=rules(actor).due_on(day_of(now)),
    )
    keep(actor, row, done, kind="loaded", now=now)
