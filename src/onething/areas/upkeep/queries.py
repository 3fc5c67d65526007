"""Every read of the area."""

from collections.abc import Collection
from uuid import UUID

from onething.areas.upkeep.permissions import OVERSEERS, UpkeepPermission
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs


def list_dead(actor: Actor) -> list[jobs.DeadJob]:
    """Return the dead letters of the actor's department, or of the whole house, last first."""
    actor.must(UpkeepPermission.SEE_DEAD)
    return jobs.list_dead(departments=in_sight(actor))


def count_dead(actor: Actor) -> int:
    actor.must(UpkeepPermission.SEE_DEAD)
    return jobs.count_dead(departments=in_sight(actor))


def get_dead(actor: Actor, *, job: UUID) -> jobs.DeadJob:
    """Return one dead letter. Raises NotAllowed; JobNotFound, also for another department's."""
    actor.must(UpkeepPermission.SEE_DEAD)
    return jobs.get_dead(job, departments=in_sight(actor))


def in_sight(actor: Actor) -> Collection[str] | None:
    """Return the departments whose dead letters the actor sees, None for all."""
    return None if actor.roles & OVERSEERS else {actor.department} - {""}
