"""What a revision changes, for people: in the words of the definitions, and line by line where these cannot be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from onething.core.catalogue.diff import Change, Kind, diff
from onething.core.catalogue.model import Package

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
class Difference:
    """changes: by the definitions, None where one side cannot be read as a package. files: every file that is another."""

    changes: tuple[Change, ...] | None
    files: tuple[FileDifference, ...]

    @property
    def members(self) -> tuple[tuple[str, str, tuple[Change, ...]], ...]:
        """The changes by what they are about: part, id, changes, in their order."""
        found: dict[tuple[str, str], list[Change]] = {}
        for one in self.changes or ():
            found.setdefault((one.part, one.id), []).append(one)
        return tuple((part, id, tuple(group)) for (part, id), group in found.items())


def difference(
    old: Mapping[str, bytes], new: Mapping[str, bytes], *, before: Package | None, after: Package | None
) -> Difference:
    """Return what is different. before, after: the packages of the files, None where they cannot be read."""
    changes = diff(before, after) if before is not None and after is not None else None
    return Difference(changes, tuple(file_differences(old, new)))


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
