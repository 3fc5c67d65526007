"""Every write of revisions. Each step is in the audit log, in the transaction of the step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.revisions import queries
from onething.areas.revisions.entries import findings_of_entries
from onething.areas.revisions.keeping import (
    READER,
    Holding,
    changes_of,
    given_beside,
    holding,
    keep_changes,
    merged,
    with_entries,
)
from onething.areas.revisions.models import RevisionRow
from onething.areas.revisions.permissions import RevisionPermission
from onething.core.actors import Actor
from onething.core.errors import Conflict, RuleBroken
from onething.core.revisions import lifecycle
from onething.core.revisions.checking import ProofFailed, check_kept, check_proved
from onething.core.revisions.lifecycle import Revision, State
from onething.core.revisions.merge import Side, changes_between, merge, over
from onething.core.revisions.owners import offices_of
from onething.kit.ports import SHANGHAI


class ConflictsOpen(Conflict):
    """What was published since changed the same places; each has to be decided first."""

    code = "revisions.conflicts_open"

    def __init__(self, count: int, first: str) -> None:
        super().__init__(f"{count} conflicts, the first: {first}")
        self.count, self.first = count, first


class ChoiceMissing(RuleBroken):
    """left: how many conflicts nobody decided; first: the place of the first."""

    code = "revisions.choice_missing"

    def __init__(self, left: int, first: str) -> None:
        super().__init__(f"{left} conflicts are not decided, the first: {first}")
        self.left, self.first = left, first


class LaterChange(Conflict):
    """What was published later changed the same place, so that it cannot be taken back as a whole."""

    code = "revisions.later_change"

    def __init__(self, first: str) -> None:
        super().__init__(f"changed again since: {first}")
        self.first = first


@transaction.atomic
def open_revision(actor: Actor, *, title: str, now: datetime) -> Revision:
    """Begin a revision of what holds now, for the actor's office. Raises NotAllowed, TitleMissing, NothingPublished."""
    actor.must(RevisionPermission.WRITE)
    version = catalogue.current_version(READER)
    row = RevisionRow.objects.create(
        city=settings.CITY,
        title=lifecycle.check_title(title),
        state=State.DRAFT,
        base=version.digest,
        base_version=version.id,
        owner=actor.department,
        author=actor.id,
        author_name=actor.name,
        editors=[actor.id],
        created_at=now,
        changed_at=now,
    )
    _note(actor, "open", row, now, title=row.title, base=version.id)
    return row.to_core()


@transaction.atomic
def save_files(
    actor: Actor, *, revision_id: UUID, files: Mapping[str, bytes | None], seen: int, now: datetime
) -> Revision:
    """Keep changed files. files: path → new content, None = the file goes; what is as it holds is no change any more.

    Raises NotAllowed, RevisionNotFound, RevisionNotNow, RevisionMoved, NotYourOffice, ConflictsOpen, FilesRefused (all findings).
    """
    actor.must(RevisionPermission.WRITE)
    row = queries.get_row(actor, revision_id=revision_id, lock=True)
    revision = lifecycle.edit(row.to_core(), actor, city=_city(actor), seen=seen, now=now)
    check_kept(files)
    held = holding(row, more=files)
    _must_be_merged(row, held)
    wanted = over(held.everything, {**changes_of(row), **files})
    revision = _rebased(row, revision, held, wanted)
    row.keep(revision)
    _note(actor, "save", row, now, paths=sorted(files), sequence=revision.sequence)
    return row.to_core()


def submit(actor: Actor, *, revision_id: UUID, now: datetime, seen: int | None = None) -> Revision:
    """Hand it to the offices that review. The proof runs before the transaction, which waits for nobody.

    Raises NotAllowed, RevisionNotFound, RevisionNotNow, RevisionMoved, NotYourOffice, NothingChanged, ConflictsOpen, ProofFailed.
    """
    actor.must(RevisionPermission.WRITE)
    before = queries.get_row(actor, revision_id=revision_id)
    lifecycle.check_seen(before.to_core(), seen)
    lifecycle.submit(before.to_core(), actor, city=_city(actor), now=now)
    _must_be_merged(before, holding(before))
    check_proved(queries.findings(actor, revision_id=revision_id, now=now))
    with transaction.atomic():
        row = queries.get_row(actor, revision_id=revision_id, lock=True)
        lifecycle.check_seen(row.to_core(), before.sequence)
        row.keep(lifecycle.submit(row.to_core(), actor, city=_city(actor), now=now))
        _note(actor, "submit", row, now)
        return row.to_core()


@transaction.atomic
def approve_department(
    actor: Actor, *, revision_id: UUID, now: datetime, seen: int | None = None
) -> Revision:
    """Approve for the actor's own office. Raises NotAllowed, RevisionNotFound, RevisionNotNow, RevisionMoved, OwnWork, ReviewedAlready, NotYourOffice."""
    actor.must(RevisionPermission.REVIEW)
    row = _locked(actor, revision_id, seen)
    row.keep(lifecycle.approve_department(row.to_core(), actor, now=now))
    _note(actor, "approve-department", row, now, office=actor.department)
    return row.to_core()


@transaction.atomic
def approve_city(
    actor: Actor, *, revision_id: UUID, on: date, now: datetime, seen: int | None = None
) -> Revision:
    """Approve for the city, to hold from a day on. Raises NotAllowed, RevisionNotFound, RevisionNotNow, RevisionMoved, OwnWork, ReviewedAlready, DayPast."""
    actor.must(RevisionPermission.CITY)
    row = _locked(actor, revision_id, seen)
    row.keep(lifecycle.approve_city(row.to_core(), actor, on=on, today=_day(now), now=now))
    _note(actor, "approve-city", row, now, on=on.isoformat())
    return row.to_core()


@transaction.atomic
def send_back(
    actor: Actor, *, revision_id: UUID, reason: str, now: datetime, seen: int | None = None
) -> Revision:
    """Give it back to its author. Raises NotAllowed, RevisionNotFound, RevisionNotNow, RevisionMoved, NotYourOffice, ReasonMissing."""
    if not _city(actor):
        actor.must(RevisionPermission.REVIEW)
    row = _locked(actor, revision_id, seen)
    _put_back(actor, row, reason=reason, city=_city(actor), now=now)
    return row.to_core()


def withdraw(
    actor: Actor, *, revision_id: UUID, reason: str, now: datetime, seen: int | None = None
) -> Revision:
    """Give it up; or take a published one back: a new version holds, with the files that held before it.

    What was published later stays. The proof runs before the transaction. Raises NotAllowed, RevisionNotFound, RevisionNotNow,
    RevisionMoved, NotYourOffice, OwnWork, ReasonMissing; LaterChange, PackageRefused, AnotherPublished when it was published.
    """
    if not _city(actor):
        actor.must(RevisionPermission.WRITE)
    before = queries.get_row(actor, revision_id=revision_id).to_core()
    lifecycle.check_seen(before, seen)
    lifecycle.withdraw(before, actor, reason=reason, city=_city(actor), now=now)
    taken = None if before.version is None else _without(before.version, now)
    with transaction.atomic():
        row = _locked(actor, revision_id, before.sequence)
        revision = lifecycle.withdraw(row.to_core(), actor, reason=reason, city=_city(actor), now=now)
        if taken is not None:
            row.undone = _publish_proved(*taken, now).id
        row.keep(revision)
        _note(actor, "withdraw", row, now, reason=revision.reason, version=row.undone)
        return row.to_core()


@transaction.atomic
def resolve(
    actor: Actor, *, revision_id: UUID, choices: Mapping[str, str], seen: int, now: datetime
) -> Revision:
    """Decide every conflict; the revision stands on what holds from then on. choices: key of a conflict → `Side` value.

    Raises NotAllowed, RevisionNotFound, RevisionNotNow, RevisionMoved, NotYourOffice, ChoiceMissing.
    """
    actor.must(RevisionPermission.WRITE)
    row = queries.get_row(actor, revision_id=revision_id, lock=True)
    revision = lifecycle.edit(row.to_core(), actor, city=_city(actor), seen=seen, now=now)
    held = holding(row)
    sides = {key: Side(side) for key, side in choices.items() if side in set(Side)}
    result = merged(row, held, choices=sides)
    if result.conflicts:
        raise ChoiceMissing(len(result.conflicts), result.conflicts[0].where)
    row.keep(_rebased(row, revision, held, result.files))
    _note(actor, "resolve", row, now, choices=dict(sorted(sides.items())))
    return row.to_core()


def publish_due(actor: Actor, *, now: datetime) -> int:
    """Publish what is scheduled for today or before, in the order of the days; return how many.

    Each is merged with what was published since it was opened, and proved; the transaction that follows only looks whether
    that still holds. A conflict, or a finding that blocks, puts it back to its author with the reason; somebody else's publication
    meanwhile, or an act on the revision, leaves it for the next time. Raises NotAllowed.
    """
    actor.must(RevisionPermission.PUBLISH)
    due = RevisionRow.objects.filter(city=settings.CITY, state=State.SCHEDULED, on__lte=_day(now))
    published = 0
    for id in list(due.order_by("on", "changed_at", "pk").values_list("pk", flat=True)):
        try:
            published += _publish(actor, id, now)
        except (catalogue.AnotherPublished, lifecycle.RevisionMoved):
            continue
    return published


@transaction.atomic
def follow(actor: Actor, *, files: Mapping[str, bytes], now: datetime) -> None:
    """Let every draft stand on what holds from now on; where both changed the same place, its author decides.

    Each draft moves in its sequence, so that whoever has it open reads it again before saving. files: those that hold. Raises NotAllowed.
    """
    actor.must(RevisionPermission.PUBLISH)
    now_holds = Holding(catalogue.current_version(READER), files)
    drafts = queries.visible_to(actor).filter(state=State.DRAFT).exclude(base=now_holds.version.digest)
    for row in drafts.select_for_update().order_by("pk"):
        held = with_entries(now_holds, changes_of(row))
        result = merged(row, held)
        revision = replace(row.to_core(), sequence=row.sequence + 1)
        row.keep(revision if result.conflicts else _rebased(row, revision, held, result.files))


def _publish(actor: Actor, revision_id: UUID, now: datetime) -> int:
    """Raises AnotherPublished, RevisionMoved: what was proved is not what holds any more."""
    before = queries.get_row(actor, revision_id=revision_id)
    if not lifecycle.is_due(before.to_core(), _day(now)):
        return 0
    held = holding(before)
    result = merged(before, held)
    if result.conflicts:
        places = "；".join(one.where for one in result.conflicts[:3])
        return _fail(actor, before, f"与已发布的内容有 {len(result.conflicts)} 处冲突：{places}", now)
    try:
        proved = catalogue.prove_files(READER, files=held.without_given(result.files), now=now)
        check_proved(findings_of_entries(proved.package, held, before.to_core().paths, _day(now)))
    except (catalogue.PackageRefused, ProofFailed) as refused:
        return _fail(actor, before, f"到期发布没有通过证明，{refused.place}：{refused.first.zh}", now)
    with transaction.atomic():
        row = _locked(actor, revision_id, before.sequence)
        version = _publish_proved(proved, held, now)
        row.keep(lifecycle.publish(row.to_core(), actor, version=version.id, today=_day(now), now=now))
        _note(actor, "publish", row, now, version=version.id)
        return 1


@transaction.atomic
def _fail(actor: Actor, before: RevisionRow, reason: str, now: datetime) -> int:
    """Put it back to its author, published is nothing. Raises RevisionMoved."""
    row = _locked(actor, before.pk, before.sequence)
    _put_back(actor, row, reason=reason, city=True, now=now)
    return 0


def _put_back(actor: Actor, row: RevisionRow, *, reason: str, city: bool, now: datetime) -> None:
    """Make it a draft again, standing on what holds as far as nothing is in conflict."""
    revision = lifecycle.send_back(row.to_core(), actor, reason=reason, city=city, now=now)
    held = holding(row)
    result = merged(row, held)
    row.keep(revision if result.conflicts else _rebased(row, revision, held, result.files))
    _note(actor, "send-back", row, now, reason=revision.reason)


def _without(version: int, now: datetime) -> tuple[catalogue.Proved, Holding]:
    """Return what holds without what a version changed, proved, and what it was taken from. Raises LaterChange, PackageRefused."""
    held = holding()
    _, made = catalogue.get_version(READER, version=version)
    _, before = catalogue.get_version(READER, version=catalogue.version_before(READER, version=version).id)
    given = given_beside(before, made)
    result = merge(made.sources, {**given, **before.sources}, held.files)
    if result.conflicts:
        raise LaterChange(result.conflicts[0].where)
    files = {path: content for path, content in result.files.items() if given.get(path) != content}
    return catalogue.prove_files(READER, files=files, now=now), held


def _publish_proved(proved: catalogue.Proved, held: Holding, now: datetime) -> catalogue.Version:
    """Raises AnotherPublished."""
    return catalogue.publish_proved(READER, proved=proved, now=now, onto=held.version.digest)


def _rebased(row: RevisionRow, revision: Revision, held: Holding, files: Mapping[str, bytes]) -> Revision:
    """Keep what makes `files` of what holds as the changes of the revision."""
    everything = held.everything
    changes = changes_between(everything, files)
    gone = {path for path, content in changes.items() if content is None and path in held.entries}
    changes = {
        path: content for path, content in changes.items() if path not in gone
    }  # a source takes back, not we
    keep_changes(row, changes, held)
    row.base_version = held.version.id
    return replace(
        revision,
        base=held.version.digest,
        paths=tuple(changes),
        offices=offices_of(changes, everything, files),
    )


def _must_be_merged(row: RevisionRow, held: Holding) -> None:
    """Raises ConflictsOpen."""
    if found := merged(row, held).conflicts:
        raise ConflictsOpen(len(found), found[0].where)


def _locked(actor: Actor, revision_id: UUID, seen: int | None) -> RevisionRow:
    row = queries.get_row(actor, revision_id=revision_id, lock=True)
    lifecycle.check_seen(row.to_core(), seen)
    return row


def _city(actor: Actor) -> bool:
    return actor.can(RevisionPermission.CITY)


def _day(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def _note(actor: Actor, what: str, row: RevisionRow, now: datetime, **detail: object) -> None:
    audit.record(
        actor,
        action=f"revisions:{what}",
        detail={"revision": str(row.pk), "state": row.state, **detail},
        now=now,
    )
