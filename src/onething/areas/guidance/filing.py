"""Writes of the files of a draft: the pages of each paper, in their order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from onething.areas.guidance import showing
from onething.areas.guidance.errors import TooManyFiles
from onething.areas.guidance.keeping import draft_of, keep, locked
from onething.areas.guidance.loosening import loosen
from onething.areas.guidance.models import DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.composition import compose
from onething.core.guidance import (
    Draft,
    DraftView,
    FileKeeper,
    LineUnknown,
    MaterialView,
    circumstances,
    fitting,
    materials_of,
)
from onething.core.guidance.draft import MOST_FILES
from onething.core.submission import GivenFile
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


def add_file(
    actor: Actor,
    *,
    draft_id: UUID,
    line: str,
    content: BinaryIO,
    name: str,
    now: datetime,
    guest: str = "",
) -> DraftView:
    """Keep a file for one line of the materials. The same file again changes nothing.

    Raises NotAllowed, DraftNotFound, DraftSubmitted, LineUnknown, TooManyFiles, and the refusals of uploads.
    """
    actor.must(GuidancePermission.DRAFT)
    row, kept = draft_of(actor, draft_id, guest, now)
    _line(actor, row, kept, line, now=now)
    given = port(FileKeeper).keep(actor, content=content, name=name)  # type: ignore[type-abstract]

    def added(files: list[GivenFile]) -> list[GivenFile]:
        return files if given.hash in {one.hash for one in files} else [*files, given]

    return _files(actor, draft_id, line, added, now=now, guest=guest)


def remove_file(
    actor: Actor, *, draft_id: UUID, line: str, hash_: str, now: datetime, guest: str = ""
) -> DraftView:
    """Take a file off a line; off none if it is not there. Raises DraftNotFound, DraftSubmitted."""
    actor.must(GuidancePermission.DRAFT)

    def without(files: list[GivenFile]) -> list[GivenFile]:
        return [one for one in files if one.hash != hash_]

    return _files(actor, draft_id, line, without, now=now, guest=guest)


def move_file(
    actor: Actor, *, draft_id: UUID, line: str, hash_: str, by: int, now: datetime, guest: str = ""
) -> DraftView:
    """Move a page of a line. by: places, negative towards the first; never beyond an end.

    Raises DraftNotFound, DraftSubmitted.
    """
    actor.must(GuidancePermission.DRAFT)

    def moved(files: list[GivenFile]) -> list[GivenFile]:
        at = next((at for at, one in enumerate(files) if one.hash == hash_), None)
        if at is not None:
            files.insert(max(0, at + by), files.pop(at))
        return files

    return _files(actor, draft_id, line, moved, now=now, guest=guest)


def turn_file(
    actor: Actor, *, draft_id: UUID, line: str, hash_: str, now: datetime, guest: str = ""
) -> DraftView:
    """Turn a photo of a line a quarter to the right; what is no photo stays. Raises DraftNotFound, DraftSubmitted."""
    actor.must(GuidancePermission.DRAFT)
    _, kept = draft_of(actor, draft_id, guest, now)
    keeper = port(FileKeeper)  # type: ignore[type-abstract]
    turned = {one.hash: keeper.turn(actor, file=one) for one in kept.files.get(line, ()) if one.hash == hash_}

    def with_turned(files: list[GivenFile]) -> list[GivenFile]:
        return list({one.hash: one for one in (turned.get(one.hash, one) for one in files)}.values())

    return _files(actor, draft_id, line, with_turned, now=now, guest=guest)


def _line(actor: Actor, row: DraftRow, draft: Draft, name: str, *, now: datetime) -> MaterialView:
    package, scene = showing.scene_now(actor, row.scene)
    draft = fitting(draft, scene, package)
    on = now.astimezone(SHANGHAI).date()
    plan = compose(scene, circumstances(draft, scene, on=on), package=package, calendar=port(WorkCalendar))
    for one in materials_of(draft, plan, scene, package):
        if one.line == name and not one.form:
            return one
    raise LineUnknown(name)


@transaction.atomic
def _files(
    actor: Actor,
    draft_id: UUID,
    line: str,
    edit: Callable[[list[GivenFile]], list[GivenFile]],
    *,
    now: datetime,
    guest: str,
) -> DraftView:
    row, kept = locked(actor, draft_id, guest, now)
    package, _ = showing.scene_now(actor, row.scene)
    files = edit(list(kept.files.get(line, ())))
    if len(files) > MOST_FILES:
        raise TooManyFiles(_line(actor, row, kept, line, now=now).label, MOST_FILES)
    all_files = {**kept.files, line: tuple(files)}
    mine = replace(kept, files={name: some for name, some in all_files.items() if some})
    if mine.files != kept.files:
        keep(actor, row, mine, now=now, package=package)
        still = {file.hash for some in mine.files.values() for file in some}
        loosen((file for file in kept.files.get(line, ()) if file.hash not in still), now=now)
    return showing.view_of(actor, row, mine, now=now)
