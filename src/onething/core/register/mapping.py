"""A mapping says which column of a foreign catalogue is which element of the register, as data (`mapping_file`).

`Mapping.read` makes an `Entry` of one row and says everything that is wrong with it; `Mapping.line` does so with a row of a table of its
own (`tables`). What no list knows is kept as it was given and warned of; nothing is guessed.
"""

from collections.abc import Collection, Sequence
from collections.abc import Mapping as Mapping_of
from dataclasses import dataclass, field, replace
from typing import Any

from onething.core.catalogue.findings import shown
from onething.core.codes.credit import parse_credit_code
from onething.core.codes.errors import CodeBroken
from onething.core.findings import Finding, Level
from onething.core.register.certificates import Forbidden, demands_of
from onething.core.register.consistency import contradictions
from onething.core.register.entries import Entry, EntryFee, EntryMaterial, EntryQuestion, EntryStep
from onething.core.register.reading import (
    ListSource,
    Reading,
    Row,
    Source,
    TableSource,
    columns_of,
    skipped,
)
from onething.core.register.tables import NO_TABLES, Line, TableRow, Tables, alike
from onething.core.source import Text

#: So many rows of one file are read.
MOST_ROWS = 200_000

#: Elements that are lines inside a row, with the class of a line.
LISTS: Mapping_of[str, type] = {
    "materials": EntryMaterial,
    "steps": EntryStep,
    "fees": EntryFee,
    "faq": EntryQuestion,
}


@dataclass(frozen=True, slots=True)
class Read:
    """What a row gave. entry: None if it cannot be kept. materials, steps: lines of it, those that say "none" too."""

    entry: Entry | None
    findings: list[Finding]
    materials: int
    steps: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """key: the column that makes a row the same item next time. area: division of all of it.

    optional: columns that a file may lack; what the register has of them stays. skip: column → values by which a row is no item.
    """

    id: str
    name: Text
    key: str
    elements: Mapping_of[str, Source]
    area: str = ""
    scene: tuple[str, str] | None = None
    lists: Mapping_of[str, ListSource] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    skip: Mapping_of[str, frozenset[str]] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """Every column that is read or, on purpose, is not."""
        lists = [one.column for one in self.lists.values() if one.column]
        scene = [self.scene[0]] if self.scene else []
        return columns_of(self.elements) | self.ignored | {self.key, *lists, *scene}

    @property
    def tables(self) -> Mapping_of[str, TableSource]:
        """Lists that may come in tables of their own."""
        return {name: one.table for name, one in self.lists.items() if one.table is not None}

    @property
    def sources(self) -> Mapping_of[str, str]:
        """Element → the column that it comes from."""
        lists = {name: one.column for name, one in self.lists.items() if one.column}
        return {name: one.column for name, one in self.elements.items()} | lists

    def untold(self, columns: Collection[str], tables: Collection[str] = ()) -> frozenset[str]:
        """Return the elements of which a file with these columns, and these tables beside it, says nothing."""
        absent = self.optional.difference(columns)
        lacking = {name for name, one in self.tables.items() if self.lists[name].column not in columns}
        return frozenset(lacking | {name for name, one in self.sources.items() if one in absent}) - set(
            tables
        )

    def is_item(self, row: Row) -> bool:
        """Tell whether a row is one at all: a second header is not."""
        return not skipped(row.cells, self.skip)

    def owner(self, name: str, row: Row) -> str:
        """Return what the rows of this table say that belong to this item, "" if it has nothing that they could say."""
        return _plain(row.cells.get(self.tables[name].by or self.key))

    def read(
        self,
        row: Row,
        *,
        file: str,
        forbidden: Sequence[Forbidden] = (),
        tables: Tables = NO_TABLES,
    ) -> Read:
        """Return what a row says, and everything that is wrong with it. forbidden: village certificates that nobody may
        demand, of the city that takes it in. tables: lines that came in tables of their own.
        """
        reading = Reading(file, row)
        lines = {
            name: tables.lines(name, self.owner(name, row))
            if name in tables.names
            else list(reading.lines(one, LISTS[name]))
            for name, one in self.lists.items()
        }
        entry = self._entry(row, reading, lines, told=tables.names)
        for some in lines.values():
            reading.found += alike(some, reading.where)
        if entry is not None:
            named = {one.made.name: one for one in lines.get("materials", ()) if one.made}
            for demand in demands_of(entry.materials, forbidden):
                said = reading.said("materials", demand.message)
                reading.found.append(
                    Finding(demand.code, Level.WARNING, said, reading.where(named[demand.paper]))
                )
        return Read(entry, reading.found, *(len(lines.get(one, ())) for one in ("materials", "steps")))

    def line(self, name: str, row: Row, *, file: str) -> tuple[TableRow | None, list[Finding]]:
        """Return what a row of a table says, and everything that is wrong with it; None if it belongs to nothing or is none."""
        source, lines = self.tables[name], self.lists[name]
        if skipped(row.cells, source.skip):
            return None, []
        reading = Reading(file, row)
        owner = _plain(row.cells.get(source.item))
        if not owner:
            reading.empty(source.item, silent=bool(row.columns) and source.item not in row.cells)
        place = reading.integer(row.cells.get(source.order), source.order, Source("")) if source.order else 0
        line = reading.line(source.elements, LISTS[name], lines.skip, row.cells)
        line = replace(line, at=reading.at(line.path), kept=reading.kept)
        made = TableRow(owner, place or 0, line, reading.at(source.item)) if owner else None
        return made, reading.found

    def _entry(
        self, row: Row, reading: Reading, lines: Mapping_of[str, list[Line]], *, told: Collection[str]
    ) -> Entry | None:
        given = reading.elements(Entry, self.elements)
        given["key"] = reading.text(row.cells.get(self.key), self.key, most=200)
        for name, column in (("key", self.key), ("name", self.elements["name"].column)):
            if not given.get(name):
                reading.empty(column, silent=bool(row.columns) and column not in row.cells)
        if self.area:
            given.setdefault("area", self.area)
        if self.scene:
            given["scene"] = self.scene[1] in str(row.cells.get(self.scene[0]) or "")
        if (kind := self.elements.get("kind")) and given.get("kind") is None:
            given["kind_given"] = str(row.cells.get(kind.column) or "")
        for name, some in lines.items():
            given[name] = tuple(one.made for one in some if one.made is not None)
            for number, one in enumerate(some, start=1):
                path = f"{self.lists[name].column or name}[{number}]."
                reading.kept |= {path + column: text for column, text in one.kept.items()}
        if reading.refused:
            return None
        entry = Entry(
            **{name: value for name, value in given.items() if value is not None}, more=reading.kept
        )
        _check_code(reading, self.elements, entry)
        said = {name for name, column in self.sources.items() if column in row.cells}
        for wrong in contradictions(entry, told=said.union(told)):
            reading.warn(wrong.code, self.sources.get(wrong.element, wrong.element), wrong.message)
        return entry


def _plain(raw: Any) -> str:
    """Return what tells items apart as a text, whether a file has it as a number or as a text."""
    return "" if raw is None else str(raw).strip("\u3000 \t\r\n")


def _check_code(reading: Reading, elements: Mapping_of[str, Source], entry: Entry) -> None:
    if entry.department_code:
        try:
            parse_credit_code(entry.department_code)
        except CodeBroken as broken:
            reading.warn(
                "import.department_code",
                elements["department_code"].column,
                Text(
                    f"部门的统一社会信用代码“{shown(entry.department_code)}”不对：{broken.reason.zh}；按原样保留，请向部门核实。",
                    f"credit code {shown(entry.department_code)!r} of the department is wrong: {broken.reason.en}; kept as it is, ask the department.",
                ),
            )
