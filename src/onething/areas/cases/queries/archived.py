"""What is to go to the archives, and everything of one application as it goes there."""

from collections.abc import Iterator
from datetime import date

from onething.areas.cases.engine import envelopes
from onething.areas.cases.errors import ApplicationNotFound, EnvelopeMissing
from onething.areas.cases.models import ApplicationRow, EventRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.audit import canonical
from onething.core.cases.events import Archived
from onething.core.cases.views import ArchiveLine, NotArchived
from onething.kit.ports import SHANGHAI


def list_to_transfer(actor: Actor, *, before: date) -> Iterator[ArchiveLine]:
    """Give what was archived before this day and has not been handed over, oldest first, in pieces of the chunk."""
    actor.must(CasesPermission.ARCHIVE)
    rows = ApplicationRow.objects.filter(archived_on__lt=before, transferred_on=None)
    for row in rows.order_by("archived_on", "number").iterator(chunk_size=500):
        yield ArchiveLine(row.number, row.name_zh, row.person_name, row.archived_on, row.keep_until)


def list_not_archived(actor: Actor, *, limit: int = 200) -> list[NotArchived]:
    """Return what should be in the archive and could not be put there, with the reason, the longest due first."""
    actor.must(CasesPermission.ARCHIVE)
    rows = ApplicationRow.objects.exclude(archive_failed_at=None).exclude(archive_on=None)
    found = rows.order_by("archive_on", "id")[:limit]
    return [
        NotArchived(
            row.number, row.archive_on, row.archive_failed, row.archive_failed_why, row.archive_failed_at
        )
        for row in found
        if row.archive_on and row.archive_failed_at
    ]


def archive_packet(actor: Actor, *, application: str) -> dict[str, bytes]:
    """Return the files of one archive by name: the list, the submission as it was sealed, and the log of events.

    Raises ApplicationNotFound, also where it is not archived; EnvelopeMissing.
    """
    actor.must(CasesPermission.ARCHIVE)
    row = ApplicationRow.objects.filter(number=application).exclude(archived_on=None).first()
    if row is None:
        raise ApplicationNotFound(application)
    events = list(EventRow.objects.filter(application=row).order_by("id"))
    listed = next(one for one in reversed(events) if one.name == Archived.__name__)
    return {
        "list.json": canonical(listed.data),
        "submission.json": _envelope(row),
        "events.jsonl": b"".join(_line(one) for one in events),
    }


def _envelope(row: ApplicationRow) -> bytes:
    path = envelopes.path_of(row.submitted_at.astimezone(SHANGHAI), row.envelope_hash)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise EnvelopeMissing(row.number) from None


def _line(row: EventRow) -> bytes:
    entry = {
        "id": str(row.id),
        "stream": row.stream,
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "actor": row.actor,
        "name": row.name,
        "version": row.shape_version,
        "data": row.data,
    }
    return canonical(entry) + b"\n"
