"""The definitions of a city: what questions, items and scenes are. Immutable and content-hashed.

Words as in semantics of the field: a *field* is role + element, a *material requirement* is role + material;
two items ask for the same thing iff both parts are equal. The file format is `docs/package-format.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from onething.core.catalogue.periods import Period
from onething.core.catalogue.words import (
    ADDED,
    ALL_HERE,
    CertificateKind,
    Choice,
    Constraints,
    Department,
    Division,
    Element,
    Integration,
    Licence,
    Material,
    PostedOffice,
    Role,
    Share,
    Way,
)
from onething.core.register.filed import FiledEntry
from onething.core.rules import Condition
from onething.core.source import NOWHERE, Text, Where


class QuestionKind(StrEnum):
    CHOICE = "choice"
    MULTI = "multi"  # each choice is a boolean variable `question.choice`
    INTEGER = "integer"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """One situation question (情形). A choice question is a variable of its own name.

    known_from: a fact that answers it, so that what the city knows is not asked; "" if none.
    answers_by_fact: fact value -> choice id, for `known_from`.
    fills: field key (`role/element`) that its answer fills; `fills_with`: choice id -> value.
    required_choice: for `multi`, whether at least one choice must be taken.
    is_role: choice id -> role of the scene that the applicant then is, so that nobody types the own data twice.
    """

    id: str
    text: Text
    kind: QuestionKind
    choices: tuple[Choice, ...] = ()
    help: Text | None = None
    known_from: str = ""
    answers_by_fact: Mapping[Any, str] = field(default_factory=dict)
    fills: str = ""
    fills_with: Mapping[str, Any] = field(default_factory=dict)
    is_role: Mapping[str, str] = field(default_factory=dict)
    min: Any = None
    max: Any = None
    required_choice: bool = False
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the city can know about this person, a variable of conditions.

    type: "bool", "int", "decimal", "date" or "choice" (then `choices`).
    share: the share that tells it. given_by: the item of the scene whose result gives it; until that item ends
    the answer to `stands_in` (a question id) is used, "as you say".
    """

    id: str
    label: Text
    type: str
    choices: tuple[str, ...] = ()
    share: str = ""
    given_by: str = ""
    stands_in: str = ""
    scale: int = 2  # of a decimal: digits after the point
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FieldLine:
    """An item asks for role + element."""

    role: str
    element: str
    required: bool = True
    when: Condition | None = None
    constraints: Constraints = field(default_factory=Constraints)
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> str:
        return f"{self.role}/{self.element}"


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What the bearer of a role states by confirming a paper. repeats: keys of fields of the item, shown with the text."""

    text: Text
    repeats: tuple[str, ...]
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """An item requires role + material, in one of the ways that it accepts."""

    role: str
    material: str
    accepts: tuple[Way, ...]
    form: bool = False  # this item's own application form
    required: bool = True
    when: Condition | None = None
    copies: int = 0  # paper copies to be kept; they add up over items
    original: bool = False  # the original is to be seen, once
    valid_days: int | None = None
    law: str = ""
    confirms: ToConfirm | None = field(default=None, metadata=ADDED)
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> str:
        return f"{self.role}/{self.material}"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A condition of the law. False is shown as "by your answers not met", never a refusal."""

    id: str
    condition: Condition
    text: Text
    law: str
    way_forward: Text | None = None
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


class StepKind(StrEnum):
    INTAKE = "intake"
    FIRST_CHECK = "first_check"
    CHECK = "check"  # by another body
    DECISION = "decision"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an item: which department, at which level, in how many days inside the promise.

    department_by: key of a choice whose ids are departments (`record/credit.authority`): the step goes to the one chosen for
    the bearer of the case, and to `department` where the answer names none of the city's.
    """

    kind: StepKind
    name: Text
    department: str
    level: str  # city, town, village
    days: int = 0
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)
    officers: int = field(default=1, metadata=ADDED)  # of a decision: so many different ones sign it
    department_by: str = field(default="", metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Result:
    """What a granted case gives: a licence or a record, and data that flow on.

    gives: field key of the item (`role/element`) -> how it is filled: "officer", "generated", "decided_on", or "copy:KEY".
    stands_for: material id that the result is, so that other items of the scene need not ask for it.
    number: the key among `gives` that is the number of the certificate. valid: how long it holds, where no licence says
    so. conditions: what its holder must observe.
    """

    id: str
    name: Text
    kind: str  # certificate, document, approval, proof, record
    licence: str = ""
    stands_for: str = ""
    role: str = "applicant"
    gives: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)  # fact id -> field key that holds its value
    sample: str = ""
    number: str = field(default="", metadata=ADDED)
    valid: Text | None = field(default=None, metadata=ADDED)
    conditions: tuple[Text, ...] = field(default=(), metadata=ADDED)
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Fee:
    name: Text
    fen: int
    basis: str
    when: Condition | None = None
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop: place and purpose. Stops of equal place and purpose count once."""

    place: str
    purpose: str
    reason: str = ""
    when: Condition | None = None
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a choice: the lines exclude each other and, without `else`, cover everything.

    value: for the competent office the kind of division, or KIND:ROLE ("household_town:mother"); without a role
    it is that of the item's subject. "town:site/site.address" is the town in that address.
    """

    value: str
    when: Condition | None = None  # None is `else`
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Approval:
    """The act that allows a local exception: its number, its day, and who approved, "" where it is not said."""

    number: str
    on: date
    by: str = field(default="", metadata=ADDED)


@dataclass(frozen=True, slots=True)
class LocalWays:
    """The ways in which a town accepts one material of an item, instead of those of its lines. key: in the item's roles."""

    key: str
    accepts: tuple[Way, ...]
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class LocalException:
    """What one town does otherwise than the city's one master (地方例外), approved and for a time.

    division: 12-digit code of the town; an item has one exception for a town at most. In force from the day of the
    approval to `ends_on`, both included. promised_days: in the days of the item, None = as everywhere.
    Source: domain §2.3 (no deviation without approval and end); design §6, semantics §4 (past its end).
    """

    division: str
    approved: Approval
    ends_on: date
    promised_days: int | None = None
    ways: tuple[LocalWays, ...] = ()
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A government-service item: the thing one applies for, in one version.

    promised_days, statutory_days: working days from acceptance unless `day_kind` is "calendar"; statutory None =
    no limit given. profile: name of a clock profile of `core.clock`.
    competent: cases that name the kind of division that is competent: "household_town", "residence_town",
    "city", "hospital", "any".
    """

    id: str
    name: Text
    code: str
    kind: str  # national numbering: "05" benefit, "07" confirmation, "20" public service …
    department: str
    profile: str
    promised_days: int
    statutory_days: int | None
    day_kind: str = "working"
    levels: tuple[str, ...] = ()
    service_object: tuple[str, ...] = ("person",)
    law: tuple[str, ...] = ()
    subject: str = "applicant"  # the role whose bearers each get a case of their own
    roles: tuple[str, ...] = ("applicant",)
    questions: tuple[Question, ...] = ()
    facts: tuple[Fact, ...] = ()
    eligible: tuple[Eligibility, ...] = ()
    fields: tuple[FieldLine, ...] = ()
    materials: tuple[MaterialLine, ...] = ()
    steps: tuple[Step, ...] = ()
    result: tuple[Result, ...] = ()
    fees: tuple[Fee, ...] = ()
    visits: tuple[Visit, ...] = ()
    competent: tuple[Case, ...] = ()
    scope: str = "city"
    channels: tuple[str, ...] = ("window", "online")
    depth: int = 4
    tolerance: bool = False
    declaration: bool = False
    automatic: Condition | None = None  # conditions under which a machine may approve
    retention_years: int | None = field(
        default=None, metadata=ADDED
    )  # of its archive; 0 = for ever, None = the city's
    exceptions: tuple[LocalException, ...] = field(default=(), metadata=ADDED)
    own_grounds: Mapping[str, str] = field(
        default_factory=dict, metadata=ADDED
    )  # that stop the clock -> article
    integration: Integration = field(default=ALL_HERE, metadata=ADDED)
    because: Mapping[str, str] = field(
        default_factory=dict
    )  # finding code -> reason ("*" = any), for warnings about the item
    hash: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SceneItem:
    """An item as a part of a scene.

    when: false = not part of this matter. optional: the multi question choice that asks for it
    (`wants.pension`), "" if it is not optional. after: items that must end first. needs: items that must be
    *granted* first whenever they are in the plan. roles: the item's role -> the scene's role.
    """

    item: Item
    when: Condition | None = None
    optional: str = ""
    proactive: bool = False
    after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A text that says where to go when no item applies."""

    when: Condition
    text: Text
    because: str = ""
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ScenePromise:
    """A scene's own promise: replaces the path only over the items that it names."""

    days: int
    items: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing (一件事): items bound together, in one version."""

    id: str
    name: Text
    summary: Text
    lead: str  # department
    topic: str
    words: tuple[str, ...] = ()  # everyday wording by which it is found
    roles: Mapping[str, Role] = field(default_factory=dict)
    items: tuple[SceneItem, ...] = ()
    questions: tuple[Question, ...] = ()  # the scene's own, before those of the items
    facts: tuple[Fact, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    promise: ScenePromise | None = None
    joint_visits: tuple[str, ...] = ()  # places at which all stops count as one
    constraints: tuple[Condition, ...] = ()  # facts about the world: combinations of answers that cannot be
    because: Mapping[str, str] = field(default_factory=dict)
    version: str = "1"
    effective_from: date | None = None
    periods: tuple[Period, ...] = field(default=(), metadata=ADDED)  # in which one may apply; () = always
    hash: str = ""
    at: Where = field(default=NOWHERE, compare=False)

    def item(self, id: str) -> SceneItem:
        """Raises KeyError for an item that the scene does not have."""
        for line in self.items:
            if line.item.id == id:
                return line
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation (情形) of a theme: the answers with which its guidance card is composed; the rest is still asked."""

    id: str
    name: Text
    answers: Mapping[str, Any] = field(default_factory=dict)
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic (专题) of the inquiry lists. themes: scene (主题) -> its situations. objects: "person", "company"."""

    id: str
    name: Text
    objects: tuple[str, ...] = ("person",)
    themes: Mapping[str, tuple[Situation, ...]] = field(default_factory=dict)
    at: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Seconds of effort, calibrated: what a choice, a typed or confirmed field and an upload take a person."""

    choice: int = 8
    typed: int = 15
    confirmed: int = 2
    upload: int = 45


@dataclass(frozen=True, slots=True)
class Package:
    """A whole city as data. `sources` holds the files as they were read, so that export gives them back."""

    id: str
    name: Text
    division: str  # 12-digit code of the root
    minutes: Minutes = Minutes()
    sign_in: tuple[str, ...] = ()  # field keys that signing in fills
    divisions: Mapping[str, Division] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    licences: Mapping[str, Licence] = field(default_factory=dict)
    materials: Mapping[str, Material] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    examples: Mapping[str, "Example"] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict, metadata=ADDED)
    offices: Mapping[str, PostedOffice] = field(default_factory=dict, metadata=ADDED)
    certificates: Mapping[str, CertificateKind] = field(default_factory=dict)  # of villages, by their names
    register: Mapping[str, FiledEntry] = field(default_factory=dict, metadata=ADDED)  # by source and key
    settings: Mapping[str, Any] = field(default_factory=dict)  # city rules as data (draft days, thresholds …)
    sources: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Supplies:
    """The shares that answer for this person and the licences this person holds, as far as agreed to.

    licences: ids, or `role/licence` for a licence that only the bearer of this role of the scene holds.
    """

    shares: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Example:
    """One answer set with the figures it must give (`examples/*.yaml`).

    accepts: material key -> ways, instead of what the items accept, for this example only (`overrides.accepts`).
    division: code of the place that the matter belongs to, "" if it is not said.
    """

    id: str
    scene: str
    on: date
    answers: Mapping[str, Any]
    facts: Mapping[str, Any]
    supplies: Supplies
    expect: Mapping[str, Any]
    bearers: Mapping[str, int] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    accepts: Mapping[str, tuple[Way, ...]] = field(default_factory=dict)
    division: str = field(default="", metadata=ADDED)
    at: Where = field(default=NOWHERE, compare=False)
