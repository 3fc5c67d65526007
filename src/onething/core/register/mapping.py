"""A mapping says which column of a foreign catalogue is which element of the register, as data (docs/register.md).

`read_mapping` reads its file; `Mapping.read` makes an `Entry` of one row and says everything that is wrong with it. What no list
knows is kept as it was given and warned of; nothing is guessed.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Mapping_of
from dataclasses import dataclass, field, fields
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from onething.core.catalogue.findings import Findings, hint, shown
from onething.core.catalogue.forms import ID, Form, form_of
from onething.core.catalogue.reading import Mapping_, Node, Scalar, read_yaml
from onething.core.catalogue.shapes import Shape
from onething.core.codes.credit import parse_credit_code
from onething.core.codes.errors import CodeBroken
from onething.core.findings import Finding, Level
from onething.core.register.certificates import Forbidden, forbidden_papers
from onething.core.register.consistency import contradictions
from onething.core.register.entries import (
    Entry,
    EntryFee,
    EntryMaterial,
    EntryQuestion,
    EntryStep,
    Named,
)
from onething.core.register.filed import DEFINED, HERE
from onething.core.source import Text, Where
from onething.core.values.texts import hidden_character

#: The longest name that the standard has room for (≤1000), and the longest of all other texts.
MOST_NAME, MOST_TEXT = 1000, 20_000
#: So many rows of one file are read.
MOST_ROWS = 200_000
_YES, _NO = frozenset({"1", "是", "true", "y", "yes", "√"}), frozenset({"0", "否", "false", "n", "no", "×"})

MAPPING = Shape(
    "对应表",
    "a mapping",
    ("id", "name", "key", "elements"),
    ("area", "scene", "materials", "steps", "fees", "faq", "tables", "ignored"),
)
SOURCE = Shape("列", "a column", ("column",), ("table", "separator"))
SCENE = Shape("一件事的标志", "the mark of a scene", ("column", "contains"))
LIST = Shape("明细", "a list in a row", ("column", "elements"), ("skip",))
#: Elements that are lines inside a row, with the class of a line.
LISTS: Mapping_of[str, type] = {
    "materials": EntryMaterial,
    "steps": EntryStep,
    "fees": EntryFee,
    "faq": EntryQuestion,
}
#: Elements that the program fills itself.
_OURS = frozenset({"key", "scene", "more", "kind_given", *LISTS})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file. number: its line. columns: column → its number, where the file has numbers."""

    number: int
    cells: Mapping_of[str, Any]
    columns: Mapping_of[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an element comes from. table: given value → ours. separator: between several values in one cell."""

    column: str
    table: Mapping_of[str, str] | None = None
    separator: str = ""


@dataclass(frozen=True, slots=True)
class ListSource:
    """Lines inside a row. skip: column → values by which a line is none ("无需材料")."""

    column: str
    elements: Mapping_of[str, Source]
    skip: Mapping_of[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """What a row gave. entry: None if it cannot be kept. materials, steps: lines inside the row, those that say "none" too."""

    entry: Entry | None
    findings: list[Finding]
    materials: int
    steps: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """key: the column that makes a row the same item next time. area: division of all of it."""

    id: str
    name: Text
    key: str
    elements: Mapping_of[str, Source]
    area: str = ""
    scene: tuple[str, str] | None = None
    lists: Mapping_of[str, ListSource] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()

    @property
    def columns(self) -> frozenset[str]:
        """Every column that is read or, on purpose, is not."""
        lists = [one.column for one in self.lists.values()]
        scene = [self.scene[0]] if self.scene else []
        return (
            frozenset({self.key, *(one.column for one in self.elements.values()), *lists, *scene})
            | self.ignored
        )

    def told(self) -> frozenset[str]:
        """Return the elements that this source tells at all."""
        return frozenset(self.elements) | frozenset(self.lists)

    def read(self, row: Row, *, file: str, forbidden: Sequence[Forbidden] = ()) -> Read:
        """Return what a row says, and everything that is wrong with it. forbidden: village certificates that nobody may
        demand, of the city that takes it in.
        """
        reading = _Reading(file, row)
        entry = self._entry(row, reading)
        if entry is not None and "materials" in self.lists:
            for one in forbidden_papers(entry.materials, forbidden):
                reading.warn(one.code, self.lists["materials"].column, one.message)
        counted = [
            len(row.cells.get(self.lists[name].column) or ()) if name in self.lists else 0
            for name in ("materials", "steps")
        ]
        return Read(entry, reading.found, *counted)

    def _entry(self, row: Row, reading: "_Reading") -> Entry | None:
        given = reading.elements(Entry, self.elements)
        given["key"] = reading.text(row.cells.get(self.key), self.key, most=200)
        for name in ("key", "name"):
            if not given.get(name):
                reading.empty(self.key if name == "key" else self.elements["name"].column)
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
        entry = Entry(**{name: value for name, value in given.items() if value is not None})
        _check_code(reading, self.elements, entry)
        for one in contradictions(entry, told=self.told()):
            source = self.elements.get(one.element)
            reading.warn(one.code, source.column if source else one.element, one.message)
        return entry


def _check_code(reading: "_Reading", elements: Mapping_of[str, Source], entry: Entry) -> None:
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


class _Reading:
    """One row being read: what was found, and whether it can be kept."""

    def __init__(self, file: str, row: Row) -> None:
        self.file, self.row = file, row
        self.found: list[Finding] = []
        self.refused = False

    def elements(
        self, made: type, sources: Mapping_of[str, Source], cells: Any = None, path: str = ""
    ) -> dict[str, Any]:
        """Return element → value for what the cells give."""
        cells = self.row.cells if cells is None else cells
        readers = _readers(made)
        return {
            name: readers[name](self, cells.get(source.column), f"{path}{source.column}", source)
            for name, source in sources.items()
        }

    def lines(self, lines: ListSource, made: type) -> Iterator[Any]:
        raw = self.row.cells.get(lines.column) or []
        if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
            self.wrong(lines.column, "一组对象", "a list of objects", raw)
            return
        for number, cells in enumerate(raw, start=1):
            if any(str(cells.get(column) or "").strip() in values for column, values in lines.skip.items()):
                continue
            path = f"{lines.column}[{number}]."
            given = self.elements(made, lines.elements, cells, path)
            if not given.get("name"):
                self.empty(path + lines.elements["name"].column)
                continue
            yield made(**{name: value for name, value in given.items() if value is not None})

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
        return text

    def integer(self, raw: Any, column: str, source: Source) -> int | None:
        if raw is None or raw == "":
            return None
        text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()
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

    def at(self, column: str) -> Where:
        return Where(self.file, self.row.number, self.row.columns.get(column.partition("[")[0], 0))

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

    def empty(self, column: str) -> None:
        self.error("import.empty", column, Text("是空的；请补上。", "is empty; fill it in."))

    def _say(self, code: str, level: Level, column: str, message: Text) -> None:
        said = Text(f"“{column}”{message.zh}", f"{column!r} {message.en}")
        self.found.append(Finding(code, level, said, self.at(column)))


@cache
def _readers(made: type) -> dict[str, Callable[[_Reading, Any, str, Source], Any]]:
    """Return how each element of a class is read, by its type."""
    hints = get_type_hints(made)
    return {one.name: _reader(hints[one.name], one.name) for one in fields(made)}


def _reader(hint_: Any, name: str) -> Callable[[_Reading, Any, str, Source], Any]:
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
        return _Reading.integer
    if kind is bool:
        return _Reading.yes_no
    if isinstance(kind, type) and issubclass(kind, Named):
        return lambda reading, raw, column, source: reading.choice(raw, column, source, kind)
    most = MOST_NAME if name in ("name", "main_item") else MOST_TEXT
    return lambda reading, raw, column, source: reading.text(raw, column, source, most=most)


# --- the file of a mapping -----------------------------------------------------------------------------------------


def read_mapping(file: str, data: bytes) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """Return the mapping of a file, None with what is wrong with it, each where it stands."""
    found = Findings()
    node = read_yaml(file, data, found)
    form = form_of(found, node, MAPPING, file) if node is not None else None
    made = _mapping(form) if form else None
    return (None if len(found) else made), found.all()


def _mapping(form: Form) -> Mapping:
    tables = {
        key.text: {given.text: str(ours.text) for given, ours in node.entries if isinstance(ours, Scalar)}
        for key, node in form.pairs("tables")
        if isinstance(node, Mapping_)
    }
    scene = form.form("scene", SCENE)
    id = form.identifier("id", ID)
    if id in (DEFINED, HERE):
        form.found.error(
            "bad_value",
            form.place("id"),
            f"“{id}”是本市自己的条目的来源；给映射另起一个标识。",
            f"{id!r} is the source of the city's own entries; give the mapping another id.",
        )
    return Mapping(
        id=id,
        name=form.text("name"),
        key=form.string("key"),
        elements=_sources(form, Entry, tables, must="name"),
        area=form.string("area"),
        scene=(scene.string("column"), scene.string("contains")) if scene else None,
        lists={
            name: lines
            for name, made in LISTS.items()
            if (lines := _list(form, name, made, tables)) is not None
        },
        ignored=frozenset(form.strings("ignored")),
    )


def _list(
    form: Form, key: str, made: type, tables: Mapping_of[str, Mapping_of[str, str]]
) -> ListSource | None:
    inner = form.form(key, LIST)
    if inner is None:
        return None
    skip = {
        column.text: frozenset(one.text for one in node.items if isinstance(one, Scalar))
        for column, node in inner.pairs("skip")
        if hasattr(node, "items")
    }
    return ListSource(inner.string("column"), _sources(inner, made, tables, must="name"), skip)


def _sources(
    form: Form, made: type, tables: Mapping_of[str, Mapping_of[str, str]], *, must: str
) -> dict[str, Source]:
    names = [one.name for one in fields(made) if one.name not in _OURS]
    sources: dict[str, Source] = {}
    for key, node in form.pairs("elements"):
        if key.text not in names:
            zh, en = hint(key.text, names)
            form.found.error(
                "unknown_element",
                key.at,
                f"事项库没有“{shown(key.text)}”这个要素；{zh}",
                f"the register has no element {shown(key.text)!r}; {en}",
            )
        elif (source := _source(form, key.text, node, tables)) is not None:
            sources[key.text] = source
    if must not in sources:
        form.found.error(
            "missing_element",
            form.place("elements"),
            f"要有“{must}”这个要素。",
            f"element {must!r} is needed.",
        )
    return sources


def _source(
    form: Form, name: str, node: Node, tables: Mapping_of[str, Mapping_of[str, str]]
) -> Source | None:
    if isinstance(node, Scalar):
        return Source(node.text)
    inner = form_of(form.found, node, SOURCE, name)
    if inner is None:
        return None
    table = inner.string("table")
    if table and table not in tables:
        zh, en = hint(table, tables)
        form.found.error(
            "unknown_table",
            inner.place("table"),
            f"没有“{shown(table)}”这张表；{zh}",
            f"there is no table {shown(table)!r}; {en}",
        )
    return Source(inner.string("column"), tables.get(table) if table else None, inner.string("separator"))


def unread(mapping: Mapping, columns: Sequence[str], *, file: str) -> list[Finding]:
    """Return a warning for each column that the mapping does not name, and an error for each that it needs and is not there."""
    found = [
        Finding(
            "import.column_not_read",
            Level.WARNING,
            Text(
                f"列“{shown(one)}”没有对应的要素，不导入；写进对应表，或者列在 ignored 里。",
                f"column {shown(one)!r} is no element and is not read; map it, or name it under ignored.",
            ),
            Where(file, 1, number),
        )
        for number, one in enumerate(columns, start=1)
        if one not in mapping.columns
    ]
    missing = sorted(one for one in mapping.columns - mapping.ignored if one not in columns)
    for one in missing:
        zh, en = hint(one, columns)
        found.append(
            Finding(
                "import.column_missing",
                Level.ERROR,
                Text(f"文件里没有列“{shown(one)}”；{zh}", f"the file has no column {shown(one)!r}; {en}"),
                Where(file, 1, 0),
            )
        )
    return found
