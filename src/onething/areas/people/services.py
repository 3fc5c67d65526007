"""Every write of accounts and authorities."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from onething.areas.audit import api as audit
from onething.areas.people import queries
from onething.areas.people.models import AccountRow, AuthorityRow, FailedSignInRow, TokenRow
from onething.areas.people.permissions import PeoplePermission
from onething.areas.people.queries import AccountNotFound, AuthorityNotFound
from onething.core.actors import Actor, Role
from onething.core.cases.ports import CaseMessages
from onething.core.errors import Conflict, NotAllowed, RuleBroken
from onething.core.people import (
    FAILURE_WINDOW,
    FAILURES_OF_A_LOGIN,
    FAILURES_OF_AN_ADDRESS,
    Account,
    AccountKind,
    Authority,
    AuthorityKind,
    AuthorityOver,
    AuthorityState,
    ClaimWaits,
    Document,
    PaperMissing,
    RefusalUnexplained,
    check_authority,
    sign_in_again_at,
)
from onething.kit.ports import SHANGHAI, choose, port
from onething.kit.ports import token as random_token


class SignInFailed(RuleBroken):
    """Wrong name or wrong password; which one is not said."""

    code = "people.sign_in_failed"


class SignInLocked(NotAllowed):
    code = "people.sign_in_locked"

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"too many failed sign-ins; again at {again_at:%H:%M}")
        self.again_at = again_at


class NotADemo(NotAllowed):
    code = "people.not_a_demo"


class AccountExists(Conflict):
    code = "people.account_exists"


class AccountIncomplete(RuleBroken):
    code = "people.account_incomplete"


def _hash(value: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), value.encode(), hashlib.sha256).hexdigest()


def sign_in(actor: Actor, *, login: str, password: str, address: str, now: datetime) -> Account:
    """Return the account whose name and password these are. Raises SignInFailed, SignInLocked.

    Both doors count: failures of one name and failures from one network address. A failure costs the same
    time whether the name exists or not.
    """
    _refuse_guessers(login=login, address=address, now=now)
    row = AccountRow.objects.filter(login=_canonical_login(login), is_active=True).first()
    if row is None:
        make_password(password)
        right = False
    else:
        right = row.check_password(password)
    if row is None or not right:
        FailedSignInRow.objects.create(
            login_hash=_hash(f"l:{login}"), address_hash=_hash(f"a:{address}"), at=now
        )
        raise SignInFailed
    FailedSignInRow.objects.filter(login_hash=_hash(f"l:{login}")).delete()
    return row.to_core()


def sign_in_to_demo(actor: Actor, *, account_id: UUID) -> Account:
    """Return a demo account without a password, in demo mode only. Raises NotADemo, AccountNotFound."""
    if not settings.DEMO:
        raise NotADemo
    row = AccountRow.objects.filter(pk=account_id, demo=True, is_active=True).first()
    if row is None:
        raise AccountNotFound
    return row.to_core()


def _canonical_login(login: str) -> str:
    return "".join(login.split()).upper()


def _refuse_guessers(*, login: str, address: str, now: datetime) -> None:
    since = now - FAILURE_WINDOW
    for column, value, limit in (
        ("login_hash", _hash(f"l:{login}"), FAILURES_OF_A_LOGIN),
        ("address_hash", _hash(f"a:{address}"), FAILURES_OF_AN_ADDRESS),
    ):
        rows = FailedSignInRow.objects.filter(**{column: value}, at__gt=since)
        again_at = sign_in_again_at(list(rows.values_list("at", flat=True)), limit=limit, now=now)
        if again_at:
            raise SignInLocked(again_at)


def forget_failures(actor: Actor, *, now: datetime) -> int:
    """Delete failures older than the window; nothing needs them. Returns how many."""
    actor.must(PeoplePermission.MANAGE_ACCOUNTS)
    deleted, _ = FailedSignInRow.objects.filter(at__lt=now - FAILURE_WINDOW).delete()
    return deleted


@transaction.atomic
def open_account(
    actor: Actor,
    *,
    kind: AccountKind,
    login: str,
    name: str,
    roles: Iterable[Role],
    password: str | None = None,
    document: Document | None = None,
    phone: str = "",
    email: str = "",
    department: str = "",
    division: str = "",
    staff_number: str = "",
    demo: bool = False,
    now: datetime | None = None,
) -> Account:
    """Make an account. Raises NotAllowed, AccountExists, AccountIncomplete.

    password: None = no sign-in by password. demo: offered on the sign-in page in demo mode. now: stands in the log;
    None for invented people, who do not.
    """
    actor.must(PeoplePermission.MANAGE_ACCOUNTS)
    person = document.key if document and document.number else ""
    known = person if kind is AccountKind.CITIZEN else staff_number
    if not (known and name.strip()):
        raise AccountIncomplete
    row = AccountRow(
        kind=kind,
        login=_canonical_login(login),
        name=name,
        roles=sorted(roles),
        document_kind=document.kind if document else "",
        document_number=document.number if document else "",
        person=person,
        phone=phone,
        email=email,
        department=department,
        division=division,
        staff_number=staff_number,
        demo=demo,
    )
    row.set_password(password)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AccountExists from None
    if now is not None:
        _note_account(actor, row, "opened", now=now)
    return row.to_core()


@transaction.atomic
def close_account(actor: Actor, *, login: str, now: datetime) -> Account:
    """Let nobody sign in or act with an account any more; what it did stays. Raises NotAllowed, AccountNotFound."""
    row = _lock_account(actor, login)
    row.is_active = False
    row.save(update_fields=["is_active"])
    _note_account(actor, row, "closed", now=now)
    return row.to_core()


@transaction.atomic
def set_roles(actor: Actor, *, login: str, roles: Iterable[Role], now: datetime) -> Account:
    """Give a member of staff exactly these roles. Raises NotAllowed, AccountNotFound, also for a citizen's account."""
    row = _lock_account(actor, login)
    if row.kind != AccountKind.STAFF:
        raise AccountNotFound
    row.roles = sorted(roles)
    row.save(update_fields=["roles"])
    _note_account(actor, row, "roles", now=now)
    return row.to_core()


@transaction.atomic
def set_password(actor: Actor, *, login: str, password: str, now: datetime) -> Account:
    """Set a new password for somebody who has lost theirs. Raises NotAllowed, AccountNotFound."""
    row = _lock_account(actor, login)
    _new_password(row, password)
    _note_account(actor, row, "password", now=now)
    return row.to_core()


def _lock_account(actor: Actor, login: str) -> AccountRow:
    actor.must(PeoplePermission.MANAGE_ACCOUNTS)
    rows = queries.accounts_visible_to(actor).select_for_update()
    row = rows.filter(login=_canonical_login(login), is_active=True).first()
    if row is None:
        raise AccountNotFound
    return row


def _note_account(actor: Actor, row: AccountRow, what: str, *, now: datetime) -> None:
    detail = {
        "account": str(row.pk),
        "roles": row.roles,
        "department": row.department,
        "division": row.division,
    }
    audit.record(actor, action=f"people:account_{what}", subject=row.person, detail=detail, now=now)


@transaction.atomic
def keep_display(actor: Actor, *, language: str, size: str, contrast: str) -> None:
    """Keep how the actor wants to see pages, for the next device. Raises NotAllowed."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    queries.accounts_visible_to(actor).filter(pk=queries.account_id(actor)).update(
        language=language, size=size, contrast=contrast
    )


@transaction.atomic
def change_contact(actor: Actor, *, phone: str, email: str) -> Account:
    """Change one's own phone and e-mail. Raises NotAllowed."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    row = queries.accounts_visible_to(actor).select_for_update().get(pk=queries.account_id(actor))
    row.phone, row.email = phone, email
    row.save(update_fields=["phone", "email"])
    return row.to_core()


class WrongOldPassword(RuleBroken):
    code = "people.wrong_old_password"


@transaction.atomic
def change_password(actor: Actor, *, old: str, new: str) -> None:
    """Change one's own password. Raises NotAllowed, WrongOldPassword."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    row = queries.accounts_visible_to(actor).select_for_update().get(pk=queries.account_id(actor))
    if not check_password(old, row.password):
        raise WrongOldPassword
    _new_password(row, new)


def _new_password(row: AccountRow, password: str) -> None:
    """Whoever had the old one, or a token made with it, is out."""
    row.set_password(password)
    row.save(update_fields=["password"])
    TokenRow.objects.filter(account=row).delete()


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
    principal: Document,
    principal_name: str,
    scenes: Sequence[str],
    from_on: date,
    to_on: date | None,
    document: str,
    now: datetime,
) -> Authority:
    """State that the actor is someone's guardian, supporter or agent; it holds once it is confirmed.

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
    principal: Document,
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
    """Let a claim hold, for the days that the paper shows, after the paper was seen. Both people are told.

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
    _tell(actor, row.representative, "authority_confirmed", facts, now=now)
    _tell(actor, row.principal, "represented", facts, now=now)
    return row.to_core()


@transaction.atomic
def refuse_authority(actor: Actor, *, authority_id: UUID, reason: str, now: datetime) -> Authority:
    """End a claim that its paper does not show; whoever claimed is told why.

    Raises NotAllowed, AuthorityNotFound, RefusalUnexplained.
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    if not reason.strip():
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


#: How long a token acts; it is made anew by signing in again.
TOKEN_DAYS = 30


def make_token(actor: Actor, *, name: str = "", now: datetime) -> tuple[str, datetime]:
    """Return a token with which a machine acts as the actor's account, and when it ends. Raises NotAllowed.

    Its text is known to nobody else afterwards: only the hash is kept.
    """
    actor.must(PeoplePermission.OWN_ACCOUNT)
    text, ends_at = f"ot_{random_token(bytes_=32)}", now + timedelta(days=TOKEN_DAYS)
    TokenRow.objects.create(
        account_id=queries.account_id(actor),
        hash=queries._token_hash(text),
        name=name,
        made_at=now,
        ends_at=ends_at,
    )
    return text, ends_at


def end_token(actor: Actor, *, token: str) -> bool:
    """Let a token of one's own end at once. Returns whether it was one."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    rows = TokenRow.objects.filter(account_id=queries.account_id(actor), hash=queries._token_hash(token))
    return rows.delete()[0] > 0
