"""What the check reads: the store of the house behind one protocol, and the values that it answers with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from onething.core.actors import Actor
from onething.core.audit import Link
from onething.core.cases import events as e
from onething.core.cases.parts import Dues
from onething.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is not as it must be. where: stream, key or number."""

    invariant: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a caller was acknowledged."""

    number: str
    key: str
    content_hash: str
    envelope_hash: str


@dataclass(frozen=True, slots=True)
class Row:
    """A folded row as the tables hold it. dues: None for an application. window: department and division of the
    window that took an application in, empty for one that the person handed in."""

    stream: str
    sequence: int
    status: str
    dues: Dues | None = None
    window: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """stream, sequence: the act it stands for. serial: counted per office and year from 1."""

    stream: str
    sequence: int
    kind: str
    office: str
    year: int
    serial: int
    number: str
    hash: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Intent:
    """An outward effect that the store means to have, or (done) has had, exactly once."""

    key: str
    target: str
    body_hash: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What a department system saw."""

    key: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Callback:
    """An answer of a department system that was applied, in the order of applying. version: the system's own."""

    stream: str
    system: str
    version: int


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain of the log: its links in the order stored, and where its head says that it ends."""

    name: str
    links: Sequence[Link]
    head: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Read:
    """That somebody read the data of a person. source: the share that was asked, "" for our own data."""

    subject: str
    case: str
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """A job on the table. state: ready, running, done or dead. told: whether the owner of a dead one was told."""

    id: str
    kind: str
    state: str
    lease_until: datetime | None = None
    told: bool = False


class Store(Protocol):
    def streams(self) -> Iterable[Sequence[e.Recorded]]:
        """Every stream, its events in the order stored."""
        ...

    def rows(self) -> Iterable[Row]:
        """The folded rows of applications and cases."""
        ...

    def documents(self) -> Iterable[IssuedDocument]: ...

    def envelopes(self) -> Mapping[str, str]:
        """Application number -> hash of its sealed envelope, computed from the envelope as it lies there."""
        ...

    def intents(self) -> Iterable[Intent]: ...

    def callbacks(self) -> Iterable[Callback]: ...

    def calendar(self, version: str) -> WorkCalendar | None:
        """The calendar of that version, None if it is lost."""
        ...

    def chains(self) -> Iterable[Chain]:
        """Every chain of the log."""
        ...

    def reads(self) -> Iterable[Read]:
        """The reads of personal data that the store has a row of beside the log: each share that was asked."""
        ...

    def shown_to(self, actor: Actor) -> Iterable[str]:
        """The numbers of all applications and cases that the lists of the house show to this actor."""
        ...

    def files(self) -> Mapping[str, str]:
        """Address of each file that lies there -> hash of its content as it lies there."""
        ...

    def attached(self) -> Iterable[str]:
        """The addresses of the files that something kept or still being filled in refers to."""
        ...

    def given_up(self) -> Iterable[str]:
        """The addresses of files that are about to be deleted, or have just been."""
        ...

    def jobs(self) -> Iterable[Work]: ...


class Simulator(Protocol):
    """A department system, or its stand-in, that says what it saw."""

    @property
    def name(self) -> str: ...

    def effects(self) -> Iterable[Effect]: ...
