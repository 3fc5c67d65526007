"""First-asked responsibility 首问责任: whoever is asked first answers, or stays responsible until a colleague confirms.

A question is answered with everything at once: materials, procedure, time; what does not belong to it is said in words.
Domain §3.8; the limits are the city's own rule, in its settings.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from onething.core.clock import due_for_display
from onething.core.errors import Conflict, RuleBroken
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

#: Working days to answer, and to confirm a hand-over, where the city does not say otherwise; calibrated.
ANSWER_DAYS, CONFIRM_DAYS = 3, 1


class AskedBy(StrEnum):
    """How the question came."""

    WINDOW = "window"  # 窗口
    PHONE = "phone"  # 电话
    DESK = "desk"  # 咨询台
    VISIT = "visit"  # 上门


class Told(StrEnum):
    """What is told at once."""

    MATERIALS = "materials"  # 材料
    PROCEDURE = "procedure"  # 程序
    TIME = "time"  # 时限


class Way(StrEnum):
    ORALLY = "orally"
    ON_PAPER = "on_paper"


class InquiryStanding(StrEnum):
    OPEN = "open"  # the responsible one has it
    OFFERED = "offered"  # handed over, and not confirmed
    ANSWERED = "answered"


class NothingAsked(RuleBroken):
    code = "inquiries.nothing_asked"


class AnswerMissing(RuleBroken):
    """Everything is told at once, or the answer says why a part does not belong to it."""

    code = "inquiries.answer_missing"


class ReasonNeeded(RuleBroken):
    code = "inquiries.reason_needed"


class NotResponsible(Conflict):
    """Somebody else has it, or it is offered and waits."""

    code = "inquiries.not_responsible"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is responsible")
        self.name = name


class AnsweredAlready(Conflict):
    code = "inquiries.answered_already"


class NotOffered(Conflict):
    code = "inquiries.not_offered"


class OfferedAlready(Conflict):
    """One hand-over at a time."""

    code = "inquiries.offered_already"


class ToOneself(RuleBroken):
    code = "inquiries.to_oneself"


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff as a question knows them. id: of the actor."""

    id: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Passing:
    """One hand-over. confirmed: None while it waits, False where it was given back with the reason in `answer`."""

    giver: Staff
    receiver: Staff
    reason: str
    offered_at: datetime
    confirm_by: date
    confirmed: bool | None = None
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question. first: who was asked first. responsible: who is now; changes only when a hand-over is confirmed.

    asker, phone: of whoever asked, "" where they did not say. answer_by: the last day to answer.
    """

    id: UUID
    number: str
    question: str
    came: AskedBy
    asker: str
    phone: str
    first: Staff
    responsible: Staff
    asked_at: datetime
    answer_by: date
    passings: tuple[Passing, ...] = ()
    answer: str = ""
    told: frozenset[Told] = frozenset()
    way: Way | None = None
    answered_at: datetime | None = None

    @property
    def offered(self) -> Passing | None:
        """The hand-over that waits to be confirmed."""
        last = self.passings[-1] if self.passings else None
        return last if last is not None and last.confirmed is None else None

    @property
    def standing(self) -> InquiryStanding:
        if self.answered_at is not None:
            return InquiryStanding.ANSWERED
        return InquiryStanding.OFFERED if self.offered else InquiryStanding.OPEN

    def is_late(self, today: date) -> bool:
        """Whether it was not answered in time: open past its day, or answered after it."""
        there = self.answered_at.date() if self.answered_at is not None else today
        return there > self.answer_by

    def warns(self, today: date) -> bool:
        """Whether somebody must look today: the last day has come, or a hand-over waits too long."""
        if self.answered_at is not None:
            return False
        offered = self.offered
        return today >= self.answer_by or (offered is not None and today > offered.confirm_by)


def answer_day(asked_on: date, calendar: WorkCalendar, *, days: int = ANSWER_DAYS) -> date:
    """Return the last day to answer: the day of asking is not counted."""
    return due_for_display(asked_on, days, calendar).day


def check_question(question: str) -> None:
    """Raises NothingAsked."""
    if is_blank(question):
        raise NothingAsked


def check_answer(inquiry: Inquiry, by: str, *, told: Collection[Told], answer: str) -> None:
    """Raises AnsweredAlready, NotResponsible, AnswerMissing."""
    _has_it(inquiry, by)
    if set(told) != set(Told) and is_blank(answer):
        raise AnswerMissing


def check_passing(inquiry: Inquiry, by: str, *, receiver: str, reason: str) -> None:
    """Raises AnsweredAlready, NotResponsible, OfferedAlready, ToOneself, ReasonNeeded."""
    _has_it(inquiry, by)
    if inquiry.offered is not None:
        raise OfferedAlready
    if receiver == by:
        raise ToOneself
    if is_blank(reason):
        raise ReasonNeeded


def check_reply(inquiry: Inquiry, by: str, *, confirmed: bool, reason: str) -> None:
    """Raises AnsweredAlready, NotOffered, ReasonNeeded: what is not taken goes back with a word."""
    if inquiry.answered_at is not None:
        raise AnsweredAlready
    if inquiry.offered is None or inquiry.offered.receiver.id != by:
        raise NotOffered
    if not confirmed and is_blank(reason):
        raise ReasonNeeded


def _has_it(inquiry: Inquiry, by: str) -> None:
    """The responsible one may answer also while an offer waits: it is not another's before it is confirmed."""
    if inquiry.answered_at is not None:
        raise AnsweredAlready
    if inquiry.responsible.id != by:
        raise NotResponsible(inquiry.responsible.name)
