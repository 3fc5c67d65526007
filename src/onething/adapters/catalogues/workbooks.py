"""Rows of an xlsx file: its first sheet that can be seen, or the one that is named, the first row as header.

What cannot be read as it is meant is said with its cell: a formula, a hidden row, merged cells, a number of which Excel kept only the first
fifteen digits.
"""

import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from onething.adapters.catalogues import rows as shared
from onething.adapters.catalogues.rows import Rows, error, header, nothing, warning
from onething.core.findings import Finding
from onething.core.register.reading import Row

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: From here on a number has more digits than a spreadsheet keeps.
_MOST_SURE = 10**15
#: What a damaged workbook makes the libraries raise, at its start or at any row.
_DAMAGED = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,  # a password
    NotImplementedError,  # a way of packing
)


@dataclass
class _Looks:
    """What openpyxl's streaming sheets do not tell. rows, columns: hidden ones; merged: areas."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the sheets of a workbook, seen or hidden; none of another file, and of one that is damaged: its rows will say so."""
    with suppress(*_DAMAGED):
        book = load_workbook(path, read_only=True)
        try:
            return tuple(book.sheetnames)
        finally:
            book.close()
    return ()


def in_sheet(path: Path, sheet: str) -> str:
    """Return how a further sheet of a workbook is called in findings."""
    return f"{path.name}[{sheet}]" if sheet else path.name


def xlsx_rows(path: Path, *, sheet: str = "", apart: Collection[str] = ()) -> Rows:
    """Open a sheet. sheet: its name, otherwise the first that can be seen and is none of `apart`."""
    file = in_sheet(path, sheet)
    found = _packed(path)
    if found:
        return Rows((), iter(()), found)
    try:
        book = load_workbook(path, read_only=True, data_only=False)
        others = [one for one in book.worksheets if one.sheet_state == "visible" and one.title not in apart]
        if sheet:
            chosen, others = book[sheet], []
            if chosen.sheet_state != "visible":
                return nothing(file, "hidden_sheet", *_hidden_sheet(sheet))
        elif others:
            chosen = others.pop(0)
        else:
            return nothing(file, "shape", "没有能看见的工作表。", "has no sheet that can be seen.")
        looks = _looks(path, chosen._worksheet_path)
        lines = chosen.iter_rows()
        first = list(next(lines, ()))
        more = [
            one.title for one in others if any(cell.value for row in one.iter_rows(max_row=2) for cell in row)
        ]
    except _DAMAGED as damaged:
        return nothing(file, "shape", *_broken(damaged))
    names = [_value(file, cell, 1, number, found) for number, cell in enumerate(first, start=1)]
    columns = header(file, names, found)
    _say_looks(file, looks, columns, found)
    if more:
        found.append(
            warning(
                file,
                "other_sheets",
                f"只读工作表“{chosen.title}”，不读：{'、'.join(more)}。",
                f"only sheet {chosen.title!r} is read, not: {', '.join(more)}.",
            )
        )
    errors_of_file = len(found)

    def rows() -> Iterator[Row]:
        number = 0
        try:
            for line, cells in enumerate(lines, start=2):
                if all(cell.value in (None, "") for cell in cells):
                    continue
                number += 1
                if number > shared.MOST_ROWS:
                    found.append(shared.too_many(file, line))
                    return
                if line in looks.rows:
                    found.append(_hidden(file, line))
                    continue
                yield _row(file, line, cells, columns, found)
        except _DAMAGED as damaged:
            found.append(error(file, "shape", *_broken(damaged), number + 2))
        finally:
            book.close()
        if not number and len(found) == errors_of_file:
            found.append(shared.no_rows(file))

    return Rows(columns, rows(), found)


def _packed(path: Path) -> list[Finding]:
    """Say what can be said before anything is unpacked."""
    found = []
    try:
        with zipfile.ZipFile(path) as packed:
            inside = packed.infolist()
    except _DAMAGED as damaged:
        return [error(path.name, "shape", *_broken(damaged))]
    if any(one.filename.lower().endswith("vbaproject.bin") for one in inside):
        found.append(
            error(
                path.name,
                "macros",
                "文件带有宏，不导入；请另存为不带宏的 .xlsx。",
                "the file has macros and is not imported; save it as .xlsx without them.",
            )
        )
    unpacked = sum(one.file_size for one in inside)
    if unpacked > shared.MOST_BYTES:
        found.append(
            error(
                path.name,
                "too_large",
                f"解开以后有 {unpacked >> 20} MB，最多 {shared.MOST_BYTES >> 20} MB；请分成几份。",
                f"has {unpacked >> 20} MB unpacked, of {shared.MOST_BYTES >> 20} at most; split it.",
            )
        )
    return found


def _broken(damaged: Exception) -> tuple[str, str]:
    return (
        f"不是正确的 xlsx，或者已经损坏（{damaged}）；请用表格软件打开，另存为 .xlsx。",
        f"is no xlsx, or is damaged ({damaged}); open it in a spreadsheet program and save it as .xlsx.",
    )


def _row(file: str, line: int, cells: Sequence[Any], columns: Sequence[str], found: list[Finding]) -> Row:
    values: dict[str, Any] = {}
    for number, cell in enumerate(cells, start=1):
        if number <= len(columns):
            values[columns[number - 1]] = _value(file, cell, line, number, found)
        elif cell.value not in (None, ""):
            where = f"{get_column_letter(number)}{line}"
            found.append(
                error(
                    file,
                    "no_header",
                    f"单元格 {where} 有内容，这一列却没有表头；写上列名，或者删掉内容。",
                    f"cell {where} says something in a column without a header; name the column, or clear the cell.",
                    line,
                    number,
                )
            )
    return Row(line, values, {name: number for number, name in enumerate(columns, start=1)})


def _value(file: str, cell: Any, line: int, number: int, found: list[Finding]) -> Any:
    """Return what a cell says: days as YYYY-MM-DD, whole numbers without a point."""
    value, where = cell.value, f"{get_column_letter(number)}{line}"
    if cell.data_type == "f":
        said = f"单元格 {where} 是公式；请粘贴为数值。", f"cell {where} is a formula; paste its value."
        found.append(error(file, "formula", *said, line, number))
        return str(value)
    if cell.data_type == "e":
        said = (
            f"单元格 {where} 是错误值 {value}；请改正。",
            f"cell {where} shows the error {value}; correct it.",
        )
        found.append(error(file, "error_value", *said, line, number))
        return str(value)
    if isinstance(value, int | float) and abs(value) >= _MOST_SURE:
        said = (
            f"单元格 {where} 是超过 15 位的数字，表格软件只留得住前 15 位；把这一列设为文本，重新填写。",
            f"cell {where} is a number of more than 15 digits, of which a spreadsheet keeps the first 15; make the column text and type it anew.",
        )
        found.append(error(file, "digits_lost", *said, line, number))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value


def _hidden_sheet(name: str) -> tuple[str, str]:
    return (
        f"工作表“{name}”是隐藏的；显示出来再导入，或者删掉它。",
        f"sheet {name!r} is hidden; show it, or delete it.",
    )


def _hidden(file: str, line: int) -> Finding:
    said = (
        f"第 {line} 行是隐藏的；显示出来再导入，或者删掉它。",
        f"row {line} is hidden; show it, or delete it.",
    )
    return error(file, "hidden_row", *said, line)


def _say_looks(file: str, looks: _Looks, columns: Sequence[str], found: list[Finding]) -> None:
    for area in looks.merged:
        said = (
            f"单元格 {area} 是合并的；请取消合并，每格写清。",
            f"cells {area} are merged; unmerge them and fill each.",
        )
        found.append(error(file, "merged", *said, *_place(area)))
    if 1 in looks.rows:
        found.append(_hidden(file, 1))
    for first, last in looks.columns:
        for number in range(first, min(last, len(columns)) + 1):
            name = columns[number - 1]
            said = (
                f"列“{name}”是隐藏的，照样读；不要它就删掉。",
                f"column {name!r} is hidden and is read all the same; delete it if it is not meant.",
            )
            found.append(warning(file, "hidden_column", *said, 1, number))


def _looks(path: Path, sheet: str) -> _Looks:
    """Read a sheet once as a stream for what is hidden or merged in it."""
    looks, line = _Looks(), 0
    with zipfile.ZipFile(path) as packed, packed.open(sheet.lstrip("/")) as file:
        for _, element in iterparse(file):
            if element.tag == f"{_SHEET}row":
                line = int(element.get("r", line + 1))
                if element.get("hidden") in ("1", "true") or float(element.get("ht", 1)) == 0:
                    looks.rows.add(line)
                element.clear()
            elif element.tag == f"{_SHEET}mergeCell":
                looks.merged.append(element.get("ref", ""))
            elif element.tag == f"{_SHEET}col" and element.get("hidden") in ("1", "true"):
                looks.columns.append((int(element.get("min", 0)), int(element.get("max", 0))))
    return looks


def _place(area: str) -> tuple[int, int]:
    """Return line and column of an area's first cell, such as B3:C4."""
    first = area.partition(":")[0]
    letters = first.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(first[len(letters) :] or 0), column
