"""Every write of the area: a dead letter is tried again or given up, by hand and with a reason that stands in the log."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.upkeep import queries
from onething.areas.upkeep.errors import WhyMissing
from onething.areas.upkeep.permissions import UpkeepPermission
from onething.core.actors import Actor
from onething.core.values import is_blank
from onething.kit.jobs import api as jobs


@transaction.atomic
def revive(actor: Actor, *, job: UUID, reason: str, now: datetime) -> None:
    """Let it be tried again from the first attempt. Raises NotAllowed, JobNotFound, WhyMissing."""
    dead = _dead(actor, job, reason)
    jobs.revive(job, now=now)
    _note(actor, "upkeep:revived", dead, reason, now=now)


@transaction.atomic
def give_up(actor: Actor, *, job: UUID, reason: str, now: datetime) -> None:
    """Let it rest for good. Raises NotAllowed, JobNotFound, WhyMissing."""
    dead = _dead(actor, job, reason)
    jobs.give_up(job, reason=reason, now=now)
    _note(actor, "upkeep:given_up", dead, reason, now=now)


def _dead(actor: Actor, job: UUID, reason: str) -> jobs.DeadJob:
    actor.must(UpkeepPermission.DRIVE)
    if is_blank(reason):
        raise WhyMissing
    return queries.get_dead(actor, job=job)


def _note(actor: Actor, action: str, dead: jobs.DeadJob, reason: str, *, now: datetime) -> None:
    detail = {"job": str(dead.id), "kind": dead.kind, "reason": reason, "error": dead.error}
    audit.record(actor, action=action, detail=detail, now=now)
