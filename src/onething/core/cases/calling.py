"""A caller of 12345 asks about an application: how they show that it is theirs, and what may be told on the telephone.

A number alone opens little, for it can be read over a shoulder; what the public page tells for number and enquiry code,
and what is missing, is told to who names the code, or the applicant's name and the end of the document's number.
Nothing that was filled in, found or decided about a person is told (个人信息保护法 6: no more than the purpose takes).
"""

import hmac
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from unicodedata import normalize

from onething.core.cases.graph import Status
from onething.core.cases.matter import Standing
from onething.core.cases.parts import NO_GROUNDS, NO_TEXT
from onething.core.cases.views import OwnAwaited, OwnCase, OwnNotice
from onething.core.errors import RuleBroken
from onething.core.source import Text
from onething.core.submission import GivenMaterial

#: So many characters of a document's number are asked for.
LAST = 4


class CallReason(StrEnum):
    """Why an agent opens the application of a caller; the applicant reads it among who looked."""

    PROGRESS = "progress"
    MISSING = "missing"
    RESULT = "result"
    COMPLAINT = "complaint"
    CALL_BACK = "call_back"

    @property
    def label(self) -> Text:
        return _REASONS[self]


_REASONS = {
    CallReason.PROGRESS: Text("问办到哪一步", "How far it is"),
    CallReason.MISSING: Text("问还缺什么", "What is missing"),
    CallReason.RESULT: Text("问结果怎么领", "How to get the result"),
    CallReason.COMPLAINT: Text("反映办得慢、办不成", "It is slow or stuck"),
    CallReason.CALL_BACK: Text("按约回电", "A call back as agreed"),
}


class NumberUnknown(RuleBroken):
    """A number that is well formed, and no application has it."""

    code = "cases.number_unknown"

    def __init__(self, printed: str) -> None:
        super().__init__(f"no application has the number {printed}")
        self.printed = printed


class CallerNotShown(RuleBroken):
    """What the caller named does not belong to the application."""

    code = "cases.caller_not_shown"


@dataclass(frozen=True, slots=True)
class Caller:
    """What a caller named. code: enquiry code of the receipt; name: of the applicant, with last: the end of the number of
    the applicant's document. All "" says nothing.
    """

    code: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    last: str = field(default="", repr=False)

    @property
    def says_nothing(self) -> bool:
        return not (self.code.strip() or self.name.strip() or self.last.strip())

    def is_shown(self, *, code: str, name: str, document: str) -> bool:
        """Say whether everything that was named fits, and it is the code, or the name together with the last characters."""
        said = [
            (_plain(mine), _plain(known))
            for mine, known in ((self.code, code), (self.name, name), (self.last, document[-LAST:]))
            if mine.strip()
        ]
        enough = bool(self.code.strip()) or bool(self.name.strip() and self.last.strip())
        fits = [hmac.compare_digest(mine.encode(), known.encode()) for mine, known in said]
        return enough and all(fits)


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True, slots=True)
class CallerView:
    """An application as 12345 tells it. shown: the caller showed that it is theirs; else name, cases, notices and awaited
    are empty, and only standing and counts are said.

    name: of the scene. applicant: masked. asked: something is to be supplied. until: the next day on which somebody must
    act, None if none is known. materials: none, for nothing that was handed in is told.
    """

    number: str
    printed: str
    scene: str
    name: Text
    applicant: str
    submitted_on: date
    standing: Standing
    shown: bool
    asked: bool
    total: int
    ended: int
    until: date | None
    cases: tuple[OwnCase, ...] = ()
    notices: tuple[OwnNotice, ...] = ()
    awaited: tuple[OwnAwaited, ...] = ()
    materials: tuple[GivenMaterial, ...] = ()

    @property
    def can_supplement(self) -> bool:
        return self.asked


def as_told(case: OwnCase) -> OwnCase:
    """Return a case without what it says about a person: bearer, grounds, reasons of officers, values, certificates.

    That nothing was supplied in time is a standard sentence, and stays.
    """
    return replace(
        case,
        bearer="",
        grounds=NO_GROUNDS,
        reason=case.reason if case.status is Status.LAPSED else NO_TEXT,
        certificates={},
        gives=(),
        hearing=None,
        righting=None,
        receipt=None,
        can_withdraw=False,
        can_ask_person=False,
    )
