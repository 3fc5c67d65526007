"""What our own jobs find: answers that are due for review, and those under which something changed."""

from datetime import datetime

from django.db import transaction

from onething.areas.knowledge.keeping import day_of, facts_at, facts_stamp, keep
from onething.areas.knowledge.models import FlagRow, RevisionRow
from onething.areas.knowledge.permissions import KnowledgePermission
from onething.core.actors import Actor
from onething.core.knowledge import SHOWN, AnswerState, Change, changes
from onething.core.source import Text

#: Revisions that are read together.
STEP = 200


def mark_due(actor: Actor, *, now: datetime) -> int:
    """Put every published answer whose day has come to its owner for review; returns how many. Raises NotAllowed."""
    actor.must(KnowledgePermission.LOOK_AFTER)
    due = RevisionRow.objects.filter(state=AnswerState.PUBLISHED, due_on__lte=day_of(now))
    marked = 0
    for id in list(due.order_by("due_on").values_list("pk", flat=True)):
        with transaction.atomic():
            row = RevisionRow.objects.select_for_update().get(pk=id)
            one = row.to_core()
            if one.is_due(day_of(now)):
                keep(actor, row, one.fallen_due(), kind="due", now=now)
                marked += 1
    return marked


def flag_changes(actor: Actor, *, now: datetime) -> int:
    """Flag every answer under which something changed since it was published; returns how many flags are new.

    Each answer is held once against each publication of the catalogue and each change of the register.

    A flag follows what is said now, and is settled by itself where the item says again what it said. Raises NotAllowed.
    """
    actor.must(KnowledgePermission.LOOK_AFTER)
    digest = facts_stamp(actor)
    facts, new = facts_at(actor, on=day_of(now)), 0
    rows = RevisionRow.objects.filter(state__in=SHOWN).exclude(checked=digest).prefetch_related("flags")
    for row in rows.order_by("pk").iterator(chunk_size=STEP):
        one = row.to_core()
        found = {change.reference: change for change in changes(one.said, one.content, facts)}
        open_ = {flag.reference: flag for flag in row.flags.all() if flag.settled_at is None}
        if found.keys() != open_.keys() or any(open_[name].to_core() != found[name] for name in found):
            with transaction.atomic():
                for name in open_.keys() - found.keys():
                    FlagRow.objects.filter(pk=open_[name].pk).update(settled_at=now)
                for change in found.values():
                    new += _flagged(row, change, now)
        RevisionRow.objects.filter(pk=row.pk).update(checked=digest)
    return new


def _flagged(row: RevisionRow, change: Change, now: datetime) -> bool:
    """Keep a change as the one open flag on its reference; returns whether it is a new one."""
    said = change.new or Text("")
    words = {
        "old_zh": change.old.zh,
        "old_en": change.old.en,
        "new_zh": said.zh,
        "new_en": said.en,
        "gone": change.new is None,
    }
    _, made = FlagRow.objects.update_or_create(
        revision=row,
        reference=change.reference,
        settled_at=None,
        defaults=words,
        create_defaults={**words, "owner": row.owner, "found_at": now},
    )
    return made
