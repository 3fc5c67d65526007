"""Exam questions as they pass the door: finished values, in both languages."""

from dataclasses import dataclass
from datetime import datetime

from onething.core.knowledge import Change, Flaw
from onething.core.source import Text
from onething.core.training import Reading, Revision


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    kind: str
    who: str
    department: str
    words: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A revision as lists show it. stem: as it reads today. items: ids that it is about. changes: how many reasons there are to read it again.

    holds: whether today is one of the days of its validity.
    """

    key: str
    number: int
    stem: Text
    owner: str
    revision: Revision
    items: tuple[str, ...]
    changes: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Managed:
    """An exam question as its owners see it. revision: the open one, else the one in use, else the newest.

    used: the revision that is in use; open: the one that is being written or reviewed. reading: `revision` as a clerk would
    see it today. again: why the one in use is to be read again.
    holds: whether today is one of the days of its validity. flaws: of a draft, what keeps it from review.
    """

    key: str
    owner: str
    number: int
    revision: Revision
    used: Revision | None
    open: Revision | None
    reading: Reading
    again: tuple[Change, ...]
    acts: tuple[Act, ...]
    holds: bool
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. kept: keys of questions that were changed here since, and stay as they are."""

    put_in_use: int = 0
    same: int = 0
    kept: tuple[str, ...] = ()
