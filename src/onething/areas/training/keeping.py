"""What services and queries share: whose a question is, and keeping what an act left."""

from datetime import date, datetime

from onething.areas.catalogue import api as catalogue
from onething.areas.training.models import AboutRow, ActRow, FlagRow, RevisionRow
from onething.areas.training.permissions import TrainingPermission
from onething.core.actors import Actor
from onething.core.errors import NotAllowed
from onething.core.knowledge import KnowledgeRules
from onething.core.source import Text
from onething.core.training import QuestionState, Revision
from onething.kit.ports import SHANGHAI


class NotYours(NotAllowed):
    """An exam question is written, reviewed and withdrawn by the department that owns it, and by the city's item team."""

    code = "training.not_yours"

    def __init__(self, owner: Text) -> None:
        super().__init__(f"{owner.say('en')} owns it")
        self.owner = owner


def in_team(actor: Actor) -> bool:
    """Say whether the actor is of the city's item team, the one that publishes answers."""
    team = KnowledgeRules.of(catalogue.current(actor).settings).team
    return bool(actor.department) and actor.department == team


def must_own(actor: Actor, owner: str) -> None:
    """Raises NotAllowed, NotYours."""
    actor.must(TrainingPermission.WRITE)
    if actor.department != owner and not in_team(actor):
        known = catalogue.current(actor).departments.get(owner)
        raise NotYours(known.short if known else Text(owner))


def day_of(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def keep(actor: Actor, row: RevisionRow, one: Revision, *, kind: str, words: str = "", now: datetime) -> None:
    """Keep an act, and what the revision is about, in the transaction of the caller."""
    row.keep(one)
    row.save()
    about = one.question.about
    known = {link.item: link for link in row.about.all()}
    row.about.exclude(item__in=about).delete()
    row.about.exclude(owner=row.owner).update(owner=row.owner)
    AboutRow.objects.bulk_create(
        AboutRow(revision=row, owner=row.owner, item=item) for item in sorted(about - known.keys())
    )
    ActRow.objects.create(
        revision=row,
        sequence=row.acts.count() + 1,
        at=now,
        kind=kind,
        actor=actor.id,
        actor_name=actor.name,
        department=actor.department,
        words=words[:500],
    )


def replace_used(actor: Actor, row: RevisionRow, *, now: datetime) -> None:
    """Let the revision in use be replaced by `row`, which is kept next."""
    used = RevisionRow.objects.select_for_update().filter(
        question=row.question_id, state=QuestionState.IN_USE.value
    )
    for one in used:
        keep(actor, one, one.to_core().replaced(), kind="replaced", now=now)
        settle_flags(one, now=now)


def settle_flags(row: RevisionRow, *, now: datetime) -> None:
    FlagRow.objects.filter(revision=row, settled_at=None).update(settled_at=now)
