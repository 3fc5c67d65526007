"""Work that the worker does for this area: sealing what was issued."""

from datetime import datetime, timedelta

from onething.areas.documents.models import DocumentRow
from onething.areas.documents.services import SEAL
from onething.kit import sealing
from onething.kit.jobs import api as jobs


@jobs.handler(SEAL, atomic=False, most=1000, longest=timedelta(minutes=5))
def seal(job: jobs.Job, now: datetime) -> None:
    while sealing.seal_waiting(DocumentRow):
        pass


@jobs.every("documents.seal-forgotten", seconds=60)
def seal_forgotten(now: datetime) -> None:
    """Wake the job for what was issued while it was ending."""
    if DocumentRow.objects.filter(signature="").exists():
        jobs.wake(SEAL, {SEAL: {}}, now=now)
