"""What happened to applications and cases: the log that is the truth.

Every event is a frozen dataclass. An event that moves a date carries the dates as they stand after it, so that
folding needs no calendar; `invariants` recomputes them. Shapes and their old versions: `shapes.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from onething.core.cases.parts import (
    ELECTRONICALLY,
    NO_CONTACT,
    NO_DUES,
    NOTHING_GIVEN,
    Answer,
    ArchiveEntry,
    Cause,
    Contact,
    Correction,
    Declining,
    DeliveryWay,
    Draft,
    Dues,
    Ending,
    Given,
    Grounds,
    How,
    Line,
    OfficeKey,
    Opening,
    Outcome,
    Point,
    Promise,
    Righting,
    RuleReceipt,
    Side,
    SiteOfficer,
)
from onething.core.catalogue.words import ADDED
from onething.core.source import Text
from onething.core.submission import Delivery


@dataclass(frozen=True, slots=True)
class Event:
    """Anything that happened. VERSION grows when a field is added without a default, renamed or dropped."""

    VERSION: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class ApplicationEvent(Event):
    """Stands in the stream of an application."""


@dataclass(frozen=True, slots=True)
class CaseEvent(Event):
    """Stands in the stream of a case."""


# --- applications ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Submitted(ApplicationEvent):
    """One thing was asked for.

    key: made when the form opened; content_hash: of exactly what was shown and signed; envelope_hash: of the
    sealed envelope that the receipt names. applicant, representative: identity document numbers or account ids.
    plan_hash, versions (what -> version): what was composed, frozen. consents: ids of the shares that may be looked
    up. supplement_days: the limit of the city itself. archive_days: after the end until it is archived, 0 = not by
    itself. retention_years: how long the archive is kept, 0 = for ever.
    """

    number: str
    key: str
    content_hash: str
    envelope_hash: str
    scene: str
    applicant: str
    received_on: date
    channel: str
    cases: tuple[str, ...]
    plan_hash: str
    versions: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    consents: tuple[str, ...] = ()
    representative: str = ""
    contact: Contact = NO_CONTACT
    delivery: Delivery = ELECTRONICALLY
    supplement_days: int = 10
    archive_days: int = 0
    retention_years: int = 10


@dataclass(frozen=True, slots=True)
class NoticeSent(ApplicationEvent):
    """The one correction notice, or a later page of it, left. points: case number -> what it lacks.

    round 2 has the supervisor who allowed it and the reason.
    """

    number: str
    page: int
    round: int
    points: Mapping[str, tuple[Point, ...]]
    supplement_on: date
    provisional: bool = False
    allowed_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationSupplemented(ApplicationEvent):
    """The applicant supplied something; the cases that asked for it record it too.

    changes: what nobody asked for and the applicant changed all the same.
    """

    lines: tuple[Line, ...]
    changes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactChanged(ApplicationEvent):
    contact: Contact


@dataclass(frozen=True, slots=True)
class DeliveryChosen(ApplicationEvent):
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Closed(ApplicationEvent):
    """Every case has ended. outcome: all, part or none granted."""

    outcome: str


@dataclass(frozen=True, slots=True)
class OpenedAgain(ApplicationEvent):
    """A case of a closed application was reopened."""

    case: str


# --- results on their way (core.cases.handing)


@dataclass(frozen=True, slots=True)
class ParcelSent(ApplicationEvent):
    """All results that were ready left in one parcel. parcel: its number. cases: whose results are in it."""

    parcel: str
    courier: str
    cases: tuple[str, ...]
    receiver: str
    on: date


@dataclass(frozen=True, slots=True)
class ParcelReceived(ApplicationEvent):
    """The person has it; each case in it records its own delivery, too."""

    parcel: str
    receiver: str
    on: date


@dataclass(frozen=True, slots=True)
class ParcelReturned(ApplicationEvent):
    parcel: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class HandedOut(ApplicationEvent):
    """All results that were ready were fetched at once. proof: of the receipt that was signed."""

    cases: tuple[str, ...]
    receiver: str
    proof: str
    on: date


# --- the archive (core.cases.archiving)


@dataclass(frozen=True, slots=True)
class Archived(ApplicationEvent):
    """entries: all that is kept, with its hashes. keep_until: None = for ever."""

    entries: tuple[ArchiveEntry, ...]
    retention_years: int
    keep_until: date | None
    on: date


@dataclass(frozen=True, slots=True)
class ArchiveTransferred(ApplicationEvent):
    """Handed over to the archives with a transfer list."""

    list_number: str
    on: date


# --- cases -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened(CaseEvent):
    """A case of one item for one bearer was opened with the submission. took_in: the clerk at whose window it was."""

    application: str
    received_on: date
    opening: Opening
    supplement_days: int = 10
    dues: Dues = NO_DUES
    took_in: str = field(default="", metadata=ADDED)


@dataclass(frozen=True, slots=True)
class TakenIn(CaseEvent):
    """A window took it in. papers: keys of what was handed over on paper."""

    officer: str
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked(CaseEvent):
    """Looked through for all that the applicant gave; nothing is missing."""


@dataclass(frozen=True, slots=True)
class FoundIncomplete(CaseEvent):
    """These are missing; replaces what was found before and not yet told. finished: everything was looked through."""

    points: tuple[Point, ...]
    round: int
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Noticed(CaseEvent):
    """The applicant was told, by this notice and page."""

    notice: str
    page: int
    round: int
    on: date
    dues: Dues = NO_DUES


@dataclass(frozen=True, slots=True)
class Supplemented(CaseEvent):
    """Supplied for this case. complete: nothing that was told is missing any more. changes: keys, unasked."""

    lines: tuple[Line, ...]
    complete: bool
    on: date
    changes: tuple[str, ...] = ()
    dues: Dues = NO_DUES


@dataclass(frozen=True, slots=True)
class Accepted(CaseEvent):
    """as_of: day 0 of the clocks unless the case waits for a result. later: what may follow, with its day.

    declared: keys of what rests on the applicant's declaration.
    """

    how: How
    as_of: date
    later: tuple[Promise, ...] = ()
    dues: Dues = NO_DUES
    declared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined(CaseEvent):
    """Not taken up. body: whom to ask instead."""

    kind: Declining
    grounds: Grounds
    on: date
    body: str = ""


@dataclass(frozen=True, slots=True)
class ResultReceived(CaseEvent):
    """A case that this one waits for has ended; `given` is what its result hands on, empty without a grant."""

    predecessor: str
    on: date
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class Started(CaseEvent):
    """Everything waited for is there: this day is day 0."""

    as_of: date
    dues: Dues = NO_DUES


@dataclass(frozen=True, slots=True)
class PromiseBegun(CaseEvent):
    """What the scene promises this waiting case counts from here: all that is promised with it and that it waits for
    is accepted. as_of: day 0 of the scene's promise.
    """

    as_of: date
    dues: Dues = NO_DUES


@dataclass(frozen=True, slots=True)
class Paused(CaseEvent):
    """The clock stops. told_days: written to the applicant; document: its number."""

    ground: str
    told_days: int
    document: str
    from_: date
    dues: Dues = NO_DUES


@dataclass(frozen=True, slots=True)
class Resumed(CaseEvent):
    """The special procedure of this ground ended; its last day is `until`, included."""

    ground: str
    until: date
    dues: Dues = NO_DUES


@dataclass(frozen=True, slots=True)
class Extended(CaseEvent):
    days: int
    approver: str
    reason: str
    on: date
    dues: Dues = NO_DUES
    document: str = ""


@dataclass(frozen=True, slots=True)
class StepEntered(CaseEvent):
    """step: index into the frozen steps. reason: why it went back, empty on the way forward."""

    step: int
    office: OfficeKey
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Opinion(CaseEvent):
    text: str
    favourable: bool
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transferred(CaseEvent):
    """Went to the right office without being refused."""

    office: OfficeKey
    reason: str


@dataclass(frozen=True, slots=True)
class TakenOver(CaseEvent):
    """This officer now works on it. previous: who did before, with the reason for taking it over.

    assigned: the officer's name where a manager gave the case away; "" for whoever took it.
    """

    officer: str
    previous: str = ""
    reason: str = ""
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class Decided(CaseEvent):
    """content: what is granted, with its conditions. trace: rules and data of an automatic approval.

    confirmed_by: the second officer, where two sign.
    """

    outcome: Outcome
    decided_on: date
    officer: str
    grounds: Grounds
    content: str = ""
    given: Given = NOTHING_GIVEN
    trace: tuple[str, ...] = ()
    dues: Dues = NO_DUES
    confirmed_by: str = field(default="", metadata=ADDED)
    receipt: RuleReceipt | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class CertificateMade(CaseEvent):
    """result: result id of the item; licence: identifier of the electronic licence or number of the paper."""

    result: str
    licence: str


@dataclass(frozen=True, slots=True)
class Delivered(CaseEvent):
    """proof: receipt, parcel number or reading mark. A refusal, too, is delivered; that does not move its state.

    address: where it was handed over, "" where the way that the applicant chose says it. refused, witness: of what was
    left with whoever would not take it: why not, and who saw it.
    """

    way: DeliveryWay
    proof: str
    receiver: str
    on: date
    address: str = field(default="", metadata=ADDED)
    refused: str = field(default="", metadata=ADDED)
    witness: str = field(default="", metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Withdrawn(CaseEvent):
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Terminated(CaseEvent):
    ground: Ending
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Lapsed(CaseEvent):
    """Not supplied until the day told; treated as withdrawn. ground: the city's rule."""

    ground: str
    supplement_on: date
    on: date


@dataclass(frozen=True, slots=True)
class PreconditionFailed(CaseEvent):
    """What it waited for did not come, or its condition no longer holds. No refusal, nothing against the person.

    because: the case whose end or result decided it. way_forward: what can be done.
    """

    because: str
    reason: Text
    way_forward: Text
    on: date


@dataclass(frozen=True, slots=True)
class Reopened(CaseEvent):
    """Back in its old place: the refusal was annulled, or the one of the case that it waits for was.

    annulled: the case whose refusal fell. document: number of the review decision or judgment.
    """

    annulled: str
    document: str
    reason: str
    on: date
    dues: Dues = NO_DUES


@dataclass(frozen=True, slots=True)
class DueRecomputed(CaseEvent):
    """The dates were computed again with a newer calendar; `moved` of them are told to the applicant."""

    calendar: str
    moved: tuple[str, ...]
    dues: Dues = NO_DUES


# --- procedures before a decision (core.cases.procedures) ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class SiteChecked(CaseEvent):
    """Two officers saw the place. party: what whoever was there said, "" with `unsigned` where nobody would sign.

    photos: hashes of files. The check runs inside the limit (行政许可法 34; semantics §6).
    """

    place: str
    on: date
    officers: tuple[SiteOfficer, ...]
    found: str
    favourable: bool
    party: str = ""
    unsigned: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticePosted(CaseEvent):
    """Made public for objections (公示), until `until`, included; it runs inside the limit."""

    where: str
    text: str
    on: date
    until: date


@dataclass(frozen=True, slots=True)
class PostingEnded(CaseEvent):
    """objections: what came in, each as it was said; none: nobody objected."""

    on: date
    objections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterestedTold(CaseEvent):
    """Somebody whose interests the matter directly concerns was told, and may speak until `until` (行政许可法 36)."""

    person: str
    relation: str
    on: date
    until: date


@dataclass(frozen=True, slots=True)
class StatementTaken(CaseEvent):
    """Somebody spoke (陈述、申辩), or said that there is nothing to say. person: as on the record."""

    person: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class HearingOffered(CaseEvent):
    """The applicant, and whom else it concerns, were told that they may ask for a hearing until `until`, included."""

    about: str
    to: tuple[str, ...]
    on: date
    until: date


@dataclass(frozen=True, slots=True)
class HearingAsked(CaseEvent):
    """asked_by: who, as on the record. hold_by: the last day on which it may be held."""

    asked_by: str
    on: date
    hold_by: date


@dataclass(frozen=True, slots=True)
class HearingWaived(CaseEvent):
    """Whoever might ask for a hearing said in writing that they will not, or took the wish back."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class HearingSet(CaseEvent):
    """Told when and where the hearing is. chair: id of the officer who leads it, who does not examine the case.

    time: HH:MM. public: whether anybody may come. reason: why it was moved, "" for the first. announced: where it is made
    known to everybody, "" where that is not needed (行政许可法 48(1)).
    """

    held_on: date
    time: str
    place: str
    chair: str
    chair_name: str
    on: date
    public: bool = True
    reason: str = ""
    announced: str = field(default="", metadata=ADDED)


@dataclass(frozen=True, slots=True)
class HearingHeld(CaseEvent):
    """minutes: number of the written record, on which the decision rests. summary: what was said, in short."""

    minutes: str
    summary: str
    present: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class PromiseReminded(CaseEvent):
    """The person was reminded that these papers, promised for later, are to be here by `until`."""

    keys: tuple[str, ...]
    until: date
    on: date


# --- declarations instead of proof (core.cases.declaring) ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeclarationChecked(CaseEvent):
    """holds: whether what was declared for this key is true. how: at a register, at the place, by a look at the paper."""

    key: str
    holds: bool
    how: str
    finding: str
    on: date


# --- a decision that granted, put right or taken back --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RightingProposed(CaseEvent):
    """An officer wants a decision that granted put right or taken back; another one decides.

    number: of the righting, `CASE-G1`. ground: id in `core.licences.GROUNDS`, "" for a correction or a restoration.
    heard_until: last day on which the holder may state and defend, None where nobody has to be heard.
    compensation: what the decision says of the loss of whoever trusted it.
    """

    number: str
    kind: Righting
    ground: str
    grounds: Grounds
    officer: str
    on: date
    heard_until: date | None = None
    compensation: str = ""
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardOnRighting(CaseEvent):
    """What the holder says to it. waived: nothing more is to come, the decision may be made now."""

    number: str
    statement: str
    on: date
    waived: bool = False


@dataclass(frozen=True, slots=True)
class RightingDropped(CaseEvent):
    """The proposal was not confirmed, or its officer took it back."""

    number: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class DecisionCorrected(CaseEvent):
    """given, certificates: as they stand afterwards. officer proposed it, approver confirmed it."""

    number: str
    corrections: tuple[Correction, ...]
    grounds: Grounds
    officer: str
    approver: str
    on: date
    given: Given = NOTHING_GIVEN
    certificates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GrantTakenBack(CaseEvent):
    """Revoked, recalled or cancelled. ground: id in `core.licences.GROUNDS`."""

    number: str
    kind: Righting
    ground: str
    grounds: Grounds
    officer: str
    approver: str
    on: date
    compensation: str = ""


@dataclass(frozen=True, slots=True)
class GrantRestored(CaseEvent):
    """What took the grant back fell; it stands where it stood. taken_back: number of what fell."""

    number: str
    taken_back: str
    grounds: Grounds
    officer: str
    approver: str
    on: date
    certificates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResultCorrected(CaseEvent):
    """The result of a case that this one used was put right; `given` is what it hands on now."""

    predecessor: str
    on: date
    given: Given = NOTHING_GIVEN


# --- what a machine granted, and a person looks at -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonAsked(CaseEvent):
    """The applicant wants a person to decide; a rule does not any more."""

    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class RuleOverridden(CaseEvent):
    """A person takes a grant of a rule back before it is delivered, and decides anew. officer: "" where the applicant asked."""

    reason: str
    officer: str
    on: date
    dues: Dues = NO_DUES


# --- a licence that a case relies on --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReliedLicenceChanged(CaseEvent):
    """A licence that this case was told by is not what it was. licence: identifier. state: a `LicenceState` value.

    label: what it is called. keys: fields and materials of this case that rest on it. why: ground of the change.
    """

    licence: str
    label: Text
    state: str
    why: Text
    on: date
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LicenceLookedAgain(CaseEvent):
    """An officer looked anew at what rested on the licence, and it may be decided. reason: what was found."""

    licence: str
    reason: str
    officer: str
    on: date


@dataclass(frozen=True, slots=True)
class Drafted(CaseEvent):
    """A decision was written that a second officer has yet to sign."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DraftReturned(CaseEvent):
    """The second officer gave the draft back. reason: what is wrong with it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Assigned(CaseEvent):
    """Given to an officer by lot. load: open cases that this one had. among: ids of all who had as few.

    seed: from which the lots were drawn. stands_for: the absent colleague whose turn it was, "" where it was one's own.
    """

    officer: str
    name: str
    load: int
    among: tuple[str, ...]
    seed: str
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class SentToIntake(CaseEvent):
    """Back to the window to be mended; the person is told nothing. key: of the field or material, "" for the whole."""

    cause: Cause
    side: Side
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mended(CaseEvent):
    """The window has mended it. note: what was done."""

    note: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its envelope.

    stream: number of the application or case. sequence: 1, 2, 3 … in the stream, without a gap.
    at: aware, Asia/Shanghai. actor: id of who did it.
    """

    id: str
    stream: str
    sequence: int
    at: datetime
    actor: str
    shape_version: int
    event: Event
