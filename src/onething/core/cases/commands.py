"""What may be asked of applications and cases. `by` is who asks; permissions are the areas' business.

A case command names its case by number. Dates and times are never in a command where the moment of the command
says them: `at` of `decide` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onething.core.actors import Actor
from onething.core.cases.parts import (
    ELECTRONICALLY,
    NO_CONTACT,
    NO_GROUNDS,
    NO_TEXT,
    NOTHING_GIVEN,
    Answer,
    ArchiveEntry,
    Candidate,
    Cause,
    Contact,
    Correction,
    Declining,
    DeliveryWay,
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
    SiteOfficer,
    Value,
)
from onething.core.source import Text
from onething.core.submission import Delivery


@dataclass(frozen=True, slots=True)
class Command:
    by: Actor


@dataclass(frozen=True, slots=True)
class ApplicationCommand(Command):
    """To the application as a whole."""


@dataclass(frozen=True, slots=True)
class CaseCommand(Command):
    case: str


# --- applications ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Submit(ApplicationCommand):
    """Fields as in `events.Submitted`; openings: from `application.open_cases`. took_in: the clerk at a window."""

    number: str
    key: str
    content_hash: str
    envelope_hash: str
    scene: str
    applicant: str
    channel: str
    openings: tuple[Opening, ...]
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
    took_in: str = ""


@dataclass(frozen=True, slots=True)
class SendNotice(ApplicationCommand):
    """Let the gathered findings leave. number: allocated; used only for the first page of a round.

    allowed_by, reason: the supervisor who allows round 2, and why.
    """

    number: str
    allowed_by: Actor | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Supplement(ApplicationCommand):
    """Supply something once for all cases that asked for it. changes: what nobody asked for."""

    lines: tuple[Line, ...] = ()
    changes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawAll(ApplicationCommand):
    """Withdraw whatever is not decided."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangeContact(ApplicationCommand):
    contact: Contact


@dataclass(frozen=True, slots=True)
class ChooseDelivery(ApplicationCommand):
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class SendParcel(ApplicationCommand):
    """Send all results that are ready to where the person wants them."""

    parcel: str
    courier: str


@dataclass(frozen=True, slots=True)
class ReceiveParcel(ApplicationCommand):
    parcel: str
    receiver: str


@dataclass(frozen=True, slots=True)
class ReturnParcel(ApplicationCommand):
    parcel: str
    reason: str


@dataclass(frozen=True, slots=True)
class HandOut(ApplicationCommand):
    """Give all results that are ready to whoever fetches them. proof: number of the receipt that was signed."""

    receiver: str
    proof: str


@dataclass(frozen=True, slots=True)
class Archive(ApplicationCommand):
    """entries: all that is kept of the application."""

    entries: tuple[ArchiveEntry, ...]


@dataclass(frozen=True, slots=True)
class TransferToArchives(ApplicationCommand):
    list_number: str


# --- cases -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakeIn(CaseCommand):
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check(CaseCommand):
    """Say what is missing; no points: nothing is. finished: everything was looked through, so that it may be told."""

    points: tuple[Point, ...] = ()
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Accept(CaseCommand):
    """how: clerk, rules or tolerated (then `later` says what follows and until when)."""

    how: How = How.CLERK
    later: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Decline(CaseCommand):
    kind: Declining
    grounds: Grounds
    body: str = ""


@dataclass(frozen=True, slots=True)
class ApplySilence(CaseCommand):
    """Draw the consequence of nobody having told in time."""


@dataclass(frozen=True, slots=True)
class ResultArrived(CaseCommand):
    """A case that this one waits for has ended.

    granted: whether its result is there. spared: it is not, but the same item gave it to another bearer. holds: whether this case's own conditions still hold with what was
    given; then `reason` and `way_forward` say why not and what can be done. on: the legal day of an end that was drawn late,
    None: today.
    """

    predecessor: str
    granted: bool
    given: Given = NOTHING_GIVEN
    holds: bool = True
    reason: Text = NO_TEXT
    way_forward: Text = NO_TEXT
    on: date | None = None
    spared: bool = False


@dataclass(frozen=True, slots=True)
class Pause(CaseCommand):
    """told_days: at least 1; document: number of the written notice."""

    ground: str
    told_days: int
    document: str


@dataclass(frozen=True, slots=True)
class Resume(CaseCommand):
    ground: str


@dataclass(frozen=True, slots=True)
class ResumeByDay(CaseCommand):
    """The days that a special procedure was told to take are over; the clock runs again from the day after."""


@dataclass(frozen=True, slots=True)
class Extend(CaseCommand):
    """document: number of the paper in which somebody above the office approved it, where the profile wants that."""

    days: int
    approver: str
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class EnterStep(CaseCommand):
    """step: index into the frozen steps; going back needs a reason."""

    step: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GiveOpinion(CaseCommand):
    text: str
    favourable: bool = True
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TransferTo(CaseCommand):
    office: OfficeKey
    reason: str


@dataclass(frozen=True, slots=True)
class TakeOver(CaseCommand):
    """Work on the case from now on; a colleague's case needs a reason.

    by: who works on it. assigned: the name of that officer where somebody else says so; then a reason is needed, too.
    """

    reason: str = ""
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class Decide(CaseCommand):
    """there: the department system in which it was decided, "" for here; then `by` is that system, or for anything but
    a grant the person who signed there."""

    outcome: Outcome
    grounds: Grounds = NO_GROUNDS
    content: str = ""
    given: Given = NOTHING_GIVEN
    trace: tuple[str, ...] = ()
    there: str = ""
    receipt: RuleReceipt | None = None


@dataclass(frozen=True, slots=True)
class MakeCertificate(CaseCommand):
    result: str
    licence: str


@dataclass(frozen=True, slots=True)
class Deliver(CaseCommand):
    """Fields as in `events.Delivered`; what is left at a place needs address, refused and witness."""

    way: DeliveryWay
    proof: str
    receiver: str
    address: str = ""
    refused: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw(CaseCommand):
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Terminate(CaseCommand):
    ground: Ending
    reason: str


@dataclass(frozen=True, slots=True)
class Lapse(CaseCommand):
    """Draw the consequence of nothing having been supplied. ground: the city's rule."""

    ground: str


@dataclass(frozen=True, slots=True)
class FailPrecondition(CaseCommand):
    because: str
    reason: Text
    way_forward: Text


@dataclass(frozen=True, slots=True)
class Annul(CaseCommand):
    """A review body or court annulled the refusal; the case is to be decided again."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reopen(CaseCommand):
    """Follows by itself from `Annul` for the cases that had failed with the refusal."""

    annulled: str
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecomputeDue(CaseCommand):
    """A newer calendar was loaded."""


@dataclass(frozen=True, slots=True)
class ConfirmDraft(CaseCommand):
    """Sign, as the second officer, the decision that a colleague wrote."""


@dataclass(frozen=True, slots=True)
class ReturnDraft(CaseCommand):
    """Give the draft back to the colleague who wrote it."""

    reason: str


@dataclass(frozen=True, slots=True)
class AssignByLot(CaseCommand):
    """Give the case to one of these. seed: from which the lots are drawn. persons: keys of everybody it names."""

    candidates: tuple[Candidate, ...]
    seed: str
    persons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SendToIntake(CaseCommand):
    """Give the packet back to the window. key: what it is about. listed: the item's published list asks for that."""

    cause: Cause
    key: str
    reason: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Mend(CaseCommand):
    note: str


@dataclass(frozen=True, slots=True)
class ReceiveFrom(CaseCommand):
    """Confirm that a case which a colleague hands over is one's own from now on. giver: id of the colleague."""

    giver: str
    giver_name: str
    reason: str


# --- procedures before a decision --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckSite(CaseCommand):
    """Fields as in `events.SiteChecked`."""

    place: str
    officers: tuple[SiteOfficer, ...]
    found: str
    favourable: bool = True
    party: str = ""
    unsigned: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostNotice(CaseCommand):
    """days: of the case's own kind, at least 1."""

    where: str
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class EndPosting(CaseCommand):
    objections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TellInterested(CaseCommand):
    """days: working days in which they may speak, at least 1."""

    person: str
    relation: str
    days: int


@dataclass(frozen=True, slots=True)
class TakeStatement(CaseCommand):
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class OfferHearing(CaseCommand):
    """about: which important interest it concerns. to: who is told."""

    about: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskHearing(CaseCommand):
    asked_by: str


@dataclass(frozen=True, slots=True)
class WaiveHearing(CaseCommand):
    waived_by: str


@dataclass(frozen=True, slots=True)
class SetHearing(CaseCommand):
    """Fields as in `events.HearingSet`; a second time it needs a reason."""

    held_on: date
    time: str
    place: str
    chair: str
    chair_name: str
    public: bool = True
    reason: str = ""
    announced: str = ""


@dataclass(frozen=True, slots=True)
class HoldHearing(CaseCommand):
    minutes: str
    summary: str
    present: tuple[str, ...]


# --- declarations instead of proof -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckDeclaration(CaseCommand):
    """Fields as in `events.DeclarationChecked`."""

    key: str
    holds: bool
    how: str
    finding: str


@dataclass(frozen=True, slots=True)
class RemindPromise(CaseCommand):
    """Of a paper that was promised for later and is not there."""


# --- a decision that granted, put right or taken back; a licence relied on ----------------------------------


@dataclass(frozen=True, slots=True)
class ProposeRighting(CaseCommand):
    """Fields as in `events.RightingProposed`; hearing_days: working days that the holder has to state and defend."""

    kind: Righting
    grounds: Grounds
    ground: str = ""
    compensation: str = ""
    corrections: tuple[Correction, ...] = ()
    hearing_days: int = 5


@dataclass(frozen=True, slots=True)
class StateOnRighting(CaseCommand):
    """The holder speaks to what is proposed. waived: and has nothing more to say."""

    statement: str
    waived: bool = False


@dataclass(frozen=True, slots=True)
class DropRighting(CaseCommand):
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmRighting(CaseCommand):
    """Decide what another officer proposed. certificates: result -> number of what was made anew for it.

    facts: fact id -> value, for the facts that the corrected fields give.
    """

    certificates: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorrectResult(CaseCommand):
    """Follows by itself when the result of a case that this one used is put right or taken back.

    granted: whether the result is still there. holds: whether this case's own conditions hold with it.
    """

    predecessor: str
    granted: bool
    given: Given = NOTHING_GIVEN
    holds: bool = True
    reason: Text = NO_TEXT
    way_forward: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class NoteLicence(CaseCommand):
    """Fields as in `events.ReliedLicenceChanged`."""

    licence: str
    label: Text
    state: str
    why: Text
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAgain(CaseCommand):
    licence: str
    reason: str


@dataclass(frozen=True, slots=True)
class AskForPerson(CaseCommand):
    reason: str


@dataclass(frozen=True, slots=True)
class OverrideRule(CaseCommand):
    reason: str
