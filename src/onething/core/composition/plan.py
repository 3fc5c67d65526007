"""The plan: what one person must do for one thing, and why every line is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import LocalException, Question
from onething.core.catalogue.words import Constraints, Way
from onething.core.source import Text


class ItemState(StrEnum):
    APPLIES = "applies"
    POSSIBLE = "possible"
    PROACTIVE = "proactive"
    NOT_CHOSEN = "not_chosen"
    NOT_MET = "not_met"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line is there: the item, its requirement, the condition with the answers that decide, the law."""

    item: str
    text: Text
    condition: str = ""
    deciding: tuple[str, ...] = ()  # names of answers and facts
    law: str = ""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item. within: working days until `promised_on` from day 0 of the scene's own promise, None where the scene
    does not promise this item.
    """

    id: str
    name: Text
    department: str
    promised_days: int
    statutory_days: int | None
    state: ItemState
    waits_for: tuple[str, ...] = ()
    promised_on: date | None = None
    statutory_on: date | None = None
    why: Reason | None = None
    competent: str = ""  # kind of division that is competent; "" while the answers leave it open
    exception: LocalException | None = None  # the local exception under which it is
    within: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    id: str
    name: Text
    state: ItemState
    why: Reason


@dataclass(frozen=True, slots=True)
class PlanField:
    """One field of the joint form.

    prefilled_from: "sign_in", "share:ID", "licence:ID", "answer:QUESTION", "result:ITEM", or "" if it is typed.
    """

    key: str
    role: str
    element: str
    required: bool
    constraints: Constraints
    prefilled_from: str
    asked_by: tuple[Reason, ...]
    possible: bool = False  # nobody asks for certain yet


@dataclass(frozen=True, slots=True)
class PlanMaterial:
    """One line of the one set of materials; a line splits when its askers accept no common way.

    way: None when there is none (a dead end that proof would have found).
    source: share, licence or item id that provides it. offered: `declaration`, `later` where every asker allows.
    form: the joint form, into which all application forms merge. valid_days: the strictest asker's. copies, original:
    of a paper that the person gives. possible: nobody asks for certain yet.
    """

    key: str
    role: str
    material: str
    way: Way | None
    source: str
    offered: tuple[Way, ...]
    copies: int
    original: bool
    required: bool
    asked_by: tuple[Reason, ...]
    split: bool = False
    form: bool = False
    valid_days: int | None = None
    possible: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """The two dates, never mixed. Days are working days. path: items, longest path.

    provisional: the promised date rests on a year without a published calendar; statutory_provisional: the other does.
    """

    promised_days: int
    promised_on: date
    statutory_days: int | None  # None if an item on the way has no statutory limit
    statutory_on: date | None
    provisional: bool
    path: tuple[str, ...]
    statutory_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Fees:
    total_fen: int
    by_office: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """The four numbers. Not `sure` = upper bounds, shown as "at most"."""

    forms: int
    materials: int
    minutes: int
    promised_on: date
    sure: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How much something takes: forms, materials, fields, visits, working days."""

    forms: int
    materials: int
    fields: int
    visits: int
    working_days: int

    def __sub__(self, other: "Count") -> "Count":
        return Count(
            self.forms - other.forms,
            self.materials - other.materials,
            self.fields - other.fields,
            self.visits - other.visits,
            self.working_days - other.working_days,
        )


@dataclass(frozen=True, slots=True)
class AskedOfPerson:
    materials: int
    fields: int


@dataclass(frozen=True, slots=True)
class Plan:
    scene: str
    version: str
    circumstances: Circumstances
    items: tuple[PlanItem, ...]
    left_out: tuple[LeftOut, ...]
    fields: tuple[PlanField, ...]
    materials: tuple[PlanMaterial, ...]
    schedule: Schedule
    fees: Fees
    figures: Figures
    alone: Count
    together: Count
    asked_of_person: AskedOfPerson
    next_question: Question | None
    open_questions: tuple[Question, ...]  # every one that can still change the plan, in order
    settled_questions: tuple[str, ...]  # answered or known, and still of account
    outcome: Text | None  # where to go when no item applies

    @property
    def saving(self) -> Count:
        return self.alone - self.together
