"""Papers that somebody else confirms, for the applicant: who is asked, how each line stands, and what one confirms oneself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from onething.areas.guidance import queries, showing
from onething.areas.guidance.confirming import (
    authorities_of,
    facts_of,
    given_of,
    keep_reply,
    keep_taken_back,
    line_of,
    may_reply,
    tell,
    write_down,
)
from onething.areas.guidance.errors import (
    DraftNotFound,
    NotYourDraft,
    SignInFirst,
    StatementNotReady,
)
from onething.areas.guidance.keeping import locked
from onething.areas.guidance.looking import note_look
from onething.areas.guidance.models import ConfirmationRequestRow, ConfirmationRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.guidance import NothingToWithdraw, Requested, Standing, draft_from_data
from onething.core.people import is_organisation
from onething.kit.ports import SHANGHAI


def list_requested(actor: Actor, *, draft_id: UUID, now: datetime) -> tuple[Requested, ...]:
    """Return the lines of a draft that are given by confirming, in the order of the materials, with who was asked.

    Raises NotAllowed, DraftNotFound.
    """
    actor.must(GuidancePermission.DRAFT)
    row = queries.visible_to(actor, now=now).filter(pk=draft_id, expires_at__gt=now).first()
    if row is None:
        raise DraftNotFound
    note_look(actor, row, now=now)
    read = showing.read_draft(actor, row, draft_from_data(row.content), now=now)
    rows = ConfirmationRequestRow.objects.filter(draft=row, withdrawn_at=None)
    asked = {one.line: one for one in rows} if read.confirmings else {}
    held = authorities_of(actor)
    found = []
    for one in read.confirmings:
        statement, request = one.asked.statement, asked.get(one.asked.line)
        if request is not None and statement is not None and request.bearer != statement.bearer:
            request = None  # it was somebody else's to confirm
        mine = statement is not None and may_reply(actor, held, statement.bearer, row.scene, now=now)
        told_at = request.told_at.astimezone(SHANGHAI) if request else None
        found.append(Requested(one, request.pk if request else None, told_at, mine))
    return tuple(found)


@transaction.atomic
def ask_to_confirm(actor: Actor, *, draft_id: UUID, line: str, now: datetime) -> UUID:
    """Ask whoever bears a line to confirm it; return the request. Asked again it is told again only after a reply.

    Raises NotAllowed, DraftNotFound, DraftSubmitted, NotYourDraft at a window, SignInFirst, LineUnknown for a line that is not
    given by confirming, StatementNotReady.
    """
    actor.must(GuidancePermission.DRAFT)
    row, draft = locked(actor, draft_id, "", now)
    if showing.is_handed(actor, row):
        raise NotYourDraft
    if draft.applicant is None:
        raise SignInFirst
    one = line_of(actor, row, draft, line, now=now)
    if one.asked.statement is None:
        raise StatementNotReady(one.asked.missing)
    bearer = one.asked.statement.bearer
    request = ConfirmationRequestRow.objects.filter(draft=row, line=line, withdrawn_at=None).first()
    if request is not None and request.bearer != bearer:
        request.withdrawn_at = now
        request.save(update_fields=["withdrawn_at"])
        request = None
    if request is None:
        request = ConfirmationRequestRow.objects.create(
            draft=row, line=line, bearer=bearer, owner=actor.id, made_at=now, told_at=now
        )
        write_down(actor, row, "confirmation_asked", request.line, now=now)
    elif ConfirmationRow.objects.filter(draft=row, line=line, at__gte=request.told_at).exists():
        request.told_at = now
        request.save(update_fields=["told_at"])
    else:
        return request.pk
    if one.standing is not Standing.CONFIRMED:
        facts = facts_of(actor, row, one.asked.paper, one.asked.role, request=str(request.pk))
        for person in _who_may(bearer, row.scene, now=now):
            if person != actor.person_id:
                tell(actor, person, "confirm_asked", {**facts, "applicant": draft.applicant.name}, now=now)
    return request.pk


@transaction.atomic
def withdraw_request(actor: Actor, *, draft_id: UUID, line: str, now: datetime) -> None:
    """Let the request for a line be found by nobody any more; what was replied stays.

    Raises NotAllowed, DraftNotFound, DraftSubmitted.
    """
    actor.must(GuidancePermission.DRAFT)
    row, _ = locked(actor, draft_id, "", now)
    rows = ConfirmationRequestRow.objects.filter(draft=row, line=line, withdrawn_at=None)
    if rows.update(withdrawn_at=now):
        write_down(actor, row, "confirmation_not_asked", line, now=now)


@transaction.atomic
def confirm_own(actor: Actor, *, draft_id: UUID, line: str, shown_hash: str, now: datetime) -> None:
    """Confirm a line of one's own draft that one bears oneself, or signs for. shown_hash: of the statement on the page.

    Raises NotAllowed, DraftNotFound, DraftSubmitted, LineUnknown, StatementNotFound for who may not, StatementChanged.
    """
    actor.must(GuidancePermission.CONFIRM)
    row, draft = locked(actor, draft_id, "", now)
    one = line_of(actor, row, draft, line, now=now)
    keep_reply(actor, row, draft, one, shown_hash=shown_hash, confirmed=True, reason="", now=now)


@transaction.atomic
def take_own_back(actor: Actor, *, draft_id: UUID, line: str, now: datetime) -> None:
    """Take back what one confirmed on one's own draft.

    Raises NotAllowed, DraftNotFound, DraftSubmitted, LineUnknown, StatementNotFound, NothingToWithdraw, ConfirmationOver.
    """
    actor.must(GuidancePermission.CONFIRM)
    row, draft = locked(actor, draft_id, "", now)
    one = line_of(actor, row, draft, line, now=now)
    given = given_of(row, line)
    if one.asked.statement is None and not given:
        raise NothingToWithdraw
    bearer = one.asked.statement.bearer if one.asked.statement else given[-1].reply.bearer
    keep_taken_back(actor, row, draft, given, line=line, bearer=bearer, now=now)


def _who_may(bearer: str, scene: str, *, now: datetime) -> list[str]:
    """Return the keys of the people who may reply for a bearer, as far as they are known."""
    on = now.astimezone(SHANGHAI).date()
    others = people.list_representatives(Actor.job("messages"), principal=bearer, scene=scene, on=on)
    return others if is_organisation(bearer) else [bearer, *others]
