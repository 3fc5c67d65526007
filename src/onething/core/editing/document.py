"""One YAML file of a package as text that can be edited in places: what is not touched stays byte for byte.

A package is read by people in a diff, so a change must be as small there as it was in the editor: comments, the
order of keys, quotes and blank lines of everything else remain. The tree only says where in the text each value
stands; an edit replaces that piece of text and reads the result anew.

A place is a path of keys and positions: `("items", 0, "when")`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from onething.core.catalogue.reading import MOST_DEPTH
from onething.core.editing.spans import FileUnreadable, Span, read_spans
from onething.core.editing.writing import inline, written
from onething.core.errors import NotFound

Path: TypeAlias = Sequence[str | int]


class PlaceMissing(NotFound):
    """An edit names a place that the file does not have (any more)."""

    code = "editing.place_missing"

    def __init__(self, file: str, place: str) -> None:
        super().__init__(f"{file} has nothing at {place}")
        self.file, self.place = file, place


class Document:
    """The text of one file. Every change returns a new document; raises PlaceMissing, FileUnreadable."""

    def __init__(self, text: str, file: str = "") -> None:
        self.text, self.file = text, file
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.root = read_spans(text, file)

    @classmethod
    def of(cls, data: bytes, file: str = "") -> "Document":
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FileUnreadable(file, data[: error.start].count(b"\n") + 1) from None
        document = cls(text, file)
        document._mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        return document

    _mark = b""

    def data(self) -> bytes:
        return self._mark + self.text.encode()

    # reading

    def value(self, path: Path = (), default: Any = None) -> Any:
        """Return what stands at a place as plain data; `default` if there is nothing."""
        span = self._find(path)
        return default if span is None else _plain(span)

    def has(self, path: Path) -> bool:
        return self._find(path) is not None

    def line(self, path: Path) -> int:
        """Return the line, from 1, on which a place begins. Raises PlaceMissing."""
        return self.text.count("\n", 0, self._at(path).start) + 1

    def path_at(self, line: int, column: int) -> tuple[str | int, ...]:
        """Return the innermost place of a line and column, from 1; () for one that is in no value."""
        start = 0
        for _ in range(line - 1):
            start = self.text.find("\n", start) + 1
            if not start:
                return ()
        at, span, path = start + column - 1, self.root, []
        while span.kind != "scalar":
            names: Sequence[str | int] = (
                span.names() if span.kind == "map" else range(len(span.children or ()))
            )
            entries = zip(names, self._entries(span), span.children or (), strict=True)
            inside = next(
                ((name, child) for name, (begin, end), child in entries if begin <= at < max(end, begin + 1)),
                None,
            )
            if inside is None:
                break
            path.append(inside[0])
            span = inside[1]
        return tuple(path)

    # changing

    def set(self, path: Path, value: Any, *, order: Sequence[str] = ()) -> "Document":
        """Return the document with this value at a place, made if it is not there. order: of the keys around it.

        The mapping around the place must exist. A text keeps the quotes that stood there.
        """
        span = self._find(path)
        if span is None:
            return self._add(self._at(path[:-1]), str(path[-1]), value, order)
        if _plain(span) == value and type(_plain(span)) is type(value):
            return self
        parent = self._at(path[:-1]) if path else span
        start, end = span.start, span.end
        if not span.flow and parent.kind == "map" and parent.keys is not None:
            name = parent.keys[parent.names().index(str(path[-1]))]
            start = self._after_colon(name)
            return self._with(start, end, self._valued(value, parent))
        quote = span.style if span.kind == "scalar" else ""
        return self._with(start, end, (" " if start == end else "") + inline(value, quote))

    def remove(self, path: Path) -> "Document":
        """Return the document without a place; the last entry of a mapping leaves `{}`, of a list `[]`."""
        self._at(path)
        parent = self._at(path[:-1])
        assert parent.children is not None
        at = path[-1] if parent.kind == "seq" else parent.names().index(str(path[-1]))
        assert isinstance(at, int)
        if len(parent.children) == 1:
            if parent.flow:
                return self._with(parent.start, parent.end, "{}" if parent.kind == "map" else "[]")
            return self._emptied(path[:-1], parent)
        if parent.flow:
            spans = self._entries(parent)
            if at:
                return self._with(spans[at - 1][1], spans[at][1], "")
            return self._with(spans[0][0], spans[1][0], "")
        if at == 0 and parent.kind == "map" and not self._alone(parent.start):
            assert parent.keys is not None  # `- key: value`: the next key moves up to the dash
            return self._with(parent.start, parent.keys[1].start, "")
        start, end = self._lines(parent, at)
        return self._with(start, end, "")

    def rename(self, path: Path, name: str) -> "Document":
        """Return the document with another key at a place; what stands behind it stays. Raises PlaceMissing."""
        self._at(path)
        parent = self._at(path[:-1])
        if parent.kind != "map" or parent.keys is None:
            raise PlaceMissing(self.file, _shown(path))
        key = parent.keys[parent.names().index(str(path[-1]))]
        return self if name == str(path[-1]) else self._with(key.start, key.end, inline(name))

    def insert(self, path: Path, at: int, value: Any) -> "Document":
        """Return the document with one more entry in the list at `path`, before position `at` (its length: the end)."""
        span = self._at(path)
        if span.kind != "seq":
            if span.kind == "scalar" and span.value is None:
                return self.set(path, [value])
            raise PlaceMissing(self.file, _shown((*path, at)))
        children = span.children or []
        if not 0 <= at <= len(children):
            raise PlaceMissing(self.file, _shown((*path, at)))
        if not children or (span.flow and self._one_line(span) and isinstance(value, dict)):
            return self.set(path, [*(_plain(span)[:at]), value, *(_plain(span)[at:])])
        if span.flow:
            if at == len(children):
                return self._with(children[-1].end, children[-1].end, ", " + inline(value))
            return self._with(children[at].start, children[at].start, inline(value) + ", ")
        line = " " * span.column + "- " + written(value, span.column + 2, self.newline)
        if at == len(children):
            end = self._lines(span, at - 1)[1]
            return self._with(end, end, self._broken(end) + line + self.newline)
        start = self._lines(span, at)[0]
        return self._with(start, start, line + self.newline)

    def move(self, path: Path, at: int, to: int) -> "Document":
        """Return the document with entry `at` of the list at `path` at position `to`; its comment lines go along."""
        span = self._at(path)
        count = len(span.children or ())
        if span.kind != "seq" or not (0 <= at < count and 0 <= to < count):
            raise PlaceMissing(self.file, _shown((*path, at)))
        pieces = [self._entries(span)[n] if span.flow else self._lines(span, n) for n in range(count)]
        texts = [self.text[start:end] for start, end in pieces]
        if not span.flow and not texts[-1].endswith("\n"):
            texts[-1] += self.newline
        gaps = [self.text[pieces[n][1] : pieces[n + 1][0]] for n in range(count - 1)]
        texts.insert(to, texts.pop(at))
        whole = "".join(text + gap for text, gap in zip(texts, [*gaps, ""], strict=True))
        return self._with(pieces[0][0], pieces[-1][1], whole)

    # where things stand

    def _find(self, path: Path) -> Span | None:
        span = self.root
        for step in path:
            if span.kind == "map" and isinstance(step, str) and step in (names := span.names()):
                span = (span.children or [])[names.index(step)]
            elif span.kind == "seq" and isinstance(step, int) and 0 <= step < len(span.children or ()):
                span = (span.children or [])[step]
            else:
                return None
        return span

    def _at(self, path: Path) -> Span:
        span = self._find(path)
        if span is None:
            raise PlaceMissing(self.file, _shown(path))
        return span

    def _entries(self, span: Span) -> list[tuple[int, int]]:
        """Return [start, end) of each entry, with its key."""
        children = span.children or []
        firsts = span.keys or children
        return [(first.start, child.end) for first, child in zip(firsts, children, strict=True)]

    def _lines(self, span: Span, at: int) -> tuple[int, int]:
        """Return the whole lines of one entry of a block, with the comment lines right above it."""
        start, end = self._entries(span)[at]
        start = self.text.rfind("\n", 0, start) + 1
        floor = 0 if span.kind == "seq" else start  # the comment at the head of a mapping is about all of it
        floor = self._lines(span, at - 1)[1] if at else floor
        while start > floor:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if above < floor or not self.text[above:start].lstrip(" ").startswith("#"):
                break
            start = above
        stop = (
            self.text.find("\n", max(end - 1, 0))
            if self.text[end - 1 : end] == "\n"
            else self.text.find("\n", end)
        )
        return start, len(self.text) if stop < 0 else stop + 1

    def _alone(self, start: int) -> bool:
        """Say whether nothing but blanks stands before a place in its line."""
        return not self.text[self.text.rfind("\n", 0, start) + 1 : start].strip()

    def _one_line(self, span: Span) -> bool:
        return "\n" not in self.text[span.start : span.end]

    def _broken(self, end: int) -> str:
        return "" if end == 0 or self.text[end - 1] == "\n" else self.newline

    def _after_colon(self, key: Span) -> int:
        return self.text.index(":", key.end) + 1

    # what is written

    def _with(self, start: int, end: int, text: str) -> "Document":
        changed = Document(self.text[:start] + text + self.text[end:], self.file)
        changed._mark = self._mark
        return changed

    def _valued(self, value: Any, parent: Span) -> str:
        """Return what stands behind the colon of a key of a block."""
        text = written(value, parent.column + 2, self.newline, nested=True)
        return text if text.startswith(self.newline) else " " + text

    def _add(self, parent: Span, key: str, value: Any, order: Sequence[str]) -> "Document":
        if parent.kind == "scalar" and parent.value is None:
            text = inline({key: value})
            return self._with(parent.start, parent.end, text if parent.start != parent.end else " " + text)
        if parent.kind != "map":
            raise PlaceMissing(self.file, key)
        names = parent.names()
        earlier = set(order[: order.index(key)]) if key in order else set(names)
        after = max(
            (n for n, name in enumerate(names) if name in earlier),
            default=-1 if key in order else len(names) - 1,
        )
        entry = f"{inline(key)}: {inline(value)}"
        entries = self._entries(parent)
        if parent.flow:
            if not entries:
                return self._with(parent.start, parent.end, "{" + entry + "}")
            if after < 0:
                return self._with(entries[0][0], entries[0][0], entry + ", ")
            return self._with(entries[after][1], entries[after][1], ", " + entry)
        entry = f"{inline(key)}:{self._valued(value, parent)}"
        indent = " " * parent.column
        if after < 0:
            return self._with(parent.start, parent.start, entry + self.newline + indent)
        end = self._lines(parent, after)[1]
        return self._with(end, end, self._broken(end) + indent + entry + self.newline)

    def _emptied(self, path: Path, span: Span) -> "Document":
        empty = "{}" if span.kind == "map" else "[]"
        if path and (parent := self._at(path[:-1])).kind == "map" and parent.keys is not None:
            start = self._after_colon(parent.keys[parent.names().index(str(path[-1]))])
            return self._with(start, span.end, " " + empty)
        return self._with(span.start, span.end, empty)


def _plain(span: Span) -> Any:
    if span.kind == "map":
        return {name: _plain(child) for name, child in zip(span.names(), span.children or (), strict=True)}
    if span.kind == "seq":
        return [_plain(child) for child in span.children or ()]
    return span.value


def _shown(path: Path) -> str:
    return "/".join(str(step) for step in path)[:200] or "/"


#: What may stand in a path that comes from a form: `items.0.when`.
_STEP = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .\-一-鿿]{0,80}\Z")


def path_of(text: str) -> tuple[str | int, ...]:
    """Return the path that a form names, `items/0/when`. Raises PlaceMissing for what is none."""
    steps = text.split("/") if text else []
    if len(steps) > MOST_DEPTH or not all(_STEP.match(step) for step in steps):
        raise PlaceMissing("", text[:200])
    return tuple(int(step) if step.isdecimal() and len(step) < 6 else step for step in steps)


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return the files that an edit changed, None for one that it took away."""
    gone: dict[str, bytes | None] = {path: None for path in before if path not in after}
    return gone | {path: data for path, data in after.items() if before.get(path) != data}
