"""YAML to a tree that knows its lines, bounded in size, and without the parts of YAML that surprise people.

Only plain YAML is read: mappings, sequences and scalars. Anchors, aliases and tags are refused (a package is read
by people in a diff, and an alias can grow without end), a key may stand once, and a plain scalar is a number, a
truth value or null only where JSON would say so: `no`, `on` and `05` are texts.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from onething.core.catalogue.findings import Findings, shown
from onething.core.source import NOWHERE, UNSEEN, Where

#: Bytes of one YAML file, nodes of one file, levels inside each other: far above any honest file.
MOST_BYTES = 2_000_000
MOST_NODES = 200_000
MOST_DEPTH = 24
#: So many broken entries of one file are stepped over before its rest is left unread.
MOST_BREAKS = 50

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. text: as written; value: text, bool, int, Decimal or None; style: its quotes, "|", ">" or ""."""

    at: Where
    text: str
    value: Any
    style: str = ""

    @property
    def inside(self) -> Where:
        """Where the text itself begins: behind the quote, or in the line below the sign of a block."""
        if self.style in ("|", ">"):
            return self.at._replace(line=self.at.line + 1, column=1)
        return self.at._replace(column=self.at.column + 1) if self.style else self.at


@dataclass(frozen=True, slots=True)
class Sequence_:
    at: Where
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Mapping_:
    """Keys in the order of the file, each once."""

    at: Where
    entries: tuple[tuple[Scalar, "Node"], ...]
    broken: bool = False  # a part of it could not be read: what is missing may be there

    def get(self, key: str) -> "Node | None":
        for name, node in self.entries:
            if name.text == key:
                return node
        return None


Node: TypeAlias = Scalar | Sequence_ | Mapping_


def read_yaml(file: str, data: bytes, found: Findings) -> Node | None:
    """Return the tree of one file, or None with findings if nothing of it can be read.

    A syntax error breaks the top-level entry that it stands in; reading goes on behind it.
    """
    text = decode(file, data, found, most=MOST_BYTES)
    if text is None:
        return None
    broken = False
    for _ in range(MOST_BREAKS):
        try:
            return _Builder(file, found, broken).build(text)
        except yaml.YAMLError as error:
            at = _say_syntax(file, text, error, found)
            rest = _without_entry(text, at.line - 1)
            if rest is None:
                return None
            text, broken = rest, True
        except _TooMuch:
            return None
    return None


def decode(file: str, data: bytes, found: Findings, *, most: int) -> str | None:
    """Return the text of a file, or None with a finding if it is too large or not UTF-8."""
    if len(data) > most:
        found.error(
            "too_large",
            Where(file),
            f"文件 {file} 有 {len(data)} 字节，超过上限 {most} 字节；请拆分成几个文件。",
            f"File {file} has {len(data)} bytes, more than the {most} allowed; split it up.",
        )
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        at = Where(file, line, len(before) - (before.rfind("\n") + 1) + 1)
        found.error(
            "encoding",
            at,
            f"文件 {file} 第 {line} 行不是 UTF-8 编码；请把文件另存为 UTF-8。",
            f"File {file} is not UTF-8 at line {line}; save it as UTF-8.",
        )
        return None
    if bad := _CONTROL.search(text):
        before = text[: bad.start()]
        line = before.count("\n") + 1
        found.error(
            "encoding",
            Where(file, line, len(before) - (before.rfind("\n") + 1) + 1),
            f"文件 {file} 第 {line} 行有不可显示的控制字符（U+{ord(bad.group()):04X}）；请删除它。",
            f"File {file} has a control character (U+{ord(bad.group()):04X}) in line {line}; delete it.",
        )
        return None
    if UNSEEN.search(text):
        for line, written in enumerate(text.split("\n"), 1):
            for bad in UNSEEN.finditer(written):
                _say_unseen(bad.group(), Where(file, line, bad.start() + 1), found)
    return text


def _say_unseen(character: str, at: Where, found: Findings) -> None:
    number = f"U+{ord(character):04X}"
    found.error(
        "hidden_character",
        at,
        f"第 {at.line} 行第 {at.column} 列有看不见的字符（{number}），多半是粘贴带进来的；请删除它。",
        f"A character that cannot be seen ({number}) stands in line {at.line}, column {at.column}, "
        "probably from pasting; delete it.",
    )


# What YAML calls not printable, and the line ends that only some programs count as lines.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class _TooMuch(Exception):
    """The file is beyond its bounds; the finding is already there."""


class _Builder:
    """Turns parser events into the tree, without recursion, counting as it goes."""

    def __init__(self, file: str, found: Findings, broken: bool) -> None:
        self.file, self.found, self.broken = file, found, broken
        self.nodes, self.text = 0, ""

    def build(self, text: str) -> Node:
        self.text = text
        root: Node | None = None
        stack: list[_Open] = []
        documents = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._say_documents(self._where(event))
                continue
            if documents > 1:
                continue
            if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                node: Node = self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._plain_only(event)
                self._count(event, len(stack))
                stack.append(_Open(self._where(event), isinstance(event, yaml.MappingStartEvent)))
                continue
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                done = stack.pop()
                node = self._close(done, top=not stack)
            else:
                continue
            if stack:
                stack[-1].children.append(node)
            else:
                root = node
        return root if root is not None else Scalar(Where(self.file, 1, 1), "", None)

    def _where(self, event: Any) -> Where:
        return Where(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _count(self, event: Any, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.found.error(
                "too_large",
                self._where(event),
                f"文件 {self.file} 的内容超过 {MOST_NODES} 项；请拆分成几个文件。",
                f"File {self.file} has more than {MOST_NODES} values; split it up.",
            )
            raise _TooMuch
        if depth >= MOST_DEPTH:
            self.found.error(
                "too_deep",
                self._where(event),
                f"这里的层级超过 {MOST_DEPTH} 层；本格式用不到这么深，请检查缩进和括号。",
                f"This is nested more than {MOST_DEPTH} levels deep; the format needs fewer, check indents and brackets.",
            )
            raise _TooMuch

    def _plain_only(self, event: Any) -> None:
        if event.anchor:
            self._say_alias(event, f"&{event.anchor}")
        if event.tag:
            self.found.error(
                "tag",
                self._where(event),
                f"不支持 YAML 标签“{shown(event.tag)}”；请删除标签，直接写值。",
                f"YAML tags such as {shown(event.tag)!r} are not read; delete the tag and write the value alone.",
            )

    def _scalar(self, event: Any) -> Scalar:
        self._count(event, 0)
        at = self._where(event)
        if isinstance(event, yaml.AliasEvent):
            self._say_alias(event, f"*{event.anchor}")
            return Scalar(at, "", None)
        self._plain_only(event)
        text, style = event.value, event.style or ""
        if style == '"' and (bad := UNSEEN.search(text)) and not UNSEEN.search(self._written(event)):
            _say_unseen(bad.group(), at, self.found)
        return Scalar(at, text, text if style else plain_value(text), style)

    def _written(self, event: Any) -> str:
        """Return a scalar as it stands in the file, its escapes unread."""
        return self.text[event.start_mark.index : event.end_mark.index]

    def _close(self, done: "_Open", *, top: bool) -> Node:
        if not done.mapping:
            return Sequence_(done.at, tuple(done.children))
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.found.error(
                    "bad_key",
                    key.at,
                    "键必须是一个词，不能是列表或映射；有花括号的文字请加引号。",
                    "A key is one word, not a list or mapping; put quotes around a text that has brackets.",
                )
            elif key.text in entries:
                first = entries[key.text][0].at
                self.found.error(
                    "duplicate_key",
                    key.at,
                    f"“{shown(key.text)}”在第 {first.line} 行已经写过；同一处只能写一次，请合并或改名。",
                    f"{shown(key.text)!r} already stands in line {first.line}; merge the two or rename one.",
                )
            else:
                entries[key.text] = (key, value)
        return Mapping_(done.at, tuple(entries.values()), broken=top and self.broken)

    def _say_alias(self, event: Any, written: str) -> None:
        self.found.error(
            "alias",
            self._where(event),
            f"不支持 YAML 锚点和别名（{shown(written)}）；请把内容写全，重复的字段行可以用 blocks.yaml。",
            f"YAML anchors and aliases ({shown(written)}) are not read; write the content out, "
            "field lines that repeat can be a block in blocks.yaml.",
        )

    def _say_documents(self, at: Where) -> None:
        self.found.error(
            "syntax",
            at,
            "一个文件只能有一份文档；请删除这里的“---”，或者拆成两个文件。",
            "A file holds one document; delete this '---' or make two files.",
        )


class _Open:
    """A mapping or sequence whose end has not come yet."""

    def __init__(self, at: Where, mapping: bool) -> None:
        self.at, self.mapping = at, mapping
        self.children: list[Node] = []


def plain_value(text: str) -> Any:
    """Return what a scalar without quotes means: null, a truth value, a number, or its text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    return text


_PROBLEMS_ZH = {
    "mapping values are not allowed in this context": "这里不能再出现“键: 值”（文字里有“: ”时请加引号，或检查缩进）",
    "found unexpected end of stream": "引号没有结束",
    "did not find expected ',' or ']'": "列表缺少“,”或“]”",
    "did not find expected ',' or '}'": "映射缺少“,”或“}”",
    "did not find expected key": "这里应当是一个键（检查缩进）",
    "did not find expected '-' indicator": "这里应当是以“-”开头的一项（检查缩进）",
    "could not find expected ':'": "键后面缺少“: ”",
    "found character that cannot start any token": "这里不能有这个字符（缩进请用空格，不用制表符；以 @ ` % 开头的文字请加引号）",
    "exceeded maximum nesting depth": "层级太深",
}


def _say_syntax(file: str, text: str, error: yaml.YAMLError, found: Findings) -> Where:
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    # An end of stream tells nothing: the opening quote or bracket is where to look.
    if start is not None and mark is not None and (mark.line >= text.count("\n") or "flow" in str(error)):
        mark = start
    line = (mark.line if mark is not None else 0) + 1
    line = min(line, max(text.count("\n") + (not text.endswith("\n")), 1))
    at = Where(file, line, (mark.column if mark is not None else 0) + 1)
    found.error(
        "syntax",
        at,
        f"{file} 第 {line} 行不是合法的 YAML：{_PROBLEMS_ZH.get(problem, problem or '无法读取')}。",
        f"{file} line {line} is not valid YAML: {problem or 'it cannot be read'}; "
        "check indents, quotes and brackets there.",
    )
    return at


def _without_entry(text: str, line: int) -> str | None:
    """Return the text with the top-level entry around a line (from 0) made blank; None if there is none."""
    lines = text.split("\n")
    if line >= len(lines):
        return None
    first = line
    while first > 0 and not _starts_entry(lines[first]):
        first -= 1
    last = line + 1
    while last < len(lines) and not _starts_entry(lines[last]):
        last += 1
    if not any(part.strip() for part in lines[first:last]):
        return None
    lines[first:last] = [""] * (last - first)
    return "\n".join(lines)


def _starts_entry(line: str) -> bool:
    return bool(line) and line[0] not in " \t#\r-]}"


def read_json(file: str, data: bytes, found: Findings) -> Node | None:
    """Return the tree of a JSON file; a place in it names the file only, except for a syntax error."""
    text = decode(file, data, found, most=MOST_BYTES)
    if text is None:
        return None
    doubled: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names: dict[str, Any] = {}
        for name, value in pairs:
            if name in names:
                doubled.append(name)
            names[name] = value
        return names

    try:
        value = json.loads(text, object_pairs_hook=once, parse_float=Decimal)
    except json.JSONDecodeError as error:
        found.error(
            "syntax",
            Where(file, error.lineno, error.colno),
            f"{file} 第 {error.lineno} 行不是合法的 JSON；请检查逗号、引号和括号。",
            f"{file} line {error.lineno} is not valid JSON ({error.msg}); check commas, quotes and brackets.",
        )
        return None
    except (RecursionError, ValueError):
        found.error(
            "too_deep",
            Where(file, 1, 1),
            f"{file} 的层级太深或数字太长，无法读取；请按格式页重写。",
            f"{file} is nested too deep or has a number too long to read; write it as the format page says.",
        )
        return None
    for name in doubled:
        found.error(
            "duplicate_key",
            Where(file),
            f"“{shown(name)}”写了两次；同一处只能写一次。",
            f"{shown(name)!r} stands twice; keep one of them.",
        )
    return node_of(value, Where(file))


def node_of(value: Any, at: Where = NOWHERE, depth: int = 0) -> Node:
    """Return plain data (from JSON or a form) as a tree, all of it at one place. Too deep parts become null."""
    if depth > MOST_DEPTH:
        return Scalar(at, "", None)
    if isinstance(value, Mapping):
        entries = (
            (Scalar(at, str(key), str(key)), node_of(part, at, depth + 1)) for key, part in value.items()
        )
        return Mapping_(at, tuple(entries))
    if isinstance(value, str):
        return Scalar(at, value, value)
    if isinstance(value, Sequence | set | frozenset):
        parts: Iterator[Any] = iter(value) if isinstance(value, Sequence) else iter(sorted(value, key=str))
        return Sequence_(at, tuple(node_of(part, at, depth + 1) for part in parts))
    if isinstance(value, bool):
        return Scalar(at, "true" if value else "false", value)
    if value is None:
        return Scalar(at, "", None)
    if isinstance(value, float):
        return Scalar(at, repr(value), Decimal(repr(value)))
    if isinstance(value, date):
        return Scalar(at, value.isoformat(), value.isoformat())
    return Scalar(at, str(value), value)
