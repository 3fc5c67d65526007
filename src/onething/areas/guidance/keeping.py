"""The row of a draft: found for whoever may see it, locked for a change, written with its next version."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.guidance import queries, showing
from onething.areas.guidance.errors import DraftNotFound, DraftSubmitted
from onething.areas.guidance.looking import note_look
from onething.areas.guidance.models import DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.guidance import Draft, draft_from_data, draft_to_data


def locked(
    actor: Actor, draft_id: UUID, guest: str, now: datetime, *, submitted: bool = False
) -> tuple[DraftRow, Draft]:
    """Return the draft, nobody else's to change until the transaction ends. submitted: also one that was handed over.

    Raises DraftNotFound, DraftSubmitted.
    """
    row = (
        queries.visible_to(actor, guest=guest, now=now)
        .select_for_update()
        .filter(pk=draft_id, expires_at__gt=now)
        .first()
    )
    if row is None:
        raise DraftNotFound
    if row.number and not submitted:
        raise DraftSubmitted(row.number)
    note_look(actor, row, now=now)
    return row, draft_from_data(row.content)


def draft_of(actor: Actor, draft_id: UUID, guest: str, now: datetime) -> tuple[DraftRow, Draft]:
    """Return the draft as it is at this moment. Raises DraftNotFound, DraftSubmitted."""
    with transaction.atomic():
        return locked(actor, draft_id, guest, now)


def keep(actor: Actor, row: DraftRow, draft: Draft, *, now: datetime, package: Package | None = None) -> None:
    """Write the row with the next version. Every change gives it its full time again.

    What a window saw of the originals holds until the person changes something.
    """
    if draft.originals and not actor.can(GuidancePermission.ASSIST):
        draft = replace(draft, originals={})
    row.content = draft_to_data(draft)
    row.person = showing.key_of(draft.applicant) if draft.applicant else ""
    row.scene_hash = draft.scene_hash
    row.version += 1
    row.changed_at = now
    if package is not None:
        until = showing.kept_until(package, package.scenes[row.scene], now, owned=bool(row.owner))
        row.expires_at, row.warned = until, False
    row.save()
