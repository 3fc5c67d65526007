"""The small values that events, commands and states of applications and cases are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from onething.core.catalogue.words import ADDED, Level
from onething.core.clock import Limits
from onething.core.source import Text
from onething.core.submission import Delivery

#: Years of an archive that is kept without an end.
FOR_EVER = 0

Value = str | int | bool | None

#: An answer to a question: choice id, choice ids of a multi question, number, or day as an ISO string.
Answer = str | int | bool | tuple[str, ...] | None


class How(StrEnum):
    """How a case came to be accepted."""

    CLERK = "clerk"
    DEEMED = "deemed"  # nobody told within the days of the profile
    RULES = "rules"  # by rules, without a person
    TOLERATED = "tolerated"  # with a minor material still to come (容缺受理)


class Declining(StrEnum):
    NOT_A_MATTER = "not_a_matter"  # 不受理: the matter needs no permit
    NOT_COMPETENT = "not_competent"  # 不予受理: another body is competent


class Outcome(StrEnum):
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class Ending(StrEnum):
    """The closed list of grounds on which an office may terminate a case."""

    DEATH = "death"
    SUBJECT_ENDED = "subject_ended"
    DUPLICATE = "duplicate"
    OBJECT_GONE = "object_gone"
    NOT_FOUND = "not_found"  # a proactive case whose data say no; the person can apply


class Arising(StrEnum):
    """Why a finding could not have been made in round 1."""

    FIRST = ""
    SUPPLEMENT = "supplement"
    CHANGE = "change"
    LICENCE = "licence"  # a licence that the case relied on was suspended, revoked, cancelled or replaced


class DeliveryWay(StrEnum):
    WINDOW = "window"
    POST = "post"
    ELECTRONIC = "electronic"  # as an electronic licence or document
    LEFT = "left"  # at the place of whoever refused to take it, before a witness (留置)


class Cause(StrEnum):
    """Why a packet goes back to the window that took it in."""

    MISSED = "missed"  # 清单列明的材料没有收
    UNREADABLE = "unreadable"  # 扫描看不清
    MISTYPED = "mistyped"  # 录入与原件不符
    NOT_LISTED = "not_listed"  # 清单没有列、审批另外要的
    UNTRUE = "untrue"  # 申请人给的不实


class Side(StrEnum):
    """Whose fault a return is."""

    INTAKE = "intake"
    OFFICE = "office"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """Which office a step belongs to. division: 12-digit code; level: city, town, village."""

    department: str
    division: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step with its office, frozen at submission. kind: a `StepKind` value; days: inside the promise.

    officers: of a decision, how many different ones sign it.
    """

    kind: str
    name: Text
    office: OfficeKey
    days: int = 0
    officers: int = field(default=1, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Dues:
    """The days until which something must happen, as last computed; each may be used up to its end.

    tell_on: a fault must be told. supplement_on: the applicant must have supplied. None: does not run (now).
    provisional: at least one of them lies in a year without a published calendar and may still move.
    calendar: version of the calendar they were computed with.
    """

    tell_on: date | None = None
    supplement_on: date | None = None
    promised_on: date | None = None
    statutory_on: date | None = None
    deliver_on: date | None = None
    provisional: bool = False
    calendar: str = ""


NO_DUES = Dues()


@dataclass(frozen=True, slots=True)
class Point:
    """One thing missing or faulty. key: `role/element` or `role/material`; reason: code of a standard phrase."""

    key: str
    reason: str
    what: str  # the sentence: what is wrong
    fix: str  # how to put it right
    article: str = ""
    arose: Arising = Arising.FIRST


@dataclass(frozen=True, slots=True)
class Line:
    """Something supplied for a key. content: hash of the file, or the canonical form of a field's value."""

    key: str
    content: str
    source: str = ""  # "upload", "paper", "share:ID", "licence:ID", "typed"


@dataclass(frozen=True, slots=True)
class Promise:
    """A minor material that may follow until `until`, by the applicant's written promise."""

    key: str
    until: date


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One line of the list of an archive. kind: "submission", "document" or "file". hash: of its bytes or data, hex."""

    kind: str
    name: str
    number: str
    hash: str


@dataclass(frozen=True, slots=True)
class SiteOfficer:
    """An officer who checked a place, with the number of the certificate that allows it (执法证号)."""

    name: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Contact:
    phone: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is opened with; everything it needs later is frozen here.

    limits: clock profile with promised and statutory days. bearer: of the subject role, "applicant" or "newborn[2]". needs: cases of this application that must be
    granted first, of one item for several bearers at least one; after: cases that must have ended first. certificates: result ids for which a certificate
    is made. tolerable: material keys that may follow later. comes: keys that results of other cases will fill;
    they are never a finding. automatic: a machine may approve. to_bring: material keys that come on paper, which no window had
    in hand with the submission. promised: tolerable ones that the person chose to supply later, each with its day.
    scene_days: working days from day 0 of the scene's own promise until the day that the person signed, None where the
    scene does not promise this case. scene_whole: until the end of that promise, None where it is not known.
    level: how far it is handled here; at `DECIDED_THERE` the department's system says what was decided.
    officers_against: how many different officers sign what is not granted in full. declared: material keys for which
    the person declared instead of proving. check_days: working days after a grant in which that is checked, 0 = the city
    sets none.
    """

    number: str
    item: str
    item_hash: str
    name: Text
    bearer: str
    limits: Limits
    steps: tuple[CaseStep, ...] = ()
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    tolerable: tuple[str, ...] = ()
    comes: tuple[str, ...] = ()
    automatic: bool = False
    proactive: bool = False
    to_bring: tuple[str, ...] = ()
    promised: tuple[Promise, ...] = ()
    scene_days: int | None = field(default=None, metadata=ADDED)
    scene_whole: int | None = field(default=None, metadata=ADDED)
    level: Level = field(default=Level.HERE, metadata=ADDED)
    officers_against: int = field(default=1, metadata=ADDED)
    declared: tuple[str, ...] = field(default=(), metadata=ADDED)
    check_days: int = field(default=0, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a decision rests on. A refusal, in whole or in part, needs every one of these.

    facts: what was found. article: the rule applied. remedy: review and court, with their limits.
    """

    facts: str = ""
    article: str = ""
    reason: str = ""
    remedy: str = ""

    @property
    def names_review_and_court(self) -> bool:
        """Whether the remedy tells of both ways, administrative review and the court (行政许可法 38 第二款)."""
        return "复议" in self.remedy and ("诉讼" in self.remedy or "起诉" in self.remedy)


@dataclass(frozen=True, slots=True)
class Given:
    """What a result hands on to other cases: by reference, never as a new upload.

    reference: licence identifier, or CASE/RESULT before the certificate is made.
    fields: field key -> value. facts: fact id -> value.
    """

    reference: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that one officer wrote and another one has yet to sign. officer: id of the account."""

    outcome: Outcome
    officer: str
    officer_name: str
    grounds: Grounds
    content: str = ""
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer to whom a case could be given. load: open cases that the officer has.

    person: key of the officer's own identity document. stands_for: id of the absent colleague whose turn it is.
    """

    officer: str
    name: str
    load: int
    person: str = field(default="", repr=False)
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One datum that a rule asked for. said: the value in words. source: "answer:Q", "share:S" or "result:CASE".

    as_of: the day on which the source knew it. deciding: whether the outcome hung on it.
    """

    name: str
    label: Text
    said: Text
    source: str
    source_name: Text
    as_of: date | None = None
    deciding: bool = True


@dataclass(frozen=True, slots=True)
class RuleReceipt:
    """Why a rule said yes: the rule, the version of its item, one sentence, and every datum."""

    rule: str
    version: str
    sentence: Text
    lines: tuple[TraceLine, ...] = ()


class Righting(StrEnum):
    """How a decision that granted is put right or taken back."""

    CORRECTION = "correction"  # 更正: something in it is written wrong
    REVOCATION = "revocation"  # 撤销: it should not have been made
    RECALL = "recall"  # 撤回: it was right, and law or facts have changed
    CANCELLATION = "cancellation"  # 注销: it has come to its end
    RESTORATION = "restoration"  # 恢复: what took it back fell itself


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing in a decision that is put right. key: "content", `certificate/RESULT`, or a field that the result gave.

    was, now: as they stand in the decision and as they should.
    """

    key: str
    was: str
    now: str


NO_CONTACT = Contact()
NO_GROUNDS = Grounds()
NO_TEXT = Text("")
ELECTRONICALLY = Delivery("electronic")
