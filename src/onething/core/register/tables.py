"""Lines of items in tables of their own: a further sheet or file whose rows say to which item each belongs.

The rows of such a table come in any order and are many, so they are kept apart and asked for item by item; what keeps them is `Tables`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from onething.core.catalogue.findings import shown
from onething.core.findings import Finding, Level
from onething.core.register.entries import Entry
from onething.core.source import Text, Where


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an item. made: None where it says that there is none, or cannot be kept. path: of its name inside the row of the
    item; at: where its name stands, of a line in a table of its own. kept: column → what no list knows.
    """

    made: Any
    path: str = ""
    at: Where | None = None
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line as it stands in a table of its own. owner: what it says of its item, "" if nothing. place: number by which it stands among
    the lines of that item. owner_at: where it says so.
    """

    owner: str
    place: int
    line: Line
    owner_at: Where


@dataclass(frozen=True, slots=True)
class Stray:
    """Rows of a table that belong to no item: the first of them, and how many say the same owner."""

    owner: str
    at: Where
    rows: int


class Tables(Protocol):
    """The tables that came with a file of items, read once and whole before its items are.

    found: what is wrong with the tables and in their rows; more_findings: how many are not listed. untold: list → its elements for which the table lacks a column.
    """

    @property
    def names(self) -> Collection[str]: ...

    @property
    def found(self) -> Sequence[Finding]: ...

    @property
    def more_findings(self) -> int: ...

    @property
    def untold(self) -> Mapping[str, Collection[str]]: ...

    def lines(self, name: str, owner: str) -> list[Line]:
        """Return the lines of an item in their order."""

    def strays(self, name: str) -> Iterator[Stray]:
        """Give what nobody asked for, in the order of the table."""


class NoTables:
    """A file of items that came alone."""

    names: Collection[str] = ()
    found: Sequence[Finding] = ()
    more_findings = 0
    untold: Mapping[str, Collection[str]] = {}

    def lines(self, name: str, owner: str) -> list[Line]:
        return []

    def strays(self, name: str) -> Iterator[Stray]:
        return iter(())


NO_TABLES: Tables = NoTables()


def completed(
    entry: Entry, before: Entry, *, untold: Collection[str], lines: Mapping[str, Collection[str]]
) -> Entry:
    """Return an entry with what its files do not tell as it was. untold: elements; lines: list → elements of its lines.

    A line is the same as before by its name; of several that are called alike the first is the first, and so on.
    """
    told = {name: getattr(before, name) for name in untold}
    for name, elements in lines.items():
        told[name] = tuple(
            _line(one, old, elements) for one, old in _paired(getattr(entry, name), getattr(before, name))
        )
    return replace(entry, **told)


def _line(line: Any, before: Any, elements: Collection[str]) -> Any:
    return line if before is None else replace(line, **{name: getattr(before, name) for name in elements})


def _paired(lines: Iterable[Any], before: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    known: dict[str, list[Any]] = {}
    for one in before:
        known.setdefault(one.name, []).append(one)
    for one in lines:
        same = known.get(one.name)
        yield one, same.pop(0) if same else None


def strays_of(tables: Tables) -> Iterator[Finding]:
    """Give an error for each owner in a table that no item of the file is: left out, its lines would be missed by nobody."""
    for name in tables.names:
        for one in tables.strays(name):
            yield Finding(
                "import.no_item",
                Level.ERROR,
                Text(
                    f"事项文件里没有“{shown(one.owner)}”，这张表却有它的 {one.rows} 行；改正编号，或者删掉这些行。",
                    f"the file of items has no {shown(one.owner)!r}, of which {one.rows} rows stand here; correct it, or delete them.",
                ),
                one.at,
            )


def alike(lines: Sequence[Line], where: Callable[[Line], Where]) -> Iterator[Finding]:
    """Give a warning for each line of an item that says the same as one before. where: its place."""
    seen: dict[Any, Line] = {}
    for one in lines:
        if one.made is not None and (before := seen.setdefault(one.made, one)) is not one:
            first = where(before)
            yield Finding(
                "import.line_twice",
                Level.WARNING,
                Text(
                    f"“{shown(one.made.name)}”与第 {first.line} 行完全一样；两行都导入，多余的请删掉。",
                    f"{shown(one.made.name)!r} says the same as line {first.line}; both are taken in, delete one that is too many.",
                ),
                where(one),
            )
