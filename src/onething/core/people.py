"""People as the platform knows them: who someone is, and for whom someone may act."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from onething.core.actors import Actor, Role
from onething.core.errors import RuleBroken

#: How the key of an organisation begins, as of a person with a document that is no citizen number.
ORGANISATION = "credit_code"


class AccountKind(StrEnum):
    CITIZEN = "citizen"
    STAFF = "staff"


class DocumentKind(StrEnum):
    """Identity documents that open an account; `docs/glossary.md` has the Chinese terms."""

    CITIZEN_NUMBER = "citizen_number"
    PASSPORT = "passport"
    HONG_KONG_MACAO = "hong_kong_macao"  # 港澳居民来往内地通行证
    TAIWAN = "taiwan"  # 台湾居民来往大陆通行证
    RESIDENCE_PERMIT = "residence_permit_hmt"  # 港澳台居民居住证
    FOREIGN_PERMANENT = "foreign_permanent"  # 外国人永久居留身份证
    BIRTH_CERTIFICATE = "birth_certificate"  # a newborn without a number yet
    NONE = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document in canonical form: full-width digits narrowed, spaces gone, letters upper-case."""

    kind: DocumentKind
    number: str

    @classmethod
    def of(cls, kind: DocumentKind, number: str) -> "Document":
        narrow = unicodedata.normalize("NFKC", number)
        return cls(kind, "".join(narrow.split()).replace("-", "").upper())

    @property
    def key(self) -> str:
        """The one string by which cases, licences and the log know this person.

        A citizen number stands alone; other numbers carry their kind, since two kinds may share a number.
        """
        return self.number if self.kind is DocumentKind.CITIZEN_NUMBER else f"{self.kind.value}:{self.number}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company, authority or other body that somebody acts for. It is no identity document: nobody signs in with it.

    code: unified social credit code in canonical form, as `codes.credit.parse_credit_code` returns it.
    """

    code: str

    @property
    def key(self) -> str:
        """The one string by which authorities, confirmations and the log know this body."""
        return f"{ORGANISATION}:{self.code}"


def is_organisation(key: str) -> bool:
    """Return whether a key is that of an organisation, not of a person."""
    return key.startswith(f"{ORGANISATION}:")


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who can sign in. department, division: of staff; person: the key of the document, "" for staff."""

    id: UUID
    kind: AccountKind
    login: str
    name: str
    roles: frozenset[Role]
    document: Document = Document(DocumentKind.NONE, "")
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"
    size: str = "standard"
    contrast: str = "normal"
    department: str = ""
    division: str = ""
    staff_number: str = ""
    demo: bool = False
    password_due: bool = False

    @property
    def person(self) -> str:
        return self.document.key if self.document.number else ""

    def to_actor(self) -> Actor:
        return Actor(
            id=f"user:{self.id}",
            name=self.name,
            roles=self.roles,
            department=self.department,
            division=self.division,
            person_id=self.person,
        )


class AuthorityKind(StrEnum):
    GUARDIAN = "guardian"  # 监护人, by law
    SUPPORTER = "supporter"  # 帮助申请的近亲属、村（社区）工作人员
    AGENT = "agent"  # 委托代理人, by a written power


class AuthorityState(StrEnum):
    CLAIMED = "claimed"  # stated by the representative; a member of staff or a share has yet to confirm it
    GIVEN = "given"
    REVOKED = "revoked"
    REFUSED = "refused"  # claimed, and the paper did not show it


class AuthorityBackwards(RuleBroken):
    code = "people.authority_backwards"

    def __init__(self, from_on: date, to_on: date) -> None:
        super().__init__(f"an authority from {from_on} cannot end on {to_on}")
        self.from_on, self.to_on = from_on, to_on


class AuthorityTooLong(RuleBroken):
    code = "people.authority_too_long"

    def __init__(self, longest_days: int) -> None:
        super().__init__(f"an agent's authority lasts at most {longest_days} days")
        self.longest_days = longest_days


class AuthorityForOneself(RuleBroken):
    code = "people.authority_for_oneself"


class OrganisationNeedsAgent(RuleBroken):
    """Nobody is guardian or supporter of an organisation: whoever acts for it has its written power."""

    code = "people.organisation_needs_agent"


class AuthorityOver(RuleBroken):
    """Its last day is past already, so that it would never hold."""

    code = "people.authority_over"

    def __init__(self, to_on: date) -> None:
        super().__init__(f"the authority would have ended on {to_on}")
        self.to_on = to_on


class ClaimWaits(RuleBroken):
    """The same is claimed already and waits at the window."""

    code = "people.claim_waits"

    def __init__(self, claim_code: str) -> None:
        super().__init__(f"claimed already as {claim_code}")
        self.claim_code = claim_code


class PaperMissing(RuleBroken):
    """A claim is confirmed with the scan of the paper that was seen."""

    code = "people.paper_missing"


class RefusalUnexplained(RuleBroken):
    code = "people.refusal_unexplained"


#: The longest time for which an agent is authorised at once; calibrated.
LONGEST_AGENT_DAYS = 366


@dataclass(frozen=True, slots=True)
class Authority:
    """That one person may act for another: for which scenes, from when until when.

    principal, representative: person keys. scenes: scene ids, empty = every scene.
    from_on: first day. to_on: first day on which it no longer holds; None = until revoked.
    document: the hash of the written power or the certificate of guardianship, "" if none was needed.
    A principal that is an organisation only lets the representative confirm for it, never apply.
    code: by which the window finds a claim. reason: why a claim was refused. scan: hash of the paper as the window saw it.
    Law: 民法典 23 (guardians), 163, 165 (agents: name, matter, power, period, signature), 170 (of an organisation), 173 (end).
    """

    id: UUID
    kind: AuthorityKind
    state: AuthorityState
    principal: str
    principal_name: str
    representative: str
    representative_name: str
    scenes: frozenset[str]
    from_on: date
    to_on: date | None
    document: str = ""
    code: str = ""
    reason: str = ""
    scan: str = ""

    @property
    def for_organisation(self) -> bool:
        return is_organisation(self.principal)

    @property
    def principal_number(self) -> str:
        """The number of the principal without its kind."""
        return self.principal.rpartition(":")[2]

    def holds(self, *, scene: str, on: date) -> bool:
        """Return whether the representative may act in `scene` on that day."""
        return (not self.scenes or scene in self.scenes) and self.is_in_force(on=on)

    def is_in_force(self, *, on: date) -> bool:
        """Return whether it holds on that day, for whatever scenes it was given."""
        return (
            self.state is AuthorityState.GIVEN
            and self.from_on <= on
            and (self.to_on is None or on < self.to_on)
        )


def check_authority(
    *, kind: AuthorityKind, principal: str, representative: str, from_on: date, to_on: date | None
) -> None:
    """Refuse an authority that cannot be.

    Raises AuthorityBackwards, AuthorityTooLong, AuthorityForOneself, OrganisationNeedsAgent.
    """
    if principal == representative:
        raise AuthorityForOneself
    if is_organisation(principal) and kind is not AuthorityKind.AGENT:
        raise OrganisationNeedsAgent
    if to_on is not None and to_on <= from_on:
        raise AuthorityBackwards(from_on, to_on)
    longest = timedelta(days=LONGEST_AGENT_DAYS)
    if kind is AuthorityKind.AGENT and (to_on is None or to_on - from_on > longest):
        raise AuthorityTooLong(LONGEST_AGENT_DAYS)


#: After this many failures inside the window a door stays shut until the window has passed.
FAILURES_OF_A_LOGIN = 5
FAILURES_OF_AN_ADDRESS = 50
FAILURE_WINDOW = timedelta(minutes=15)


def sign_in_again_at(failures: Sequence[datetime], *, limit: int, now: datetime) -> datetime | None:
    """Return when the next attempt is heard, None if it is heard now.

    failures: moments of failed attempts, in any order. The door opens when the oldest of the last `limit`
    failures is `FAILURE_WINDOW` old, so a steady guesser gets `limit` tries a window and no more.
    """
    recent = sorted(moment for moment in failures if now - moment < FAILURE_WINDOW)
    return recent[-limit] + FAILURE_WINDOW if len(recent) >= limit else None
