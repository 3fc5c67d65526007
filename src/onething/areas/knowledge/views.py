"""Answers and questions as they pass the door: finished values, in both languages."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from onething.core.knowledge import Change, Content, Flaw, Law, Revision, Unanswered
from onething.core.search.model import Hit
from onething.core.source import Text


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as it reads at one moment. number: of its revision. text: with its references filled in.

    items, scenes: id and name. due: its owner has to confirm it again. changed: something that it refers to changed since
    it was published; what is referred to is shown as it is now, what stands around it may not fit.
    """

    key: str
    number: int
    question: Text
    text: Text
    owner: Text
    published_at: datetime
    items: tuple[tuple[str, Text], ...] = ()
    scenes: tuple[tuple[str, Text], ...] = ()
    places: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()
    due: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An item or scene that was found. scene: id of the scene to open, "" where there is none."""

    name: Text
    scene: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question leads to at one moment. version: of the city package, its first twelve characters.

    sure: False where nothing answers it, whatever is listed. near: the hits as they were found.
    """

    asked: str
    at: datetime
    version: str
    sure: bool
    answers: tuple[AnswerView, ...] = ()
    scenes: tuple[FoundLink, ...] = ()
    items: tuple[FoundLink, ...] = ()
    near: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    kind: str
    who: str
    department: str
    words: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A revision as lists show it. helped, not_helped: voices on it. changes: how many references say another thing."""

    key: str
    number: int
    question: str
    owner: str
    revision: Revision
    changes: int = 0
    helped: int = 0
    not_helped: int = 0


@dataclass(frozen=True, slots=True)
class Managed:
    """An answer as its owners see it. shown: the revision that holds; open: the one that is being written or reviewed.

    rendered: of `open`, else of `shown`. changes: under `shown`. conflicts: keys of other answers to the same question.
    flaws: of a draft, what keeps it from being sent to review.
    """

    key: str
    owner: str
    number: int
    revision: Revision
    shown: Revision | None
    open: Revision | None
    rendered: Text
    changes: tuple[Change, ...]
    acts: tuple[Act, ...]
    conflicts: tuple[tuple[str, str], ...] = ()
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question without an answer. sources: where it was asked, how often."""

    id: UUID
    question: Unanswered
    place: str
    first_at: datetime
    last_at: datetime
    sources: tuple[tuple[str, int], ...]
    late: bool


@dataclass(frozen=True, slots=True)
class ConflictLine:
    asked: str
    one: str
    other: str
    one_text: Text
    other_text: Text
    one_owner: str
    other_owner: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice on an answer. who said it is not known."""

    at: datetime
    number: int
    helped: bool
    source: str


@dataclass(frozen=True, slots=True)
class Hot:
    """An answer that is asked for often. count: from `since` on."""

    key: str
    question: str
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. kept: keys of answers that were changed here since, and stay as they are."""

    published: int = 0
    same: int = 0
    kept: tuple[str, ...] = ()


__all__ = [
    "Act",
    "AnswerLine",
    "AnswerView",
    "Asked",
    "ConflictLine",
    "Content",
    "FoundLink",
    "Hot",
    "Loaded",
    "Managed",
    "QuestionLine",
    "Voice",
]
