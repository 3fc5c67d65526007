"""A draft handed over to a window: the code that its owner gives and takes back, and the window that uses it.

The draft stays its owner's. The code is worth nothing without the document of who signs beside it.
"""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.guidance import queries, showing
from onething.areas.guidance.changing import authority_at_window
from onething.areas.guidance.errors import (
    DraftNotFound,
    SignInFirst,
    WindowCodeExpired,
    WindowCodeRevoked,
    WindowCodesLocked,
    WindowCodeUnknown,
    WindowCodeUsed,
)
from onething.areas.guidance.keeping import keep, locked
from onething.areas.guidance.looking import SIGHT
from onething.areas.guidance.models import DraftRow, MissedCodeRow, WindowCodeRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.guidance import Draft, WindowCode, draft_from_data
from onething.core.guidance.draft import placed
from onething.core.guidance.handover import CODE_DIGITS, code_ends_at, last_day, read_code
from onething.core.people import FAILURE_WINDOW, FAILURES_OF_A_LOGIN, sign_in_again_at
from onething.kit.ports import SHANGHAI, choose


@transaction.atomic
def give_window_code(actor: Actor, *, draft_id: UUID, now: datetime) -> WindowCode:
    """Return the code with which any window opens this draft; the one that holds, if there is one.

    It gives the draft its full time again. Raises NotAllowed, DraftNotFound, DraftSubmitted, SignInFirst.
    """
    actor.must(GuidancePermission.HAND_OVER)
    row, draft = locked(actor, draft_id, "", now)
    if draft.applicant is None:
        raise SignInFirst
    if (earlier := _holding(row, now)) is not None:
        return earlier.to_core()
    package, _ = showing.scene_now(actor, row.scene)
    row.expires_at, row.warned = max(row.expires_at, now + showing.days_kept(package)), False
    row.save(update_fields=["expires_at", "warned"])
    local, ends = now.astimezone(SHANGHAI), row.expires_at.astimezone(SHANGHAI)
    made = WindowCodeRow.objects.create(
        draft=row,
        code="".join(str(choose(10)) for _ in range(CODE_DIGITS)),
        made_at=now,
        ends_at=code_ends_at(now=local, draft_ends_at=ends),
    )
    _write_down(actor, row, "given", now=now)
    return made.to_core()


def find_window_code(actor: Actor, *, draft_id: UUID, now: datetime) -> WindowCode | None:
    """Return the code of one's own draft that holds, None if none does. Raises NotAllowed, DraftNotFound."""
    actor.must(GuidancePermission.HAND_OVER)
    row = queries.visible_to(actor, now=now).filter(pk=draft_id, expires_at__gt=now).first()
    if row is None:
        raise DraftNotFound
    code = _holding(row, now)
    return code.to_core() if code else None


@transaction.atomic
def take_window_code_back(actor: Actor, *, draft_id: UUID, now: datetime) -> None:
    """Let the code open nothing any more; a window that has used it sees nothing from now on.

    The place of the window no longer counts. Raises NotAllowed, DraftNotFound, DraftSubmitted.
    """
    actor.must(GuidancePermission.HAND_OVER)
    row, draft = locked(actor, draft_id, "", now)
    code = _holding(row, now)
    if code is None:
        return
    code.revoked_at = now
    code.save(update_fields=["revoked_at"])
    if code.opened_at is not None:
        _at(actor, row, draft, code.window_before, now=now)
    _write_down(actor, row, "revoked", now=now)


def open_at_window(actor: Actor, *, code: str, person: str, now: datetime) -> UUID:
    """Let the actor's window see and change the draft, whose signer stands there; return the draft.

    code: as typed or scanned. person: key of the document that was seen. A code of somebody else is answered like one
    that is unknown, and both count as a miss. Whoever used the code before sees the draft no more.
    Raises NotAllowed, WindowCodesLocked, WindowCodeUnknown, WindowCodeUsed, WindowCodeRevoked, WindowCodeExpired,
    NotRepresented.
    """
    actor.must(GuidancePermission.ASSIST)
    _refuse_guessers(actor, person, now=now)
    found = _find(read_code(code), person)
    if found is None:
        MissedCodeRow.objects.create(clerk=actor.id, person_hash=_hash(person), at=now)
        raise WindowCodeUnknown
    with transaction.atomic():
        row = DraftRow.objects.select_for_update().get(pk=found.draft_id)
        kept = WindowCodeRow.objects.get(pk=found.pk)
        draft = draft_from_data(row.content)
        if row.number:
            raise WindowCodeUsed(row.number)
        if kept.revoked_at is not None:
            raise WindowCodeRevoked
        if kept.ends_at <= now:
            raise WindowCodeExpired(last_day(kept.ends_at.astimezone(SHANGHAI)))
        if draft.representative is not None:
            authority_at_window(actor, draft, representative=person, now=now)
        if kept.opened_at is None:
            kept.window_before = showing.at_home(actor, row, draft).window
        kept.opened_by, kept.opened_at, kept.opened_until = actor.id, now, now + SIGHT
        kept.looked_at = None
        kept.save()
        if actor.division:
            _at(actor, row, draft, actor.division, now=now)
        _write_down(actor, row, "opened", now=now)
    return row.pk


def _at(actor: Actor, row: DraftRow, draft: Draft, window: str, *, now: datetime) -> None:
    """Keep the draft as begun at this window, or at none."""
    package, scene = showing.scene_now(actor, row.scene)
    mine = placed(replace(draft, window=window), scene, package)
    if mine != draft:
        keep(actor, row, mine, now=now)


def _holding(row: DraftRow, now: datetime) -> WindowCodeRow | None:
    rows = WindowCodeRow.objects.filter(draft=row, revoked_at=None, ends_at__gt=now)
    return None if row.number else rows.order_by("-made_at").first()


def _find(code: str, person: str) -> WindowCodeRow | None:
    """Return the newest code of these digits whose draft this person signs."""
    if not code or not person:
        return None
    for one in WindowCodeRow.objects.filter(code=code).select_related("draft").order_by("-made_at"):
        draft = draft_from_data(one.draft.content)
        signer = draft.representative.person if draft.representative else draft.applicant
        if signer is not None and showing.key_of(signer) == person:
            return one
    return None


def _refuse_guessers(actor: Actor, person: str, *, now: datetime) -> None:
    """As at the sign-in: so many misses of one clerk, or about one person, and the door is shut for a while."""
    for column, value in (("clerk", actor.id), ("person_hash", _hash(person))):
        rows = MissedCodeRow.objects.filter(**{column: value}, at__gt=now - FAILURE_WINDOW)
        moments = list(rows.values_list("at", flat=True))
        if again_at := sign_in_again_at(moments, limit=FAILURES_OF_A_LOGIN, now=now):
            raise WindowCodesLocked(again_at)


def _hash(person: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"w:{person}".encode(), hashlib.sha256).hexdigest()


def _write_down(actor: Actor, row: DraftRow, what: str, *, now: datetime) -> None:
    audit.record(
        actor,
        action=f"guidance:window_code_{what}",
        subject=row.person,
        detail={"draft": str(row.pk)},
        now=now,
    )
