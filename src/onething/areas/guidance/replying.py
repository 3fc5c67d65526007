"""Papers that somebody else confirms, for whoever is asked: found, read, answered, taken back.

Whoever is asked sees the statement and nothing else of the draft. Who may not reply is answered as if there were nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.guidance import showing
from onething.areas.guidance.confirming import (
    authorities_of,
    given_of,
    keep_reply,
    keep_taken_back,
    may_reply,
)
from onething.areas.guidance.errors import ConfirmationOver
from onething.areas.guidance.models import ConfirmationRequestRow, DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.catalogue.words import Way
from onething.core.guidance import Awaited, Confirming, Draft, StatementNotFound, draft_from_data
from onething.core.guidance.confirming import authority_over, in_effect
from onething.core.people import Authority
from onething.core.source import Text
from onething.kit.ports import SHANGHAI

#: How many requests one page shows.
MOST_AWAITED = 50
#: How much of a reason is kept, in characters.
LONGEST_REASON = 500


def list_awaited(actor: Actor, *, now: datetime) -> tuple[Awaited, ...]:
    """Return what waits for the actor's word, for oneself or for whom one may act, what was asked last first.

    What was replied stands there until its draft is gone. Raises NotAllowed.
    """
    actor.must(GuidancePermission.CONFIRM)
    if not actor.person_id:
        return ()
    held = authorities_of(actor)
    bearers = {actor.person_id, *(one.principal for one in held)}
    rows = ConfirmationRequestRow.objects.filter(bearer__in=bearers, draft__expires_at__gt=now)
    found: dict[tuple[UUID, str], Awaited] = {}  # one that was withdrawn gives way to the one after it
    for request in rows.select_related("draft").order_by("-told_at", "-made_at", "pk")[:MOST_AWAITED]:
        place = (request.draft_id, request.line)
        if place not in found and may_reply(actor, held, request.bearer, request.draft.scene, now=now):
            seen = _seen(actor, request, request.draft, held, now=now)
            if seen is not None:
                found[place] = seen.awaited
    return tuple(found.values())


def read_awaited(actor: Actor, *, request_id: UUID, now: datetime, shown: bool = True) -> Awaited:
    """Return the statement that the actor is asked to confirm; the look stands in the log of whose application it is.

    shown: it is shown now, which is a look; otherwise only compared with what was shown before. Raises NotAllowed, StatementNotFound.
    """
    actor.must(GuidancePermission.CONFIRM)
    seen = _find(actor, request_id, now=now)
    if shown:
        _note_look(actor, seen, now=now)
    return seen.awaited


@transaction.atomic
def reply_to(
    actor: Actor, *, request_id: UUID, shown_hash: str, confirmed: bool, reason: str = "", now: datetime
) -> None:
    """Confirm or refuse what was shown; the same again changes nothing. shown_hash: of the statement on the page.

    Raises NotAllowed, StatementNotFound, StatementChanged, RefusalWithoutReason, ConfirmationOver.
    """
    actor.must(GuidancePermission.CONFIRM)
    seen = _find(actor, request_id, now=now, lock=True)
    if seen.row.number:
        raise ConfirmationOver
    if seen.awaited.confirming is None:
        raise StatementNotFound
    keep_reply(
        actor,
        seen.row,
        seen.draft,
        seen.awaited.confirming,
        shown_hash=shown_hash,
        confirmed=confirmed,
        reason=reason[:LONGEST_REASON],
        now=now,
    )


@transaction.atomic
def take_reply_back(actor: Actor, *, request_id: UUID, now: datetime) -> None:
    """Take back a confirmation, as long as it is not handed in; also one of a text that has changed, or that nobody asks for now.

    Raises NotAllowed, StatementNotFound, NothingToWithdraw, ConfirmationOver.
    """
    actor.must(GuidancePermission.CONFIRM)
    seen = _find(actor, request_id, now=now, lock=True)
    line, bearer = seen.request.line, seen.request.bearer
    keep_taken_back(actor, seen.row, seen.draft, given_of(seen.row, line), line=line, bearer=bearer, now=now)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A request as who may reply sees it."""

    request: ConfirmationRequestRow
    row: DraftRow
    draft: Draft
    awaited: Awaited


def _find(actor: Actor, request_id: UUID, *, now: datetime, lock: bool = False) -> _Seen:
    """Raises StatementNotFound: unknown, not asked any more, over, or not this actor's."""
    request = ConfirmationRequestRow.objects.filter(pk=request_id).first()
    rows = DraftRow.objects.select_for_update() if lock else DraftRow.objects.all()
    row = rows.filter(pk=request.draft_id, expires_at__gt=now).first() if request else None
    held = authorities_of(actor)
    if request is None or row is None or not may_reply(actor, held, request.bearer, row.scene, now=now):
        raise StatementNotFound
    seen = _seen(actor, request, row, held, now=now)
    if seen is None:
        raise StatementNotFound
    return seen


def _seen(
    actor: Actor,
    request: ConfirmationRequestRow,
    row: DraftRow,
    held: list[Authority],
    *,
    now: datetime,
) -> _Seen | None:
    """Return a request of somebody who may reply, None where nothing is asked any more and nothing is left to take back."""
    draft = draft_from_data(row.content)
    authority = authority_over(
        request.bearer, actor.person_id, held, scene=row.scene, now=now.astimezone(SHANGHAI)
    )
    given = in_effect(given_of(row, request.line), line=request.line, bearer=request.bearer)
    one = None if row.number or request.withdrawn_at else _asked(actor, row, draft, request, now=now)
    chosen = draft.ways.get(request.line)
    handed_in = bool(row.number) and chosen is not None and chosen.way is Way.CONFIRM
    if one is None and (given is None or (row.number and not handed_in)):
        return None
    _, scene = showing.scene_now(actor, row.scene)
    about = one.asked if one else given.statement if given else None
    assert about is not None, "one of the two is there"
    awaited = Awaited(
        id=request.pk,
        scene=scene.name,
        applicant=draft.applicant.name if draft.applicant else "",
        paper=about.paper,
        role=about.role,
        for_whom=authority.principal_name if authority else "",
        told_at=request.told_at.astimezone(SHANGHAI),
        confirming=one,
        given=given,
        handed_in=handed_in,
    )
    return _Seen(request, row, draft, awaited)


def _asked(
    actor: Actor, row: DraftRow, draft: Draft, request: ConfirmationRequestRow, *, now: datetime
) -> Confirming | None:
    """Return how the line of a request stands, None if it is given otherwise or is somebody else's to confirm."""
    read = showing.read_draft(actor, row, draft, now=now)
    one = next((each for each in read.confirmings if each.asked.line == request.line), None)
    if one is None or (one.asked.statement and one.asked.statement.bearer != request.bearer):
        return None
    return one


def _note_look(actor: Actor, seen: _Seen, *, now: datetime) -> None:
    """Keep in the log of whose application it is that somebody else read the statement."""
    people_ = (seen.draft.applicant, seen.draft.representative.person if seen.draft.representative else None)
    paper, scene = seen.awaited.paper, seen.awaited.scene
    for key in dict.fromkeys(showing.key_of(one) for one in people_ if one is not None):
        if key != actor.person_id:
            audit.record_look(
                actor,
                subject=key,
                fields=[seen.request.line.partition("@")[0]],
                purpose=Text(
                    f"您办“{scene.zh}”，请对方确认“{paper.zh}”",
                    f"you asked for the confirmation of “{paper.say('en')}” for “{scene.say('en')}”",
                ),
                now=now,
            )
