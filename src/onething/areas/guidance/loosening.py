"""Files that drafts have given up: noted at once, deleted a day later if nobody uses them.

The store is by hash, so the same file may stand in another draft, in an application, or wait at a machine. Who sends
it again in the meantime renews it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from onething.areas.cases import api as cases
from onething.areas.guidance.models import DraftRow, LooseFileRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.guidance import FileKeeper, FileUses
from onething.core.submission import GivenFile
from onething.kit.ports import port

SPARED = timedelta(days=1)
CHUNK = 200  # files that are looked at together, and drafts that are in memory at a time


def loosen(files: Iterable[GivenFile], *, now: datetime) -> None:
    """Note that a draft gives up these files, in the transaction that takes them off it."""
    if not (files := tuple(files)):
        return
    rows = [LooseFileRow(hash=one, since=now) for one in sorted({file.hash for file in files})]
    LooseFileRow.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["since"], unique_fields=["hash"]
    )


def keep_for_a_day(actor: Actor, *, files: Iterable[GivenFile], now: datetime) -> None:
    """Note files that were sent and are not part of anything yet: who never hands them in leaves nothing behind.

    Raises NotAllowed.
    """
    actor.must(GuidancePermission.DRAFT)
    loosen(files, now=now)


def delete_loose_files(actor: Actor, *, now: datetime) -> int:
    """Delete files that drafts gave up a day ago and nobody uses. Returns how many. Raises NotAllowed."""
    actor.must(GuidancePermission.TIDY)
    keeper = port(FileKeeper)  # type: ignore[type-abstract]
    deleted, last = 0, ""
    while chunk := list(
        LooseFileRow.objects.filter(since__lte=now - SPARED, pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:CHUNK]
    ):
        last = chunk[-1]
        used = _used(actor, chunk)
        gone = [
            one
            for one in chunk
            if one not in used and keeper.remove(actor, hash_=one, untouched_since=now - SPARED)
        ]
        deleted += len(gone)
        LooseFileRow.objects.filter(pk__in={*gone, *used}).delete()
    return deleted


def _used(actor: Actor, hashes: Collection[str]) -> frozenset[str]:
    asked = frozenset(hashes)
    used = cases.files_used(actor, hashes=asked) | port(FileUses).used(asked)  # type: ignore[type-abstract]
    contents = DraftRow.objects.filter(number="").order_by("pk").values_list("content", flat=True)
    return used.union(*(asked & hashes_of(one) for one in contents.iterator(chunk_size=CHUNK)))


def hashes_of(content: Mapping[str, Mapping[str, Iterable[Mapping[str, str]]]]) -> frozenset[str]:
    """Return the files of a draft that is still data."""
    return frozenset(file["hash"] for files in content.get("files", {}).values() for file in files)
