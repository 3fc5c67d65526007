"""Lines of items that come in tables of their own: read once and kept on disk, so that memory holds those of one item, however many there are.

They are kept in a private database that SQLite makes in the folder for temporary files, and that goes away with it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from onething.adapters.catalogues.reading import read_rows
from onething.adapters.catalogues.rows import Rows
from onething.adapters.catalogues.workbooks import in_sheet, sheet_names
from onething.core.cases.shapes import read_as
from onething.core.data import as_data
from onething.core.findings import Finding, Level, room_for
from onething.core.register.files import MOST_LINES
from onething.core.register.mapping import LISTS
from onething.core.register.mapping import Mapping as Columns
from onething.core.register.mapping_file import unread_table
from onething.core.register.tables import Line, Stray, TableRow
from onething.core.source import Text, Where

#: More findings of tables than these tell nobody anything; the rest is counted.
MOST_FINDINGS = 5000
_TABLES = """
create table lines (
    number integer primary key, list text, owner text, place integer, data text, line integer, spot integer, owner_line integer, owner_spot integer
);
create table asked (list text, owner text, primary key (list, owner)) without rowid;
"""


class TablesApart:
    """What came beside a file of items: in sheets of the same workbook, or in further files (`Tables`)."""

    def __init__(self, mapping: Columns, items: Path, further: Mapping[str, Path]) -> None:
        """further: list → its file. Raises OSError if a file cannot be opened."""
        self._kept = sqlite3.connect("")
        self._kept.executescript(_TABLES)
        self._files: dict[str, str] = {}
        self.sheets: list[str] = []  # of the workbook of the items, that are read here
        self.found: list[Finding] = []
        self.more_findings = 0
        self.untold: dict[str, frozenset[str]] = {}
        sheets = {path: sheet_names(path) for path in {items, *further.values()}} if mapping.tables else {}
        for name, table in mapping.tables.items():
            path = further.get(name, items)
            own = table.sheet if table.sheet in sheets[path] else ""
            if own or name in further:
                self._files[name] = in_sheet(path, own)
                self.sheets += [own] if own and path == items else []
                self._read(mapping, name, read_rows(path, sheet=own))
        self._kept.execute("create index by_owner on lines (list, owner, place, number)")
        for name in self._files:
            self._check_size(name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._files)

    def close(self) -> None:
        self._kept.close()

    def lines(self, name: str, owner: str) -> list[Line]:
        """Return the lines of an item in their order."""
        self._kept.execute("insert or ignore into asked values (?, ?)", (name, owner))
        rows = self._kept.execute(
            "select data, line, spot from lines where list = ? and owner = ? order by place, number",
            (name, owner),
        )
        return [self._line(name, *row) for row in rows]

    def strays(self, name: str) -> Iterator[Stray]:
        """Give what nobody asked for, in the order of the table."""
        rows = self._kept.execute(
            "select owner, owner_line, owner_spot, count(*), min(number) from lines where list = ? and owner not in "
            "(select owner from asked where list = ?) group by owner order by min(number)",
            (name, name),
        )
        for owner, line, spot, count, _first in rows:
            yield Stray(owner, Where(self._files[name], line, spot), count)

    def _line(self, name: str, data: str, line: int, spot: int) -> Line:
        made, kept = json.loads(data)
        entry_line = None if made is None else read_as(LISTS[name], made)
        return Line(entry_line, at=Where(self._files[name], line, spot), kept=kept)

    def _read(self, mapping: Columns, name: str, read: Rows) -> None:
        file = self._files[name]
        if read.columns or not read.found:  # of a table that cannot be read only that is said
            self._note(unread_table(mapping, name, read.columns, file=file))
        self.untold[name] = mapping.tables[name].untold(read.columns)

        def kept() -> Iterator[tuple[object, ...]]:
            for row in read.rows:
                made, found = mapping.line(name, row, file=file)
                self._note(found)
                if made is not None:
                    yield _row(name, made)

        self._kept.executemany("insert into lines values (null, ?, ?, ?, ?, ?, ?, ?, ?)", kept())
        self._note(read.found)

    def _note(self, found: Iterable[Finding]) -> None:
        for one in found:
            if room_for(one, self.found, MOST_FINDINGS):
                self.found.append(one)
            else:
                self.more_findings += 1

    def _check_size(self, name: str) -> None:
        """Say which item has more lines than one may have, and keep no more of it."""
        many = "select owner, count(*) from lines where list = ? group by owner having count(*) > ?"
        for owner, count in self._kept.execute(many, (name, MOST_LINES)).fetchall():
            beyond = self._kept.execute(
                "select number, owner_line, owner_spot from lines where list = ? and owner = ? order by number limit 1 offset ?",
                (name, owner, MOST_LINES),
            ).fetchone()
            self._kept.execute(
                "delete from lines where list = ? and owner = ? and number >= ?", (name, owner, beyond[0])
            )
            self._note([_too_many(owner, count, Where(self._files[name], *beyond[1:]))])


def _row(name: str, made: TableRow) -> Sequence[object]:
    line, at, owner_at = made.line, made.line.at, made.owner_at
    assert at is not None
    data = json.dumps((None if line.made is None else as_data(line.made), line.kept), ensure_ascii=False)
    return (name, made.owner, made.place, data, at.line, at.column, owner_at.line, owner_at.column)


def _too_many(owner: str, count: int, at: Where) -> Finding:
    return Finding(
        "import.too_many_lines",
        Level.ERROR,
        Text(
            f"“{owner}”有 {count} 行，一个事项最多 {MOST_LINES} 行；请核对编号，或者减少。",
            f"{owner!r} has {count} rows of {MOST_LINES} that an item may have; look at its key, or take some out.",
        ),
        at,
    )
