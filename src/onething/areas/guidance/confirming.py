"""Papers that somebody else gives by confirming: asked for by the applicant, answered by whoever bears them.

Whoever is asked sees the statement and nothing else of the draft. Who may not reply is answered as if there were nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.guidance import queries, showing
from onething.areas.guidance.errors import (
    ConfirmationOver,
    DraftNotFound,
    NotYourDraft,
    SignInFirst,
    StatementNotReady,
)
from onething.areas.guidance.keeping import locked
from onething.areas.guidance.models import ConfirmationRequestRow, ConfirmationRow, DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases.ports import CaseMessages
from onething.core.confirmations import Confirmation, Reply
from onething.core.guidance import (
    Awaited,
    Confirming,
    Draft,
    LineUnknown,
    Requested,
    Standing,
    StatementNotFound,
    draft_from_data,
)
from onething.core.guidance.confirming import authority_over, reply, take_back
from onething.core.people import Authority, is_organisation
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, port

#: So long a submission may be under way; after that it is taken to have failed.
HANDING = timedelta(minutes=10)
#: How many requests one page shows.
MOST_AWAITED = 50
#: How much of a reason is kept, in characters.
LONGEST_REASON = 500


# --- the applicant -------------------------------------------------------------------------------------------


def list_requested(actor: Actor, *, draft_id: UUID, now: datetime) -> tuple[Requested, ...]:
    """Return the lines of a draft that are given by confirming, in the order of the materials, with who was asked.

    Raises NotAllowed, DraftNotFound.
    """
    actor.must(GuidancePermission.DRAFT)
    row = queries.visible_to(actor, now=now).filter(pk=draft_id, expires_at__gt=now).first()
    if row is None:
        raise DraftNotFound
    read = showing.read_draft(actor, row, draft_from_data(row.content), now=now)
    rows = ConfirmationRequestRow.objects.filter(draft=row, withdrawn_at=None)
    asked = {one.line: one for one in rows} if read.confirmings else {}
    held = _authorities(actor)
    found = []
    for one in read.confirmings:
        statement, request = one.asked.statement, asked.get(one.asked.line)
        if request is not None and statement is not None and request.bearer != statement.bearer:
            request = None  # it was somebody else's to confirm
        mine = statement is not None and _may(actor, held, statement.bearer, row.scene, now=now)
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
    one = _line(actor, row, draft, line, now=now)
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
        _write_down(actor, row, "confirmation_asked", request.line, now=now)
    elif ConfirmationRow.objects.filter(draft=row, line=line, at__gte=request.told_at).exists():
        request.told_at = now
        request.save(update_fields=["told_at"])
    else:
        return request.pk
    if one.standing is not Standing.CONFIRMED:
        facts = _facts(actor, row, one, request=str(request.pk))
        for person in _who_may(bearer, row.scene, now=now):
            if person != actor.person_id:
                _tell(actor, person, "confirm_asked", {**facts, "applicant": draft.applicant.name}, now=now)
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
        _write_down(actor, row, "confirmation_not_asked", line, now=now)


@transaction.atomic
def confirm_own(actor: Actor, *, draft_id: UUID, line: str, shown_hash: str, now: datetime) -> None:
    """Confirm a line of one's own draft that one bears oneself, or signs for. shown_hash: of the statement on the page.

    Raises NotAllowed, DraftNotFound, DraftSubmitted, LineUnknown, StatementNotFound for who may not, StatementChanged.
    """
    actor.must(GuidancePermission.CONFIRM)
    row, draft = locked(actor, draft_id, "", now)
    one = _line(actor, row, draft, line, now=now)
    _reply(actor, row, draft, one, shown_hash=shown_hash, confirmed=True, reason="", now=now)


@transaction.atomic
def take_own_back(actor: Actor, *, draft_id: UUID, line: str, now: datetime) -> None:
    """Take back what one confirmed on one's own draft.

    Raises NotAllowed, DraftNotFound, DraftSubmitted, LineUnknown, StatementNotFound, NothingToWithdraw, ConfirmationOver.
    """
    actor.must(GuidancePermission.CONFIRM)
    row, draft = locked(actor, draft_id, "", now)
    _take_back(actor, row, draft, _line(actor, row, draft, line, now=now), now=now)


# --- whoever is asked ----------------------------------------------------------------------------------------


def list_awaited(actor: Actor, *, now: datetime) -> tuple[Awaited, ...]:
    """Return what waits for the actor's word, for oneself or for whom one may act, what was asked last first.

    What was replied stands there until its draft is gone. Raises NotAllowed.
    """
    actor.must(GuidancePermission.CONFIRM)
    if not actor.person_id:
        return ()
    held = _authorities(actor)
    bearers = {actor.person_id, *(one.principal for one in held)}
    rows = ConfirmationRequestRow.objects.filter(
        bearer__in=bearers, withdrawn_at=None, draft__expires_at__gt=now
    ).select_related("draft")
    found = []
    for request in rows.order_by("-told_at", "pk")[:MOST_AWAITED]:
        if _may(actor, held, request.bearer, request.draft.scene, now=now):
            seen = _seen(actor, request, request.draft, held, now=now)
            found += [seen.awaited] if seen else []
    return tuple(found)


def read_awaited(actor: Actor, *, request_id: UUID, now: datetime) -> Awaited:
    """Return the statement that the actor is asked to confirm; the look stands in the log of whose application it is.

    Raises NotAllowed, StatementNotFound.
    """
    actor.must(GuidancePermission.CONFIRM)
    seen = _find(actor, request_id, now=now)
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
    if seen.now is None:
        raise ConfirmationOver
    _reply(
        actor,
        seen.row,
        seen.draft,
        seen.now,
        shown_hash=shown_hash,
        confirmed=confirmed,
        reason=reason[:LONGEST_REASON],
        now=now,
    )


@transaction.atomic
def take_reply_back(actor: Actor, *, request_id: UUID, now: datetime) -> None:
    """Take back a confirmation, as long as it is not handed in.

    Raises NotAllowed, StatementNotFound, NothingToWithdraw, ConfirmationOver.
    """
    actor.must(GuidancePermission.CONFIRM)
    seen = _find(actor, request_id, now=now, lock=True)
    if seen.now is None:
        raise ConfirmationOver
    _take_back(actor, seen.row, seen.draft, seen.now, now=now)


# --- what they share -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """A request as who may reply sees it. now: how its line stands, None once it is handed in."""

    row: DraftRow
    draft: Draft
    now: Confirming | None
    awaited: Awaited


def _find(actor: Actor, request_id: UUID, *, now: datetime, lock: bool = False) -> _Seen:
    """Raises StatementNotFound: unknown, withdrawn, over, or not this actor's."""
    request = ConfirmationRequestRow.objects.filter(pk=request_id, withdrawn_at=None).first()
    rows = DraftRow.objects.select_for_update() if lock else DraftRow.objects.all()
    row = rows.filter(pk=request.draft_id, expires_at__gt=now).first() if request else None
    held = _authorities(actor)
    if request is None or row is None or not _may(actor, held, request.bearer, row.scene, now=now):
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
    """Return a request of somebody who may reply, None where nothing is asked any more: another way, another bearer."""
    draft = draft_from_data(row.content)
    authority = authority_over(
        request.bearer, actor.person_id, held, scene=row.scene, now=now.astimezone(SHANGHAI)
    )
    one: Confirming | None = None
    given: Confirmation | None = None
    if row.number:
        kept = ConfirmationRow.objects.filter(draft=row, line=request.line, bearer=request.bearer)
        last = kept.order_by("-pk").first()
        given = last.to_core() if last else None
        if given is None or not given.holds:
            return None
        paper, role = given.statement.paper, given.statement.role
    else:
        read = showing.read_draft(actor, row, draft, now=now)
        one = next((each for each in read.confirmings if each.asked.line == request.line), None)
        if one is None or (one.asked.statement and one.asked.statement.bearer != request.bearer):
            return None
        paper, role = one.asked.paper, one.asked.role
    _, scene = showing.scene_now(actor, row.scene)
    awaited = Awaited(
        id=request.pk,
        scene=scene.name,
        applicant=draft.applicant.name if draft.applicant else "",
        paper=paper,
        role=role,
        for_whom=authority.principal_name if authority else "",
        told_at=request.told_at.astimezone(SHANGHAI),
        confirming=one,
        given=given,
    )
    return _Seen(row, draft, one, awaited)


def _line(actor: Actor, row: DraftRow, draft: Draft, line: str, *, now: datetime) -> Confirming:
    """Raises LineUnknown for a line that is not given by confirming."""
    read = showing.read_draft(actor, row, draft, now=now)
    for one in read.confirmings:
        if one.asked.line == line:
            return one
    raise LineUnknown(line)


def _reply(
    actor: Actor,
    row: DraftRow,
    draft: Draft,
    one: Confirming,
    *,
    shown_hash: str,
    confirmed: bool,
    reason: str,
    now: datetime,
) -> None:
    given = reply(
        one.asked,
        shown_hash=shown_hash,
        confirmed=confirmed,
        reason=reason,
        person=actor.person_id,
        name=actor.name,
        actor=actor.id,
        authorities=_authorities(actor),
        now=now.astimezone(SHANGHAI),
    )
    same = one.reply is not None and one.standing in (Standing.CONFIRMED, Standing.REFUSED)
    if same and one.reply and (one.reply.confirmed, one.reply.reason) == (given.confirmed, given.reason):
        return  # the page was sent twice, or somebody of the same organisation was faster
    _keep(actor, row, draft, one, given, "confirm_given" if confirmed else "confirm_refused", now=now)


def _take_back(actor: Actor, row: DraftRow, draft: Draft, one: Confirming, *, now: datetime) -> None:
    given = take_back(
        one.asked,
        [one.reply] if one.reply else [],
        person=actor.person_id,
        name=actor.name,
        actor=actor.id,
        authorities=_authorities(actor),
        now=now.astimezone(SHANGHAI),
    )
    _keep(actor, row, draft, one, given, "confirm_withdrawn", now=now)


def _keep(
    actor: Actor, row: DraftRow, draft: Draft, one: Confirming, given: Reply, kind: str, *, now: datetime
) -> None:
    """Write the reply down and tell the applicant. Raises ConfirmationOver."""
    assert one.asked.statement is not None, "nobody replies to nothing"
    if row.number or (row.handing_at is not None and now - row.handing_at < HANDING):
        raise ConfirmationOver
    ConfirmationRow.of(row, Confirmation(one.asked.statement, given)).save(force_insert=True)
    _write_down(actor, row, kind, one.asked.line, now=now, hash=given.hash, authority=given.authority)
    signer = draft.representative.person if draft.representative else draft.applicant
    if actor.id != row.owner and signer is not None:
        facts = _facts(actor, row, one, draft=str(row.pk))
        facts |= {"who": given.name, "reason": given.reason}
        _tell(actor, showing.key_of(signer), kind, facts, now=now)


def _facts(actor: Actor, row: DraftRow, one: Confirming, **more: str) -> dict[str, object]:
    _, scene = showing.scene_now(actor, row.scene)
    named = {"scene": scene.name, "paper": one.asked.paper, "role": one.asked.role}
    return {**{name: {"zh": text.zh, "en": text.say("en")} for name, text in named.items()}, **more}


def _authorities(actor: Actor) -> list[Authority]:
    return people.list_authorities(actor, organisations=True) if actor.person_id else []


def _may(actor: Actor, held: list[Authority], bearer: str, scene: str, *, now: datetime) -> bool:
    try:
        authority_over(bearer, actor.person_id, held, scene=scene, now=now.astimezone(SHANGHAI))
    except StatementNotFound:
        return False
    return True


def _who_may(bearer: str, scene: str, *, now: datetime) -> list[str]:
    """Return the keys of the people who may reply for a bearer, as far as they are known."""
    on = now.astimezone(SHANGHAI).date()
    others = people.list_representatives(Actor.job("messages"), principal=bearer, scene=scene, on=on)
    return others if is_organisation(bearer) else [bearer, *others]


def _tell(actor: Actor, person: str, kind: str, facts: dict[str, object], *, now: datetime) -> None:
    port(CaseMessages).tell(  # type: ignore[type-abstract]
        actor, person=person, kind=kind, facts=facts, application="", now=now
    )


def _note_look(actor: Actor, seen: _Seen, *, now: datetime) -> None:
    """Keep in the log of whose application it is that somebody else read the statement."""
    people_ = (seen.draft.applicant, seen.draft.representative.person if seen.draft.representative else None)
    paper, scene = seen.awaited.paper, seen.awaited.scene
    for key in dict.fromkeys(showing.key_of(one) for one in people_ if one is not None):
        if key != actor.person_id:
            audit.record_look(
                actor,
                subject=key,
                fields=[_line_of(seen)],
                purpose=Text(
                    f"您办“{scene.zh}”，请对方确认“{paper.zh}”",
                    f"you asked for the confirmation of “{paper.say('en')}” for “{scene.say('en')}”",
                ),
                now=now,
            )


def _line_of(seen: _Seen) -> str:
    line = (
        seen.now.asked.line if seen.now else seen.awaited.given.statement.line if seen.awaited.given else ""
    )
    return line.partition("@")[0]


def _write_down(actor: Actor, row: DraftRow, what: str, line: str, *, now: datetime, **more: str) -> None:
    audit.record(
        actor,
        action=f"guidance:{what}",
        subject=row.person,
        detail={"draft": str(row.pk), "line": line, **more},
        now=now,
    )
