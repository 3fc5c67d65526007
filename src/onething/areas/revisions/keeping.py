"""A revision beside what holds: its files, and what comes out when both are merged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions.models import ChangeRow, RevisionRow
from onething.core.actors import Actor
from onething.core.catalogue.findings import Findings
from onething.core.catalogue.model import Package
from onething.core.register.filed import is_entry
from onething.core.register.files import read_entry
from onething.core.revisions.merge import Merged, Side, merge, over
from onething.core.revisions.pieces import read

#: Reads published versions on behalf of everybody who may see revisions.
READER = Actor.job("revisions")


@dataclass(frozen=True, slots=True)
class Holding:
    """The version that holds, with its files. entries: path → an entry of the register that has no file in it yet, as its source gave it."""

    version: catalogue.Version
    files: Mapping[str, bytes]
    entries: Mapping[str, register.Given] = field(default_factory=dict)

    @property
    def everything(self) -> dict[str, bytes]:
        """The files, and the entries as if each had its file."""
        return {**{path: one.file for path, one in self.entries.items()}, **self.files}

    def without_given(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files without entries that are as their source gave them: nobody wrote those here."""
        given = {path: one.file for path, one in self.entries.items()}
        return {path: content for path, content in files.items() if given.get(path) != content}


def holding(row: RevisionRow | None = None, *, more: Mapping[str, bytes | None] | None = None) -> Holding:
    """Return what holds, for a revision with the entries that it changes, or is about to (`more`). Raises NothingPublished."""
    version = catalogue.current_version(READER)
    held = Holding(version, catalogue.export(READER, version=version.id))
    return with_entries(held, {**(changes_of(row) if row else {}), **(more or {})})


def with_entries(held: Holding, changes: Mapping[str, bytes | None]) -> Holding:
    """Return it with the entries that these changes are about."""
    named = {path: content for path, content in changes.items() if is_entry(path) and path not in held.files}
    asked = [found for content in named.values() if content and (found := _named(content))]
    if not asked:
        return held
    given = register.given_files(READER, city=settings.CITY, entries=asked)
    return replace(held, entries={path: one for path, one in given.items() if path in named})


def _named(content: bytes) -> tuple[str, str] | None:
    """Return source and key of an entry's file, as far as it can be read."""
    said = said_of(content, "source", "key")
    return (said["source"], said["key"]) if len(said) == 2 else None


def said_of(content: bytes, *names: str) -> dict[str, str]:
    """Return what the file of an entry says by these names, as far as it can be read."""
    try:
        document = read(content.decode())
    except UnicodeDecodeError:
        return {}
    said = {} if document is None else {name: document.root.get(name) for name in names}
    return {name: str(one.value.value[2]) for name, one in said.items() if one and one.value.kind == "scalar"}


def changes_of(row: RevisionRow) -> dict[str, bytes | None]:
    """Return path → content, None = the file goes."""
    return {
        path: None if content is None else bytes(content)
        for path, content in row.changes.values_list("path", "content")
    }


def merged(row: RevisionRow, now: Holding, *, choices: Mapping[str, Side] | None = None) -> Merged:
    """Return the whole package with the changes of the revision on top of what holds, `now` as `holding(row)` gives it."""
    changes = changes_of(row)
    begun = _begun_with(row, changes)
    given = {path: one.file for path, one in now.entries.items() if path in changes}
    same = given == {path: one.file for path, one in begun.items()}
    if row.base == now.version.digest and same:
        return Merged(over(now.everything, changes), ())
    files = catalogue.export(READER, version=row.base_version)
    base = {**{path: one.file for path, one in begun.items()}, **files}
    return merge(
        base,
        over(base, changes),
        now.everything,
        choices=choices,
        mine_by=row.author_name,
        theirs_by=lambda path: _changed_by(path, row, now),
    )


def _begun_with(row: RevisionRow, changes: Mapping[str, bytes | None]) -> dict[str, register.Given]:
    """Return the entries that had no file when the revision took them up, as they were then."""
    told = row.changes.filter(entry_version__isnull=False).values_list("path", "entry_version")
    numbers = dict(told)
    asked = [named for path in numbers if (content := changes[path]) and (named := _named(content))]
    if not asked:
        return {}
    return register.given_files(READER, city=settings.CITY, entries=asked, numbers=numbers)


def _changed_by(path: str, row: RevisionRow, now: Holding) -> str:
    """Return the name of whoever wrote what was published of a file last, since the base of the revision."""
    if path in now.entries:
        return now.entries[path].by
    since = RevisionRow.objects.filter(version__gt=row.base_version, changes__path=path)
    other = since.order_by("-version").values_list("author_name", flat=True).first()
    return other or now.version.published_by


def keep_changes(row: RevisionRow, changes: Mapping[str, bytes | None], held: Holding) -> None:
    """Make these the changes of the revision, made from what `held` says."""
    row.changes.all().delete()
    ChangeRow.objects.bulk_create(
        ChangeRow(
            revision=row,
            path=path,
            content=content,
            entry_version=held.entries[path].number if path in held.entries else None,
        )
        for path, content in sorted(changes.items())
    )
    row._prefetched_objects_cache = {}


def given_beside(package: Package, other: Package) -> dict[str, bytes]:
    """Return the entries that only the other package writes, as their sources gave them."""
    missing = [one for id, one in other.register.items() if id not in package.register]
    asked = [(one.source, one.entry.key) for one in missing]
    given = register.given_files(READER, city=settings.CITY, entries=asked)
    return {path: one.file for path, one in given.items()}


def with_entry_files(package: Package, files: Mapping[str, bytes]) -> Package:
    """Return the package as if it wrote these entries too: so they can be compared element by element."""
    read = [read_entry(path, content, Findings()) for path, content in files.items()]
    return replace(
        package,
        register={**package.register, **{one.id: one for one in read if one is not None}},
        sources={**package.sources, **files},
    )
