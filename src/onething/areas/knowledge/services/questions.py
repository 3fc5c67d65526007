"""Questions that nothing answered: kept, given to an owner with a day, and settled."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import queries
from onething.areas.knowledge.keeping import calendar, day_of, must_own, rules
from onething.areas.knowledge.models import QuestionRow, RevisionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.areas.knowledge.services.reviewing import send
from onething.areas.knowledge.services.writing import draft, revise, write
from onething.core.actors import Actor
from onething.core.errors import RuleBroken
from onething.core.knowledge import (
    OPEN,
    SHOWN,
    Content,
    NothingAsked,
    Source,
    Unanswered,
    cut_personal,
)
from onething.core.knowledge.unanswered import MOST_WORDS, WAITS
from onething.core.search.folding import gist
from onething.core.search.model import Hit
from onething.core.source import Text


class OwnerUnknown(RuleBroken):
    code = "knowledge.owner_unknown"

    def __init__(self, owner: str) -> None:
        super().__init__(f"no department {owner}")
        self.owner = owner


@transaction.atomic
def keep_question(
    actor: Actor, *, asked: str, source: Source, place: str = "", near: Collection[Hit] = (), now: datetime
) -> UUID:
    """Keep a question without an answer, or count it once more where the same one waits. Numbers of persons are cut out.

    near: what was found although nothing answered it: the department of the first of it owns the question, else the city's
    item team. Raises NotAllowed, NothingAsked.
    """
    actor.must(KnowledgePermission.TELL)
    words = cut_personal(asked[:MOST_WORDS].strip())
    folded = gist(words)[:200]
    if not folded:
        raise NothingAsked
    place = place if place in catalogue.current(actor).divisions else ""
    row = _counted(folded, place, source, now)
    if row is None:
        try:
            with transaction.atomic():
                return _first(actor, words, folded, place, source, near, now).id
        except IntegrityError:  # asked twice at once: one of them was first
            row = _counted(folded, place, source, now)
            assert row is not None, "the same question waits"
    return row.id


def _counted(folded: str, place: str, source: Source, now: datetime) -> QuestionRow | None:
    waiting = QuestionRow.objects.select_for_update().filter(folded=folded, place=place, settled__in=WAITS)
    row = waiting.first()
    if row is not None:
        row.keep(row.to_core().asked_again())
        row.last_at = now
        row.save()
        _count_source(row, source)
    return row


def _first(
    actor: Actor,
    words: str,
    folded: str,
    place: str,
    source: Source,
    near: Collection[Hit],
    now: datetime,
) -> QuestionRow:
    known = rules(actor)
    one = Unanswered.asked(
        words,
        owner=_owner(actor, near) or known.team,
        on=day_of(now),
        days=known.answer_days,
        calendar=calendar(),
    )
    row = QuestionRow(folded=folded, place=place, first_at=now, last_at=now)
    row.keep(one)
    row.save()
    _count_source(row, source)
    return row


def _count_source(row: QuestionRow, source: Source) -> None:
    QuestionRow.objects.filter(pk=row.pk).update(**{f"by_{source}": F(f"by_{source}") + 1})


def _owner(actor: Actor, near: Collection[Hit]) -> str:
    """Return the department of the first thing that was near, "" if none has one."""
    package = catalogue.current(actor)
    for hit in near:
        item = package.items.get(hit.key.rpartition("/")[2]) if hit.kind == "item" else None
        if item is not None:
            return item.department
        if hit.kind == "scene" and hit.key in package.scenes:
            return package.scenes[hit.key].lead
        if hit.kind == "answer":
            shown = RevisionRow.objects.filter(answer=hit.key, state__in=SHOWN).first()
            if shown is not None:
                return shown.owner
    return ""


@transaction.atomic
def pass_question_on(actor: Actor, *, question: UUID, owner: str) -> None:
    """Give a question to another department. Raises QuestionNotFound, NotYours, OwnerUnknown, SettledAlready."""
    row = queries.lock_question(actor, question=question)
    must_own(actor, row.owner)
    if owner not in catalogue.current(actor).departments:
        raise OwnerUnknown(owner)
    row.keep(row.to_core().passed_on(owner))
    row.save()


@transaction.atomic
def draft_from_question(actor: Actor, *, question: UUID, now: datetime) -> str:
    """Begin an answer to a question; returns its key. The question is settled when that answer is published.

    Raises QuestionNotFound, NotYours, SettledAlready.
    """
    row = queries.lock_question(actor, question=question)
    must_own(actor, row.owner)
    places = (row.place,) if row.place else ()
    content = Content(question=Text(row.words), text=Text(""), owner=row.owner, places=places)
    key = draft(actor, content=content, now=now)
    row.keep(row.to_core().drafted(key))
    row.save()
    return key


@transaction.atomic
def merge_question(actor: Actor, *, question: UUID, key: str, now: datetime) -> None:
    """Take a question as another wording of an answer that there is. The wording goes through both reviews.

    Where a draft of the answer is open it is put there. Raises QuestionNotFound, AnswerNotFound, NotYours, SettledAlready,
    AnswerNotNow (the answer is under review), AnswerRefused (the answer needs work first).
    """
    row = queries.lock_question(actor, question=question)
    must_own(actor, row.owner)
    answer = queries.lock_answer(actor, key=key)
    open_ = answer.revisions.filter(state__in=OPEN).first()
    shown = open_ or answer.revisions.filter(state__in=SHOWN).first()
    if shown is None:
        raise queries.AnswerNotFound(key)
    content = shown.to_core().content
    wordings = (content.question.zh, *content.variants)
    if gist(row.words) not in {gist(one) for one in wordings}:
        more = replace(content, variants=(*content.variants, row.words))
        if open_ is None:
            revise(actor, key=key, content=more, now=now)
            send(actor, key=key, now=now)
        else:
            write(actor, key=key, content=more, now=now)
    row.keep(row.to_core().merged(key))
    row.settled_at, row.settled_by = now, actor.id
    row.save()


@transaction.atomic
def close_question(actor: Actor, *, question: UUID, reason: str, now: datetime) -> None:
    """Close a question with a reason. Raises QuestionNotFound, NotYours, SettledAlready, ReasonMissing."""
    row = queries.lock_question(actor, question=question)
    must_own(actor, row.owner)
    row.keep(row.to_core().closed(reason))
    row.settled_at, row.settled_by = now, actor.id
    row.save()
