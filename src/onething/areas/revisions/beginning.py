"""The write by which an entry of the register is begun here, in a draft."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from onething.areas.register import api as register
from onething.areas.revisions.keeping import READER, said_of
from onething.areas.revisions.models import ChangeRow
from onething.areas.revisions.permissions import RevisionPermission
from onething.areas.revisions.queries import get_revision
from onething.areas.revisions.services import open_revision, save_files
from onething.core.actors import Actor
from onething.core.register.beginning import (
    CodeTaken,
    KeyTaken,
    check_basic,
    check_code,
    check_codes,
    check_key,
)
from onething.core.register.entries import Entry
from onething.core.register.filed import FOLDER, path_of
from onething.core.register.files import write_entry
from onething.core.revisions.lifecycle import CLOSED, Revision


@transaction.atomic
def begin_entry(
    actor: Actor, *, source: str, entry: Entry, title: str, now: datetime, revision_id: UUID | None = None
) -> Revision:
    """Write a new entry into a draft, or (None) into a new one of this title, and return it.

    Raises NotAllowed, KeyMalformed, KeyTaken, CodeBroken, CodesDiffer, CodeTaken, and what opening or saving a revision raises.
    """
    actor.must(RevisionPermission.WRITE)
    check_key(entry.key)
    if entry.code:
        check_code(entry.code)
    if entry.catalogue_code:
        check_basic(entry.catalogue_code)
    check_codes(entry.code, entry.catalogue_code)
    if revision_id is None:
        one = open_revision(actor, title=title, now=now)
    else:
        one = get_revision(actor, revision_id=revision_id)
    path = path_of(source, entry.key)
    if holder := _holder_of_key(source, entry.key, path):
        raise KeyTaken(entry.key, holder)
    if entry.code and (holder := _holder_of_code(entry.code)):
        raise CodeTaken(entry.code, holder)
    files = {path: write_entry(source, entry)}
    return save_files(actor, revision_id=one.id, files=files, seen=one.sequence, now=now)


def _holder_of_key(source: str, key: str, path: str) -> str:
    """Return the name of the entry that has this key, or the title of the draft that has begun one with it, "" if none."""
    if found := register.find_item(READER, city=settings.CITY, source=source, key=key):
        return found.name
    drafts = _under_way().filter(path=path).values_list("revision__title", flat=True)
    return drafts.first() or ""


def _holder_of_code(code: str) -> str:
    if found := register.find_coded(READER, city=settings.CITY, codes=[code]):
        return found[code][0].name
    return next((title for title, other in _codes_under_way() if other == code), "")


def _codes_under_way() -> Iterator[tuple[str, str]]:
    """Give title of a draft and code of each entry that it begins: few, and none of what holds."""
    begun = _under_way().filter(entry_version=None).values_list("revision__title", "content")
    for title, content in begun:
        yield title, said_of(bytes(content), "code").get("code", "")


def _under_way() -> QuerySet[ChangeRow]:
    """Return the files of entries that revisions on their way write."""
    rows = ChangeRow.objects.filter(revision__city=settings.CITY, path__startswith=f"{FOLDER}/")
    return rows.exclude(content=None).exclude(revision__state__in=CLOSED).order_by("pk")
