"""The shapes of requests and answers that no core type has already. Texts come in both languages, as {zh, en}."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from onething.core.cases.parts import Arising, Declining, DeliveryWay, Ending, Outcome
from onething.core.cases.views import Twin
from onething.core.catalogue.words import Way
from onething.core.composition import Difference
from onething.core.guidance import BearerCount, OfferLine, SheetLine
from onething.core.papers import Level
from onething.core.source import Text

#: What one request may name at most of a kind.
MOST = 2000
#: How many bearers of one role: three children.
Count = Annotated[int, Field(ge=0, le=50)]


class Strict(Schema):
    """A request: whatever is not described is refused, so that a typing error is not an omission."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457. `code` is stable; `title` says what is wrong and `detail` what to do, in the caller's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []


# --- requests ------------------------------------------------------------------------------------------------


class SignIn(Strict):
    """password: may be left out in a demo city."""

    login: str = Field(max_length=80)
    password: str = Field("", max_length=200)
    name: str = Field("", max_length=80, description="what the token is for")


class PlanAsk(Strict):
    answers: dict[str, Any] = Field({}, max_length=MOST)
    dropped: list[str] = Field([], max_length=MOST)
    insisted: list[str] = Field([], max_length=MOST)
    bearers: dict[str, Count] = Field({}, max_length=50)
    on: date | None = Field(
        None, ge=date(2004, 1, 1), le=date(2099, 12, 31), description="day 0; today if left out"
    )


class WayIn(Strict):
    way: Way
    until: date | None = None


class DeliveryIn(Strict):
    way: Literal["electronic", "post", "window"]
    receiver: str = Field("", max_length=100)
    phone: str = Field("", max_length=30)
    address: str = Field("", max_length=200)
    window: str = Field("", max_length=100)


class PersonIn(Strict):
    """Who stands at the window; only a clerk names someone else than the one who has signed in."""

    name: str = Field(min_length=1, max_length=100)
    document: str = Field("citizen_number", max_length=30)
    number: str = Field("", max_length=40)
    phone: str = Field("", max_length=30)
    email: str = Field("", max_length=100)


class ChangeIn(Strict):
    """What is said of one thing. answers: by question; values, disputes: by field; ways: by line of the materials.

    dropped, insisted: items taken off, and items asked for though the answers do not meet a condition: an officer decides.
    """

    answers: dict[str, Any] | None = None
    bearers: dict[str, Count] | None = None
    dropped: list[str] | None = None
    insisted: list[str] | None = None
    values: dict[str, Any] | None = None
    disputes: dict[str, str | None] | None = None
    ways: dict[str, WayIn | None] | None = None
    delivery: DeliveryIn | None = None
    division: str | None = Field(None, max_length=12)
    applicant: PersonIn | None = None


class DraftIn(ChangeIn):
    scene: str = Field(max_length=60)
    principal: str = Field("", max_length=64, description="key of the person for whom one acts")


class SheetIn(DraftIn):
    """files: by line of the materials, the hashes that `POST /files` gave."""

    files: dict[str, list[str]] = Field({}, max_length=MOST)


class SubmitIn(SheetIn):
    signed_hash: str = Field(description="hash of the sheet that was read and is signed with this request")


class SignIt(Strict):
    signed_hash: str = Field(max_length=64)


class ConsentIn(Strict):
    """sources: ids of the lines of `offer` that may be looked up; none is a choice, too."""

    sources: list[str] = Field(max_length=MOST)


class ValueIn(Strict):
    key: str = Field(max_length=100)
    value: Any = None


class PaperIn(Strict):
    key: str = Field(max_length=100)
    way: Way = Way.UPLOAD
    files: list[str] = Field([], max_length=50)


class SupplementIn(Strict):
    values: list[ValueIn] = Field([], max_length=MOST)
    materials: list[PaperIn] = Field([], max_length=MOST)


class WithdrawIn(Strict):
    """case: number of the one item; everything that is not decided if it is left out."""

    case: str = Field("", max_length=30)
    reason: str = Field("", max_length=500)


class ContactIn(Strict):
    phone: str = Field("", max_length=30)
    address: str = Field("", max_length=200)
    email: str = Field("", max_length=100, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")


class RatingIn(Strict):
    level: Level
    text: str = Field("", max_length=1000)


class PointIn(Strict):
    """A finding on a field or material. code: of a standard phrase; what, fix: own words instead."""

    key: str = Field(max_length=100)
    code: str = Field("own", max_length=40)
    what: str = Field("", max_length=500)
    fix: str = Field("", max_length=500)
    arose: Arising = Arising.FIRST


class FindingsIn(Strict):
    points: list[PointIn] = Field(min_length=1, max_length=200)
    finished: bool = True


class PromiseIn(Strict):
    key: str = Field(max_length=100)
    until: date


class AcceptIn(Strict):
    later: list[PromiseIn] = Field([], max_length=50)


class GroundsIn(Strict):
    facts: str = Field("", max_length=4000)
    article: str = Field("", max_length=1000)
    reason: str = Field("", max_length=4000)
    remedy: str = Field("", max_length=1000)


class DeclineIn(Strict):
    kind: Declining
    grounds: GroundsIn
    body: str = Field("", max_length=200, description="whom to ask instead")


class TakeInIn(Strict):
    papers: list[str] = Field([], max_length=200)


class PauseIn(Strict):
    ground: str = Field(max_length=60)
    told_days: int = Field(ge=1, le=3650)
    document: str = Field("", max_length=100)


class ResumeIn(Strict):
    ground: str = Field(max_length=60)


class ExtendIn(Strict):
    """approver, document: who above the office approved it, and in which paper; for permits of several bodies."""

    days: int = Field(ge=1, le=3650)
    reason: str = Field(max_length=1000)
    approver: str = Field("", max_length=100)
    document: str = Field("", max_length=80)


class StepIn(Strict):
    step: int = Field(ge=0, le=100)
    reason: str = Field("", max_length=1000)


class OpinionIn(Strict):
    text: str = Field(max_length=4000)
    favourable: bool = True


class TransferIn(Strict):
    department: str = Field(max_length=60)
    division: str = Field("", max_length=12)
    level: str = Field("", max_length=10)
    reason: str = Field(max_length=1000)


class ReasonIn(Strict):
    reason: str = Field("", max_length=1000)


class DecideIn(Strict):
    outcome: Outcome
    grounds: GroundsIn = GroundsIn()
    content: str = Field("", max_length=4000)
    gives: dict[str, Any] = Field({}, max_length=200)


class CertificateIn(Strict):
    result: str = Field(max_length=60)
    licence: str = Field("", max_length=64)


class DeliverIn(Strict):
    way: DeliveryWay
    proof: str = Field(max_length=200)
    receiver: str = Field(max_length=100)
    address: str = Field("", max_length=200)
    refused: str = Field("", max_length=200)
    witness: str = Field("", max_length=120)


class TerminateIn(Strict):
    ground: Ending
    reason: str = Field(max_length=1000)


class AnnulIn(Strict):
    """document: number of the review decision or judgment."""

    document: str = Field(max_length=200)
    reason: str = Field(max_length=1000)


class News(Schema):
    """What a department system tells. key: that of the push it answers; sequence: its own count for that key. text: of a
    grant, what is granted; a grant in part says it, and facts, article, reason and remedy for the rest."""

    key: str = Field(max_length=120)
    sequence: int = Field(ge=1, lt=1000)
    event: Literal["received", "finding", "decided"]
    text: str = Field("", max_length=4000)
    outcome: Literal["granted", "partly", "refused", ""] = ""
    officer: str = Field("", max_length=100)
    facts: str = Field("", max_length=4000)
    article: str = Field("", max_length=1000)
    remedy: str = Field("", max_length=1000)
    reason: str = Field("", max_length=4000)
    gives: dict[str, str | int | bool] = Field(default_factory=dict, max_length=50)


class LicenceUseIn(Strict):
    """licence: id of its kind. fields: element ids, those that are needed and no more. law: one of the articles of the
    item as it cites them, "" where the holder gave leave. purpose: what the data are for; the holder reads it."""

    licence: str = Field(min_length=1, max_length=80)
    fields: list[str] = Field(min_length=1, max_length=100)
    law: str = Field("", max_length=300)
    purpose: str = Field(min_length=1, max_length=300)


class LicenceUseOfSystem(LicenceUseIn):
    """The same for a case of which the department's system was told."""

    case: str = Field(max_length=40)


class RegisteredIn(Schema):
    """A case of an item of level L0 or L1. number: the system's own; sequence: its own count for it, from 1. person: key
    of the applicant, a citizen number or `passport:E…`. ended_on: exactly where it is granted, refused or ended."""

    number: str = Field(min_length=1, max_length=60)
    sequence: int = Field(ge=1, lt=1_000_000)
    item: str = Field(max_length=60)
    person: str = Field(min_length=1, max_length=100)
    name: str = Field(min_length=1, max_length=200)
    received_on: date
    due_on: date | None = None
    ended_on: date | None = None
    status: Literal["received", "running", "granted", "refused", "ended"]


class ReceiptIn(Schema):
    """What became of a message. key: as it was handed over. reason: why it was not delivered."""

    key: str = Field(max_length=60)
    state: Literal["delivered", "failed"]
    reason: str = Field("", max_length=200)


# --- answers -------------------------------------------------------------------------------------------------


class TokenOut(Schema):
    token: str
    ends_at: datetime


class PlanOut(Schema):
    """A plan in the language of the request; the same shape as `onething plan --json`."""

    model_config = ConfigDict(extra="allow")

    scene: str
    version: str
    on: date
    items: list[dict[str, Any]]
    left_out: list[dict[str, Any]]
    fields: list[dict[str, Any]]
    materials: list[dict[str, Any]]
    schedule: dict[str, Any]
    fees: dict[str, Any]
    figures: dict[str, Any]
    alone: dict[str, int]
    together: dict[str, int]
    saving: dict[str, int]
    asked_of_person: dict[str, int]
    next_question: dict[str, Any] | None
    outcome: str | None


class DaysOut(Schema):
    """The days on which one may apply, both included. open: today is one, and last_day the last of them; else
    opens_on, closes_on are the next, null where none are known yet.
    """

    days: Text
    open: bool
    last_day: date | None
    opens_on: date | None
    closes_on: date | None


class SceneOut(Schema):
    """applying: null where one may apply on every day."""

    id: str
    version: str
    name: Text
    summary: Text
    questions: list[dict[str, Any]]
    roles: dict[str, dict[str, Any]]
    items: list[dict[str, Any]]
    applying: DaysOut | None = None


class IssueOut(Schema):
    code: str
    text: Text


class FieldOut(Schema):
    """source, as_of: where the value comes from, and the day on which that source knew it."""

    key: str
    label: Text
    required: bool
    open: bool
    raw: Any
    value: Any
    source: str
    source_label: Text
    as_of: date | None
    issue: IssueOut | None
    disputed: str
    comes_with: str


class MaterialOut(Schema):
    line: str
    key: str
    label: Text
    way: Way | None
    ways: list[Way]
    source: str
    files: list[dict[str, Any]]
    until: date | None
    required: bool
    done: bool


class DraftOut(Schema):
    """ready: it can be signed. offer: what could be looked up, at whom, for what. news: of a newer version."""

    id: UUID
    version: int
    scene: str
    name: Text
    answers: Mapping[str, Any]
    agreed: tuple[str, ...] | None
    plan: PlanOut
    fields: list[FieldOut]
    materials: list[MaterialOut]
    offer: tuple[OfferLine, ...]
    bearers: tuple[BearerCount, ...]
    news: tuple[Difference, ...]
    twin: Twin | None
    expires_on: date
    ready: bool
    number: str


class SheetOut(Schema):
    """hash: what the signature must cover."""

    hash: str
    lines: tuple[SheetLine, ...]


class FileOut(Schema):
    hash: str
    name: str
    kind: str
    size: int
    pages: int


class ActOut(Schema):
    """Where a case or an application stands after an act. sequence: for the next If-Match of a case."""

    number: str
    status: str
    sequence: int


class InboxCounts(Schema):
    open: int
    to_check: int
    due: int
    late: int
    mine: int
    to_sign: int
    decided: int


class NewsOut(Schema):
    """applied: whether it changed anything; a repetition or something older does not."""

    applied: bool
