"""What guidance asks of the rest of the house; `site` binds what stands behind each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO, Protocol

from onething.core.actors import Actor
from onething.core.submission import GivenFile


class FileKeeper(Protocol):
    def keep(self, actor: Actor, *, content: BinaryIO, name: str) -> GivenFile:
        """Inspect a file and keep it. Raises a refusal with its own words for one that is not taken."""
        ...

    def turn(self, actor: Actor, *, file: GivenFile) -> GivenFile:
        """Keep a photo turned a quarter to the right; a file that is no photo is given back as it is."""
        ...

    def small(self, actor: Actor, *, file: GivenFile) -> bytes:
        """Return a small JPEG of a photo, b"" for a file that is none."""
        ...

    def display(self, actor: Actor, *, file: GivenFile) -> bytes:
        """Return a photo as a JPEG that every browser shows, upright and without metadata; b"" for a file that is none."""
        ...

    def open(self, actor: Actor, *, hash_: str) -> BinaryIO:
        """Return a kept file for reading."""
        ...

    def remove(self, actor: Actor, *, hash_: str, untouched_since: datetime) -> bool:
        """Delete a file that nobody sent since. Returns whether it is gone. The caller knows that nobody uses it."""
        ...


class FileUses(Protocol):
    def used(self, hashes: Collection[str]) -> frozenset[str]:
        """Return those of the files that somebody else than drafts and cases still means to hand over."""
        ...


class Glyphs(Protocol):
    def missing(self, text: str) -> Sequence[str]:
        """Return each character that no font of our documents has, once."""
        ...


@dataclass(frozen=True, slots=True)
class HeldLicence:
    """An electronic licence that someone holds. licence: id of its kind. values: element -> canonical value."""

    licence: str
    identifier: str
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    issued_on: date | None = None


class HeldLicences(Protocol):
    def held(self, actor: Actor, *, person: str, on: date) -> Sequence[HeldLicence]:
        """Return the licences of a person (key of the document) that hold on this day."""
        ...
