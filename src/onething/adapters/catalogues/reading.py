"""Rows of a catalogue file, one after the other: JSON, CSV (UTF-8 or GB 18030) or xlsx, told apart by their first bytes.

What cannot be read as it is meant is said with its line, and nothing is guessed.
"""

from codecs import getincrementaldecoder
from collections.abc import Collection
from pathlib import Path
from typing import TextIO

from onething.adapters.catalogues import rows as shared
from onething.adapters.catalogues.objects import json_rows
from onething.adapters.catalogues.rows import Rows, error, nothing, warning
from onething.adapters.catalogues.tables import csv_rows
from onething.adapters.catalogues.workbooks import xlsx_rows
from onething.core.findings import Finding

#: Bytes or characters of a text that are looked at together.
_PIECE = 1 << 16
#: First bytes of what people send instead → what it is, and what to do.
_OTHERS = {
    b"\xd0\xcf\x11\xe0": (
        "旧格式 .xls，或者有打开密码；请去掉密码，另存为 .xlsx",
        "an old .xls, or has a password; take it away and save the file as .xlsx",
    ),
    b"%PDF": ("PDF；请用原来的表格文件", "a PDF; take the table that it was made of"),
    b"\x1f\x8b": ("压缩包；请先解压", "packed; unpack it first"),
    b"Rar!": ("压缩包；请先解压", "packed; unpack it first"),
    b"7z\xbc\xaf": ("压缩包；请先解压", "packed; unpack it first"),
}


def read_rows(path: Path, *, sheet: str = "", apart: Collection[str] = ()) -> Rows:
    """Open a catalogue file. Raises OSError if it cannot be opened.

    sheet: of a workbook, the one of this name; otherwise the first that can be seen and is none of `apart`, which are read for themselves.
    """
    size, most = path.stat().st_size, shared.MOST_BYTES
    if size > most:
        return nothing(
            path.name,
            "too_large",
            f"文件有 {size >> 20} MB，最多 {most >> 20} MB；请分成几份。",
            f"the file has {size >> 20} MB of {most >> 20} at most; split it.",
        )
    with path.open("rb") as file:
        head = file.read(4)
    if head == b"PK\x03\x04":
        return xlsx_rows(path, sheet=sheet, apart=apart)
    for first, (zh, en) in _OTHERS.items():
        if head.startswith(first):
            return nothing(path.name, "other_file", f"文件是{zh}。", f"the file is {en}.")
    encoding, found = _encoding(path)
    if not encoding:
        return Rows((), iter(()), found)
    with path.open(encoding=encoding, newline="") as file:
        first = _first_sign(file)
    if not first:
        return Rows((), iter(()), [*found, shared.no_rows(path.name)])
    if first in "[{":
        return json_rows(path.name, path.read_text(encoding), found)
    return csv_rows(path, encoding, found)


def _first_sign(file: TextIO) -> str:
    """Return the first character that is no blank, "" if there is none."""
    while some := file.read(_PIECE):
        if text := some.lstrip():
            return text[0]
    return ""


def _encoding(path: Path) -> tuple[str, list[Finding]]:
    """Return in which encoding all of a file can be read, "" with the reason if in none."""
    with path.open("rb") as file:
        head = file.read(2)
    if head in (b"\xff\xfe", b"\xfe\xff"):
        return "", [
            error(
                path.name,
                "encoding",
                "文件是 UTF-16（“Unicode 文本”）；请另存为“CSV UTF-8（逗号分隔）”。",
                "the file is UTF-16 (“Unicode text”); save it as CSV UTF-8 with commas.",
                1,
            )
        ]
    if not _broken_line(path, "utf-8-sig"):
        return "utf-8-sig", []
    if line := _broken_line(path, "gb18030"):
        return "", [
            error(
                path.name,
                "encoding",
                f"第 {line} 行既不是 UTF-8，也不是 GB 18030；请另存为“CSV UTF-8”。",
                f"line {line} is neither UTF-8 nor GB 18030; save the file as CSV UTF-8.",
                line,
            )
        ]
    said = "文件按 GB 18030 读取；最好存为 UTF-8。", "the file is read as GB 18030; better save it as UTF-8."
    return "gb18030", [warning(path.name, "encoding", *said, 1)]


def _broken_line(path: Path, encoding: str) -> int:
    """Return the first line that is not in this encoding, 0 if all are; a piece of the file is in memory at a time."""
    decoder, lines = getincrementaldecoder(encoding)(), 1
    with path.open("rb") as file:
        try:
            while some := file.read(_PIECE):
                decoder.decode(some)
                lines += some.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as broken:
            return lines + broken.object.count(b"\n", 0, broken.start)
    return 0
