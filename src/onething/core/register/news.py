"""What a source says new of an entry that the city writes itself, brought together with it element by element (ours, theirs, base).

The base is what the source had said when the two came together last: what only the source changed since is taken, what only the city
changed stays, what both changed otherwise is a conflict for a person. Our reading of domain §2.3, as with two drafts.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from onething.core.catalogue.findings import Findings
from onething.core.editing.document import Document
from onething.core.errors import Conflict as ConflictError
from onething.core.errors import NotFound, RuleBroken
from onething.core.register.elements import COLUMNS, called
from onething.core.register.entries import Entry, Named
from onething.core.register.filed import path_of
from onething.core.register.files import LINES, ORDER, read_entry, write_entry
from onething.core.register.masters import said
from onething.core.revisions.merge import ORDER as ORDER_OF_LINES
from onething.core.revisions.merge import Conflict, Side, merge
from onething.core.source import Text

_Told = Mapping[tuple[str, ...], Any]


class NoBase(Named):
    """Why there is nothing to compare both with, so that every difference is decided by a person."""

    NEVER = (
        "never",
        "这一项是本市先写的，来源以前没有给过，没有共同的原文",
        "the entry was begun here before its source gave one, so the two have no common origin",
    )
    UNKNOWN = (
        "unknown",
        "条目文件里的 given 指的那一版来源内容，这里从来没有收到过",
        "this register never took in the version of the source that `given` in the file of the entry names",
    )


class NoNews(NotFound):
    """The source says nothing that the entry has not been brought together with, or the entry is not written here."""

    code = "register.no_news"

    def __init__(self, source: str, key: str) -> None:
        super().__init__(f"{source!r} says nothing new of {key!r}")
        self.source, self.key = source, key


class NewsMoved(ConflictError):
    """The source said something else again, or the entry was published anew, since the page was shown."""

    code = "register.news_moved"


class NewsUndecided(RuleBroken):
    """left: how many places nobody decided; first: the place of the first."""

    code = "register.news_undecided"

    def __init__(self, left: int, first: Text) -> None:
        super().__init__(f"{left} places are not decided, the first: {first.en or first.zh}")
        self.left, self.first = left, first


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing that two versions say otherwise. before, after: "—" where one says nothing."""

    what: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Place:
    """A conflict as a person reads it. order: it is about the order of lines."""

    conflict: Conflict
    what: Text
    base: Text
    ours: Text
    theirs: Text
    order: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """Both in one. content: the file, ours where a conflict is left. places: the conflicts that are left. taken: what the source brings into ours; kept: what ours has
    otherwise than the base and keeps (nothing where there is no base)."""

    content: bytes
    places: tuple[Place, ...]
    taken: tuple[Leaf, ...]
    kept: tuple[Leaf, ...]


def meet(
    source: str,
    *,
    base: Entry | None,
    ours: bytes,
    theirs: Entry,
    given: str,
    choices: Mapping[str, Side] | None = None,
) -> Met:
    """Return our file with what the source says new. given: hash of `theirs`, which the file names from then on.

    choices: key of a conflict → whose value holds.
    """
    path = path_of(source, theirs.key)
    sides = [
        {path: content} if content else {} for content in (_file(source, base), ours, _file(source, theirs))
    ]
    merged = merge(*sides, choices=choices)
    content = Document.of(merged.files[path], path).set(("given",), given, order=ORDER).data()
    made, was = _entry(path, content), _entry(path, ours)
    undecided = {one.path[0] for one in merged.conflicts if one.path}
    taken = tuple(differing(was, made))
    kept = () if base is None else tuple(differing(base, made, but={*undecided, *_changed(was, made)}))
    told = [dict(_leaves(one)) if one else {} for one in (base, was, theirs)]
    return Met(content, tuple(_place(one, *told) for one in merged.conflicts), taken, kept)


def _place(one: Conflict, base: _Told, ours: _Told, theirs: _Told) -> Place:
    order = one.path[-1:] == (ORDER_OF_LINES,)
    at = one.path[:-1] if order else one.path
    if at in ours or at in theirs:
        b, o, t = (said(told.get(at)) for told in (base, ours, theirs))
    else:  # of a whole table, or the order of its lines
        b, o, t = (Text(text or "—") for text in (one.base, one.mine, one.theirs))
    return Place(one, _called(at), b, o, t, order)


def differing(before: Entry, after: Entry, *, but: Collection[str] = ()) -> Iterator[Leaf]:
    """Give what two entries say otherwise, in the order of the elements. but: elements that are left out."""
    old, new = (dict(_leaves(one)) for one in (before, after))
    for place in dict.fromkeys((*old, *new)):
        a, b = old.get(place), new.get(place)
        if a != b and place[0] not in but:
            yield Leaf(_called(place), said(a), said(b))


def _changed(before: Entry, after: Entry) -> set[str]:
    return {one.name for one in fields(Entry) if getattr(before, one.name) != getattr(after, one.name)}


def _leaves(entry: Entry) -> Iterator[tuple[tuple[str, ...], Any]]:
    for one in fields(Entry):
        value = getattr(entry, one.name)
        if one.name in LINES:
            for line in value:
                for name in COLUMNS[one.name]:
                    yield (one.name, line.name, name), getattr(line, name)
        elif isinstance(value, Mapping):
            yield from (((one.name, name), text) for name, text in value.items())
        else:
            yield (one.name,), value


def _called(place: tuple[str, ...]) -> Text:
    """Return how an element is called, a line of a table, or a column of it."""
    parts = [called(one) if at == 0 else Text(one) for at, one in enumerate(place)]
    if len(place) == 3:
        parts[2] = COLUMNS.get(place[0], {}).get(place[2], parts[2])
    return Text(" › ".join(one.zh for one in parts), " › ".join(one.en or one.zh for one in parts))


def _file(source: str, entry: Entry | None) -> bytes:
    return b"" if entry is None else write_entry(source, entry)


def _entry(path: str, content: bytes) -> Entry:
    filed = read_entry(path, content, Findings())
    assert filed is not None, path  # both sides were read, and a merge is of their values
    return filed.entry
