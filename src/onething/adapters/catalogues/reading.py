"""Rows of a catalogue file, one after the other: JSON, CSV (UTF-8 or GB 18030) or xlsx, told apart by their first bytes.

What cannot be read as it is meant is said with its line, and nothing is guessed.
"""

from contextlib import suppress
from pathlib import Path

from onething.adapters.catalogues import rows as shared
from onething.adapters.catalogues.objects import json_rows
from onething.adapters.catalogues.rows import Rows, error, nothing, warning
from onething.adapters.catalogues.tables import csv_rows
from onething.adapters.catalogues.workbooks import xlsx_rows
from onething.core.findings import Finding

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


def read_rows(path: Path) -> Rows:
    """Open a catalogue file. Raises OSError if it cannot be opened."""
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
        return xlsx_rows(path)
    for first, (zh, en) in _OTHERS.items():
        if head.startswith(first):
            return nothing(path.name, "other_file", f"文件是{zh}。", f"the file is {en}.")
    text, found = _decoded(path)
    if text is None:
        return Rows((), iter(()), found)
    if not text.strip():
        return Rows((), iter(()), [*found, shared.no_rows(path.name)])
    return json_rows(path.name, text, found) if text.lstrip()[0] in "[{" else csv_rows(path.name, text, found)


def _decoded(path: Path) -> tuple[str | None, list[Finding]]:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [
            error(
                path.name,
                "encoding",
                "文件是 UTF-16（“Unicode 文本”）；请另存为“CSV UTF-8（逗号分隔）”。",
                "the file is UTF-16 (“Unicode text”); save it as CSV UTF-8 with commas.",
                1,
            )
        ]
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), []
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        return None, [
            error(
                path.name,
                "encoding",
                f"第 {line} 行既不是 UTF-8，也不是 GB 18030；请另存为“CSV UTF-8”。",
                f"line {line} is neither UTF-8 nor GB 18030; save the file as CSV UTF-8.",
                line,
            )
        ]
    said = "文件按 GB 18030 读取；最好存为 UTF-8。", "the file is read as GB 18030; better save it as UTF-8."
    return text, [warning(path.name, "encoding", *said, 1)]
