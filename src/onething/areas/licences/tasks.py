"""Work that the worker does for this area: sealing what was made, and telling the cases that rest on what changed."""

from datetime import datetime, timedelta

from onething.areas.cases import api as cases
from onething.areas.licences.models import ChangeRow, CopyRow, LicenceRow
from onething.areas.licences.services.changing import REACH
from onething.areas.licences.versions import SEAL
from onething.core.actors import Actor
from onething.kit import sealing
from onething.kit.jobs import api as jobs

JOB = Actor.job("licences")
SEALED = (LicenceRow, ChangeRow, CopyRow)


@jobs.handler(SEAL, atomic=False, most=1000, longest=timedelta(minutes=5))
def seal(job: jobs.Job, now: datetime) -> None:
    for table in SEALED:
        while sealing.seal_waiting(table):
            pass


@jobs.every("licences.seal-forgotten", seconds=60)
def seal_forgotten(now: datetime) -> None:
    """Wake the job for what was made while it was ending."""
    if any(table._default_manager.filter(signature="").exists() for table in SEALED):
        jobs.wake(SEAL, {SEAL: {}}, now=now)


@jobs.handler(REACH)
def reach(job: jobs.Job, now: datetime) -> None:
    """Tell one case how the licences stand on which it rests."""
    cases.note_licences(JOB, case=job.payload["case"], now=now)
