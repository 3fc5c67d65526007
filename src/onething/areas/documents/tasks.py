"""Work that the worker does for this area: sealing what was issued, forgetting papers that nobody needs now."""

from datetime import datetime, timedelta

from onething.areas.documents.models import DocumentRow
from onething.areas.documents.services import SEAL
from onething.core.papers import KeptPapers
from onething.kit import sealing
from onething.kit.jobs import api as jobs
from onething.kit.ports import port

#: A printed paper is kept so long after it was made; then the next look makes it anew.
KEPT = timedelta(days=7)


@jobs.handler(SEAL, atomic=False, most=1000, longest=timedelta(minutes=5))
def seal(job: jobs.Job, now: datetime) -> None:
    while sealing.seal_waiting(DocumentRow):
        pass


@jobs.every("documents.seal-forgotten", seconds=60)
def seal_forgotten(now: datetime) -> None:
    """Wake the job for what was issued while it was ending."""
    if DocumentRow.objects.filter(signature="").exists():
        jobs.wake(SEAL, {SEAL: {}}, now=now)


@jobs.every("documents.forget-papers", seconds=3600)
def forget_papers(now: datetime) -> None:
    """No printed copy stays for long after the document is gone, or is looked at no more."""
    port(KeptPapers).forget(before=now - KEPT)  # type: ignore[type-abstract]
