"""Putting messages into letters, and handing these over, outside the acts that told them."""

from datetime import datetime
from uuid import UUID

from onething.areas.notices.posting import GATHER, SEND
from onething.areas.notices.reaching import CARRIER
from onething.areas.notices.services import gather, gather_forgotten, send
from onething.areas.notices.services.sending import MOST_TRIES
from onething.kit.jobs import api as jobs


@jobs.handler(GATHER)
def gather_one(job: jobs.Job, now: datetime) -> None:
    gather(CARRIER, message=UUID(job.payload["message"]), now=now)


@jobs.handler(SEND, atomic=False, most=MOST_TRIES)
def send_one(job: jobs.Job, now: datetime) -> None:
    """Work that reaches outside: the letter's key has one effect at a provider, however often it is handed over."""
    send(CARRIER, letter=UUID(job.payload["letter"]), now=now)


@jobs.every("notices.gather-forgotten", seconds=60)
def sweep(now: datetime) -> None:
    gather_forgotten(CARRIER, now=now)
