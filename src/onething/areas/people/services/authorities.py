"""Every write of authorities: who may act for whom, in what, and until when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.people import queries
from onething.areas.people.models import AuthorityRow
from onething.areas.people.permissions import PeoplePermission
from onething.areas.people.queries import AuthorityNotFound
from onething.core.actors import Actor
from onething.core.cases.ports import CaseMessages
from onething.core.people import (
    Authority,
    AuthorityKind,
    AuthorityOver,
    AuthorityState,
    ClaimWaits,
    Document,
    Organisation,
    PaperMissing,
    RefusalUnexplained,
    check_authority,
    is_organisation,
)
from onething.core.values import is_blank
from onething.kit.ports import SHANGHAI, choose, port


@transaction.atomic
def give_authority(
    actor: Actor,
    *,
    representative: Document,
    representative_name: str,
    scenes: Sequence[str],
    from_on: date,
    to_on: date | None,
    now: datetime,
) -> Authority:
    """Let an agent act for the actor. Raises NotAllowed and what `check_authority` raises.

    Law: 民法典 165: the power names the agent, the matters, the period.
    """
    actor.must(PeoplePermission.AUTHORISE)
    return _keep_authority(
        actor,
        kind=AuthorityKind.AGENT,
        state=AuthorityState.GIVEN,
        principal=actor.person_id,
        principal_name=actor.name,
        representative=representative.key,
        representative_name=representative_name,
        scenes=scenes,
        from_on=from_on,
        to_on=to_on,
        document="",
        now=now,
    )


@transaction.atomic
def claim_authority(
    actor: Actor,
    *,
    kind: AuthorityKind,
    principal: Document | Organisation,
    principal_name: str,
    scenes: Sequence[str],
    from_on: date,
    to_on: date | None,
    document: str,
    now: datetime,
) -> Authority:
    """State that the actor is someone's guardian, supporter or agent; it holds once it is confirmed.

    principal: a person, or an organisation for which an agent may then confirm.
    document: hash of the uploaded paper, "" if it is only brought. The claim gets a code by which the window finds it.
    Raises NotAllowed, ClaimWaits and what `check_authority` raises.
    """
    actor.must(PeoplePermission.AUTHORISE)
    waiting = queries.authorities_visible_to(actor).filter(
        state=AuthorityState.CLAIMED, kind=kind, principal=principal.key, representative=actor.person_id
    )
    if (earlier := waiting.first()) is not None:
        raise ClaimWaits(earlier.code)
    return _keep_authority(
        actor,
        kind=kind,
        state=AuthorityState.CLAIMED,
        principal=principal.key,
        principal_name=principal_name,
        representative=actor.person_id,
        representative_name=actor.name,
        scenes=scenes,
        from_on=from_on,
        to_on=to_on,
        document=document,
        now=now,
    )


@transaction.atomic
def record_authority(
    actor: Actor,
    *,
    kind: AuthorityKind,
    principal: Document | Organisation,
    principal_name: str,
    representative: Document,
    representative_name: str,
    scenes: Sequence[str],
    from_on: date,
    to_on: date | None,
    document: str,
    now: datetime,
) -> Authority:
    """Take in a written power or a proof of guardianship seen at the window (or by a share); it holds at once.

    Raises NotAllowed and what `check_authority` raises.
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    return _keep_authority(
        actor,
        kind=kind,
        state=AuthorityState.GIVEN,
        principal=principal.key,
        principal_name=principal_name,
        representative=representative.key,
        representative_name=representative_name,
        scenes=scenes,
        from_on=from_on,
        to_on=to_on,
        document=document,
        now=now,
    )


def _keep_authority(
    actor: Actor,
    *,
    kind: AuthorityKind,
    state: AuthorityState,
    principal: str,
    principal_name: str,
    representative: str,
    representative_name: str,
    scenes: Sequence[str],
    from_on: date,
    to_on: date | None,
    document: str,
    now: datetime,
) -> Authority:
    check_authority(
        kind=kind, principal=principal, representative=representative, from_on=from_on, to_on=to_on
    )
    row = AuthorityRow(
        kind=kind,
        state=state,
        principal=principal,
        principal_name=principal_name,
        representative=representative,
        representative_name=representative_name,
        scenes=sorted(scenes),
        from_on=from_on,
        to_on=to_on,
        document=document,
        made_by=actor.id,
        made_at=now,
        confirmed_by=actor.id if actor.can(PeoplePermission.RECORD_AUTHORITY) else "",
        code=_claim_code() if state is AuthorityState.CLAIMED else "",
    )
    row.save(force_insert=True)
    _write_down(actor, row, "claimed" if state is AuthorityState.CLAIMED else "given", now=now)
    return row.to_core()


#: Digits of the code by which a claim is found at the window.
CLAIM_CODE = 6


def _claim_code() -> str:
    return "".join(str(choose(10)) for _ in range(CLAIM_CODE))


def _write_down(actor: Actor, row: AuthorityRow, what: str, *, now: datetime) -> None:
    audit.record(
        actor,
        action=f"people:authority_{what}",
        subject=row.principal,
        detail={
            "authority": str(row.pk),
            "kind": row.kind,
            "representative": row.representative,
            "scenes": row.scenes,
            "from": row.from_on.isoformat(),
            "to": row.to_on.isoformat() if row.to_on else "",
        },
        now=now,
    )


@transaction.atomic
def confirm_authority(
    actor: Actor, *, authority_id: UUID, from_on: date, to_on: date | None, scan: str, now: datetime
) -> Authority:
    """Let a claim hold, for the days that the paper shows, after the paper was seen. Both are told, if they are people.

    scan: hash of the paper as it was seen. Raises NotAllowed, AuthorityNotFound, PaperMissing, AuthorityOver and what
    `check_authority` raises. Law: 民法典 23, 27, 28 (who is guardian), 31 (appointed by committee, office or court).
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    if not scan:
        raise PaperMissing
    row = _lock_authority(actor, authority_id, state=AuthorityState.CLAIMED)
    check_authority(
        kind=AuthorityKind(row.kind),
        principal=row.principal,
        representative=row.representative,
        from_on=from_on,
        to_on=to_on,
    )
    if to_on is not None and to_on <= now.astimezone(SHANGHAI).date():
        raise AuthorityOver(to_on)
    row.state, row.confirmed_by, row.scan = AuthorityState.GIVEN, actor.id, scan
    row.from_on, row.to_on = from_on, to_on
    row.save(update_fields=["state", "confirmed_by", "scan", "from_on", "to_on"])
    _write_down(actor, row, "confirmed", now=now)
    facts = {"principal": row.principal_name, "representative": row.representative_name}
    if is_organisation(row.principal):  # no person to be told
        _tell(actor, row.representative, "may_confirm", {"organisation": row.principal_name}, now=now)
    else:
        _tell(actor, row.representative, "authority_confirmed", facts, now=now)
        _tell(actor, row.principal, "represented", facts, now=now)
    return row.to_core()


@transaction.atomic
def refuse_authority(actor: Actor, *, authority_id: UUID, reason: str, now: datetime) -> Authority:
    """End a claim that its paper does not show; whoever claimed is told why.

    Raises NotAllowed, AuthorityNotFound, RefusalUnexplained.
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    if is_blank(reason):
        raise RefusalUnexplained
    row = _lock_authority(actor, authority_id, state=AuthorityState.CLAIMED)
    row.state, row.confirmed_by, row.reason = AuthorityState.REFUSED, actor.id, reason.strip()
    row.save(update_fields=["state", "confirmed_by", "reason"])
    _write_down(actor, row, "refused", now=now)
    facts = {"principal": row.principal_name, "reason": row.reason}
    _tell(actor, row.representative, "authority_refused", facts, now=now)
    return row.to_core()


def _tell(actor: Actor, person: str, kind: str, facts: Mapping[str, str], *, now: datetime) -> None:
    port(CaseMessages).tell(  # type: ignore[type-abstract]
        actor, person=person, kind=kind, facts=facts, application="", now=now
    )


@transaction.atomic
def revoke_authority(actor: Actor, *, authority_id: UUID, now: datetime) -> Authority:
    """End an authority at once: by its principal, its representative, or at the window.

    Raises AuthorityNotFound (also when it has ended already). Law: 民法典 173 (2).
    """
    row = _lock_authority(actor, authority_id, state=None)
    row.state, row.revoked_at = AuthorityState.REVOKED, now
    row.save(update_fields=["state", "revoked_at"])
    _write_down(actor, row, "revoked", now=now)
    return row.to_core()


def _lock_authority(actor: Actor, authority_id: UUID, *, state: AuthorityState | None) -> AuthorityRow:
    rows = queries.authorities_visible_to(actor).select_for_update()
    rows = rows.exclude(state__in=(AuthorityState.REVOKED, AuthorityState.REFUSED))
    row = rows.filter(pk=authority_id, **({"state": state} if state else {})).first()
    if row is None:
        raise AuthorityNotFound
    return row
