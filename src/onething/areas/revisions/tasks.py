"""Revisions whose day has come."""

from datetime import datetime

from onething.areas.revisions.services import publish_due
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs


@jobs.every("revisions.publish-due", seconds=300)
def publish(now: datetime) -> None:
    publish_due(Actor.job("revisions"), now=now)
