"""Problems whose answer nobody confirmed."""

from datetime import datetime

from onething.areas.problems.services import close_in_silence
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs


@jobs.every("problems.close-in-silence", seconds=3600)
def close(now: datetime) -> None:
    close_in_silence(Actor.job("problems"), now=now)
