"""Rows of a catalogue file, one after the other: JSON, CSV (UTF-8 or GB 18030) or xlsx, told apart by their first bytes.

What cannot be read as it is meant is said with its line, and nothing is guessed: a cell that is a formula, a hidden row, merged cells, a file
with macros, more rows than are taken.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from onething.core.findings import Finding, Level
from onething.core.register.mapping import MOST_ROWS, Row
from onething.core.source import Text, Where

#: Bytes of a text file, and of an xlsx once unpacked.
MOST_BYTES = 256 * 1024 * 1024
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Rows:
    """What a file holds. columns: those of its first row, or keys of its first object. found: what is wrong with the file itself.

    rows: to be read once, before `found` is complete.
    """

    columns: Sequence[str]
    rows: Iterator[Row]
    found: list[Finding] = field(default_factory=list)


def read_rows(path: Path) -> Rows:
    """Open a catalogue file. Raises OSError if it cannot be opened."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        return _nothing(
            path.name,
            "too_large",
            f"文件有 {size >> 20} MB，最多 {MOST_BYTES >> 20} MB；请分成几份。",
            f"the file has {size >> 20} MB of {MOST_BYTES >> 20} at most; split it.",
        )
    with path.open("rb") as file:
        head = file.read(4)
    if head == b"PK\x03\x04":
        return _xlsx(path)
    text, found = _decoded(path)
    if text is None:
        return Rows((), iter(()), found)
    return _json(path.name, text, found) if text.lstrip()[:1] in ("[", "{") else _csv(path.name, text, found)


def _nothing(file: str, code: str, zh: str, en: str, at: tuple[int, int] = (0, 0)) -> Rows:
    return Rows((), iter(()), [_error(file, code, zh, en, *at)])


def _error(file: str, code: str, zh: str, en: str, line: int = 0, column: int = 0) -> Finding:
    return Finding(f"import.{code}", Level.ERROR, Text(zh, en), Where(file, line, column))


def _decoded(path: Path) -> tuple[str | None, list[Finding]]:
    data = path.read_bytes()
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), []
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            _error(
                path.name,
                "encoding",
                f"第 {line} 行既不是 UTF-8，也不是 GB 18030；请另存为“CSV UTF-8”。",
                f"line {line} is neither UTF-8 nor GB 18030; save the file as CSV UTF-8.",
                line,
            )
        ]
    said = Text(
        "文件按 GB 18030 读取；最好存为 UTF-8。", "the file is read as GB 18030; better save it as UTF-8."
    )
    return text, [Finding("import.encoding", Level.WARNING, said, Where(path.name, 1, 0))]


# --- JSON ---------------------------------------------------------------------------------------------------------


def _json(file: str, text: str, found: list[Finding]) -> Rows:
    """An array of objects; the line of a row is that of its object's first sign."""
    decode = json.JSONDecoder().raw_decode

    def objects() -> Iterator[tuple[int, Any]]:
        at, line = _after_blanks(text, 0), 1
        line += text.count("\n", 0, at)
        if text[at : at + 1] != "[":
            found.append(
                _error(
                    file,
                    "shape",
                    "应当是一个数组，每个事项一个对象。",
                    "needs an array with one object for each item.",
                    line,
                )
            )
            return
        at = _after_blanks(text, at + 1)
        seen = 0
        while text[at : at + 1] != "]":
            line += text.count("\n", seen, at)
            seen = at
            try:
                value, end = decode(text, at)
            except (json.JSONDecodeError, RecursionError) as error:
                position = getattr(error, "pos", at)
                here = text.count("\n", 0, position) + 1
                column = position - text.rfind("\n", 0, position)
                found.append(
                    _error(file, "syntax", f"不是正确的 JSON：{error}", f"is no JSON: {error}", here, column)
                )
                return
            yield line, value
            at = _after_blanks(text, end)
            if text[at : at + 1] == ",":
                at = _after_blanks(text, at + 1)
            elif text[at : at + 1] != "]":
                here = text.count("\n", 0, at) + 1
                found.append(
                    _error(
                        file,
                        "syntax",
                        "数组没有结束，或者少一个逗号。",
                        "the array does not end, or lacks a comma.",
                        here,
                    )
                )
                return

    pairs = objects()
    first = next(pairs, None)
    columns = tuple(first[1]) if first and isinstance(first[1], dict) else ()

    def rows() -> Iterator[Row]:
        for number, (line, value) in enumerate(_chained(first, pairs), start=1):
            if number > MOST_ROWS:
                found.append(_too_many(file, line))
                return
            if not isinstance(value, dict):
                found.append(
                    _error(file, "shape", "不是一个对象；请改正。", "is no object; correct it.", line)
                )
                continue
            yield Row(line, value)

    return Rows(columns, rows(), found)


def _chained(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
        yield from rest


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\n", "\r", "\t") and at < len(text):
        at += 1
    return at


def _too_many(file: str, line: int) -> Finding:
    return _error(
        file,
        "too_many_rows",
        f"超过 {MOST_ROWS:,} 行；请分成几份导入。",
        f"more than {MOST_ROWS:,} rows; import it in parts.",
        line,
    )


# --- CSV ----------------------------------------------------------------------------------------------------------


def _csv(file: str, text: str, found: list[Finding]) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns = _header(file, next(reader, []), found)
    places = {name: number for number, name in enumerate(columns, start=1)}

    def rows() -> Iterator[Row]:
        number, before = 0, reader.line_num
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                found.append(
                    _error(
                        file,
                        "syntax",
                        f"CSV 读不下去：{error}",
                        f"cannot be read as CSV: {error}",
                        reader.line_num,
                    )
                )
                return
            if cells is None:
                return
            line, before = before + 1, reader.line_num
            if not any(cells):
                continue
            number += 1
            if number > MOST_ROWS:
                found.append(_too_many(file, line))
                return
            if len(cells) != len(columns):
                found.append(
                    _error(
                        file,
                        "cells",
                        f"有 {len(cells)} 格，表头有 {len(columns)} 格；多半少了引号或者多了逗号。",
                        f"has {len(cells)} cells of {len(columns)}; probably a quote is missing or a comma too many.",
                        line,
                    )
                )
                continue
            yield Row(line, dict(zip(columns, cells, strict=True)), places)

    return Rows(columns, rows(), found)


def _header(file: str, cells: Sequence[Any], found: list[Finding]) -> tuple[str, ...]:
    names = tuple(str(one if one is not None else "").strip() for one in cells)
    for number, name in enumerate(names, start=1):
        if not name and any(names[number:]):
            found.append(
                _error(file, "header", "表头有一格是空的。", "a cell of the header is empty.", 1, number)
            )
        elif name and name in names[: number - 1]:
            found.append(
                _error(file, "header", f"表头“{name}”出现两次。", f"column {name!r} stands twice.", 1, number)
            )
    return names


# --- xlsx ---------------------------------------------------------------------------------------------------------


def _xlsx(path: Path) -> Rows:
    """The first sheet, its first row as header."""
    found: list[Finding] = []
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            unpacked = sum(one.file_size for one in packed.infolist())
            if any(name.endswith("vbaProject.bin") for name in names):
                found.append(
                    _error(
                        path.name,
                        "macros",
                        "文件带有宏，不导入；请另存为不带宏的 .xlsx。",
                        "the file has macros and is not imported; save it as .xlsx without them.",
                    )
                )
            if unpacked > MOST_BYTES:
                found.append(
                    _error(
                        path.name,
                        "too_large",
                        f"解开以后有 {unpacked >> 20} MB，最多 {MOST_BYTES >> 20} MB。",
                        f"has {unpacked >> 20} MB unpacked, of {MOST_BYTES >> 20} at most.",
                    )
                )
        if found:
            return Rows((), iter(()), found)
        book = load_workbook(path, read_only=True, data_only=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, ParseError) as error:
        return _nothing(path.name, "shape", f"不是正确的 xlsx：{error}", f"is no xlsx: {error}")
    sheet = book.worksheets[0]
    hidden, merged = _looks(
        path, sheet._worksheet_path
    )  # openpyxl's streaming sheets do not say what is hidden
    for area in merged:
        found.append(
            _error(
                path.name,
                "merged",
                f"单元格 {area} 是合并的；请取消合并，每格写清。",
                f"cells {area} are merged; unmerge them and fill each.",
                *_place(area),
            )
        )
    lines = sheet.iter_rows()
    columns = _header(path.name, [cell.value for cell in next(lines, ())], found)
    while columns and not columns[-1]:
        columns = columns[:-1]
    places = {name: number for number, name in enumerate(columns, start=1)}

    def rows() -> Iterator[Row]:
        for number, cells in enumerate(lines, start=1):
            line = number + 1
            if number > MOST_ROWS:
                found.append(_too_many(path.name, line))
                return
            if all(cell.value in (None, "") for cell in cells):
                continue
            if line in hidden:
                found.append(
                    _error(
                        path.name,
                        "hidden_row",
                        f"第 {line} 行是隐藏的；显示出来再导入，或者删掉它。",
                        f"row {line} is hidden; show it, or delete it.",
                        line,
                    )
                )
                continue
            values: dict[str, Any] = {}
            for name, cell in zip(columns, cells, strict=False):
                if cell.data_type == "f":
                    where = f"{get_column_letter(places[name])}{line}"
                    found.append(
                        _error(
                            path.name,
                            "formula",
                            f"单元格 {where} 是公式；请粘贴为数值。",
                            f"cell {where} is a formula; paste its value.",
                            line,
                            places[name],
                        )
                    )
                values[name] = cell.value
            yield Row(line, values, places)
        book.close()

    return Rows(columns, rows(), found)


def _looks(path: Path, sheet: str) -> tuple[set[int], list[str]]:
    """Return the hidden rows of a sheet and the areas of its merged cells, read as a stream."""
    hidden: set[int] = set()
    merged: list[str] = []
    with zipfile.ZipFile(path) as packed, packed.open(sheet.lstrip("/")) as file:
        for _, element in iterparse(file):
            if element.tag == f"{_SHEET}row":
                if element.get("hidden") in ("1", "true"):
                    hidden.add(int(element.get("r", "0")))
                _emptied(element)
            elif element.tag == f"{_SHEET}mergeCell":
                merged.append(element.get("ref", ""))
    return hidden, merged


def _emptied(element: Element) -> None:
    element.clear()


def _place(area: str) -> tuple[int, int]:
    """Return line and column of an area's first cell, such as B3:C4."""
    first = area.partition(":")[0]
    letters = first.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(first[len(letters) :] or 0), column
