"""The archive: making the list of what is kept, and handing over to the archives. Law: 国务院令第716号 12."""

from datetime import datetime

from onething.areas.cases.engine.acting import act_on_application
from onething.areas.cases.engine.archive import entries_of
from onething.areas.cases.models import ApplicationRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.state import ApplicationState
from onething.kit.ports import SHANGHAI

#: At most so many in one run; the next run goes on.
BATCH = 200


def archive_due(actor: Actor, *, now: datetime) -> int:
    """Archive what has ended long enough ago; returns how many. Each application is its own transaction."""
    actor.must(CasesPermission.ARCHIVE)
    today = now.astimezone(SHANGHAI).date()
    rows = ApplicationRow.objects.filter(archive_on__lte=today).order_by("archive_on", "id")
    numbers = list(rows.values_list("number", flat=True)[:BATCH])
    for number in numbers:
        act_on_application(actor, number, lambda loaded: c.Archive(actor, entries_of(actor, loaded)), now=now)
    return len(numbers)


def mark_transferred(actor: Actor, *, application: str, list_number: str, now: datetime) -> ApplicationState:
    """Record that the archives have it. list_number: of the transfer list.

    Raises ApplicationNotFound, NotArchived, ArchivedAlready, ReasonMissing.
    """
    actor.must(CasesPermission.ARCHIVE)
    command = c.TransferToArchives(actor, list_number)
    return act_on_application(actor, application, lambda _: command, now=now)
