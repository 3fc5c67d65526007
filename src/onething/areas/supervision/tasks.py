"""Work that the worker does for this area."""

from datetime import datetime

from onething.areas.supervision.services import STEP, sweep
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs

LIGHTS = Actor.job("lights")
#: Steps of one run, some seconds of work: what else is due comes in between, and 2 million cases take less than a minute.
STEPS = 80


@jobs.every("supervision.light", seconds=10)
def light(now: datetime) -> None:
    for _, _swept in zip(range(STEPS), sweep(LIGHTS, now=now, step=STEP), strict=False):
        pass
