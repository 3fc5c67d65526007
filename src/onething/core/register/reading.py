"""How the cells of a foreign row are read as elements of the register, each by its type; all that is wrong is said where it stands."""

from collections.abc import Callable, Collection, Iterator
from collections.abc import Mapping as Mapping_of
from dataclasses import dataclass, field, fields
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from onething.core.catalogue.findings import hint, shown
from onething.core.findings import Finding, Level
from onething.core.register.entries import Kind, Named
from onething.core.register.tables import Line
from onething.core.source import Text, Where
from onething.core.values.texts import hidden_character

#: The longest name that the standard has room for (≤1000), and the longest of all other texts.
MOST_NAME, MOST_TEXT = 1000, 20_000
_YES, _NO = frozenset({"1", "是", "true", "y", "yes", "√"}), frozenset({"0", "否", "false", "n", "no", "×"})
_DAY_KINDS = {"working": "working", "工作日": "working", "calendar": "calendar", "自然日": "calendar"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file. number: its line. columns: column → its number, where the file has numbers.

    find: gives line and column of a key (`days`, `materials[2].name`), where each row has places of its own.
    """

    number: int
    cells: Mapping_of[str, Any]
    columns: Mapping_of[str, int] = field(default_factory=dict)
    find: Callable[[str], tuple[int, int]] | None = None

    def place(self, column: str) -> tuple[int, int]:
        """Return line and column of a cell."""
        if self.find is not None:
            return self.find(column)
        return self.number, self.columns.get(column.partition("[")[0], 0)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an element comes from. table: given value → ours. separator: between several values in one cell.

    instead: the column that says it where `column` is empty.
    """

    column: str
    table: Mapping_of[str, str] | None = None
    separator: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class TableSource:
    """Lines in a table of their own. item: its column that says to which item a row belongs. by: the column of the items that says
    the same, "" for their key. order: its column of numbers, "" where the lines stand as its rows do. sheet: of the workbook of the
    items, "" where only a further file brings it. skip: column → values by which a row is no line of anything.
    """

    item: str
    elements: Mapping_of[str, Source]
    by: str = ""
    order: str = ""
    sheet: str = ""
    skip: Mapping_of[str, frozenset[str]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def columns(self) -> frozenset[str]:
        """Every column that is read or, on purpose, is not."""
        return columns_of(self.elements) | self.ignored | {self.item, *filter(None, [self.order])}

    def untold(self, columns: Collection[str]) -> frozenset[str]:
        """Return the elements of which a table with these columns says nothing, because it lacks an optional one."""
        absent = self.optional.difference(columns)
        return frozenset(name for name, one in self.elements.items() if one.column in absent)


@dataclass(frozen=True, slots=True)
class ListSource:
    """Lines of an item: inside its row, or in a table of their own. column: "" where no file has them inside.

    skip: column → values by which a line is none ("无需材料").
    """

    column: str
    elements: Mapping_of[str, Source]
    skip: Mapping_of[str, frozenset[str]] = field(default_factory=dict)
    table: TableSource | None = None


def columns_of(elements: Mapping_of[str, Source]) -> frozenset[str]:
    """Return the columns that these elements are read from."""
    return frozenset(column for one in elements.values() for column in (one.column, one.instead) if column)


def skipped(cells: Mapping_of[str, Any], skip: Mapping_of[str, frozenset[str]]) -> bool:
    """Tell whether a row or line is none by what one of its cells says."""
    return any(str(cells.get(column) or "").strip() in values for column, values in skip.items())


class Reading:
    """One row being read: what was found, and whether it can be kept."""

    def __init__(self, file: str, row: Row) -> None:
        self.file, self.row = file, row
        self.found: list[Finding] = []
        self.kept: dict[str, str] = {}  # what no list knows, as it was given
        self.refused = False

    def elements(
        self, made: type, sources: Mapping_of[str, Source], cells: Any = None, path: str = ""
    ) -> dict[str, Any]:
        """Return element → value for what the cells give."""
        cells = self.row.cells if cells is None else cells
        readers = _readers(made)
        given = {}
        for name, source in sources.items():
            column = source.column
            if source.instead and cells.get(column) in (None, ""):
                column = source.instead
            given[name] = readers[name](self, cells.get(column), f"{path}{column}", source)
        return given

    def lines(self, lines: ListSource, made: type) -> Iterator[Line]:
        """Give the lines inside the row."""
        raw = self.row.cells.get(lines.column) or []
        if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
            self.wrong(lines.column, "一组对象", "a list of objects", raw)
            return
        for number, cells in enumerate(raw, start=1):
            yield self.line(lines.elements, made, lines.skip, cells, f"{lines.column}[{number}].")

    def line(
        self,
        elements: Mapping_of[str, Source],
        made: type,
        skip: Mapping_of[str, frozenset[str]],
        cells: Mapping_of[str, Any],
        path: str = "",
    ) -> Line:
        """Return one line."""
        name = path + elements["name"].column
        if skipped(cells, skip):
            return Line(None, name)
        given = self.elements(made, elements, cells, path)
        if not given.get("name"):
            self.empty(name)
            return Line(None, name)
        return Line(made(**{one: value for one, value in given.items() if value is not None}), name)

    # values

    def text(self, raw: Any, column: str, source: Source | None = None, *, most: int = MOST_TEXT) -> str:
        if raw is None:
            return ""
        if isinstance(raw, bool | list | dict):
            self.wrong(column, "文字", "a text", raw)
            return str(raw)
        text = str(raw).strip("\u3000 \t\r\n")
        if hidden := hidden_character(text, lines=True):
            at, number = text.index(hidden) + 1, f"U+{ord(hidden):04X}"
            self.error(
                "import.hidden_character",
                column,
                Text(
                    f"第 {at} 个字符（{number}）看不见，或者会改变文字方向；删掉它再导入。",
                    f"character {at} ({number}) cannot be seen or turns the writing around; delete it and import again.",
                ),
            )
        if len(text) > most:
            self.error(
                "import.too_long",
                column,
                Text(
                    f"有 {len(text)} 个字，最多 {most} 个；请缩短。",
                    f"has {len(text)} characters of {most} at most; shorten it.",
                ),
            )
        return self.ours(text, source) if source else text

    def day_kind(self, raw: Any, column: str, source: Source) -> str | None:
        """Which days a time limit counts: by our word, or as the national tables say it."""
        text = self.text(raw, column, source)
        if text and (known := _DAY_KINDS.get(text)) is None:
            self.wrong(column, "“工作日”或者“自然日”", "working days (工作日) or calendar days (自然日)", raw)
        return known if text else None

    def integer(self, raw: Any, column: str, source: Source) -> int | None:
        if raw is None or raw == "":
            return None
        text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()
        text = self.ours(text, source)
        if isinstance(raw, bool) or not (text.isascii() and text.isdigit() and len(text) <= 6):
            self.wrong(column, "不小于 0 的整数", "a whole number from 0 on", raw)
            return None
        return int(text)

    def yes_no(self, raw: Any, column: str, source: Source) -> bool | None:
        if raw is None or raw == "" or isinstance(raw, bool):
            return raw if isinstance(raw, bool) else None
        text = self.ours(str(raw), source).lower()
        if text not in _YES | _NO:
            self.wrong(column, "“是”或者“否”", "yes or no", raw)
            return None
        return text in _YES

    def choice(self, raw: Any, column: str, source: Source, kind: type[Named]) -> Named | None:
        text = self.text(raw, column)
        if not text:
            return None
        ours = self.ours(text, source)
        for one in kind:
            if ours in (one.value, one.label.zh):
                return one
        known = {**dict.fromkeys(source.table or ()), **dict.fromkeys(one.label.zh for one in kind)}
        do_zh, do_en = hint(text, known)
        if kind is not Kind:  # which has an element for it
            self.kept[column] = text
        self.warn(
            "import.unknown_value",
            column,
            Text(
                f"“{shown(text)}”不在已知的取值里；按原样记下，{do_zh}",
                f"{shown(text)!r} is no known value; kept as it is, {do_en}",
            ),
        )
        return None

    def several(self, raw: Any, column: str, source: Source, kind: type[Named] | None) -> tuple[Any, ...]:
        if isinstance(raw, str):
            parts: list[Any] = raw.split(source.separator) if source.separator else [raw]
        else:
            parts = raw if isinstance(raw, list) else [] if raw is None else [raw]
        parts = [one for one in parts if str(one).strip()]
        if kind is None:
            return tuple(self.text(one, column) for one in parts)
        return tuple(one for part in parts if (one := self.choice(part, column, source, kind)) is not None)

    @staticmethod
    def ours(text: str, source: Source) -> str:
        return (source.table or {}).get(text, text)

    # what was found

    def where(self, line: Line) -> Where:
        return line.at or self.at(line.path)

    def at(self, column: str) -> Where:
        return Where(self.file, *self.row.place(column))

    def error(self, code: str, column: str, message: Text) -> None:
        self.refused = True
        self._say(code, Level.ERROR, column, message)

    def warn(self, code: str, column: str, message: Text) -> None:
        self._say(code, Level.WARNING, column, message)

    def wrong(self, column: str, zh: str, en: str, raw: Any) -> None:
        now = shown(str(raw))
        self.error(
            "import.wrong_value",
            column,
            Text(f"应当是{zh}，这里是“{now}”；请改正。", f"needs {en}, but here is {now!r}; correct it."),
        )

    def empty(self, column: str, *, silent: bool = False) -> None:
        """silent: the whole column is not there, which is said once for the file."""
        self.refused = True
        if not silent:
            self.error("import.empty", column, Text("是空的；请补上。", "is empty; fill it in."))

    def _say(self, code: str, level: Level, column: str, message: Text) -> None:
        self.found.append(Finding(code, level, self.said(column, message), self.at(column)))

    @staticmethod
    def said(column: str, message: Text) -> Text:
        return Text(f"“{column}”{message.zh}", f"{column!r} {message.en}")


@cache
def _readers(made: type) -> dict[str, Callable[[Reading, Any, str, Source], Any]]:
    """Return how each element of a class is read, by its type."""
    hints = get_type_hints(made)
    return {one.name: _reader(hints[one.name], one.name) for one in fields(made)}


def _reader(hint_: Any, name: str) -> Callable[[Reading, Any, str, Source], Any]:
    kind = (
        next((one for one in get_args(hint_) if one is not type(None)), None)
        if isinstance(hint_, UnionType)
        else hint_
    )
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        named = inner if isinstance(inner, type) and issubclass(inner, Named) else None
        return lambda reading, raw, column, source: reading.several(raw, column, source, named)
    if kind is int:
        return Reading.integer
    if kind is bool:
        return Reading.yes_no
    if isinstance(kind, type) and issubclass(kind, Named):
        return lambda reading, raw, column, source: reading.choice(raw, column, source, kind)
    if name == "day_kind":
        return Reading.day_kind
    most = MOST_NAME if name in ("name", "main_item") else MOST_TEXT
    return lambda reading, raw, column, source: reading.text(raw, column, source, most=most)
