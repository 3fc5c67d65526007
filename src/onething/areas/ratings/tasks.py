"""What nobody rated in time."""

from datetime import datetime

from onething.areas.ratings.services import count_silence
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs


@jobs.every("ratings.count-silence", seconds=3600)
def silence(now: datetime) -> None:
    count_silence(Actor.job("ratings"), now=now)
