"""What passes the doors of documents, licences, messages and ratings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document of an office as it was issued: its data, sealed. person: key of the person that it is for."""

    id: UUID
    kind: str
    heading: Text
    department: str
    number: str
    issued_at: datetime
    application: str
    case: str
    person: str = field(repr=False)
    values: Mapping[str, Any] = field(repr=False)
    template: str
    hash: str
    code: str


@dataclass(frozen=True, slots=True)
class PaperAhead:
    """A letter as it would be issued now, without number, seal and code. kind, values: as they would be printed.

    pages: as PNG.
    """

    kind: str
    values: Mapping[str, Any] = field(repr=False)
    pages: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What anyone may learn of a document by its code. intact: the data still carry the seal's signature."""

    heading: Text
    number: str
    organ: Text
    issued_on: date
    application: str
    intact: bool
    test_seal: bool
    hash: str


class LicenceState(StrEnum):
    """GB/T 36903, as far as this version uses them."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OTHER = "other"  # taken over from a register in words of its own

    @property
    def label(self) -> Text:
        return _STATES[self]


_STATES = {
    LicenceState.VALID: Text("有效", "Valid"),
    LicenceState.SUSPENDED: Text("暂停", "Suspended"),
    LicenceState.REVOKED: Text("撤销", "Revoked"),
    LicenceState.CANCELLED: Text("注销", "Cancelled"),
    LicenceState.EXPIRED: Text("过期", "Expired"),
    LicenceState.OTHER: Text("其他", "Other"),
}


@dataclass(frozen=True, slots=True)
class HeldLicence:
    """An electronic licence of somebody. licence: id in the package. fields: element id -> value, JSON-able.

    valid_to: the last day, None = without end. case: of which it is the result, "" if a register told of it.
    number: on its face, "" if it has none but the identifier. holder_document: kind of the holder's document.
    valid_from: None = the day of issue. state_text: the words of a register for the state "other".
    predecessor, successor: identifiers of what it replaced and of what replaced it. history: its changes, oldest first.
    """

    identifier: str
    licence: str
    label: Text
    holder: str = field(repr=False)
    holder_name: str = field(repr=False)
    issuer: Text
    fields: Mapping[str, Any] = field(repr=False)
    issued_on: date
    valid_to: date | None
    state: LicenceState
    case: str
    code: str
    number: str = ""
    holder_document: str = ""
    valid_from: date | None = None
    state_text: str = ""
    predecessor: str = ""
    successor: str = ""
    history: tuple["LicenceHappening", ...] = ()


@dataclass(frozen=True, slots=True)
class LicenceHappening:
    """One change of a licence as its holder reads it. document: number of the decision, "" if there is none."""

    what: Text
    on: date
    ground: Text
    article: str
    reason: str
    document: str
    by: str


@dataclass(frozen=True, slots=True)
class LicenceUse:
    """One use of a licence as its holder reads it. fields: element ids. basis: on what leave."""

    at: datetime
    who: str
    department: str
    purpose: Text
    case: str
    fields: tuple[str, ...]
    basis: Text
    basis_text: str


@dataclass(frozen=True, slots=True)
class LicenceCopy:
    """An annotated copy, as its holder has it and as anyone may learn of it by its code. ended: after its last day.

    state: of the licence now. intact: neither the copy nor the licence was changed.
    """

    code: str
    label: Text
    receiver: str
    purpose: str
    case: str
    made_on: date
    until: date
    ended: bool
    state: LicenceState
    intact: bool


@dataclass(frozen=True, slots=True)
class VerifiedLicence:
    """What anyone may learn of a licence by its identifier or code, as of `at`: names are masked.

    since: the day of its last change, None while nothing happened. successor: identifier of what stands in its place.
    """

    label: Text
    identifier: str
    issuer: Text
    holder_name: str
    issued_on: date
    valid_to: date | None
    state: LicenceState
    intact: bool
    at: datetime | None = None
    state_text: str = ""
    since: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class SentLine:
    """How a message went out besides the pages. address: covered. at: of the last that is known, None = not yet."""

    way: Text
    state: Text
    address: str
    at: datetime | None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a person, in both languages. application: number of the matter, "" if none."""

    id: UUID
    kind: str
    title: Text
    body: Text
    application: str
    sent_at: datetime
    read_at: datetime | None
    sent: tuple[SentLine, ...] = ()


class Level(StrEnum):
    """The five levels of 好差评 (国办发〔2019〕51号); the last two are bad."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    TERRIBLE = "terrible"

    @property
    def label(self) -> Text:
        return _LEVELS[self]

    @property
    def is_bad(self) -> bool:
        return self in {Level.BAD, Level.TERRIBLE}


_LEVELS = {
    Level.EXCELLENT: Text("非常满意", "Very satisfied"),
    Level.GOOD: Text("满意", "Satisfied"),
    Level.FAIR: Text("基本满意", "Fairly satisfied"),
    Level.BAD: Text("不满意", "Dissatisfied"),
    Level.TERRIBLE: Text("非常不满意", "Very dissatisfied"),
}


@dataclass(frozen=True, slots=True)
class Rating:
    """What one may give once for one application or visit. level: None = not rated yet. Who rates stays confidential.

    application: "" of a visit. rated: it was given; of a visit nobody is told more, for the clerk who showed the code
    has the token too. dimensions: what can be rated besides the whole. parts: (item, name) of the application.
    """

    token: str
    application: str
    channel: str
    level: Level | None
    text: str
    rated_at: datetime | None
    rated: bool = False
    dimensions: tuple[str, ...] = ()
    parts: tuple[tuple[str, Text], ...] = ()


class Sealer(Protocol):
    """Seals canonical data. `site` binds the test seal of the demo, or the seal service of a city."""

    @property
    def is_test(self) -> bool: ...

    def digest(self, data: Mapping[str, Any]) -> str:
        """Return the hash that the seal will carry; needs no key, so it is always there."""
        ...

    def seal(self, data: Mapping[str, Any]) -> "SealValue":
        """Raises Unavailable."""
        ...

    def is_intact(self, data: Mapping[str, Any], sealed: "SealValue") -> bool: ...


@dataclass(frozen=True, slots=True)
class SealValue:
    """hash: SM3 of the canonical data, hex. algorithm, key_id, value: of the signature over it."""

    hash: str
    algorithm: str
    key_id: str
    value: str


class Printer(Protocol):
    """Makes a PDF of a document's data, the same bytes for the same data and edition."""

    @property
    def edition(self) -> str:
        """Whatever decides the bytes besides the data, in one name: templates, fonts, program, marks of a demo."""
        ...

    def check(self, kind: str, values: Mapping[str, Any], *, number: str, glyphs: bool = True) -> None:
        """Refuse before the act what could not be made after it: RuleBroken for what it must say and does not.

        glyphs: also for a character that no font draws. Nothing is printed.
        """
        ...

    def print(
        self,
        kind: str,
        values: Mapping[str, Any],
        *,
        number: str,
        on: date,
        verify_url: str,
        organ: str,
        language: str = "zh",
    ) -> bytes:
        """Raises NotFound for an unknown kind, RuleBroken for missing values or glyphs."""
        ...

    def pictures(
        self, kind: str, values: Mapping[str, Any], *, number: str, on: date, language: str = "zh"
    ) -> list[bytes]:
        """Return the pages of the same paper as PNG, without seal and code, for a look before it is sealed.

        Raises as `print` does.
        """
        ...


class KeptPapers(Protocol):
    """Printed papers by the hash of all that decides their bytes. It may forget any of them, and never fails.

    It asks nobody who he is: whoever looks here has made sure before that the actor may see the document.
    """

    def find(self, key: str) -> bytes | None:
        """Return exactly what was kept under the key, None if it is not there any more or was damaged."""
        ...

    def keep(self, key: str, content: bytes) -> None: ...

    def forget(self, *, before: datetime) -> int:
        """Forget what was kept before; returns how many."""
        ...
