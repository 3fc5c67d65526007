"""The archive (电子档案): what of an application is kept, for how long, and when it goes to the archives.

Made once everything has ended and the time for review is over; an application that is opened again is archived again.
The electronic file has the force of the paper one (国务院令第716号 12).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases import parts
from onething.core.cases.errors import ArchivedAlready, NotArchivable, NotArchived, ReasonMissing
from onething.core.cases.state import ApplicationState, CaseState
from onething.core.values import is_blank


def archive_on(application: ApplicationState, cases: Iterable[CaseState]) -> date | None:
    """Return the day from which the application may be archived; None while it runs, or when that was done, or where the
    city archives nothing by itself."""
    after = application.submitted.archive_days
    if not application.closed or not after or application.archived_on is not None:
        return None
    days = (day for case in cases for day in (case.ended_on, case.delivered_on) if day is not None)
    return max(days) + timedelta(after)


def archive(
    application: ApplicationState, cases: Iterable[CaseState], command: c.Archive, at: datetime
) -> e.Archived:
    """Raises NotArchivable before its day, ArchivedAlready."""
    if application.archived_on is not None:
        raise ArchivedAlready(application=application.number, archived_on=application.archived_on)
    from_on = archive_on(application, cases)
    if from_on is None or at.date() < from_on:
        raise NotArchivable(application=application.number)
    years = application.submitted.retention_years
    until = None if years == parts.FOR_EVER else _years_after(at.date(), years)
    return e.Archived(command.entries, years, until, at.date())


def transfer(
    application: ApplicationState, command: c.TransferToArchives, at: datetime
) -> e.ArchiveTransferred:
    """Raises NotArchived, ArchivedAlready where it has gone, ReasonMissing without the number of the transfer list."""
    if application.archived_on is None:
        raise NotArchived(application=application.number)
    if application.transferred_on is not None:
        raise ArchivedAlready(application=application.number, archived_on=application.transferred_on)
    if is_blank(command.list_number):
        raise ReasonMissing(case=application.number)
    return e.ArchiveTransferred(command.list_number, at.date())


def _years_after(day: date, years: int) -> date:
    """Return the same day so many years later; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
