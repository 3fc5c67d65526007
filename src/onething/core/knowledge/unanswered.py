"""Questions that search could not answer: each goes to an owner, with a day by which it is settled."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from onething.core.errors import Conflict, RuleBroken
from onething.core.knowledge.model import ReasonMissing
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

MOST_WORDS = 200


class Settled(StrEnum):
    """How it stands."""

    WAITING = "waiting"
    DRAFTED = "drafted"  # an answer is being written
    ANSWERED = "answered"  # that answer is published
    MERGED = "merged"  # it is another wording of an answer that there is
    CLOSED = "closed"  # with a reason

    @property
    def label(self) -> Text:
        return _SETTLED[self]


_SETTLED = {
    Settled.WAITING: Text("等着答", "Waiting"),
    Settled.DRAFTED: Text("正在写", "Being written"),
    Settled.ANSWERED: Text("已有答案", "Answered"),
    Settled.MERGED: Text("并入已有的", "Merged"),
    Settled.CLOSED: Text("不答", "Closed"),
}
WAITS = frozenset({Settled.WAITING, Settled.DRAFTED})


class Source(StrEnum):
    """Where it was asked."""

    HOTLINE = "hotline"
    WINDOW = "window"
    PORTAL = "portal"

    @property
    def label(self) -> Text:
        return _SOURCES[self]


_SOURCES = {
    Source.HOTLINE: Text("12345", "12345"),
    Source.WINDOW: Text("窗口", "Window"),
    Source.PORTAL: Text("网上", "Online"),
}


class NothingAsked(RuleBroken):
    code = "knowledge.nothing_asked"

    def __init__(self) -> None:
        super().__init__("the question says nothing")


class SettledAlready(Conflict):
    code = "knowledge.settled_already"

    def __init__(self, how: Settled) -> None:
        super().__init__(f"the question is {how}")
        self.how = how.label


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question without an answer. words: without numbers of persons. count: how often it was asked.

    owner: department. answer_by: the last day; asked again it keeps its day. answer: key of the answer that settles it.
    """

    words: str
    owner: str
    answer_by: date
    count: int = 1
    settled: Settled = Settled.WAITING
    answer: str = ""
    reason: str = ""

    @classmethod
    def asked(cls, words: str, *, owner: str, on: date, days: int, calendar: WorkCalendar) -> "Unanswered":
        """days: working days, the day of asking not counted."""
        return cls(words, owner, calendar.add_working_days(on, days))

    def asked_again(self) -> "Unanswered":
        self._must_wait()
        return replace(self, count=self.count + 1)

    def passed_on(self, owner: str) -> "Unanswered":
        """Give it to another department; its day stays."""
        self._must_wait()
        return replace(self, owner=owner)

    def drafted(self, answer: str) -> "Unanswered":
        self._must_wait()
        return replace(self, settled=Settled.DRAFTED, answer=answer)

    def answered(self) -> "Unanswered":
        self._must_wait()
        return replace(self, settled=Settled.ANSWERED)

    def dropped(self) -> "Unanswered":
        """The draft was withdrawn: it waits again, with its day."""
        self._must_wait()
        return replace(self, settled=Settled.WAITING, answer="")

    def merged(self, answer: str) -> "Unanswered":
        self._must_wait()
        return replace(self, settled=Settled.MERGED, answer=answer)

    def closed(self, reason: str) -> "Unanswered":
        """Raises ReasonMissing."""
        self._must_wait()
        if is_blank(reason):
            raise ReasonMissing
        return replace(self, settled=Settled.CLOSED, reason=reason.strip())

    def is_late(self, on: date) -> bool:
        return self.settled in WAITS and self.answer_by < on

    def _must_wait(self) -> None:
        if self.settled not in WAITS:
            raise SettledAlready(self.settled)
