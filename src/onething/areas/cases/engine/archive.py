"""What is kept of an application: the submission, every document, every file, each with its hash."""

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.models import FileRow
from onething.core.actors import Actor
from onething.core.cases.parts import ArchiveEntry


def entries_of(actor: Actor, loaded: Loaded) -> tuple[ArchiveEntry, ...]:
    """Return the list of an archive, in the order in which things came."""
    row = loaded.row
    submission = ArchiveEntry("submission", row.name_zh, row.number, row.envelope_hash)
    documents = (
        ArchiveEntry("document", one.heading.zh, one.number, one.hash)
        for one in doors.documents_of(actor, row)
    )
    hashes = FileRow.objects.filter(application=row).order_by("hash").values_list("hash", flat=True)
    files = (ArchiveEntry("file", "附件", f"{index}", hash_) for index, hash_ in enumerate(hashes, start=1))
    return (submission, *documents, *files)
