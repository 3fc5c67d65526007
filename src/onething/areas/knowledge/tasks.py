"""Periodic work: answers that are due, and answers under which the catalogue changed."""

from datetime import datetime

from onething.areas.knowledge.services import flag_changes, mark_due
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs

ACTOR = Actor.job("knowledge")


@jobs.every("knowledge.mark-due", seconds=3600)
def mark(now: datetime) -> None:
    mark_due(ACTOR, now=now)


@jobs.every("knowledge.flag-changes", seconds=60)
def flag(now: datetime) -> None:
    """Look after every publication of the catalogue, within a minute; without one it finds nothing new."""
    flag_changes(ACTOR, now=now)
