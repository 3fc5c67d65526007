"""A YAML file as pieces of its own text: put together again they are the file, byte for byte.

Comments and blank lines belong to the entry below them. A piece knows what it says (`value`) beside how it is written
(`text`), so that two versions can be compared by meaning and taken over by their letters.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

#: What a line of a list is about, the first that it has; `when` tells apart those that are about the same.
_ABOUT = (
    ("id",),
    ("key",),
    ("role", "material"),
    ("role", "element"),
    ("block", "role"),
    ("division",),
    ("place", "purpose"),
    ("kind", "department"),
    ("item",),
    ("value",),
    ("name",),
    ("else",),
    ("if",),
    ("when",),
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Piece:
    """A value with its text. column: where the entries of a block stand, 0 for everything else.

    text: of a block without the indentation of its first line, of anything else from its first sign to its last.
    keyed: the entries have names that are theirs alone. glue: of a flow collection, what stands before, between and behind them.
    """

    kind: str  # "scalar", "map", "list"
    value: Any
    text: str
    block: bool = False
    column: int = 0
    keyed: bool = False
    entries: tuple["Entry", ...] = ()
    glue: tuple[str, ...] = ()

    def get(self, key: str) -> "Entry | None":
        return next((one for one in self.entries if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key or a line with its value. stem: comments above, and the key with its colon or the dash; gap: up to the value.

    own_line: the value is a block that begins in a line of its own. tail: to the end of the line, "" behind a block.
    """

    key: str
    stem: str
    gap: str
    value: Piece
    tail: str
    own_line: bool = False

    @property
    def text(self) -> str:
        indent = " " * self.value.column if self.own_line else ""
        return f"{self.stem}{self.gap}{indent}{self.value.text}{self.tail}"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file. head: what stands above the first entry; foot: below the last."""

    head: str
    root: Piece
    foot: str

    @property
    def text(self) -> str:
        return f"{self.head}{self.root.text}{self.foot}"


def read(text: str) -> Document | None:
    """Return the pieces of a file, None if it is no YAML, empty, or not to be put together from pieces."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if node is None:
        return None
    reader = _Reader(text)
    root, end = reader.piece(node)
    document = Document(text[: node.start_mark.index], root, text[end:])
    return document if document.text == text and value_of(text) == root.value else None


def value_of(text: str) -> Any:
    """Return what a file says: maps as pairs in their order, scalars with what tells a number from a text. None if nothing."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return None if node is None else _value(node)


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return ("map", tuple((_value(key), _value(value)) for key, value in node.value))
    if isinstance(node, yaml.SequenceNode):
        return ("list", tuple(_value(one) for one in node.value))
    assert isinstance(node, yaml.ScalarNode)
    return ("scalar", _plain(node), node.value)


def _plain(node: yaml.ScalarNode) -> bool:
    """Say whether a scalar is written without quotes and is no plain text: `15` is a number, `"15"` a text."""
    return not node.style and node.tag != "tag:yaml.org,2002:str"


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def piece(self, node: yaml.Node) -> tuple[Piece, int]:
        """Return the piece of a node and where its text ends."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            if node.style in ("|", ">"):
                end = self._block_end(start, end)
            return Piece("scalar", _value(node), self.text[start:end]), end
        assert isinstance(node, yaml.CollectionNode)
        kind = "map" if isinstance(node, yaml.MappingNode) else "list"
        if node.flow_style:
            return self._flow(kind, node, start, end), end
        return self._block(kind, node, start)

    def _block_end(self, start: int, end: int) -> int:
        """A literal text ends with its last line; blank lines behind it count only where its sign says so."""
        head = self.text[start : self._line_end(start)]
        if "+" in head.partition("#")[0]:
            return end
        while end > start and self.text[end - 1] in " \n\r":
            end -= 1
        return end

    def _line_end(self, at: int) -> int:
        """Return where the next line begins."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def _block(self, kind: str, node: yaml.Node, start: int) -> tuple[Piece, int]:
        column, entries, at = node.start_mark.column, [], start
        for name, key, value in _named(kind, node):
            entry, at = self._entry(name, at, key, value)
            entries.append(entry)
        return Piece(
            kind, _value(node), self.text[start:at], True, column, _is_keyed(entries), tuple(entries)
        ), at

    def _entry(self, name: str, at: int, key: yaml.Node | None, value: yaml.Node) -> tuple[Entry, int]:
        """Return one entry of a block that begins at `at`, and where it ends: behind its line."""
        piece, end = self.piece(value)
        begin = value.start_mark.index
        sign = self._sign(at, key, begin)
        stem, gap = self.text[at:sign], self.text[sign:begin]
        own_line = piece.block and "\n" in gap
        if own_line:
            gap = gap[: gap.rfind("\n") + 1]
        tail = ""
        if not piece.block:
            line_end = self._line_end(end)
            tail, end = self.text[end:line_end], line_end
        return Entry(name, stem, gap, piece, tail, own_line), end

    def _sign(self, at: int, key: yaml.Node | None, begin: int) -> int:
        """Return where the colon behind the key, or the dash, ends."""
        if key is not None:
            return min(self.text.find(":", key.end_mark.index) + 1, begin) or begin
        dash = at
        while dash < begin and self.text[dash] != "-":  # comments above may hold one
            if self.text[dash] == "#":
                dash = self._line_end(dash)
            else:
                dash += 1
        return min(dash + 1, begin)

    def _flow(self, kind: str, node: yaml.Node, start: int, end: int) -> Piece:
        entries, glue, at = [], [], start
        for name, key, value in _named(kind, node):
            begin = (key or value).start_mark.index
            glue.append(self.text[at:begin])
            piece, stop = self.piece(value)
            opens = max(value.start_mark.index, begin)
            sign = min(self._sign(begin, key, opens), opens) if key is not None else begin
            entries.append(Entry(name, self.text[begin:sign], self.text[sign:opens], piece, ""))
            at = max(stop, opens)
        glue.append(self.text[at:end])
        text = self.text[start:end]
        return Piece(
            kind,
            _value(node),
            text,
            keyed=_is_keyed(entries),
            entries=tuple(entries),
            glue=tuple(glue),
        )


def _is_keyed(entries: Sequence[Entry]) -> bool:
    names = [one.key for one in entries]
    return "" not in names and len(set(names)) == len(names)


def _named(kind: str, node: yaml.Node) -> Iterator[tuple[str, yaml.Node | None, yaml.Node]]:
    """Give each entry of a collection with its name, "" for a line that has none."""
    if kind == "map":
        for key, value in node.value:
            yield key.value if isinstance(key, yaml.ScalarNode) else "", key, value
        return
    names = [_about(one) for one in node.value]
    counted = Counter(names)
    for name, one in zip(names, node.value, strict=True):
        when = _field(one, "when") if counted[name] > 1 else ""
        yield f"{name} ({when})" if name and when else name, None, one


def _about(node: yaml.Node) -> str:
    if not isinstance(node, yaml.MappingNode):
        return ""
    for names in _ABOUT:
        said = [_field(node, name) for name in names]
        if all(said):
            return "/".join(said)
    return ""


def _field(node: yaml.Node, name: str) -> str:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            if isinstance(value, yaml.ScalarNode):
                return str(value.value)
            inner = value.value[0][1] if isinstance(value, yaml.MappingNode) and value.value else None
            return str(inner.value) if isinstance(inner, yaml.ScalarNode) else ""
    return ""


def shifted(piece: Piece, column: int) -> Piece:
    """Return a block as it stands when its entries begin in another column."""
    if not piece.block or piece.column == column:
        return piece
    by = column - piece.column
    return replace(
        piece,
        column=column,
        text=_shift(piece.text, by),
        entries=tuple(shifted_entry(one, by) for one in piece.entries),
    )


def shifted_entry(entry: Entry, by: int) -> Entry:
    """Return an entry moved by columns, all its lines but the first."""
    if not by:
        return entry
    value = entry.value
    moved = shifted(value, value.column + by) if value.block else replace(value, text=_shift(value.text, by))
    return replace(entry, stem=_shift(entry.stem, by), gap=_shift(entry.gap, by), value=moved)


def _shift(text: str, by: int) -> str:
    first, *rest = text.split("\n")
    lines = [
        (" " * by + line if by > 0 else line.removeprefix(" " * -by)) if line.strip() else line
        for line in rest
    ]
    return "\n".join([first, *lines])


def in_block(entries: Sequence[Entry], column: int) -> str:
    """Return the text of a block: its first line without indentation, the others with it."""
    parts = []
    for number, one in enumerate(entries):
        text = one.text
        if number == 0:
            text = text.lstrip(" \n\r")
        elif not text[:1].isspace() and column:
            text = " " * column + text
        if number < len(entries) - 1 and not text.endswith("\n"):
            text += "\n"
        parts.append(text)
    return "".join(parts)


def in_flow(entries: Sequence[Entry], glue: Sequence[str], kind: str) -> str:
    """Return the text of a flow collection. glue: of one that had as many entries, else that of its first and last."""
    opening, closing = ("{", "}") if kind == "map" else ("[", "]")
    if len(glue) != len(entries) + 1:
        between = glue[1] if len(glue) > 2 else ", "
        first, last = (glue[0], glue[-1]) if len(glue) > 1 else (opening, closing)
        glue = [first, *[between] * (len(entries) - 1), last] if entries else [opening + closing]
    parts = [glue[0]]
    for one, behind in zip(entries, glue[1:], strict=False):
        parts += [one.text, behind]
    return "".join(parts)


def flowed(piece: Piece) -> Piece:
    """Return the piece in one line, for where one side wrote it as a block and the other did not."""
    if not piece.entries and piece.kind != "scalar":
        return replace(piece, text="{}" if piece.kind == "map" else "[]", block=False, column=0, glue=())
    if piece.kind == "scalar":
        one_line = "\n" not in piece.text and _stands_in_flow(piece)
        return piece if one_line else replace(piece, text=json.dumps(piece.value[2], ensure_ascii=False))
    entries = []
    for one, pair in zip(piece.entries, piece.value[1], strict=True):
        stem = f"{json.dumps(pair[0][2], ensure_ascii=False)}:" if piece.kind == "map" else ""
        entries.append(Entry(one.key, stem, " " if stem else "", flowed(one.value), ""))
    text = in_flow(entries, (), piece.kind)
    return Piece(piece.kind, piece.value, text, keyed=piece.keyed, entries=tuple(entries))


def _stands_in_flow(piece: Piece) -> bool:
    return piece.text[:1] in ("'", '"') or (bool(piece.text) and not set(piece.text) & set(",[]{}#:&*!|>%@`"))
