"""What can be found, what was asked and what is answered. A finder is built whole and never changed afterwards."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from onething.core.search.words import Words


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    kind: `item`, `scene`, `answer`, `article`; (kind, key) is unique. wordings: other words by which people ask for
    it, kept by those who own it. context: what it belongs to, such as its main item and its department. places:
    division codes for which it holds, empty for everywhere.
    """

    kind: str
    key: str
    title: str
    wordings: tuple[str, ...] = ()
    body: str = ""
    places: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """why: the words of the question, or what they were read as, that led here; score: higher is nearer, 1 is all of it."""

    kind: str
    key: str
    title: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """hits: best first. sure: False means that nothing here answers the question, whatever the hits are."""

    asked: str
    hits: tuple[Hit, ...]
    sure: bool


class Finder(Protocol):
    def find(self, asked: str, *, limit: int = 10, kinds: Collection[str] = (), place: str = "") -> Found:
        """The documents nearest to what was asked. kinds: none for all. place: a division code, that of the asker."""
        ...

    def __len__(self) -> int:
        """How many documents there are."""
        ...


class Searching(Protocol):
    """Builds finders; the adapter in `adapters/search` stands behind it."""

    def build(self, documents: Iterable[Document], words: Words = ...) -> Finder:
        """words: those of the city, beside the words for everywhere that ship with the program."""
        ...


class Source(Protocol):
    """Where documents come from. A new area with something to find is added to `Sources` in `site.wiring`."""

    def mark(self) -> str:
        """Return another text whenever the documents or the words have changed. Asked with every question: be quick."""
        ...

    def documents(self) -> Iterable[Document]: ...

    def words(self) -> Words: ...


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that can be found, in the order in which equals are shown."""

    all: tuple[Source, ...]


class Behind(Protocol):
    """Work that nobody waits for."""

    def do(self, work: Callable[[], None]) -> None: ...
