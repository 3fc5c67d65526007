"""Every read of revisions."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from onething.areas.catalogue import api as catalogue
from onething.areas.revisions.entries import findings_of_entries, lines_of_towns
from onething.areas.revisions.entries import findings_of_files as found_in_files
from onething.areas.revisions.keeping import (
    READER,
    changes_of,
    given_beside,
    holding,
    merged,
    with_entry_files,
)
from onething.areas.revisions.models import ChangeRow, RevisionRow
from onething.areas.revisions.permissions import RevisionPermission
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.errors import NotFound
from onething.core.findings import Finding
from onething.core.revisions.checking import findings_of
from onething.core.revisions.differences import Difference
from onething.core.revisions.differences import difference as compared
from onething.core.revisions.lifecycle import CLOSED, Revision, State
from onething.core.revisions.merge import Conflict
from onething.core.towns.report import Line
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


class RevisionNotFound(NotFound):
    code = "revisions.not_found"


def visible_to(actor: Actor) -> QuerySet[RevisionRow]:
    """Return the revisions that the actor may know of: all of the city, so that nobody writes beside another unseen. Raises NotAllowed."""
    actor.must(RevisionPermission.READ)
    paths = Prefetch("changes", ChangeRow.objects.defer("content"))
    return RevisionRow.objects.filter(city=settings.CITY).prefetch_related(paths, "steps")


def get_revision(actor: Actor, *, revision_id: UUID) -> Revision:
    """Raises NotAllowed, RevisionNotFound."""
    return get_row(actor, revision_id=revision_id).to_core()


def get_row(actor: Actor, *, revision_id: UUID, lock: bool = False) -> RevisionRow:
    """Return the row; lock: until the end of the transaction. Raises NotAllowed, RevisionNotFound."""
    rows = visible_to(actor).filter(pk=revision_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise RevisionNotFound
    return row


def list_revisions(actor: Actor, *, state: str = "", limit: int = 50) -> list[Revision]:
    """Return revisions, what moved last first. state: a `State` value, "" = whatever. Raises NotAllowed."""
    rows = visible_to(actor)
    if state:
        rows = rows.filter(state=state)
    return [row.to_core() for row in rows.order_by("-changed_at", "-pk")[:limit]]


def list_waiting(actor: Actor, *, limit: int = 50) -> list[Revision]:
    """Return the revisions that wait for the actor: to review, or to work on again after they came back. Raises NotAllowed."""
    city, reviews = actor.can(RevisionPermission.CITY), actor.can(RevisionPermission.REVIEW)
    open_ones = (State.DRAFT, State.DEPARTMENT_REVIEW, State.CITY_REVIEW)
    rows = visible_to(actor).filter(state__in=open_ones).order_by("changed_at", "pk")
    found = []
    for row in rows:
        one = row.to_core()
        back = one.state is State.DRAFT and one.reason and actor.id == one.author
        review = reviews and one.state is State.DEPARTMENT_REVIEW and actor.department in one.waiting
        last = city and one.state is State.CITY_REVIEW
        if back or ((review or last) and actor.id not in one.writers):
            found.append(one)
    return found[:limit]


def files_of(actor: Actor, *, revision_id: UUID) -> Mapping[str, bytes]:
    """Return the whole package with the changes on top of what holds now; where both changed a field, as the revision has it.

    Raises NotAllowed, RevisionNotFound, NothingPublished.
    """
    row = get_row(actor, revision_id=revision_id)
    return merged(row, holding(row)).files


def get_changes(actor: Actor, *, revision_id: UUID) -> Mapping[str, bytes | None]:
    """Return the files that it changes, as it has them; None = the file goes. Raises NotAllowed, RevisionNotFound."""
    return changes_of(get_row(actor, revision_id=revision_id))


def conflicts(actor: Actor, *, revision_id: UUID) -> tuple[Conflict, ...]:
    """Return what it changes otherwise than what was published since. Raises NotAllowed, RevisionNotFound, NothingPublished."""
    row = get_row(actor, revision_id=revision_id)
    if State(row.state) in (State.PUBLISHED, State.WITHDRAWN):
        return ()
    return merged(row, holding(row)).conflicts


def difference(actor: Actor, *, revision_id: UUID) -> Difference:
    """Return what it would change of what holds now; of one that was published, what it changed.

    Raises NotAllowed, RevisionNotFound, NothingPublished.
    """
    row = get_row(actor, revision_id=revision_id)
    if row.version is not None:
        before = catalogue.version_before(READER, version=row.version)
        return difference_of_versions(actor, old=before.id, new=row.version)
    now = holding(row)
    files = merged(row, now).files
    package = catalogue.read_files(READER, files=files).package
    given = {path: one.file for path, one in now.entries.items()}
    return compared(
        now.everything, files, before=with_entry_files(catalogue.current(READER), given), after=package
    )


def difference_of_versions(actor: Actor, *, old: int, new: int) -> Difference:
    """Return what is different between two published versions. Raises NotAllowed, VersionNotFound."""
    actor.must(RevisionPermission.READ)
    _, before = catalogue.get_version(READER, version=old)
    _, after = catalogue.get_version(READER, version=new)
    given = [given_beside(one, other) for one, other in ((before, after), (after, before))]
    before, after = (with_entry_files(one, files) for one, files in zip((before, after), given, strict=True))
    return compared(before.sources, after.sources, before=before, after=after)


def list_versions(actor: Actor, *, limit: int = 50) -> list[tuple[catalogue.Version, Revision | None]]:
    """Return published versions, the newest first, each with the revision that made it. Raises NotAllowed."""
    versions = catalogue.list_versions(READER, limit=limit)
    made = _made(actor, [one.id for one in versions])
    return [(one, made.get(one.id)) for one in versions]


def _made(actor: Actor, versions: Collection[int]) -> dict[int, Revision]:
    rows = visible_to(actor).filter(version__in=versions)
    return {row.version: row.to_core() for row in rows if row.version is not None}


def towns_apart(actor: Actor, *, revision_id: UUID, now: datetime) -> tuple[Line, ...]:
    """Return what entries of towns would do otherwise than the city once the revision holds, and do not now; what an exception
    in force on its day covers says so. Nothing of one that is closed, or cannot be read. Raises NotAllowed, RevisionNotFound,
    NothingPublished.
    """
    row = get_row(actor, revision_id=revision_id)
    if State(row.state) in CLOSED:
        return ()
    held = holding(row)
    package = catalogue.read_files(READER, files=held.without_given(merged(row, held).files)).package
    on = row.on or now.astimezone(SHANGHAI).date()
    return () if package is None else lines_of_towns(package, held, on)


def findings_of_files(
    actor: Actor, *, files: Mapping[str, bytes], package: Package | None, now: datetime
) -> tuple[Finding, ...]:
    """Return what is wrong with the entries of the register that the files of a city write, those first that block: what is there
    in the register already is told and passes. package: the same files as they were read, None where nothing can be made of them.
    Raises NotAllowed.
    """
    actor.must(RevisionPermission.READ)
    found = found_in_files(files, now.astimezone(SHANGHAI).date(), package)
    return tuple(sorted(found, key=lambda one: not one.blocks))


def findings(actor: Actor, *, revision_id: UUID, now: datetime) -> tuple[Finding, ...]:
    """Return what is wrong with the package as the revision would leave it, those first that block.

    Only scenes that would plan otherwise are proved. Raises NotAllowed, RevisionNotFound, NothingPublished.
    """
    row = get_row(actor, revision_id=revision_id)
    held, day = holding(row), now.astimezone(SHANGHAI).date()
    loaded = catalogue.read_files(READER, files=held.without_given(merged(row, held).files))
    known = {"holding": catalogue.current(READER), "calendar": port(WorkCalendar), "on": day}
    found = findings_of(loaded, **known)
    if loaded.package is not None:
        found += findings_of_entries(loaded.package, held, row.to_core().paths, day)
    return tuple(sorted(found, key=lambda one: not one.blocks))
