"""What those who ask leave behind: whether an answer helped, and how often it is asked for."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from onething.areas.knowledge import queries
from onething.areas.knowledge.keeping import day_of
from onething.areas.knowledge.models import AskedRow, FeedbackRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.core.actors import Actor
from onething.core.knowledge import Source


@transaction.atomic
def say_whether_helped(
    actor: Actor, *, key: str, number: int, viewer: str, helped: bool, source: Source, now: datetime
) -> None:
    """Keep one voice on a revision; the same viewer's later one takes its place.

    viewer: a hash that stands for whoever looks, made by the channel. Raises NotAllowed, AnswerNotFound.
    """
    actor.must(KnowledgePermission.TELL)
    row = queries.get_shown_row(actor, key=key, number=number)
    FeedbackRow.objects.update_or_create(
        revision=row,
        viewer=viewer[:64],
        defaults={"helped": helped, "source": source, "at": now, "owner": row.owner},
    )


@transaction.atomic
def note_asked(actor: Actor, *, key: str, now: datetime) -> None:
    """Count that an answer came first for somebody who asked. Raises NotAllowed."""
    actor.must(KnowledgePermission.READ)
    on = day_of(now)
    if not AskedRow.objects.filter(answer=key, on=on).update(count=F("count") + 1):
        try:
            with transaction.atomic():
                AskedRow.objects.create(answer_id=key, on=on, count=1)
        except IntegrityError:  # the first two of a day at once
            AskedRow.objects.filter(answer=key, on=on).update(count=F("count") + 1)
