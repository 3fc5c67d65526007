"""A revision beside what holds: its files, and what comes out when both are merged."""

from collections.abc import Mapping
from dataclasses import dataclass

from onething.areas.catalogue import api as catalogue
from onething.areas.revisions.models import ChangeRow, RevisionRow
from onething.core.actors import Actor
from onething.core.revisions.merge import Merged, Side, merge, over

#: Reads published versions on behalf of everybody who may see revisions.
READER = Actor.job("revisions")


@dataclass(frozen=True, slots=True)
class Holding:
    """The version that holds, with its files."""

    version: catalogue.Version
    files: Mapping[str, bytes]


def holding() -> Holding:
    """Raises NothingPublished."""
    version = catalogue.current_version(READER)
    return Holding(version, catalogue.export(READER, version=version.id))


def changes_of(row: RevisionRow) -> dict[str, bytes | None]:
    """Return path → content, None = the file goes."""
    return {
        path: None if content is None else bytes(content)
        for path, content in row.changes.values_list("path", "content")
    }


def merged(row: RevisionRow, now: Holding, *, choices: Mapping[str, Side] | None = None) -> Merged:
    """Return the whole package with the changes of the revision on top of what holds."""
    changes = changes_of(row)
    if row.base == now.version.digest:
        return Merged(over(now.files, changes), ())
    base = catalogue.export(READER, version=row.base_version)
    return merge(
        base,
        over(base, changes),
        now.files,
        choices=choices,
        mine_by=row.author_name,
        theirs_by=lambda path: _changed_by(path, row, now),
    )


def _changed_by(path: str, row: RevisionRow, now: Holding) -> str:
    """Return the name of whoever wrote what was published of a file last, since the base of the revision."""
    since = RevisionRow.objects.filter(version__gt=row.base_version, changes__path=path)
    other = since.order_by("-version").values_list("author_name", flat=True).first()
    return other or now.version.published_by


def keep_changes(row: RevisionRow, changes: Mapping[str, bytes | None]) -> None:
    """Make these the changes of the revision."""
    row.changes.all().delete()
    ChangeRow.objects.bulk_create(
        ChangeRow(revision=row, path=path, content=content) for path, content in sorted(changes.items())
    )
    row._prefetched_objects_cache = {}
