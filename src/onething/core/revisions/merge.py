"""Two versions with a common origin made one, field by field; what both changed otherwise is a conflict, and names itself.

What only one side touched is taken over by its letters: comments, order and quotes too. Lists of things that have names (`id`,
`key`, the role and material of a line …) are merged line by line, other lists as one value. Our reading of domain §2.3: nothing that
somebody wrote is lost without being asked about.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from onething.core.revisions.pieces import (
    Document,
    Entry,
    Piece,
    flowed,
    in_block,
    in_flow,
    read,
    shifted,
    value_of,
)

T = TypeVar("T")

#: The path of a conflict about the order of lines ends so.
ORDER = "*"


class Side(StrEnum):
    """Whose value holds where both changed one."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, each otherwise.

    path: the parts inside the file, outermost first ("materials", "applicant/id-card", "accepts"); () = the file as a whole, `*` at
    its end = the order of the lines. base, mine, theirs: the values as written, "" where there is none. mine_by, theirs_by: names.
    """

    file: str
    path: tuple[str, ...]
    base: str
    mine: str
    theirs: str
    mine_by: str = ""
    theirs_by: str = ""

    @property
    def key(self) -> str:
        """What a choice names it by: of file and path, so that it is the same again as long as the place is."""
        return sha256("\0".join((self.file, *self.path)).encode()).hexdigest()[:16]

    @property
    def where(self) -> str:
        return " › ".join((self.file, *self.path))


@dataclass(frozen=True, slots=True)
class Merged:
    """files: path → content, my value standing wherever a conflict is left. conflicts: in the order of file and place."""

    files: Mapping[str, bytes]
    conflicts: tuple[Conflict, ...]


def over(files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Return the files with the changes on top. changes: path → new content, None = the file goes."""
    found = {**files, **{path: content for path, content in changes.items() if content is not None}}
    return {path: content for path, content in found.items() if changes.get(path, b"") is not None}


def changes_between(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return the changes that make `new` of `old`."""
    paths = sorted({*old, *new})
    return {path: new.get(path) for path in paths if old.get(path) != new.get(path)}


def merge(
    base: Mapping[str, bytes],
    mine: Mapping[str, bytes],
    theirs: Mapping[str, bytes],
    *,
    choices: Mapping[str, Side] | None = None,
    mine_by: str = "",
    theirs_by: Callable[[str], str] = lambda path: "",
) -> Merged:
    """Return both sides in one. Each: path → content.

    choices: key of a conflict → whose value holds; such a conflict is none any more. theirs_by: file → who changed it there.
    """
    files: dict[str, bytes] = {}
    conflicts: list[Conflict] = []
    for path in sorted({*base, *mine, *theirs}):
        merger = _Merger(path, choices or {}, mine_by, theirs_by)
        content = merger.file(base.get(path), mine.get(path), theirs.get(path))
        conflicts += merger.conflicts
        if content is not None:
            files[path] = content
    return Merged(files, tuple(conflicts))


class _Merger:
    """The merge of one file."""

    def __init__(
        self, file: str, choices: Mapping[str, Side], mine_by: str, theirs_by: Callable[[str], str]
    ) -> None:
        self.name, self.choices = file, choices
        self.mine_by, self.theirs_by = mine_by, theirs_by
        self.conflicts: list[Conflict] = []

    def file(self, base: bytes | None, mine: bytes | None, theirs: bytes | None) -> bytes | None:
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        if mine is not None and theirs is not None and self.name.endswith((".yaml", ".yml")):
            merged = self._yaml(base, mine, theirs)
            if merged is not None:
                return merged
        self.conflicts.clear()
        side = self._choose((), _shown(base), _shown(mine), _shown(theirs))
        return mine if side is Side.MINE else theirs

    def _yaml(self, base: bytes | None, mine: bytes, theirs: bytes) -> bytes | None:
        """Return the merged file, None if it can only be taken as a whole."""
        try:
            texts = [(one or b"").decode() for one in (base, mine, theirs)]
        except UnicodeDecodeError:
            return None
        b, m, t = (read(text) for text in texts)
        if m is None or t is None or (base and b is None):
            return None
        root = self._value(None if b is None else b.root, m.root, t.root, ())
        assert root is not None
        old = b or Document("", t.root, "")
        text = f"{_either(old.head, m.head, t.head)}{root.text}{_either(old.foot, m.foot, t.foot)}"
        return text.encode() if value_of(text) == root.value else None

    # values

    def _value(
        self, b: Piece | None, m: Piece | None, t: Piece | None, path: tuple[str, ...]
    ) -> Piece | None:
        """Return the merged value; None = it goes."""
        if _text(m) == _text(b):
            return t
        if _text(t) in (_text(b), _text(m)):
            return m if _text(t) == _text(b) else t
        if m is not None and t is not None and self._goes_inside(b, m, t):
            return self._inside(b, m, t, path)
        if _said(m) == _said(b):
            return t
        if _said(t) == _said(b):
            return m
        if _said(m) == _said(t):
            return t
        side = self._choose(path, _written(b), _written(m), _written(t))
        return m if side is Side.MINE else t

    def _goes_inside(self, b: Piece | None, m: Piece, t: Piece) -> bool:
        every = [one for one in (b, m, t) if one is not None]
        return m.kind != "scalar" and all(one.kind == m.kind and one.keyed for one in every)

    def _inside(self, b: Piece | None, m: Piece, t: Piece, path: tuple[str, ...]) -> Piece:
        if len({one.block for one in (b, m, t) if one is not None and one.entries}) > 1:
            b, m, t = None if b is None else flowed(b), flowed(m), flowed(t)
        block = m.block or t.block
        column = t.column if t.block else m.column
        b = None if b is None else shifted(b, column)
        m, t = shifted(m, column), shifted(t, column)
        entries: list[Entry] = []
        for key in self._order(b, m, t, path):
            one = self._entry(None if b is None else b.get(key), m.get(key), t.get(key), (*path, key), column)
            if one is not None:
                entries.append(one)
        return self._built(m.kind, entries, block and bool(entries), column, (t, m, b))

    def _built(
        self, kind: str, entries: Sequence[Entry], block: bool, column: int, like: Iterable[Piece | None]
    ) -> Piece:
        if kind == "map":
            keys = tuple(("scalar", False, one.key) for one in entries)
            for piece in like:
                said = dict(zip((e.key for e in piece.entries), piece.value[1], strict=True)) if piece else {}
                keys = tuple(
                    said[one.key][0] if one.key in said else key
                    for one, key in zip(entries, keys, strict=True)
                )
            value = (kind, tuple((key, one.value.value) for key, one in zip(keys, entries, strict=True)))
        else:
            value = (kind, tuple(one.value.value for one in entries))
        if block:
            return Piece(kind, value, in_block(entries, column), True, column, True, tuple(entries))
        names = [one.key for one in entries]
        same = [one.glue for one in like if one and not one.block and [e.key for e in one.entries] == names]
        glue = next(iter(same), next((one.glue for one in like if one and one.entries), ()))
        glue = glue or next((one.glue for one in like if one and one.glue), ())
        return Piece(
            kind, value, in_flow(entries, glue, kind), keyed=True, entries=tuple(entries), glue=tuple(glue)
        )

    def _entry(
        self, b: Entry | None, m: Entry | None, t: Entry | None, path: tuple[str, ...], column: int
    ) -> Entry | None:
        if b and m and t and m.text == b.text:
            return t
        if b and m and t and t.text == b.text:
            return m
        value = self._value(_inner(b), _inner(m), _inner(t), path)
        if value is None:
            return None
        alike = [one for one in (t, m, b) if one and one.value.block == value.block]
        if not alike:  # emptied by both, or written in one line since
            whole = t or m
            assert whole is not None
            return replace(whole, gap=" ", value=value, tail=whole.tail or "\n", own_line=False)
        shape = next((one for one in alike if one.value is value), alike[0])
        if b in alike and m in alike and t in alike and b and m and t and len(alike) == 3:
            return replace(
                shape,
                stem=_either(b.stem, m.stem, t.stem),
                gap=_either(b.gap, m.gap, t.gap),
                tail=_either(b.tail, m.tail, t.tail),
                own_line=_either(b.own_line, m.own_line, t.own_line),
                value=value,
            )
        return replace(shape, value=value)

    # order

    def _order(self, b: Piece | None, m: Piece, t: Piece, path: tuple[str, ...]) -> list[str]:
        """Return the keys in their merged order: what one side moved is moved, what one added stands behind what it stood behind."""
        old, mine, theirs = ([e.key for e in one.entries] if one else [] for one in (b, m, t))
        all_three = set(old) & set(mine) & set(theirs)
        was, here, there = ([key for key in keys if key in all_three] for keys in (old, mine, theirs))
        backbone = old
        if here != was and there != was and here != there:
            side = self._choose((*path, ORDER), ", ".join(was), ", ".join(here), ", ".join(there))
            backbone = mine if side is Side.MINE else theirs
        elif here != was:
            backbone = mine
        elif there != was:
            backbone = theirs
        known = [key for key in backbone if key in old]
        known += [key for key in old if key not in known and (key in mine or key in theirs)]
        added: dict[str, list[list[str]]] = {}
        for keys in (mine, theirs):
            for anchor, group in _additions(keys, known).items():
                added.setdefault(anchor, []).append(group)
        found: list[str] = []
        for anchor in ["", *known]:
            if anchor:
                found.append(anchor)
            for group in sorted(added.get(anchor, [])):
                found += [key for key in group if key not in found]
        return found

    def _choose(self, path: tuple[str, ...], base: str, mine: str, theirs: str) -> Side:
        """Return whose value holds; a conflict that nobody decided is kept, and mine stands there."""
        theirs_by = self.theirs_by(self.name)
        conflict = Conflict(self.name, path, base, mine, theirs, self.mine_by, theirs_by)
        if conflict.key in self.choices:
            return self.choices[conflict.key]
        self.conflicts.append(conflict)
        return Side.MINE


def _additions(keys: Sequence[str], known: Sequence[str]) -> dict[str, list[str]]:
    """Return what a side added, by the known key that it stands behind, "" = at the beginning."""
    held, anchor = set(known), ""
    found: dict[str, list[str]] = {}
    for key in keys:
        if key in held:
            anchor = key
        else:
            found.setdefault(anchor, []).append(key)
    return found


def _either(base: T, mine: T, theirs: T) -> T:
    """Return what a side made of it; where both did, what holds now: comments and spacing are no matter to ask about."""
    return mine if theirs == base else theirs


def _inner(entry: Entry | None) -> Piece | None:
    return None if entry is None else entry.value


def _text(piece: Piece | None) -> str | None:
    return None if piece is None else piece.text


def _said(piece: Piece | None) -> object:
    return None if piece is None else piece.value


def _written(piece: Piece | None) -> str:
    return "" if piece is None else piece.text.strip()


def _shown(content: bytes | None) -> str:
    """Return a file as a conflict shows it: its text if it is one, else what can be told of it."""
    if content is None:
        return ""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return f"{len(content)} bytes, SHA-256 {sha256(content).hexdigest()[:12]}"
