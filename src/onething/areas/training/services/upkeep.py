"""What our own job finds: questions in use that are to be read again, since an item says another thing than it did."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.knowledge import api as knowledge
from onething.areas.training.keeping import day_of
from onething.areas.training.models import FlagRow, RevisionRow
from onething.areas.training.permissions import TrainingPermission
from onething.core.actors import Actor
from onething.core.data import as_data
from onething.core.knowledge import Change, Facts
from onething.core.training import QuestionState, to_be_read_again

#: Revisions that are read together.
STEP = 200


def flag_changes(actor: Actor, *, now: datetime) -> int:
    """Flag every question in use that is to be read again; returns how many flags are new. Raises NotAllowed.

    Each is held once against each publication of the catalogue and each change of the register, as answers are. A flag
    follows what is said now, and is settled by itself where the item says again what it said.
    """
    actor.must(TrainingPermission.LOOK_AFTER)
    stamp, facts, new = knowledge.facts_stamp(actor), knowledge.facts_at(actor, on=day_of(now)), 0
    rows = RevisionRow.objects.filter(state=QuestionState.IN_USE.value).exclude(checked=stamp)
    for row in rows.prefetch_related("flags").order_by("pk").iterator(chunk_size=STEP):
        if _differs(row, facts):
            new += _hold(row.pk, facts, now)
        RevisionRow.objects.filter(pk=row.pk).update(checked=stamp)
    return new


def _open(row: RevisionRow) -> dict[Change, FlagRow]:
    return {flag.to_core(): flag for flag in row.flags.all() if flag.settled_at is None}


def _differs(row: RevisionRow, facts: Facts) -> bool:
    return _open(row).keys() != set(to_be_read_again(row.to_core(), facts))


@transaction.atomic
def _hold(id: UUID, facts: Facts, now: datetime) -> int:
    """Keep one open flag for each change, settle those that are no more; returns how many are new.

    The revision is read once more under its lock: somebody may have read it again, or replaced it, in between.
    """
    row = RevisionRow.objects.select_for_update().get(pk=id)
    if row.state != QuestionState.IN_USE.value:
        return 0
    found, open_ = to_be_read_again(row.to_core(), facts), _open(row)
    before = {change.reference for change in open_}
    gone = [flag.pk for change, flag in open_.items() if change not in found]
    FlagRow.objects.filter(pk__in=gone).update(settled_at=now)
    FlagRow.objects.bulk_create(
        FlagRow(
            revision=row,
            owner=row.owner,
            reference=change.reference,
            old=as_data(change.old),
            new=as_data(change.new),
            gone=change.new is None,
            found_at=now,
        )
        for change in found
        if change not in open_
    )
    return sum(change.reference not in before for change in found)
