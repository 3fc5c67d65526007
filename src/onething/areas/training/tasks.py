"""Periodic work: questions that are to be read again."""

from datetime import datetime

from onething.areas.training.services import flag_changes
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs

ACTOR = Actor.job("training")


@jobs.every("training.flag-changes", seconds=60)
def flag(now: datetime) -> None:
    """Look after every publication of the catalogue, within a minute; without one it finds nothing new."""
    flag_changes(ACTOR, now=now)
