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
    known = _names(
        tuple(sorted((name, data) for name, data in kept.items() if name.startswith(("items/", "scenes/"))))
    )
    if SHARES in kept:
        kept[SHARES] = _shares(kept[SHARES], frozenset(items), known[0])
    if CITY in kept:
        kept[CITY] = _city(kept[CITY], known[1])
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


@lru_cache(maxsize=64)
def _names(files: tuple[tuple[str, bytes], ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the facts that these items and scenes declare, and the roles of the scenes."""
    facts: set[str] = set()
    roles: set[str] = set()
    for name, data in files:
        try:
            whole = Document.of(data, name).value(())
        except FileUnreadable:
            continue
        if isinstance(whole, dict):
            declared = whole.get("facts")
            facts |= set(declared) if isinstance(declared, dict) else set()
            if name.startswith("scenes/") and isinstance(whole.get("roles"), dict):
                roles |= set(whole["roles"])
    return frozenset(facts), frozenset(roles)


@lru_cache(maxsize=64)
def _shares(data: bytes, items: frozenset[str], facts: frozenset[str]) -> bytes:
    try:
        document = Document.of(data, SHARES)
    except FileUnreadable:
        return data
    for share, one in (document.value(()) or {}).items():
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
