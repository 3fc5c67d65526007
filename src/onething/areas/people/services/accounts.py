"""Every write of accounts: signing in, opening and closing, passwords, tokens."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from onething.areas.audit import api as audit
from onething.areas.people import queries
from onething.areas.people.models import AccountRow, FailedSignInRow, TokenRow
from onething.areas.people.permissions import PeoplePermission
from onething.areas.people.queries import AccountNotFound
from onething.core.actors import Actor, Role
from onething.core.errors import Conflict, NotAllowed, RuleBroken
from onething.core.people import (
    FAILURE_WINDOW,
    FAILURES_OF_A_LOGIN,
    FAILURES_OF_AN_ADDRESS,
    Account,
    AccountKind,
    Document,
    sign_in_again_at,
)
from onething.kit.ports import token as random_token


class SignInFailed(RuleBroken):
    """Wrong name or wrong password; which one is not said."""

    code = "people.sign_in_failed"


class SignInLocked(NotAllowed):
    code = "people.sign_in_locked"

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"too many failed sign-ins; again at {again_at:%H:%M}")
        self.again_at = again_at


class PasswordDue(NotAllowed):
    """Somebody else set the password: its owner changes it before anything else."""

    code = "people.password_due"


class SamePassword(RuleBroken):
    code = "people.same_password"


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

    Both doors count: failures of one name, however it is spelled, and failures from one network address. A
    failure costs the same time whether the name exists or not.
    """
    login = _canonical_login(login)  # what finds the account counts its failures, too
    _refuse_guessers(login=login, address=address, now=now)
    row = AccountRow.objects.filter(login=login, is_active=True).first()
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


def _narrow(typed: str) -> str:
    """Return a number as a document has it: full-width characters narrowed, blanks gone."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _canonical_login(login: str) -> str:
    return _narrow(login).upper()


def _refuse_guessers(*, login: str, address: str, now: datetime) -> None:
    """login: canonical. Raises SignInLocked."""
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

    password: None = no sign-in by password; its owner changes it first of all. demo: offered on the sign-in page in demo mode. now: stands in the log;
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
        staff_number=_narrow(staff_number),
        demo=demo,
    )
    row.set_password(password)
    row.password_due = password is not None and not demo
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
    """Set a new password for somebody who has lost theirs, and who changes it first of all.

    Raises NotAllowed, AccountNotFound.
    """
    row = _lock_account(actor, login)
    _new_password(row, password, due=not row.demo)
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
    """Change one's own password. Raises NotAllowed, WrongOldPassword, SamePassword."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    row = queries.accounts_visible_to(actor).select_for_update().get(pk=queries.account_id(actor))
    if not check_password(old, row.password):
        raise WrongOldPassword
    if new == old:
        raise SamePassword
    _new_password(row, new, due=False)


def _new_password(row: AccountRow, password: str, *, due: bool) -> None:
    """Whoever had the old one, or a token made with it, is out. due: its owner is to change it first of all."""
    row.set_password(password)
    row.password_due = due
    row.save(update_fields=["password", "password_due"])
    TokenRow.objects.filter(account=row).delete()


#: How long a token acts; it is made anew by signing in again.
TOKEN_DAYS = 30


def make_token(actor: Actor, *, name: str = "", now: datetime) -> tuple[str, datetime]:
    """Return a token with which a machine acts as the actor's account, and when it ends.

    Raises NotAllowed, PasswordDue.

    Its text is known to nobody else afterwards: only the hash is kept.
    """
    actor.must(PeoplePermission.OWN_ACCOUNT)
    if queries.get_own_account(actor).password_due:
        raise PasswordDue
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
