"""Applications and cases as people look at them: what passes the door of the area on the way out.

Texts are in both languages; days are dates; `light` says how near a due day is. Personal data are only in the views
that say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from onething.core.cases.answers import SaidAnswer
from onething.core.cases.automatic import Mode, Said, Setting
from onething.core.cases.graph import Status
from onething.core.cases.matter import JointOutcome, Standing
from onething.core.cases.parts import (
    ELECTRONICALLY,
    NO_CONTACT,
    Cause,
    Contact,
    Draft,
    Dues,
    Given,
    Grounds,
    OfficeKey,
    Outcome,
    Point,
    Promise,
    Righting,
    RuleReceipt,
    Side,
)
from onething.core.catalogue.words import Level
from onething.core.clock import Light, StripDay
from onething.core.source import Text
from onething.core.submission import (
    Consent,
    Delivery,
    GivenFile,
    GivenMaterial,
    GivenValue,
    Person,
    Representative,
    SeenOriginal,
    SharedAnswer,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CaseValues:
    """Some values of one case, by element, for what is reckoned over many."""

    case: str
    values: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One case that a submission opened."""

    number: str
    item: str
    name: Text
    bearer: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is acknowledged: the number under which everything goes on.

    printed: the number in groups. code: the enquiry code that, with the number, shows the progress to whoever has
    both. document: id of the receipt as an issued document. repeated: it was there before, nothing new was made.
    """

    number: str
    printed: str
    code: str = field(repr=False)
    received_at: datetime
    scene: str
    cases: tuple[ReceiptLine, ...]
    content_hash: str
    envelope_hash: str
    key: str
    document: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application in a list. due_on: the next day on which someone must act, None if none is to come.

    supplement_on: until when the person may supply something, None if nothing is asked.
    """

    number: str
    scene: str
    name: Text
    applicant: str
    submitted_at: datetime
    standing: Standing
    outcome: JointOutcome | None
    cases: int
    ended: int
    due_on: date | None
    supplement_on: date | None
    provisional: bool
    representative: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the inbox of an office. due_on: the next day that binds the office, None while it need not act.

    sequence: how many events it has; a command that gives it back as `seen` is refused if it moved since.
    differs: how many fields differ from what a source says and how many papers were doubted, None if nobody counted.
    drafted_by: whose draft of the decision waits for a second officer, "" where none does.
    """

    number: str
    application: str
    scene: str
    item: str
    name: Text
    applicant: str
    bearer: str
    status: Status
    office: OfficeKey
    received_on: date
    due_on: date | None
    light: Light | None
    provisional: bool
    holder: str
    checked: bool
    sequence: int
    differs: int | None = None
    drafted_by: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A piece of a list. cursor: gives the next piece, "" at the end."""

    lines: tuple[T, ...]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history: what happened, in words, and the event's own name for machines."""

    sequence: int
    at: datetime
    who: str
    department: str
    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One field with its value. answer: what a source said beside it, None if nobody was asked. differs: the source
    said something else, or the person says that it is wrong. said, answer_said: value and answer in words.

    history: earlier values in words, with the moment they were replaced, oldest first.
    """

    key: str
    label: Text
    value: Any = field(repr=False)
    source: str = "typed"
    as_of: date | None = None
    disputed: str = field(default="", repr=False)
    answer: SharedAnswer | None = field(default=None, repr=False)
    differs: bool = False
    later: bool = False  # a result of another case will fill it, and has not yet
    said: Text = field(default=Text(""), repr=False)
    answer_said: Text = field(default=Text(""), repr=False)
    history: tuple[tuple[datetime, Text], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ShownMaterial:
    """One line of the set of materials, with the material that was given last in front.

    seen: that a window saw the original of just this one; None for what was supplied later. doubts: what the window
    found wrong with it. to_bring: it comes on paper, and no window has it yet.
    """

    key: str
    label: Text
    given: GivenMaterial
    supplied_on: date | None = None
    later: bool = False
    seen: SeenOriginal | None = None
    doubts: tuple[Text, ...] = field(default=(), repr=False)
    to_bring: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """Someone else who has the case open."""

    actor: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that was issued. id: for `documents.api`."""

    id: str
    kind: str
    heading: Text
    number: str
    issued_on: date
    case: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class AllowedAction:
    """A service that would not be refused for where the case stands, and that the actor may call."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clock of a case: the days as a strip, one sentence for what is not counted, both due days."""

    promised_on: date | None
    statutory_on: date | None
    provisional: bool
    used: int | None
    left: int | None
    sentence: Text
    strip: tuple[StripDay, ...] = ()
    light: Light | None = None


@dataclass(frozen=True, slots=True)
class ShownPause:
    """A stretch that did not use up the office's time. last: None while it goes on. told_days: as the notice says."""

    ground: Text
    first: date
    last: date | None
    told_days: int
    document: str


@dataclass(frozen=True, slots=True)
class HearingView:
    """A hearing as the applicant sees it. held_on: the day announced, None before. over: it was held.

    may_ask, may_waive: what the applicant can do about it today.
    """

    ask_until: date
    asked: bool
    waived: bool
    hold_by: date | None
    held_on: date | None
    over: bool
    may_ask: bool
    may_waive: bool


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel with results. names: what is in it. ended_on: the day it arrived or came back."""

    number: str
    courier: str
    names: tuple[Text, ...]
    sent_on: date
    ended_on: date | None
    returned: bool

    @property
    def travels(self) -> bool:
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """What can be handed over now, what it waits for and until when, and what is on its way."""

    way: str = ""
    ready: tuple[Text, ...] = ()
    awaited: tuple[Text, ...] = ()
    leaves_on: date | None = None
    parcels: tuple[ParcelView, ...] = ()


NO_HANDOVER = HandoverView()


@dataclass(frozen=True, slots=True)
class NotArchived:
    """An application that could not be archived. code: of the error. reason: what it says, for whoever runs the platform."""

    number: str
    due_on: date
    code: str
    reason: str
    tried_at: datetime


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """An archived application as a transfer list names it. keep_until: None = for ever."""

    number: str
    title: str
    person_name: str
    archived_on: date
    keep_until: date | None


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A case that was granted on a declaration which is still to be checked, by `check_on`. untrue: it was, and did not
    hold; somebody has to say what follows."""

    number: str
    name: Text
    applicant: str
    decided_on: date
    check_on: date
    untrue: bool = False


@dataclass(frozen=True, slots=True)
class AskedExtension:
    """An officer asks for more time. days: in days of the profile. until: the last day to decide if it is granted,
    None where nobody has worked it out or the law does not allow it.
    """

    id: str
    line: CaseLine
    days: int
    reason: str
    who: str
    asked_at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeAhead:
    """What would leave next as the one notice. others: findings of other items of the application, by item name.

    unchecked: items that still look. leaves_on: the last day on which it waits for them, None if no limit drives it.
    round: from the second on a supervisor allows it.
    """

    others: tuple[tuple[Text, tuple[Point, ...]], ...]
    unchecked: tuple[Text, ...]
    leaves_on: date | None
    may_leave: bool
    round: int = 1


@dataclass(frozen=True, slots=True)
class Precedents:
    """How the office decided cases of the same item in which the same was to be judged. about: what that is.

    refused_because: the reason of the newest refusal, "" if there is none.
    """

    about: tuple[Text, ...]
    since: date
    counts: Mapping[Outcome, int]
    refused_because: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Since which day nobody here knows what a department system does with a case, and which system that is."""

    system: str
    since: date


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One department system. waiting: what it has not confirmed, since `oldest`; unanswered: confirmed, and the answer is
    still to come. unknown: cases of which its state is unknown, since `since`. dead: what it refused for good. last: when
    it confirmed something. resting: it failed so often that it is left alone for now.
    """

    system: str
    waiting: int
    oldest: datetime | None
    unanswered: int
    unknown: int
    since: datetime | None
    dead: int
    last: datetime | None
    resting: bool


@dataclass(frozen=True, slots=True)
class ElsewhereLine:
    """A case that another system handles wholly, as the person sees it. link: where the person can look there."""

    number: str
    name: Text
    system: str
    received_on: date
    due_on: date | None
    ended_on: date | None
    status: Text
    told_on: date
    link: str = ""


@dataclass(frozen=True, slots=True)
class SilentCase:
    """A case about which a system is silent. department: that owns it."""

    case: str
    system: str
    department: str
    since: datetime


@dataclass(frozen=True, slots=True)
class DeadPush:
    """What a system refused for good. reason: its words. department: that owns the case, and is told."""

    key: str
    system: str
    case: str
    department: str
    reason: str
    tries: int
    died_at: datetime

    @property
    def sequence(self) -> int:
        """Of the event of the case that it tells of."""
        return int(self.key.rpartition("/")[2])


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """One thing that a decision says and a correction can put right. key: as of `parts.Correction`; value: as it is kept."""

    key: str
    label: Text
    value: str
    words: Text


@dataclass(frozen=True, slots=True)
class ShownRighting:
    """What an officer proposes for a decision that granted. what: of which kind, in words. statement: of the holder.

    parts: (label, was, now) of a correction. may_confirm: whether it may be decided today.
    """

    number: str
    kind: Righting
    what: Text
    ground: Text
    grounds: Grounds
    officer: str
    on: date
    heard_until: date | None
    statement: str
    waived: bool
    compensation: str
    parts: tuple[tuple[Text, Text, Text], ...]
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class FallenLicence:
    """A licence that a case relies on and that does not hold any more. keys: names of what rests on it."""

    identifier: str
    label: Text
    state: Text
    why: Text
    on: date
    keys: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RightingLine:
    """One proposal before its second officer. may_confirm: by this reader, today, as far as a list can know."""

    number: str
    case: str
    name: Text
    what: Text
    ground: Text
    reason: str
    by: str
    at: datetime
    heard_until: date | None
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class SetBy:
    """A setting with who set it, when and why; confirmed_by: name of the second person, "" where none was needed."""

    setting: Setting
    by: str
    name: str
    at: datetime
    reason: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class AutomaticLine:
    """How the rule of one item works. set: None as published. proposed: waits for a second person. counts: by list."""

    item: str
    name: Text
    setting: Setting
    set: SetBy | None
    proposed: SetBy | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RuledLine:
    """What a rule said of one case, and what a person decided or found."""

    case: str
    name: Text
    said: Said
    mode: Mode
    outcome: str
    status: str
    sampled: str
    agrees: bool | None
    note: str
    version: str
    receipt: RuleReceipt
    at: datetime
    can_be_righted: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as an office works on it; holds personal data, and looking at it is written down."""

    line: CaseLine
    scene_name: Text
    applicant: Person
    representative: Representative | None
    values: tuple[ShownValue, ...]
    materials: tuple[ShownMaterial, ...]
    consents: tuple[Consent, ...]
    history: tuple[Happening, ...]
    clock: ClockView
    dues: Dues
    found: tuple[Point, ...]
    told: tuple[Point, ...]
    open: tuple[Point, ...]
    later: tuple[Promise, ...]
    steps: tuple[tuple[str, Text, OfficeKey], ...]
    step: int | None
    waits_for: tuple[str, ...]
    received: Mapping[str, Given]
    outcome: Outcome | None
    grounds: Grounds
    certificates: Mapping[str, str]
    wanted_certificates: tuple[str, ...]
    officer_fills: tuple[tuple[str, Text], ...]  # keys whose values a grant hands on and the officer must say
    documents: tuple[DocumentLine, ...]
    others: tuple[CaseLine, ...]  # the other cases of the application, by name and state only
    present: tuple[Presence, ...]
    actions: tuple[AllowedAction, ...]
    sequence: int
    notice: NoticeAhead | None = None
    scan: GivenFile | None = None  # of the signature, where it was on paper
    law: tuple[str, ...] = ()  # the articles on which the item rests, as its definition cites them
    pause_grounds: tuple[str, ...] = ()
    approved_elsewhere: bool = False  # an extension is for somebody above the office to grant
    tolerable: tuple[str, ...] = ()  # keys of materials that may follow after acceptance
    paused: tuple[str, ...] = ()  # grounds of the pauses that are open
    pauses: tuple[ShownPause, ...] = ()
    decided_on: date | None = None
    choices: Mapping[str, tuple[tuple[str, Text], ...]] = field(
        default_factory=dict
    )  # field key -> (value, label), for shown fields and those that the officer fills
    sources: Mapping[str, Text] = field(
        default_factory=dict
    )  # "share:ID" or "licence:ID" -> what it is called
    precedents: Precedents | None = None  # None where nothing is to be judged
    insists: Text | None = (
        None  # the condition that the answers do not meet, where the person applies all the same
    )
    contact: Contact = NO_CONTACT  # as the person wants to be reached now
    delivery: Delivery = ELECTRONICALLY  # as the person chose it last
    answers: tuple[SaidAnswer, ...] = ()  # to the questions that bear on this item
    results: Mapping[str, Text] = field(
        default_factory=dict
    )  # id of a wanted certificate -> what it is called
    unknown: Unknown | None = None
    level: Level = Level.HERE
    draft: Draft | None = None  # a decision that a second officer has yet to sign
    stands_for: str = ""  # the absent colleague who has the case, where the reader stands in

    unchecked: tuple[
        str, ...
    ] = ()  # keys of what was declared instead of proved and nobody has checked, or was untrue
    check_on: date | None = None  # the last day to check it
    handover: HandoverView = NO_HANDOVER
    parts: tuple[DecisionPart, ...] = ()  # what a correction can put right, of a decision that granted
    righting: ShownRighting | None = None  # proposed, and not decided
    fallen: tuple[FallenLicence, ...] = ()  # licences that it relies on, to be looked at again
    ruled: RuledLine | None = None  # what the item's rule said of it


@dataclass(frozen=True, slots=True)
class CaseBasis:
    """Whose a case is, which office looks at more for it, and the articles on which its item rests."""

    case: str
    item: Text
    person: str
    department: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """A case that its officer hands over to a colleague. late: it has waited too long to be confirmed."""

    id: UUID
    line: CaseLine
    giver: str
    giver_name: str
    receiver: str
    receiver_name: str
    reason: str
    offered_on: date
    late: bool


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One return to the window 退回收件. mended_at: None while the window still has it."""

    line: CaseLine
    cause: Cause
    side: Side
    reason: str
    returned_at: datetime
    mended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Apart:
    """How intake and decision went in a period, each number with its list.

    decided: cases decided; first_pass: of these, neither told of anything missing nor sent back. returned: side and
    cause -> how many. loads: id of an officer -> open cases now; names: the same ids -> names. hand_overs: not confirmed.
    """

    decided: int
    first_pass: int
    returned: Mapping[tuple[Side, Cause], int]
    loads: Mapping[str, int]
    names: Mapping[str, str]
    hand_overs: int


@dataclass(frozen=True, slots=True)
class Reached:
    """Where messages about one application go besides the pages. person: key of the applicant, whose addresses they are."""

    person: str
    email: str = field(repr=False)
    language: str
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One case as the applicant follows it. who: has it now; until: the day that binds; because: why that day.

    needs: cases of the same application that must be granted first. accepted_on: day 0 of both limits;
    promised_days, statutory_days: their lengths in days of the profile, None where there is none. gives: what a grant
    gives, as label and value in words. unknown_since: the department's system is silent since then. link: where an item
    that is only linked (L0) is handled.
    """

    number: str
    item: str
    name: Text
    bearer: str
    status: Status
    who: Text
    until: date | None
    because: Text
    promised_on: date | None
    statutory_on: date | None
    provisional: bool
    outcome: Outcome | None
    grounds: Grounds
    reason: Text  # why it ended without a decision, and what can be done
    certificates: Mapping[str, str]
    can_withdraw: bool
    used: int | None = None
    left: int | None = None
    strip: tuple[StripDay, ...] = ()
    needs: tuple[str, ...] = ()
    accepted_on: date | None = None
    promised_days: int | None = None
    statutory_days: int | None = None
    decided_on: date | None = None
    gives: tuple[tuple[Text, Text], ...] = field(default=(), repr=False)
    unknown_since: date | None = None
    link: str = ""
    hearing: HearingView | None = None
    righting: ShownRighting | None = None  # proposed for what was granted, and not decided
    receipt: RuleReceipt | None = None  # of the rule that granted
    can_ask_person: bool = False  # instead of a rule


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """One line of a correction notice, in both languages where it is a standard phrase. done: supplied already.

    until: its last day, which is that of its page.
    """

    case: str
    item: Text
    key: str
    label: Text
    what: Text
    fix: Text
    article: str
    done: bool
    field: bool  # a field of the form, else a material
    until: date
    sample: str = ""  # path of a picture of the paper as it should be


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """A correction notice, all its pages together. supplement_on: the first last day of what is open, else the last one."""

    number: str
    round: int
    pages: int
    sent_on: date
    supplement_on: date
    provisional: bool
    points: tuple[OwnPoint, ...]
    whole: bool  # nobody looks for the first time any more, so that no page can follow

    @property
    def days(self) -> tuple[date, ...]:
        """The last days of what is open, each once: pages that left later have later ones."""
        return tuple(sorted({point.until for point in self.open}))

    @property
    def open(self) -> tuple[OwnPoint, ...]:
        return tuple(point for point in self.points if not point.done)


@dataclass(frozen=True, slots=True)
class OwnAwaited:
    """A material that is to come without a notice. items: that wait for it. until: the day promised, None: on paper."""

    key: str
    label: Text
    items: tuple[Text, ...]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """An application as the applicant, the representative or the clerk who took it in sees it."""

    number: str
    printed: str
    code: str = field(repr=False)
    scene: str
    scene_hash: str
    name: Text
    submitted_at: datetime
    standing: Standing
    outcome: JointOutcome | None
    applicant: Person
    representative: Representative | None
    contact: Contact
    delivery: Delivery
    cases: tuple[OwnCase, ...]
    notices: tuple[OwnNotice, ...]
    values: tuple[GivenValue, ...]
    materials: tuple[GivenMaterial, ...]
    history: tuple[Happening, ...]
    documents: tuple[DocumentLine, ...]
    rating: str  # the token with which it can be rated, "" until it has ended
    can_supplement: bool
    can_withdraw: bool
    can_change: bool
    sequence: int
    awaited: tuple[OwnAwaited, ...] = ()
    handover: HandoverView = NO_HANDOVER


@dataclass(frozen=True, slots=True)
class ProgressLine:
    number: str
    name: Text
    status: Status
    until: date | None
    sequence: int = 0  # grows with everything that happens to the case


@dataclass(frozen=True, slots=True)
class Progress:
    """What whoever has number and code may see: no personal data but the masked name."""

    number: str
    printed: str
    name: Text
    applicant: str
    submitted_on: date
    standing: Standing
    cases: tuple[ProgressLine, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier application of the same person for the same thing."""

    number: str
    submitted_at: datetime
    standing: Standing
    same_content: bool
