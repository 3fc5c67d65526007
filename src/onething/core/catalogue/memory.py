"""What a loader keeps of the last package that had no fault, so that the next one is read only where it differs.

What a file may refer to it names, letter by letter: a file in which no changed name stands reads as it did. So items, scenes and
examples are read anew when their own file changed, when a name that changed or vanished stands in it, or when what is declared for them
elsewhere changed. A package with a fault is always read from the beginning: what is said of faults is the same either way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onething.core.catalogue.declarations import Declared
from onething.core.catalogue.forms import Form
from onething.core.catalogue.hashing import Hashed
from onething.core.catalogue.reading import Mapping_, Node, Scalar
from onething.core.source import Where

#: More changed names than these, and everything is read anew: looking for each in every file would take longer.
MOST_NAMES = 40


@dataclass(slots=True)
class Kept:
    """One package that was read. roots: trees of its dictionaries; roles: of each item; bound: scene → items that it names."""

    files: Mapping[str, bytes]
    roots: Mapping[str, Node | None]
    names: Mapping[str, Mapping[str, Where]]
    declared: Mapping[str, Declared]
    roles: Mapping[str, tuple[str, ...]]
    scene_roles: Mapping[str, tuple[str, ...]]
    bound: Mapping[str, Mapping[str, Where]]
    blocks: dict[str, tuple[Form, ...]]
    hashed: Hashed

    def same(self, path: str, data: bytes | None) -> bool:
        return data is not None and self.files.get(path) == data


@dataclass(slots=True)
class Memory:
    """The last package without a fault; None before there is one. Given to the loader, which replaces what it holds."""

    last: Kept | None = field(default=None)


def vanished(names: Mapping[str, Mapping[str, Where]], before: Mapping[str, Mapping[str, Where]]) -> set[str]:
    """Return the names that some collection has no more."""
    return {name for collection, known in before.items() for name in known.keys() - names[collection].keys()}


def mentions(data: bytes, names: Iterable[bytes]) -> bool:
    """Say whether one of these names may stand in a file: also where it could be written with escapes."""
    return b"\\" in data or any(name in data for name in names)


def mentioned(node: Node, names: set[str]) -> bool:
    """Say whether one of these names is a value or a part of one in a tree."""
    if isinstance(node, Scalar):
        return any(name in node.text for name in names)
    if isinstance(node, Mapping_):
        return any(mentioned(part, names) for _, part in node.entries)
    return any(mentioned(part, names) for part in node.items)


def changed_blocks(now: Node | None, before: Node | None, names: set[str]) -> set[str]:
    """Return the blocks that say something else, or that name what changed."""
    new = {key.text: node for key, node in now.entries} if isinstance(now, Mapping_) else {}
    old = {key.text: node for key, node in before.entries} if isinstance(before, Mapping_) else {}
    return {id for id, node in new.items() if node != old.get(id) or mentioned(node, names)}
