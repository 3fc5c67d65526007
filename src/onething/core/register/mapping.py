"""A mapping says which column of a foreign catalogue is which element of the register, as data (`mapping_file`).

`Mapping.read` makes an `Entry` of one row and says everything that is wrong with it. What no list knows is kept as it was given
and warned of; nothing is guessed.
"""

from collections.abc import Collection, Sequence
from collections.abc import Mapping as Mapping_of
from dataclasses import dataclass, field

from onething.core.catalogue.findings import shown
from onething.core.codes.credit import parse_credit_code
from onething.core.codes.errors import CodeBroken
from onething.core.findings import Finding
from onething.core.register.certificates import Forbidden, forbidden_papers
from onething.core.register.consistency import contradictions
from onething.core.register.entries import Entry, EntryFee, EntryMaterial, EntryQuestion, EntryStep
from onething.core.register.reading import ListSource, Reading, Row, Source
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
    """What a row gave. entry: None if it cannot be kept. materials, steps: lines inside the row, those that say "none" too."""

    entry: Entry | None
    findings: list[Finding]
    materials: int
    steps: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """key: the column that makes a row the same item next time. area: division of all of it.

    optional: columns that a file may lack; what the register has of them stays.
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

    @property
    def columns(self) -> frozenset[str]:
        """Every column that is read or, on purpose, is not."""
        lists = [one.column for one in self.lists.values()]
        scene = [self.scene[0]] if self.scene else []
        return (
            frozenset({self.key, *(one.column for one in self.elements.values()), *lists, *scene})
            | self.ignored
        )

    @property
    def sources(self) -> Mapping_of[str, str]:
        """Element → the column that it comes from."""
        lists = {name: one.column for name, one in self.lists.items()}
        return {name: one.column for name, one in self.elements.items()} | lists

    def untold(self, columns: Collection[str]) -> frozenset[str]:
        """Return the elements of which a file with these columns says nothing, because it lacks an optional one."""
        absent = self.optional.difference(columns)
        return frozenset(name for name, column in self.sources.items() if column in absent)

    def read(self, row: Row, *, file: str, forbidden: Sequence[Forbidden] = ()) -> Read:
        """Return what a row says, and everything that is wrong with it. forbidden: village certificates that nobody may
        demand, of the city that takes it in.
        """
        reading = Reading(file, row)
        entry = self._entry(row, reading)
        if entry is not None and "materials" in self.lists:
            for one in forbidden_papers(entry.materials, forbidden):
                reading.warn(one.code, self.lists["materials"].column, one.message)
        counted = [
            len(lines)
            if name in self.lists and isinstance(lines := row.cells.get(self.lists[name].column), list)
            else 0
            for name in ("materials", "steps")
        ]
        return Read(entry, reading.found, *counted)

    def _entry(self, row: Row, reading: Reading) -> Entry | None:
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
        for name, lines in self.lists.items():
            given[name] = tuple(reading.lines(lines, LISTS[name]))
        if reading.refused:
            return None
        entry = Entry(
            **{name: value for name, value in given.items() if value is not None}, more=reading.kept
        )
        _check_code(reading, self.elements, entry)
        told = {name for name, column in self.sources.items() if column in row.cells}
        for one in contradictions(entry, told=told):
            reading.warn(one.code, self.sources.get(one.element, one.element), one.message)
        return entry


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
