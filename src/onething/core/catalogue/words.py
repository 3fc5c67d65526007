"""The dictionary of a city: elements, roles, materials, licences, shares, departments, divisions. Immutable.

Items and scenes (`model`) are made of these words: a *field* is role + element, a *material requirement* is role +
material. The file format is `docs/package-format.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from onething.core.source import NOWHERE, Text, Where

#: Marks a field that definitions got after the first packages were published: while it holds its default it takes no
#: part in hashes, so that what was published keeps the ones that drafts and cases carry.
ADDED: Mapping[str, bool] = {"added": True}

#: Competence by the town in an address that the form asks for: `town:ROLE/ELEMENT`, the place of works or of a business.
TOWN = "town"


class Way(StrEnum):
    """How a material requirement may be met, lightest first; the last three are never chosen for one."""

    SHARE = "share"
    LICENCE = "licence"
    RESULT = "result"
    UPLOAD = "upload"
    PAPER = "paper"
    CONFIRM = "confirm"  # the bearer of its role confirms it online
    DECLARATION = "declaration"
    LATER = "later"


#: The ways that a plan may choose, in the order in which it tries them.
ORDER_OF_WAYS = (Way.SHARE, Way.LICENCE, Way.RESULT, Way.UPLOAD, Way.PAPER)


class ElementKind(StrEnum):
    TEXT = "text"
    NAME = "name"  # a person's name: never normalised, at least 50 characters
    ADDRESS = "address"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"  # whole fen
    DATE = "date"
    MONTH = "month"  # the first day of it
    MOMENT = "moment"  # date and time to the minute
    YES_NO = "yes_no"
    CHOICE = "choice"
    CITIZEN_NUMBER = "citizen_number"
    IDENTITY_NUMBER = "identity_number"  # of any identity document
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    BANK_ACCOUNT = "bank_account"
    DIVISION = "division"


class Sensitivity(StrEnum):
    OPEN = "open"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: Text
    help: Text | None = None
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Constraints:
    """Limits on a value. Intersected over the items that ask: the strictest wins, an empty set is an error.

    min, max: numbers, money in fen or dates. min_length, max_length: characters of what is filled in; an exact length
    is both the same. allowed: choice ids, None = all.
    """

    min: Any = None
    max: Any = None
    max_length: int | None = None
    allowed: frozenset[str] | None = None
    min_length: int | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Element:
    """One datum of the city dictionary, such as `person.name`."""

    id: str
    label: Text
    kind: ElementKind
    choices: tuple[Choice, ...] = ()
    constraints: Constraints = Constraints()
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    unit: Text | None = None
    help: Text | None = None
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Role:
    """Who or what a datum belongs to; `many` roles have several bearers, `newborn[2]/person.name`."""

    id: str
    label: Text
    many: bool = False
    min: int = 1
    max: int = 1
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Licence:
    """A kind of electronic licence (电子证照) that someone may hold and an item may accept or give.

    type_code: 18 characters of the defining body and 3 of the kind.
    """

    id: str
    label: Text
    type_code: str
    fields: tuple[str, ...] = ()  # element ids that the licence carries as data
    valid_years: int | None = None
    sample: str = ""
    at: Where = field(default=NOWHERE, compare=False)


class Level(StrEnum):
    """How far an item is handled on this platform (domain §2.6)."""

    LINK = "L0"  # elsewhere; here it is named, with its link
    PUSHED = "L1"  # taken in and decided elsewhere, the case is handed over afterwards
    DECIDED_THERE = "L2"  # taken in here, decided in the department's system
    HERE = "L3"  # all of it here


@dataclass(frozen=True, slots=True)
class Integration:
    """How an item hangs together with the system of its department.

    system: its name, "" = that of a share of the department. answer_hours: how long the system may be silent about
    what it was told, before the state of the case counts as unknown. link: where a person handles it, for L0.
    """

    level: Level = Level.HERE
    system: str = ""
    answer_hours: int = 24
    link: str = ""


ALL_HERE = Integration()


@dataclass(frozen=True, slots=True)
class Material:
    """One kind of paper in the city catalogue.

    village_certificate: the forbidden or kept kind of certificate that it is (domain §3.23), "" if none. shows: element
    ids of what can be read on it about the person whose paper it is; a window lays them beside the form.
    """

    id: str
    label: Text
    issuer: Text | None = None
    licence: str = ""  # the licence that stands for it
    form: bool = False  # filled in by the applicant for one item; all of them merge into the joint form
    village_certificate: str = ""
    shows: tuple[str, ...] = field(default=(), metadata=ADDED)
    help: Text | None = None
    sample: str = field(default="", metadata=ADDED)  # path of a picture in the package
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """The leave to use a share: for which items, for which purpose, until which day."""

    items: tuple[str, ...]
    fields: tuple[str, ...]  # element ids
    materials: tuple[str, ...]
    purpose: Text
    basis: str
    until: date | None = None
    roles: tuple[str, ...] = ()  # of those items, whose data may be looked up; () = every role
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Share:
    """A source of another department: elements, materials and facts that it can supply."""

    id: str
    label: Text
    department: str
    system: str  # the department system that answers
    fields: tuple[str, ...] = ()  # element ids
    materials: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    needs_consent: bool = True
    basis: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: Text
    short: Text
    code: str  # unified social credit code, invented for the demo city
    division: str
    phone: str = ""
    review: Text | None = None  # body to which an administrative review is addressed
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PostedOffice:
    """What an office of a department posts of itself: all that a town may give on its own (domain §2.3).

    division: 12-digit code. address, phone, hours: "" and None = as everywhere.
    """

    id: str
    department: str
    division: str
    address: str = ""
    phone: str = ""
    hours: Text | None = None
    at: Where = field(default=NOWHERE, compare=False)


class CertificateStatus(StrEnum):
    """Whether a village or community may issue a kind of certificate, and an office demand it (domain §3.23)."""

    FORBIDDEN = "forbidden"
    KEPT = "kept"
    REVIEWED = "reviewed"  # under review: until it is kept it may not be demanded


@dataclass(frozen=True, slots=True)
class CertificateKind:
    """A kind of village certificate (村级证明). id: its Chinese name.

    instead: what replaces it, of a forbidden one. department, share: whose data that is, and where they are looked up;
    "" if they are of nobody here. use: what it is for. unsourced: what it says was chosen by us (`source: calibrated`).
    called: other words for it in catalogues, beside its name.
    """

    id: str
    name: Text
    status: CertificateStatus
    instead: Text | None = None
    department: str = ""
    share: str = ""
    basis: str = ""
    use: Text | None = None
    unsourced: bool = False
    at: Where = field(default=NOWHERE, compare=False)
    called: tuple[str, ...] = field(default=(), metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Division:
    """A place in the effective-dated tree of divisions; `level` city, town, village. Counties need not exist."""

    code: str  # 12 digits
    name: str
    level: str
    kind: str
    parent: str  # code, "" for the root
    unit: str = ""  # the unit it is counted with (35 units of the city)
