"""An answer of the city's knowledge base (全市统一知识库): what it says, and the way of one revision of it.

draft → department review → city review → published → due for review (published again once confirmed) → withdrawn.
Whoever wrote a revision approves it nowhere, and nobody approves it twice. Domain §2.5.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from onething.core.catalogue.hashing import hash_of
from onething.core.errors import Conflict, RuleBroken
from onething.core.knowledge.changing import Change, changes_of
from onething.core.knowledge.facts import Facts, Said
from onething.core.source import Text
from onething.core.values import is_blank


class AnswerState(StrEnum):
    DRAFT = "draft"
    DEPARTMENT = "department"
    CITY = "city"
    PUBLISHED = "published"
    DUE = "due"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"  # by a later revision of the same answer

    @property
    def label(self) -> Text:
        return _STATES[self]


_STATES = {
    AnswerState.DRAFT: Text("草稿", "Draft"),
    AnswerState.DEPARTMENT: Text("部门审核", "Department review"),
    AnswerState.CITY: Text("市级审核", "City review"),
    AnswerState.PUBLISHED: Text("已发布", "Published"),
    AnswerState.DUE: Text("待复核", "Due for review"),
    AnswerState.WITHDRAWN: Text("已撤下", "Withdrawn"),
    AnswerState.REPLACED: Text("已被替换", "Replaced"),
}
#: States in which it is shown to those who ask, and in which it is still being written.
SHOWN = frozenset({AnswerState.PUBLISHED, AnswerState.DUE})
OPEN = frozenset({AnswerState.DRAFT, AnswerState.DEPARTMENT, AnswerState.CITY})


class AnswerNotNow(Conflict):
    code = "knowledge.not_now"

    def __init__(self, state: AnswerState) -> None:
        super().__init__(f"the answer is in the state {state}")
        self.state = state.label


class OwnWork(RuleBroken):
    """Four eyes (四眼原则): nobody approves what they wrote, or what they have approved before."""

    code = "knowledge.own_work"


class ReasonMissing(RuleBroken):
    code = "knowledge.reason_missing"

    def __init__(self) -> None:
        super().__init__("say why")


@dataclass(frozen=True, slots=True)
class Law:
    """A source of an answer: name of the act, and its article as it is cited, "" for the whole act."""

    name: str
    article: str = ""

    def __str__(self) -> str:
        return f"《{self.name}》{self.article}"


@dataclass(frozen=True, slots=True)
class Content:
    """What an answer says.

    question: the standard wording. variants: other words for the same question. text: the standard answer, with references.
    items, scenes: ids it belongs to. places: division codes for which it holds, none for the whole city.
    from_on, to_on: days of its validity; the end is not included, None is open. owner: department.
    source: where the facts come from that no law gives; `calibrated` for what is not sourced.
    """

    question: Text
    text: Text
    owner: str
    variants: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    laws: tuple[Law, ...] = ()
    source: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 of everything that it says; references count as they are written."""
        return hash_of(self)

    def holds(self, on: date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (self.to_on is None or on < self.to_on)

    def holds_at(self, around: Collection[str]) -> bool:
        """around: the asker's division and those that contain it; none where the asker named no place."""
        return not self.places or not around or any(place in around for place in self.places)


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an answer, as its acts left it.

    author: who wrote it last. approved: who approved it, in order. said: what its references said when it was published
    or confirmed last, without a place. due_on: the day from which its owner has to confirm it again.
    """

    content: Content
    state: AnswerState
    author: str
    approved: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    published_at: datetime | None = None
    due_on: date | None = None

    @classmethod
    def drafted(cls, content: Content, *, by: str) -> "Revision":
        return cls(content, AnswerState.DRAFT, by)

    def written(self, content: Content, *, by: str) -> "Revision":
        """Change a draft. Raises AnswerNotNow for what is under review or published: that takes a new revision."""
        self._must(AnswerState.DRAFT)
        return replace(self, content=content, author=by)

    def sent(self) -> "Revision":
        """Send it to department review."""
        self._must(AnswerState.DRAFT)
        return replace(self, state=AnswerState.DEPARTMENT, approved=())

    def approved_by_department(self, *, by: str) -> "Revision":
        """Raises AnswerNotNow, OwnWork."""
        self._must(AnswerState.DEPARTMENT)
        return replace(self, state=AnswerState.CITY, approved=self._with(by))

    def published(self, *, by: str, at: datetime, due_on: date, said: tuple[Said, ...]) -> "Revision":
        """The city approves it and it holds from this moment. Raises AnswerNotNow, OwnWork."""
        self._must(AnswerState.CITY)
        return replace(
            self,
            state=AnswerState.PUBLISHED,
            approved=self._with(by),
            published_at=at,
            due_on=due_on,
            said=said,
        )

    def returned(self, *, reason: str) -> "Revision":
        """Give it back to be rewritten. Raises AnswerNotNow, ReasonMissing."""
        self._must(AnswerState.DEPARTMENT, AnswerState.CITY)
        if is_blank(reason):
            raise ReasonMissing
        return replace(self, state=AnswerState.DRAFT, approved=())

    def fallen_due(self) -> "Revision":
        self._must(AnswerState.PUBLISHED)
        return replace(self, state=AnswerState.DUE)

    def confirmed(self, *, due_on: date, said: tuple[Said, ...]) -> "Revision":
        """The owner says that it still is right, with what its references say now."""
        self._must(AnswerState.PUBLISHED, AnswerState.DUE)
        return replace(self, state=AnswerState.PUBLISHED, due_on=due_on, said=said)

    def withdrawn(self, *, reason: str) -> "Revision":
        """Take it out of use; a draft or what is under review is dropped. Raises AnswerNotNow, ReasonMissing."""
        self._must(*SHOWN, *OPEN)
        if is_blank(reason):
            raise ReasonMissing
        return replace(self, state=AnswerState.WITHDRAWN)

    def replaced(self) -> "Revision":
        self._must(*SHOWN)
        return replace(self, state=AnswerState.REPLACED)

    def is_due(self, on: date) -> bool:
        return self.state is AnswerState.PUBLISHED and self.due_on is not None and self.due_on <= on

    def _must(self, *states: AnswerState) -> None:
        if self.state not in states:
            raise AnswerNotNow(self.state)

    def _with(self, by: str) -> tuple[str, ...]:
        if by == self.author or by in self.approved:
            raise OwnWork("somebody else approves it")
        return (*self.approved, by)


def changes(said: Iterable[Said], content: Content, facts: Facts) -> tuple[Change, ...]:
    """Return what the references of an answer say otherwise now than they did. facts: without a place, as at publication."""
    return changes_of(said, (content.text,), facts)
