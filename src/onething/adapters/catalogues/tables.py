"""Rows of a CSV file, each with the line where it begins."""

import csv
from collections.abc import Iterator
from pathlib import Path

from onething.adapters.catalogues import rows as shared
from onething.adapters.catalogues.rows import Rows, error, header, nothing
from onething.core.findings import Finding
from onething.core.register.reading import Row

csv.field_size_limit(shared.MOST_BYTES)  # a text that is too long is told as one, with its place
#: What some programs write between cells, and how it is called.
_OTHER_SEPARATORS = {
    "\t": ("制表符", "tabs"),
    ";": ("分号", "semicolons"),
    "，": ("中文逗号", "Chinese commas"),
}


def csv_rows(path: Path, encoding: str, found: list[Finding]) -> Rows:
    file = path.name
    try:
        with path.open(encoding=encoding, newline="") as text:
            first = _header(csv.reader(text, strict=True))
    except csv.Error as broken:
        return Rows((), iter(()), [*found, _broken(file, broken, 1)])
    if len(first) == 1 and (other := next((one for one in _OTHER_SEPARATORS if one in first[0]), "")):
        zh, en = _OTHER_SEPARATORS[other]
        return nothing(
            file,
            "separator",
            f"各格之间是{zh}；请用英文逗号分隔，另存为“CSV UTF-8（逗号分隔）”。",
            f"cells are separated by {en}; save the file as CSV UTF-8 with commas.",
            1,
            first[0].index(other) + 1,
        )
    columns = header(file, first, found)
    places = {name: number for number, name in enumerate(columns, start=1)}

    def rows() -> Iterator[Row]:
        number = 0
        with path.open(encoding=encoding, newline="") as text:
            reader = csv.reader(text, strict=True)
            _header(reader)
            before = reader.line_num
            while True:
                line = before + 1
                try:
                    cells = next(reader, None)
                except csv.Error as broken:
                    found.append(_broken(file, broken, line))
                    return
                if cells is None:
                    break
                before = reader.line_num
                if not any(cells):
                    continue
                number += 1
                if number > shared.MOST_ROWS:
                    found.append(shared.too_many(file, line))
                    return
                if any(cells[len(columns) :]) or len(cells) < len(columns):
                    found.append(_other_cells(file, line, len(cells), len(columns)))
                    continue
                yield Row(line, dict(zip(columns, cells, strict=False)), places)
        if not number and not found:
            found.append(shared.no_rows(file))

    return Rows(columns, rows(), found)


def _header(reader: Iterator[list[str]]) -> list[str]:
    return next((cells for cells in reader if any(cells)), [])


def _other_cells(file: str, line: int, cells: int, columns: int) -> Finding:
    return error(
        file,
        "cells",
        f"有 {cells} 格，表头有 {columns} 格；多半少了引号或者多了逗号。",
        f"has {cells} cells of {columns}; probably a quote is missing or a comma too many.",
        line,
        min(cells, columns) + 1,
    )


def _broken(file: str, broken: csv.Error, line: int) -> Finding:
    return error(
        file,
        "syntax",
        f"从这一行起不是正确的 CSV（{broken}）；多半是引号没有配对。",
        f"is no CSV from here on ({broken}); probably a quote has no partner.",
        line,
        1,
    )
