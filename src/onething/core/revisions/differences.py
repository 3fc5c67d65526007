"""What a revision changes, for people: in the words of the definitions, and line by line where these cannot be read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from onething.core.catalogue.diff import Change, Kind, diff
from onething.core.catalogue.model import Package
from onething.core.editing.telling import name_of, told_by
from onething.core.source import Text

#: Lines around a changed one; lines of one file that are shown.
AROUND, MOST_LINES = 2, 400


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A file in both versions. lines: of a unified difference, each with its sign; () where it is no text. left: lines not shown."""

    path: str
    kind: Kind
    lines: tuple[str, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """What is other of one member of the package: an item, a scene, a material … told: in words, one a change."""

    part: str
    id: str
    name: Text
    changes: tuple[Change, ...]
    told: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """changes: by the definitions, None where one side cannot be read as a package. files: every file that is another.

    members: the changes by what they are about, in their order.
    """

    changes: tuple[Change, ...] | None
    files: tuple[FileDifference, ...]
    members: tuple[Member, ...] = ()


def difference(
    old: Mapping[str, bytes], new: Mapping[str, bytes], *, before: Package | None, after: Package | None
) -> Difference:
    """Return what is different. before, after: the packages of the files, None where they cannot be read."""
    files = tuple(file_differences(old, new))
    if before is None or after is None:
        return Difference(None, files)
    changes = diff(before, after)
    return Difference(changes, files, tuple(_members(changes, before, after)))


def _members(changes: Iterable[Change], before: Package, after: Package) -> Iterator[Member]:
    found: dict[tuple[str, str], list[Change]] = {}
    for one in changes:
        found.setdefault((one.part, one.id), []).append(one)
    for (part, id), group in found.items():
        name = name_of(part, id, before, after)
        yield Member(part, id, name, tuple(group), told_by(group, before, after))


def file_differences(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterable[FileDifference]:
    for path in sorted({*old, *new}):
        before, after = old.get(path), new.get(path)
        if before == after:
            continue
        kind = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.CHANGED
        lines = _lines(before or b"", after or b"")
        yield FileDifference(path, kind, tuple(lines[:MOST_LINES]), max(len(lines) - MOST_LINES, 0))


def _lines(old: bytes, new: bytes) -> list[str]:
    try:
        before, after = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        return []
    return list(unified_diff(before, after, lineterm="", n=AROUND))[2:]
