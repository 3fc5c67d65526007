"""The part of a package that one scene depends on: everything that a proof of it reads, and little else.

A city has thousands of items, and a change of one word is proved while it is typed. What is left out is what no
proof of the scene looks at: other items, scenes and examples, and the grants for them.
"""

from collections.abc import Mapping
from functools import lru_cache

from onething.core.catalogue.loading_files import CITY, DICTIONARIES, DIVISIONS
from onething.core.editing.document import Document
from onething.core.editing.spans import FileUnreadable

SHARES = "shares.yaml"
#: Files of the city itself that a scene is read with; the topics are how scenes are found, and name all of them.
_READ = frozenset({CITY, DIVISIONS, *DICTIONARIES} - {"topics.yaml", "offices.yaml"})


def excerpt(files: Mapping[str, bytes], scene: str) -> dict[str, bytes]:
    """Return the files of a package that hold this scene, its items, its examples and all dictionaries.

    Files that cannot be read are kept as they are, so that their errors are found. Paths and lines stay, except in
    `shares.yaml`, where grants for other items are left out.
    """
    path = f"scenes/{scene}.yaml"
    items = items_of(files[path]) if path in files else ()
    kept = {
        name: data
        for name, data in files.items()
        if name in _READ
        or name.startswith("samples/")
        or name == path
        or (name.startswith("items/") and name[6:].removesuffix(".yaml") in items)
        or (name.startswith("examples/") and scene_of(data) == scene)
    }
    named = [_names(name, data) for name, data in kept.items() if name.startswith(("items/", "scenes/"))]
    facts, roles = (
        (frozenset[str]().union(*those) for those in zip(*named, strict=True)) if named else ((), ())
    )
    if SHARES in kept:
        kept[SHARES] = _shares(kept[SHARES], frozenset(items), frozenset(facts))
    if CITY in kept:
        kept[CITY] = _city(kept[CITY], frozenset(roles))
    return kept


@lru_cache(maxsize=256)
def items_of(scene: bytes) -> tuple[str, ...]:
    """Return the ids of the items of a scene's file; () for one that cannot be read."""
    try:
        lines = Document.of(scene).value(("items",), [])
    except FileUnreadable:
        return ()
    return (
        tuple(str(one.get("item", "")) for one in lines if isinstance(one, dict))
        if isinstance(lines, list)
        else ()
    )


@lru_cache(maxsize=1024)
def scene_of(example: bytes) -> str:
    """Return the scene of an example's file; "" for one that cannot be read."""
    try:
        return str(Document.of(example).value(("scene",), ""))
    except FileUnreadable:
        return ""


@lru_cache(maxsize=1024)
def _names(name: str, data: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """Return the facts that an item or a scene declares, and the roles of a scene."""
    try:
        whole = Document.of(data, name).value(())
    except FileUnreadable:
        return frozenset(), frozenset()
    said = whole if isinstance(whole, dict) else {}
    facts, roles = said.get("facts"), said.get("roles") if name.startswith("scenes/") else None
    return (
        frozenset(facts if isinstance(facts, dict) else ()),
        frozenset(roles if isinstance(roles, dict) else ()),
    )


def _shares(data: bytes, items: frozenset[str], facts: frozenset[str]) -> bytes:
    """Return the file with the grants for these items, and with these facts, only."""

    def named(names: frozenset[str], part: bytes) -> frozenset[str]:
        return names if b"\\" in part else frozenset(name for name in names if name.encode() in part)

    return b"".join(_share(part, named(items, part), named(facts, part)) for part in _parts(data))


@lru_cache(maxsize=16)
def _parts(data: bytes) -> tuple[bytes, ...]:
    """Return a file in parts, of one share each: a change makes one part other, and a small one is edited fast."""
    try:
        document = Document.of(data, SHARES)
    except FileUnreadable:
        return (data,)
    if document.root.flow or not document.root.keys:
        return (data,)
    starts = [key.start for key in document.root.keys]
    cuts = zip((0, *starts), (*starts, len(document.text)), strict=True)
    return tuple(document.text[start:end].encode() for start, end in cuts if start < end)


@lru_cache(maxsize=1024)
def _share(part: bytes, items: frozenset[str], facts: frozenset[str]) -> bytes:
    try:
        document = Document.of(part, SHARES)
    except FileUnreadable:
        return part
    whole = document.value(())
    for share, one in whole.items() if isinstance(whole, dict) else ():
        if not isinstance(one, dict):
            continue
        named = one.get("facts")
        if isinstance(named, list) and not facts.issuperset(named):
            document = document.set((share, "facts"), [name for name in named if name in facts])
        grants = one.get("grants")
        if not isinstance(grants, list):
            continue
        for at in range(len(grants) - 1, -1, -1):
            those = grants[at].get("items") if isinstance(grants[at], dict) else None
            if not isinstance(those, list) or items.issuperset(those):
                continue
            left = [name for name in those if name in items]
            place = (share, "grants", at)
            document = document.set((*place, "items"), left) if left else document.remove(place)
    return document.data()


@lru_cache(maxsize=64)
def _city(data: bytes, roles: frozenset[str]) -> bytes:
    try:
        document = Document.of(data, CITY)
    except FileUnreadable:
        return data
    named = document.value(("sign_in",), [])
    if isinstance(named, list) and roles and any(str(key).partition("/")[0] not in roles for key in named):
        document = document.set(("sign_in",), [key for key in named if str(key).partition("/")[0] in roles])
    return document.data()
