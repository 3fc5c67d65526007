"""What is different between two versions of a city, field by field, as a person would tell it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from onething.core.catalogue.findings import shown
from onething.core.catalogue.model import Package, Scene, SceneItem
from onething.core.register.entries import LINES, Entry
from onething.core.rules import Condition
from onething.core.source import NOWHERE, Text, Where

#: Parts of a package, in the order in which differences are told, with the words for them.
PARTS = {
    "city": ("城市", "city"),
    "divisions": ("区划", "division"),
    "departments": ("部门", "department"),
    "elements": ("数据元", "element"),
    "licences": ("电子证照", "licence"),
    "materials": ("材料", "material"),
    "shares": ("共享数据", "share"),
    "certificates": ("村级证明", "village certificate"),
    "items": ("事项", "item"),
    "scenes": ("一件事", "scene"),
    "examples": ("示例", "example"),
    "topics": ("专题", "topic"),
    "offices": ("办事处", "office"),
    "register": ("事项库", "register entry"),
}
_CITY = (
    "id",
    "name",
    "division",
    "minutes",
    "sign_in",
    "settings",
)
_LONGEST = 80


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same lines in another order


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    part: a key of PARTS; id: the member, "" for the city itself; path: the parts inside it, outermost first
    ("fields", "applicant/person.name", "required"). before, after: the values as texts, "" where there is none.
    at: the line of the new version, of the old one for what was removed.
    """

    part: str
    id: str
    path: tuple[str, ...]
    kind: Kind
    before: str
    after: str
    at: Where

    @property
    def message(self) -> Text:
        zh, en = PARTS[self.part]
        path_zh = "".join(f" › {name}" for name in self.path)
        head_zh, head_en = f"{zh} {self.id}".rstrip() + path_zh, f"{en} {self.id}".rstrip() + path_zh
        match self.kind:
            case Kind.ADDED:
                value = f"：{shown(self.after, _LONGEST)}" if self.after else ""
                return Text(f"{head_zh} 新增{value}", f"{head_en} added{value.replace('：', ': ')}")
            case Kind.REMOVED:
                value = f"：{shown(self.before, _LONGEST)}" if self.before else ""
                return Text(f"{head_zh} 删除{value}", f"{head_en} removed{value.replace('：', ': ')}")
            case Kind.MOVED:
                return Text(
                    f"{head_zh} 顺序改变：{self.before} → {self.after}",
                    f"{head_en} reordered: {self.before} → {self.after}",
                )
            case Kind.CHANGED:
                before, after = shown(self.before, _LONGEST), shown(self.after, _LONGEST)
                return Text(f"{head_zh}：{before} → {after}", f"{head_en}: {before} → {after}")

    def __str__(self) -> str:
        return f"{self.at}: {self.message.en}"


def diff(old: Package, new: Package) -> tuple[Change, ...]:
    """Return every difference in meaning, in the order of PARTS. Spacing, comments and `source` are none."""
    return tuple(_changes(old, new))


def _changes(old: Package, new: Package) -> Iterator[Change]:
    for name in _CITY:
        yield from _compare("city", "", (name,), getattr(old, name), getattr(new, name), NOWHERE)
    for part in PARTS:
        if part == "city":
            continue
        before, after = getattr(old, part), getattr(new, part)
        for id in [*before, *(id for id in after if id not in before)]:
            if id not in after:
                yield Change(part, id, (), Kind.REMOVED, _label(before[id]), "", _place(before[id], NOWHERE))
            elif id not in before:
                yield Change(part, id, (), Kind.ADDED, "", _label(after[id]), _place(after[id], NOWHERE))
            else:
                yield from _compare_objects(part, id, (), before[id], after[id], NOWHERE)


def _compare_objects(
    part: str, id: str, path: tuple[str, ...], old: Any, new: Any, at: Where
) -> Iterator[Change]:
    at = _place(new, at)
    for piece in fields(old):
        if (
            piece.compare
            and piece.name not in ("id", "hash", "sources")
            and not (isinstance(old, SceneItem) and piece.name == "item")
        ):
            before, after = getattr(old, piece.name), getattr(new, piece.name)
            if isinstance(before, Entry):  # its elements are those of the file
                yield from _compare_objects(part, id, path, before, after, at)
            else:
                yield from _compare(part, id, (*path, piece.name), before, after, at)


def _compare(part: str, id: str, path: tuple[str, ...], old: Any, new: Any, at: Where) -> Iterator[Change]:
    if old == new and not _reordered(old, new):
        return
    if isinstance(old, Condition) and isinstance(new, Condition) and old.tree == new.tree:
        return
    if isinstance(old, Text) or isinstance(new, Text):
        yield Change(part, id, path, _kind(old, new), _say(old), _say(new), at)
    elif is_dataclass(old) and type(old) is type(new) and not isinstance(old, Condition):
        yield from _compare_objects(part, id, path, old, new, at)
    elif _keyed(old) and _keyed(new):
        yield from _compare_keyed(part, id, path, _by_key(old), _by_key(new), at)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _compare_keyed(part, id, path, old, new, at)
    else:
        place = _place(new, _place(old, at) if new is None else at)
        yield Change(part, id, path, _kind(old, new), _say(old), _say(new), place)


def _compare_keyed(
    part: str, id: str, path: tuple[str, ...], old: Mapping[Any, Any], new: Mapping[Any, Any], at: Where
) -> Iterator[Change]:
    for key in [*old, *(key for key in new if key not in old)]:
        inside = (*path, _say(key))
        if key not in new:
            yield Change(part, id, inside, Kind.REMOVED, _label(old[key]), "", _place(old[key], at))
        elif key not in old:
            yield Change(part, id, inside, Kind.ADDED, "", _label(new[key]), _place(new[key], at))
        else:
            yield from _compare(part, id, inside, old[key], new[key], at)
    if _lines(old) and [key for key in old if key in new] != [key for key in new if key in old]:
        yield Change(part, id, path, Kind.MOVED, ", ".join(map(_say, old)), ", ".join(map(_say, new)), at)


def _lines(values: Mapping[Any, Any]) -> bool:
    """Say whether these are the lines of a list, whose order is shown to people."""
    return any(_has_place(value) or isinstance(value, LINES) for value in values.values())


def _reordered(old: Any, new: Any) -> bool:
    return isinstance(old, Mapping) and isinstance(new, Mapping) and list(old) != list(new) and _lines(old)


def _keyed(value: Any) -> bool:
    """Say whether a value is a list of lines that have names of their own, or an empty list."""
    return isinstance(value, tuple) and all(_has_place(line) or isinstance(line, LINES) for line in value)


def _has_place(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Condition) and hasattr(value, "at")


def _by_key(lines: tuple[Any, ...]) -> dict[str, Any]:
    """Return the lines by what they are about; a second one about the same is "NAME (2)"."""
    found: dict[str, Any] = {}
    for line in lines:
        name = _name(line)
        count = 1
        while (key := name if count == 1 else f"{name} ({count})") in found:
            count += 1
        found[key] = line
    return found


def _name(line: Any) -> str:
    """Return what a line of a list is about, without what may change in it."""
    if isinstance(line, SceneItem):
        return line.item.id
    for names in (
        ("id",),
        ("key",),
        ("place", "purpose"),
        ("kind", "department"),
        ("name",),
        ("value",),
        ("division",),
    ):
        if all(hasattr(line, name) for name in names):
            return "/".join(_say(getattr(line, name)) for name in names)
    for name in ("when", "purpose"):
        if hasattr(line, name):
            return shown(_say(getattr(line, name)), 40)
    return type(line).__name__.lower()


def _kind(old: Any, new: Any) -> Kind:
    empty: tuple[Any, ...] = (None, "", (), frozenset())
    if old in empty and not isinstance(old, bool | int):
        return Kind.ADDED
    return Kind.REMOVED if new in empty and not isinstance(new, bool | int) else Kind.CHANGED


def _place(value: Any, otherwise: Where) -> Where:
    at = getattr(value, "at", NOWHERE)
    return at if isinstance(at, Where) and at != NOWHERE else otherwise


def _label(value: Any) -> str:
    """Return the name of a whole line or member, for what was added or removed."""
    if isinstance(value, LINES):
        return value.name
    for name in ("name", "label", "text"):
        if isinstance(text := getattr(value, name, None), Text):
            return text.zh
    if _has_place(value):
        return str(getattr(value, "scene", ""))
    return _say(value)


def _say(value: Any) -> str:
    """Return a value as a person writes it in the package."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case Text():
            return f"{value.zh} / {value.en}" if value.en else value.zh
        case Condition():
            return value.text
        case date():
            return value.isoformat()
        case Decimal() | int():
            return str(value)
        case frozenset():
            return ", ".join(sorted(map(_say, value)))
        case tuple():
            return ", ".join(map(_say, value))
        case Mapping():
            return ", ".join(f"{_say(key)}: {_say(part)}" for key, part in value.items())
        case _ if is_dataclass(value):
            return _label(value) or repr(value)
        case _:
            return str(value)


def changed_scenes(old: Package, new: Package) -> tuple[Scene, ...]:
    """Return the scenes of the new version that are new or that plan differently: those whose hash is another."""
    before = {id: scene.hash for id, scene in old.scenes.items()}
    return tuple(scene for id, scene in new.scenes.items() if before.get(id) != scene.hash)
