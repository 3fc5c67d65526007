"""Work that the worker does for this area."""

from datetime import datetime

from onething.areas.catalogue.api import NothingPublished
from onething.areas.guidance.loosening import delete_loose_files
from onething.areas.guidance.reminding import tell_of_periods
from onething.areas.guidance.services import delete_expired, warn_of_end
from onething.core.actors import Actor
from onething.kit.jobs import api as jobs

TIDY = Actor.job("drafts")


@jobs.every("guidance.tidy", seconds=3600)
def tidy(now: datetime) -> None:
    delete_expired(TIDY, now=now)
    delete_loose_files(TIDY, now=now)
    try:
        warn_of_end(TIDY, now=now)
        tell_of_periods(TIDY, now=now)
    except NothingPublished:
        return  # without a published matter there is no draft
