"""The archive: making the list of what is kept, and handing over to the archives. Law: 国务院令第716号 12."""

from datetime import datetime

import structlog
from django.db.models import F

from onething.areas.cases.engine.acting import act_on_application
from onething.areas.cases.engine.archive import entries_of
from onething.areas.cases.models import ApplicationRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.state import ApplicationState
from onething.core.errors import DomainError
from onething.kit.ports import SHANGHAI

log = structlog.get_logger("onething.cases")

#: At most so many in one run; the next run goes on.
BATCH = 200


def archive_due(actor: Actor, *, now: datetime) -> int:
    """Archive what has ended long enough ago; returns how many. Each application is its own transaction.

    One that cannot be archived does not hold up the others: it is logged, stands in `list_not_archived` with the reason, and
    is tried again after all that were not tried as lately.
    """
    actor.must(CasesPermission.ARCHIVE)
    today = now.astimezone(SHANGHAI).date()
    rows = ApplicationRow.objects.filter(archive_on__lte=today)
    rows = rows.order_by(F("archive_failed_at").asc(nulls_first=True), "archive_on", "id")
    numbers = list(rows.values_list("number", flat=True)[:BATCH])
    failed = sum(not _archive(actor, number, now=now) for number in numbers)
    if failed:
        log.warning("archive_incomplete", archived=len(numbers) - failed, not_archived=failed)
    return len(numbers) - failed


def _archive(actor: Actor, number: str, *, now: datetime) -> bool:
    """Archive one application; returns whether that was possible. A fault of our own is logged with its traceback."""
    row = ApplicationRow.objects.filter(number=number)
    try:
        act_on_application(actor, number, lambda loaded: c.Archive(actor, entries_of(actor, loaded)), now=now)
    except Exception as error:
        code = error.code if isinstance(error, DomainError) else type(error).__name__
        log.warning("not_archived", number=number, code=code, exc_info=not isinstance(error, DomainError))
        row.update(archive_failed=code[:60], archive_failed_why=str(error)[:500], archive_failed_at=now)
        return False
    row.update(archive_failed="", archive_failed_why="", archive_failed_at=None)
    return True


def mark_transferred(actor: Actor, *, application: str, list_number: str, now: datetime) -> ApplicationState:
    """Record that the archives have it. list_number: of the transfer list.

    Raises ApplicationNotFound, NotArchived, ArchivedAlready, ReasonMissing.
    """
    actor.must(CasesPermission.ARCHIVE)
    command = c.TransferToArchives(actor, list_number)
    return act_on_application(actor, application, lambda _: command, now=now)
