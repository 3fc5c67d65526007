"""What a department system says of cases that are handled there: how it counts, what a refusal must say, and what is
registered here of a case that never came through here (domain §2.6: number, item, applicant, dates, status)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from onething.core.cases.parts import Grounds
from onething.core.source import Text
from onething.core.values import is_blank

#: A case has one count for all that a system says of it: events of the case first, news of each inside it.
NEWS_OF_A_PUSH = 1000
#: What a refusal must say, whoever it comes from: the person who signed, facts, article, remedy (行政许可法 38). Of a grant
#: in part it must be said who signed and what is granted; the grounds for the rest are judged like a person's.
NEEDED = {"refused": ("officer", "facts", "article", "remedy"), "partly": ("officer", "content")}


def version_of(sequence: int, count: int) -> int:
    """Return the version of a piece of news. sequence: of the event that it answers; count: its own, from 1 to 999."""
    return sequence * NEWS_OF_A_PUSH + count


def sequence_of(version: int) -> int:
    """Return the event that a piece of news answers; with it everything that came before is answered."""
    return version // NEWS_OF_A_PUSH


def missing_in(decision: Mapping[str, Any]) -> list[str]:
    """Return what a decision must say and does not; half a remedy is none."""
    needed = NEEDED.get(str(decision.get("outcome")), ())
    missing = [name for name in needed if is_blank(str(decision.get(name, "")))]
    half = not Grounds(remedy=str(decision.get("remedy", ""))).names_review_and_court
    return [*missing, "remedy"] if "remedy" in needed and "remedy" not in missing and half else missing


class Standing(StrEnum):
    """How far a case is that another system handles wholly."""

    RECEIVED = "received"
    RUNNING = "running"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "ended"  # withdrawn, terminated, closed without a decision

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Standing.RECEIVED: Text("已收件", "received"),
    Standing.RUNNING: Text("办理中", "under way"),
    Standing.GRANTED: Text("准予", "granted"),
    Standing.REFUSED: Text("不予", "refused"),
    Standing.ENDED: Text("已终止", "ended"),
}
#: The case has ended with these.
OVER = frozenset({Standing.GRANTED, Standing.REFUSED, Standing.ENDED})


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A case as its system hands it over. number: that system's. version: its own count for the case, from 1."""

    number: str
    version: int
    item: str
    person: str = field(repr=False)
    name: str = field(repr=False)
    received_on: date
    standing: Standing
    due_on: date | None = None
    ended_on: date | None = None


def days_fit(one: HandedOver, *, today: date) -> bool:
    """Whether the days of a case that is handed over can be: none before it was received, no past in the future, and a
    last day exactly where it has ended."""
    if one.received_on > today or (one.ended_on is not None) != (one.standing in OVER):
        return False
    if one.ended_on is not None and not one.received_on <= one.ended_on <= today:
        return False
    return one.due_on is None or one.due_on >= one.received_on
