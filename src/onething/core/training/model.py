"""An exam question (试题) for clerks and reviewers: what it asks, and the way of one revision of it.

draft → review → in use → withdrawn. Whoever wrote a revision does not put it in use. Times, fees and materials in it are
references to the item, as in an answer of the knowledge base. Domain §2.11.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from onething.core.catalogue.hashing import hash_of
from onething.core.errors import Conflict, RuleBroken
from onething.core.knowledge.facts import Said
from onething.core.knowledge.model import Law
from onething.core.knowledge.references import references_in
from onething.core.source import Text
from onething.core.values import is_blank


class Kind(StrEnum):
    SINGLE = "single"
    SEVERAL = "several"
    TRUE_FALSE = "true_false"

    @property
    def label(self) -> Text:
        return _KINDS[self]


_KINDS = {
    Kind.SINGLE: Text("单选题", "One choice"),
    Kind.SEVERAL: Text("多选题", "Several choices"),
    Kind.TRUE_FALSE: Text("判断题", "True or false"),
}


class QuestionState(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    IN_USE = "in_use"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"  # by a later revision of the same question

    @property
    def label(self) -> Text:
        return _STATES[self]


_STATES = {
    QuestionState.DRAFT: Text("草稿", "Draft"),
    QuestionState.REVIEW: Text("待审", "In review"),
    QuestionState.IN_USE: Text("在用", "In use"),
    QuestionState.WITHDRAWN: Text("停用", "Withdrawn"),
    QuestionState.REPLACED: Text("已被替换", "Replaced"),
}
#: States in which it is still being written.
OPEN = frozenset({QuestionState.DRAFT, QuestionState.REVIEW})


class QuestionNotNow(Conflict):
    code = "training.not_now"

    def __init__(self, state: QuestionState) -> None:
        super().__init__(f"the exam question is in the state {state}")
        self.state = state.label


class OwnQuestion(RuleBroken):
    """Four eyes (四眼原则): nobody puts in use what they wrote."""

    code = "training.own_question"


class NoReason(RuleBroken):
    code = "training.no_reason"

    def __init__(self) -> None:
        super().__init__("say why")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. right: whether choosing it is right."""

    text: Text
    right: bool = False


_TRUE, _FALSE = Text("对", "True"), Text("错", "False")


def true_or_false(holds: bool) -> tuple[Option, ...]:
    """Return the options of a statement. holds: whether it is true."""
    return Option(_TRUE, holds), Option(_FALSE, not holds)


@dataclass(frozen=True, slots=True)
class Question:
    """What an exam question says.

    stem: what is asked, or stated. options: in the order in which they are kept; of a statement `true_or_false`.
    explanation: why the right ones are right. items: ids it belongs to. owner: department. from_on, to_on: days of its
    validity; the end is not included, None is open. source: where the facts come from that no law gives.
    """

    stem: Text
    kind: Kind
    options: tuple[Option, ...]
    explanation: Text
    owner: str
    items: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()
    source: str = ""
    from_on: date | None = None
    to_on: date | None = None

    @property
    def hash(self) -> str:
        """SHA-256 of everything that it says; references count as they are written."""
        return hash_of(self)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text in which references may stand."""
        return (self.stem, *(one.text for one in self.options), self.explanation)

    @property
    def about(self) -> frozenset[str]:
        """Ids of the items and scenes that it belongs to or refers to."""
        return frozenset(self.items) | frozenset(_referred(self.texts))

    @property
    def holds_statement(self) -> bool:
        """Of a statement: whether it is true."""
        return self.kind is Kind.TRUE_FALSE and self.options == true_or_false(True)

    def holds(self, on: date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (self.to_on is None or on < self.to_on)


def _referred(texts: tuple[Text, ...]) -> Iterator[str]:
    for text in texts:
        for one in (*references_in(text.zh), *references_in(text.en)):
            if not one.source:
                yield one.of


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an exam question, as its acts left it. An exam keeps the revision that it asked.

    author: who wrote it last. reviewer: who put it in use, "" until then. said: what its references said when it was put
    in use or read again last, without a place.
    """

    question: Question
    state: QuestionState
    author: str
    reviewer: str = ""
    said: tuple[Said, ...] = ()
    in_use_at: datetime | None = None

    @classmethod
    def drafted(cls, question: Question, *, by: str) -> "Revision":
        return cls(question, QuestionState.DRAFT, by)

    def written(self, question: Question, *, by: str) -> "Revision":
        """Change a draft. Raises QuestionNotNow for what is under review or in use: that takes a new revision."""
        self._must(QuestionState.DRAFT)
        return replace(self, question=question, author=by)

    def sent(self) -> "Revision":
        self._must(QuestionState.DRAFT)
        return replace(self, state=QuestionState.REVIEW)

    def put_in_use(self, *, by: str, at: datetime, said: tuple[Said, ...]) -> "Revision":
        """Another person has read it, and it counts from now on. Raises QuestionNotNow, OwnQuestion."""
        self._must(QuestionState.REVIEW)
        if by == self.author:
            raise OwnQuestion("somebody else reviews it")
        return replace(self, state=QuestionState.IN_USE, reviewer=by, in_use_at=at, said=said)

    def returned(self, *, reason: str) -> "Revision":
        """Give it back to be rewritten. Raises QuestionNotNow, NoReason."""
        self._must(QuestionState.REVIEW)
        if is_blank(reason):
            raise NoReason
        return replace(self, state=QuestionState.DRAFT)

    def read_again(self, *, said: tuple[Said, ...]) -> "Revision":
        """Its owner says that it still is right, with what its references say now. Raises QuestionNotNow."""
        self._must(QuestionState.IN_USE)
        return replace(self, said=said)

    def withdrawn(self, *, reason: str) -> "Revision":
        """Take it out of use; a draft is dropped. Raises QuestionNotNow, NoReason."""
        self._must(QuestionState.IN_USE, *OPEN)
        if is_blank(reason):
            raise NoReason
        return replace(self, state=QuestionState.WITHDRAWN)

    def replaced(self) -> "Revision":
        self._must(QuestionState.IN_USE)
        return replace(self, state=QuestionState.REPLACED)

    def _must(self, *states: QuestionState) -> None:
        if self.state not in states:
            raise QuestionNotNow(self.state)
