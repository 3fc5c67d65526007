"""What the readers of catalogue files share: the rows that they give, and how they say what is wrong with a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onething.core.findings import Finding, Level
from onething.core.register.mapping import MOST_ROWS as MOST_ROWS
from onething.core.register.reading import Row
from onething.core.source import Text, Where
from onething.core.values.texts import hidden_character

#: Bytes of a text file, and of an xlsx once unpacked.
MOST_BYTES = 256 * 1024 * 1024


@dataclass
class Rows:
    """What a file holds. columns: those of its first row, or the keys of all its objects. found: what is wrong with the file itself.

    rows: to be read once, before `found` is complete.
    """

    columns: Sequence[str]
    rows: Iterator[Row]
    found: list[Finding] = field(default_factory=list)


def error(file: str, code: str, zh: str, en: str, line: int = 0, column: int = 0) -> Finding:
    return Finding(f"import.{code}", Level.ERROR, Text(zh, en), Where(file, line, column))


def warning(file: str, code: str, zh: str, en: str, line: int = 0, column: int = 0) -> Finding:
    return Finding(f"import.{code}", Level.WARNING, Text(zh, en), Where(file, line, column))


def nothing(file: str, code: str, zh: str, en: str, line: int = 0, column: int = 0) -> Rows:
    """Return no rows, and why."""
    return Rows((), iter(()), [error(file, code, zh, en, line, column)])


def no_rows(file: str) -> Finding:
    return error(
        file,
        "no_rows",
        "一行内容也没有；请核对是不是选对了文件或者工作表。",
        "holds no row; look whether it is the right file or sheet.",
    )


def too_many(file: str, line: int) -> Finding:
    return error(
        file,
        "too_many_rows",
        f"超过 {MOST_ROWS:,} 行；请分成几份导入。",
        f"more than {MOST_ROWS:,} rows; import it in parts.",
        line,
    )


def header(file: str, cells: Sequence[Any], found: list[Finding]) -> tuple[str, ...]:
    """Return the names of the columns, without those behind the last one that has a name."""
    names = tuple(str(one if one is not None else "").strip() for one in cells)
    while names and not names[-1]:
        names = names[:-1]
    for number, name in enumerate(names, start=1):
        if not name:
            found.append(
                error(
                    file,
                    "header",
                    "表头有一格是空的；请写上列名。",
                    "a cell of the header is empty; name the column.",
                    1,
                    number,
                )
            )
        elif name in names[: number - 1]:
            found.append(
                error(
                    file,
                    "header",
                    f"表头“{name}”出现两次；请改名或者删掉一列。",
                    f"column {name!r} stands twice; rename one, or delete it.",
                    1,
                    number,
                )
            )
        if hidden := hidden_character(name):
            at, code = name.index(hidden) + 1, f"U+{ord(hidden):04X}"
            found.append(
                error(
                    file,
                    "hidden_character",
                    f"表头第 {number} 格第 {at} 个字符（{code}）看不见，或者会改变文字方向；删掉它再导入。",
                    f"character {at} ({code}) of header cell {number} cannot be seen or turns the writing around; delete it and import again.",
                    1,
                    number,
                )
            )
    return names
