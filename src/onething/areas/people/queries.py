"""Every read of accounts and authorities."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import CharField, Q, QuerySet

from onething.areas.people.models import AccountRow, AuthorityRow, FeedRow, TokenRow
from onething.areas.people.permissions import PeoplePermission
from onething.core.actors import Actor, Role
from onething.core.errors import NotFound
from onething.core.people import (
    ORGANISATION,
    Account,
    AccountKind,
    Authority,
    AuthorityState,
    Document,
    DocumentKind,
    Organisation,
    is_organisation,
)
from onething.kit.statements import Lookup, Written

_ACCOUNT = Lookup(AccountRow, "id")
#: Until when a token holds, and whose it is, field by field.
_BY_TOKEN = Written(
    lambda hash: TokenRow.objects.filter(hash=hash).values_list(
        "ends_at", *(f"account__{field.attname}" for field in AccountRow._meta.concrete_fields)
    ),
    CharField(),
)


class AccountNotFound(NotFound):
    code = "people.account_not_found"


class AuthorityNotFound(NotFound):
    code = "people.authority_not_found"


def accounts_visible_to(actor: Actor) -> QuerySet[AccountRow]:
    """Own account; every account for those who manage or look for people; nobody else's."""
    if actor.can(PeoplePermission.MANAGE_ACCOUNTS):
        return AccountRow.objects.all()
    mine = Q(pk=account_id(actor)) if account_id(actor) else Q(pk=None)
    if actor.can(PeoplePermission.FIND_PERSON):
        return AccountRow.objects.filter(mine | Q(kind=AccountKind.CITIZEN))
    return AccountRow.objects.filter(mine)


def authorities_visible_to(actor: Actor) -> QuerySet[AuthorityRow]:
    """Those in which the actor is principal or representative; all for those who record them."""
    if actor.can(PeoplePermission.RECORD_AUTHORITY):
        return AuthorityRow.objects.all()
    if not actor.person_id:
        return AuthorityRow.objects.none()
    return AuthorityRow.objects.filter(Q(principal=actor.person_id) | Q(representative=actor.person_id))


def account_id(actor: Actor) -> UUID | None:
    """Return the account behind an actor, None for jobs, systems and visitors."""
    kind, _, number = actor.id.partition(":")
    return UUID(number) if kind == "user" else None


def get_own_account(actor: Actor) -> Account:
    """Raises NotAllowed, AccountNotFound."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    mine = account_id(actor)
    row = _ACCOUNT.first(mine) if mine else None
    if row is None:
        raise AccountNotFound
    return row.to_core()


def find_account(actor: Actor, *, person: str) -> Account | None:
    """Return the citizen's account with this person key, None if there is none or it is not to be seen."""
    row = accounts_visible_to(actor).filter(person=person, is_active=True).exclude(person="").first()
    return row.to_core() if row else None


def find_account_by_login(actor: Actor, *, login: str) -> Account | None:
    """Return the account with this sign-in name, None if there is none or it is not to be seen."""
    row = accounts_visible_to(actor).filter(login=login).first()
    return row.to_core() if row else None


def list_demo_accounts(actor: Actor) -> list[Account]:
    """Return the accounts that the sign-in page offers in demo mode, citizens first, then by role and login.

    Open to all: they exist only where the demo made them, and carry invented data.
    """
    rows = AccountRow.objects.filter(demo=True, is_active=True).order_by("kind", "staff_number", "login")
    return [row.to_core() for row in rows]


def list_staff_accounts(actor: Actor) -> list[Account]:
    """Return every open account of staff, by staff number. Raises NotAllowed."""
    actor.must(PeoplePermission.MANAGE_ACCOUNTS)
    rows = AccountRow.objects.filter(kind=AccountKind.STAFF, is_active=True)
    return [row.to_core() for row in rows.order_by("staff_number")]


def count_citizens(actor: Actor) -> int:
    """Return how many citizens have an open account. Raises NotAllowed."""
    actor.must(PeoplePermission.MANAGE_ACCOUNTS)
    return AccountRow.objects.filter(kind=AccountKind.CITIZEN, is_active=True).count()


def list_staff(actor: Actor, *, department: str, role: Role | None = None) -> list[Account]:
    """Return the colleagues of a department, by staff number. Raises NotAllowed."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    if actor.department != department and not actor.can(PeoplePermission.MANAGE_ACCOUNTS):
        return []
    rows = AccountRow.objects.filter(kind=AccountKind.STAFF, department=department, is_active=True)
    found = [row.to_core() for row in rows.order_by("staff_number")]
    return [account for account in found if role is None or role in account.roles]


def find_colleague(actor: Actor, *, number: str) -> Account | None:
    """Return the member of staff with this staff number, of whatever department; None for anybody but staff."""
    if not actor.department or not number.strip():
        return None
    row = AccountRow.objects.filter(
        kind=AccountKind.STAFF, staff_number=number.strip(), is_active=True
    ).first()
    return row.to_core() if row else None


def staff_names(actor: Actor, *, actors: Collection[str]) -> dict[str, str]:
    """Return actor id -> name of these members of staff: of the own department, of all for those who supervise.

    Raises NotAllowed.
    """
    actor.must(PeoplePermission.OWN_ACCOUNT)
    ids = [one.partition(":")[2] for one in actors if one.startswith("user:")]
    rows = AccountRow.objects.filter(kind=AccountKind.STAFF, pk__in=[one for one in ids if _is_id(one)])
    if not actor.roles & {Role.SUPERVISOR, Role.AUDITOR}:
        rows = rows.filter(department=actor.department)
    return {f"user:{id_}": name for id_, name in rows.values_list("pk", "name")}


def who_reviews(actor: Actor, *, actors: Collection[str]) -> frozenset[str]:
    """Return those of these actors who may be given cases now: open accounts of staff that review. Raises NotAllowed."""
    actor.must(PeoplePermission.MANAGE_ACCOUNTS)
    ids = [one.partition(":")[2] for one in actors if one.startswith("user:")]
    rows = AccountRow.objects.filter(kind=AccountKind.STAFF, is_active=True, pk__in=filter(_is_id, ids))
    return frozenset(f"user:{row.pk}" for row in rows if Role.REVIEWER in row.roles)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


#: Authorities for organisations. They let somebody confirm and never apply: what asks for whom one may apply leaves them out.
_FOR_ORGANISATIONS = Q(principal__startswith=f"{ORGANISATION}:")


def list_authorities(actor: Actor, *, organisations: bool = False) -> list[Authority]:
    """Return the actor's own authorities between persons, as principal or representative, newest first.

    organisations: also those by which the actor may confirm for an organisation.
    """
    rows = authorities_visible_to(actor).filter(
        Q(principal=actor.person_id) | Q(representative=actor.person_id)
    )
    rows = rows if organisations else rows.exclude(_FOR_ORGANISATIONS)
    return [row.to_core() for row in rows.order_by("-made_at", "pk")]


def list_representatives(actor: Actor, *, principal: str, scene: str, on: date) -> list[str]:
    """Return the keys of those who may act for a person, or confirm for an organisation, in `scene` on that day, by key.

    For jobs that tell them something. Raises NotAllowed.
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    rows = AuthorityRow.objects.filter(principal=principal, state=AuthorityState.GIVEN)
    held = (row.to_core() for row in rows.order_by("representative", "pk"))
    return list(dict.fromkeys(one.representative for one in held if one.holds(scene=scene, on=on)))


def get_authority(actor: Actor, *, authority_id: UUID) -> Authority:
    """Raises AuthorityNotFound."""
    row = authorities_visible_to(actor).filter(pk=authority_id).first()
    if row is None:
        raise AuthorityNotFound
    return row.to_core()


def list_claims(actor: Actor, *, text: str, limit: int = 20) -> list[Authority]:
    """Return the claims that wait for the window, found by their code or by the number of either person, oldest first.

    text: as typed; a number without its kind finds every kind of document. Raises NotAllowed.
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    typed = Document.of(DocumentKind.NONE, text).number
    if not typed:
        return []
    keys = [Document(kind, typed).key for kind in DocumentKind if kind is not DocumentKind.NONE]
    keys.append(Organisation(typed).key)
    found = Q(code=typed) | Q(principal__in=keys) | Q(representative__in=keys)
    rows = authorities_visible_to(actor).filter(found, state=AuthorityState.CLAIMED)
    return [row.to_core() for row in rows.order_by("made_at", "pk")[:limit]]


def find_authority_between(
    actor: Actor, *, principal: str, representative: str, scene: str, on: date
) -> Authority | None:
    """Return the authority under which one person may apply for another in `scene` on that day, else None.

    For the window, where both are named. Raises NotAllowed.
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    rows = (
        authorities_visible_to(actor)
        .filter(principal=principal, representative=representative, state=AuthorityState.GIVEN)
        .exclude(_FOR_ORGANISATIONS)
    )
    found = (row.to_core() for row in rows.order_by("from_on", "pk"))
    return next((one for one in found if one.holds(scene=scene, on=on)), None)


def files_used(actor: Actor, *, hashes: Collection[str]) -> frozenset[str]:
    """Return those of the files that an authority rests on: the papers that were sent, and those seen at the window.

    Raises NotAllowed.
    """
    actor.must(PeoplePermission.RECORD_AUTHORITY)
    rows = AuthorityRow.objects.filter(Q(document__in=hashes) | Q(scan__in=hashes))
    pairs = rows.values_list("document", "scan")
    return frozenset(hash_ for pair in pairs for hash_ in pair if hash_ in hashes)


def find_authority(actor: Actor, *, principal: str, scene: str, on: date) -> Authority | None:
    """Return the authority by which the actor may apply for the person `principal` in `scene` on that day, else None."""
    if not actor.person_id or is_organisation(principal):
        return None
    rows = AuthorityRow.objects.filter(representative=actor.person_id, principal=principal, state="given")
    for row in rows.order_by("from_on", "pk"):
        authority = row.to_core()
        if authority.holds(scene=scene, on=on):
            return authority
    return None


def list_principals(actor: Actor, *, scene: str, on: date) -> list[Authority]:
    """Return the authorities under which the actor may apply for other persons in `scene` on that day, by name."""
    if not actor.person_id:
        return []
    rows = AuthorityRow.objects.filter(representative=actor.person_id, state="given")
    rows = rows.exclude(_FOR_ORGANISATIONS)
    found = [row.to_core() for row in rows.order_by("principal_name", "pk")]
    return [authority for authority in found if authority.holds(scene=scene, on=on)]


def find_account_by_token(actor: Actor, *, token: str, now: datetime) -> Account | None:
    """Return the account as which whoever holds this token acts, None for a token that is unknown or has ended."""
    for ends_at, *fields in _BY_TOKEN.rows(_token_hash(token)):
        account = AccountRow(*fields)
        if ends_at > now and account.is_active:
            return account.to_core()
    return None


def find_account_by_feed(actor: Actor, *, token: str) -> Account | None:
    """Return the account whose days a subscription shows, None for an address that holds no more or a closed account."""
    row = FeedRow.objects.select_related("account").filter(hash=_token_hash(token)).first()
    return row.account.to_core() if row is not None and row.account.is_active else None


def feed_since(actor: Actor) -> datetime | None:
    """Return since when the actor's own subscription holds, None without one. Raises NotAllowed."""
    actor.must(PeoplePermission.OWN_ACCOUNT)
    return FeedRow.objects.filter(account_id=account_id(actor)).values_list("made_at", flat=True).first()


def _token_hash(token: str) -> str:
    """Return what is kept of a token: it is random enough for a plain SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
