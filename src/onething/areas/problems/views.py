"""Problems as they pass the door."""

from dataclasses import dataclass, field
from datetime import datetime

from onething.core.cases.views import Page
from onething.core.clock import Light
from onething.core.problems import Channel, Problem

__all__ = ["Act", "Page", "ProblemLine", "ProblemView", "Registered", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells. tried: when and where it was tried, for this window comes after a failed attempt.

    application: its number, "" = none. about: department that it is about, "" = not known.
    """

    name: str = field(repr=False)
    phone: str = field(repr=False)
    what: str = field(repr=False)
    tried: str = field(repr=False)
    application: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    number: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProblemLine:
    number: str
    problem: Problem
    channel: Channel
    light: Light | None
    what: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    kind: str
    who: str
    department: str
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """told: without name and telephone for those who need neither. acts: for the person those meant for it."""

    line: ProblemLine
    told: Told
    acts: tuple[Act, ...]
    change: str = ""
