"""Entries written out entry by entry, however many they are: JSON, or xlsx with a sheet each for items, materials and steps."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from onething.core.register import gbt39554
from onething.core.register.entries import Entry


def write_json(entries: Iterable[Entry], out: IO[str]) -> int:
    """Write an array with an object for each entry; returns how many."""
    count = 0

    def counted() -> Iterator[Entry]:
        nonlocal count
        for entry in entries:
            count += 1
            yield entry

    out.writelines(json_pieces(counted()))
    return count


def json_pieces(entries: Iterable[Entry]) -> Iterator[str]:
    """Give the text of an array with an object for each entry, piece by piece."""
    yield "["
    for number, entry in enumerate(entries):
        yield (",\n" if number else "\n") + json.dumps(gbt39554.as_object(entry), ensure_ascii=False)
    yield "\n]\n"


def write_xlsx(entries: Iterable[Entry], path: Path) -> int:
    """Write a sheet of items and one of each kind of line: names of columns, what they are, then the rows; lines begin with number and name of their item.

    Returns how many entries there are.
    """
    book = Workbook(write_only=True)
    of_item = {"item": "事项序号", "task_name": "事项名称"}
    sheets = {
        name: _sheet(book, name, columns)
        for name, columns in (
            ("items", {"item": "事项序号", **gbt39554.ITEM_COLUMNS}),
            ("materials", {**of_item, **gbt39554.MATERIAL_COLUMNS}),
            ("steps", {**of_item, **gbt39554.STEP_COLUMNS}),
            ("fees", {**of_item, **gbt39554.FEE_COLUMNS}),
            ("faq", {**of_item, **gbt39554.FAQ_COLUMNS}),
        )
    }
    count = 0
    for count, entry in enumerate(entries, start=1):
        _append(sheets["items"], [count, *gbt39554.item_row(entry).values()])
        for name, rows in gbt39554.lines(entry).items():
            for row in rows:
                _append(sheets[name], [count, entry.name, *row.values()])
    book.save(path)
    return count


def _sheet(book: Workbook, name: str, columns: Mapping[str, str]) -> Any:
    sheet = book.create_sheet(name)
    sheet.append(list(columns))
    sheet.append(list(columns.values()))
    return sheet


def _append(sheet: Any, values: Sequence[Any]) -> None:
    """A text that begins with = is a text and no formula."""
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"
        cells.append(cell)
    sheet.append(cells)
