"""Content hashes: the same for every way of writing the same definitions, another for any change that matters."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

from onething.core.catalogue.bodies import bodies_of
from onething.core.catalogue.model import Item, Package, Scene, SceneItem
from onething.core.catalogue.words import CertificateKind, CertificateStatus
from onething.core.rules import Condition
from onething.core.source import Text

_LEFT_OUT = frozenset({"hash", "sources"})


def canonical(value: Any) -> Any:
    """Return plain data for JSON. Places in files take no part; a condition counts by its tree, not its spacing."""
    if isinstance(value, Condition):
        return canonical(value.tree)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        parts = {
            part.name: canonical(getattr(value, part.name))
            for part in fields(value)
            if part.compare and part.name not in _LEFT_OUT and not _unsaid(part, value)
        }
        return {"is": type(value).__name__, **parts}
    if isinstance(value, Mapping):
        return sorted(
            ([_name(key), canonical(part)] for key, part in value.items()), key=lambda pair: pair[0]
        )
    if isinstance(value, frozenset | set):
        return sorted(_name(part) for part in value)
    if isinstance(value, tuple | list):
        return [canonical(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def _unsaid(part: Field[Any], value: Any) -> bool:
    """A field that came later and holds its default (`words.ADDED`)."""
    if "added" not in part.metadata:
        return False
    default = part.default if part.default_factory is MISSING else part.default_factory()
    return bool(getattr(value, part.name) == default)


def _name(key: Any) -> str:
    if isinstance(key, Enum):
        return str(key.value)
    return key if isinstance(key, str) else json.dumps(canonical(key), ensure_ascii=False)


def text_of(value: Any) -> str:
    """Return the canonical JSON of a value."""
    return json.dumps(canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of a value, in hexadecimal."""
    return sha256(text_of(value).encode()).hexdigest()


#: The dictionaries that items refer to, in the order in which an item is hashed with them.
_DICTIONARIES = ("elements", "materials", "licences", "shares", "departments", "divisions")

#: What an item refers to: dictionary → ids in it.
Used = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Hashed:
    """What is kept of a package that was hashed, so that the next one is hashed only where it differs.

    texts: canonical text of each entry of the dictionaries, by the entry itself. used: what each item refers to.
    begun: the hash of each item as far as the item itself goes; what is written down and read again begins anew.
    """

    package: Package
    texts: dict[int, tuple[Any, str]]
    used: dict[str, Used]
    begun: dict[str, Any]

    def __getstate__(self) -> tuple[Package, list[tuple[Any, str]], dict[str, Used]]:
        return self.package, list(self.texts.values()), self.used

    def __setstate__(self, state: tuple[Package, list[tuple[Any, str]], dict[str, Used]]) -> None:
        self.package, texts, self.used = state
        self.texts, self.begun = {id(entry): (entry, text) for entry, text in texts}, {}


def with_hashes(package: Package) -> Package:
    """Return the package with the hashes of its items, its scenes and itself."""
    return hashed(package, None).package


def hashed(package: Package, before: Hashed | None) -> Hashed:
    """Hash a package; the same hashes with `before` as without it.

    before: of another package. Items and scenes that are in it as the same objects, with their hashes, keep them unless a
    dictionary says something else of what they refer to.
    """
    made = Hashed(package, dict(before.texts) if before else {}, {}, {})
    changed = _changed(package, made, before)
    suppliers = _suppliers(package)
    items: dict[str, Item] = {}
    for name, item in package.items.items():
        known = before is not None and before.package.items.get(name) is item
        used = before.used[name] if known and before and not changed else _used(package, item, suppliers)
        made.used[name] = used
        begun = before.begun.get(name) if known and before else None
        if known and before and (used is before.used[name] or _same(used, before.used[name], changed)):
            items[name] = item
            if begun is not None:
                made.begun[name] = begun
            continue
        made.begun[name] = begun = begun or sha256(f"[{text_of(item)},".encode())
        whole = begun.copy()
        whole.update(f"{_text_of_used(package, used, made)}]".encode())
        items[name] = replace(item, hash=whole.hexdigest())
    scenes = {}
    for name, scene in package.scenes.items():
        kept = before is not None and before.package.scenes.get(name) is scene and not changed
        kept = kept and all(items[line.item.id] is line.item for line in scene.items)
        scenes[name] = scene if kept else _hashed(package, scene, items)
    made.package = _whole(replace(package, items=items, scenes=scenes), made)
    kept_now = {id(one) for part in _DICTIONARIES for one in getattr(package, part).values()}
    made.texts = {key: text for key, text in made.texts.items() if key in kept_now}
    return made


def _changed(package: Package, made: Hashed, before: Hashed | None) -> frozenset[tuple[str, str]]:
    """Return what the dictionaries, and what every scene is hashed with, say otherwise than before."""
    if before is None:
        return frozenset()
    old, found = before.package, set()
    for name in _DICTIONARIES:
        now, then = getattr(package, name), getattr(old, name)
        if now is then:
            continue
        for id in now.keys() | then.keys():
            one, other = now.get(id), then.get(id)
            if one is None or other is None or (one is not other and _text(one, made) != _text(other, made)):
                found.add((name, id))
    if (package.minutes, package.sign_in) != (old.minutes, old.sign_in):
        found.add(("city", ""))
    return frozenset(found)


def _same(used: Used, before: Used, changed: frozenset[tuple[str, str]]) -> bool:
    return used == before and not any(id in used.get(name, ()) for name, id in changed)


def _text(entry: Any, made: Hashed) -> str:
    """Return the canonical text of an entry of a dictionary, made once in its life."""
    if (known := made.texts.get(id(entry))) is None:
        known = made.texts[id(entry)] = (entry, text_of(entry))
    return known[1]


def _pairs(texts: Iterable[tuple[str, str]]) -> str:
    """Return the canonical text of a mapping from those of its values."""
    named = (f"[{json.dumps(name, ensure_ascii=False)},{text}]" for name, text in sorted(texts))
    return f"[{','.join(named)}]"


def _text_of_used(package: Package, used: Used, made: Hashed) -> str:
    parts = []
    for name in _DICTIONARIES:
        those, ids = getattr(package, name), used[name]
        found = [(id, _text(those[id], made)) for id in ids if id in those]
        if found or name != "divisions":  # divisions came later: none leaves no trace
            parts.append(_pairs(found))
    return f"[{','.join(parts)}]"


def _whole(package: Package, made: Hashed) -> Package:
    """Return the package with its own hash: over its dictionaries and the hashes of items and scenes."""
    parts = []
    for part in fields(package):
        if part.name in {*_LEFT_OUT, "items", "scenes", "certificates"} or _unsaid(part, package):
            continue
        value = getattr(package, part.name)
        if part.name == "register":
            text = text_of({id: (one.hash, one.exceptions) for id, one in value.items()})
        elif part.name in _DICTIONARIES:
            text = _pairs((id, _text(one, made)) for id, one in value.items())
        else:
            text = text_of(value)
        parts.append((part.name, text))
    parts += [(name, text_of(value)) for name, value in _certificates(package).items()]
    hashes = [text_of({id: one.hash for id, one in part.items()}) for part in (package.items, package.scenes)]
    whole = f"[{','.join((_pairs(parts), *hashes))}]"
    return replace(package, hash=sha256(whole.encode()).hexdigest())


def _certificates(package: Package) -> dict[str, Any]:
    """Return the kinds of village certificates; of those of which only name and replacement are said, as before there was more."""
    kinds = package.certificates.values()
    said: dict[str, Any] = {
        "kept_certificates": frozenset(one.id for one in kinds if one.status is CertificateStatus.KEPT),
        "forbidden_certificates": {
            one.id: one.instead.zh
            for one in kinds
            if one.status is CertificateStatus.FORBIDDEN and one.instead
        },
    }
    plain = {
        one.id: CertificateKind(
            one.id, Text(one.id), one.status, Text(one.instead.zh) if one.instead else None
        )
        for one in kinds
        if one.status is not CertificateStatus.REVIEWED
    }
    return said if plain == package.certificates else {**said, "certificates": package.certificates}


def _hashed(package: Package, scene: Scene, items: Mapping[str, Item]) -> Scene:
    """Return the scene with its hash: over itself, the hashes of its items, and what its plans depend on."""
    lines = tuple(replace(line, item=items[line.item.id]) for line in scene.items)
    own = replace(scene, items=())
    bound = [[line.item.hash, _without_item(line)] for line in lines]
    elements = {question.fills.partition("/")[2] for question in scene.questions if question.fills}
    used = [
        own,
        bound,
        _those(package.elements, elements),
        _those(package.departments, [scene.lead]),
        _those(package.shares, {fact.share for fact in scene.facts}),
        package.minutes,
        package.sign_in,
    ]
    return replace(scene, items=lines, hash=hash_of(used))


def _without_item(line: SceneItem) -> dict[str, Any]:
    """Return how a scene binds an item; the item itself counts by its hash."""
    return {
        part.name: getattr(line, part.name) for part in fields(line) if part.compare and part.name != "item"
    }


@dataclass(frozen=True, slots=True)
class _Suppliers:
    """Which shares can supply an element, a material or a fact, and which licences carry an element."""

    shares: Mapping[tuple[str, str], frozenset[str]]
    licences: Mapping[str, frozenset[str]]


def _suppliers(package: Package) -> _Suppliers:
    shares: dict[tuple[str, str], set[str]] = {}
    licences: dict[str, set[str]] = {}
    for id, share in package.shares.items():
        for kind in ("fields", "materials", "facts"):
            for name in getattr(share, kind):
                shares.setdefault((kind, name), set()).add(id)
    for id, licence in package.licences.items():
        for name in licence.fields:
            licences.setdefault(name, set()).add(id)
    return _Suppliers(
        {key: frozenset(ids) for key, ids in shares.items()},
        {key: frozenset(ids) for key, ids in licences.items()},
    )


def members_used(package: Package, item: Item) -> dict[str, dict[str, Any]]:
    """Return part of the package → what of it an item refers to; of the shares every one that can supply it."""
    used = _used(package, item, _suppliers(package))
    return {name: _those(getattr(package, name), sorted(ids)) for name, ids in used.items()}


def _used(package: Package, item: Item, suppliers: _Suppliers) -> Used:
    """Return everything in the dictionaries that an item refers to, and every share that can supply it."""
    elements = {line.element for line in item.fields}
    elements |= {key.partition("/")[2] for result in item.result for key in result.gives}
    elements |= {question.fills.partition("/")[2] for question in item.questions if question.fills}
    materials = {line.material for line in item.materials} | {result.stands_for for result in item.result}
    licences = {package.materials[id].licence for id in materials if id in package.materials}
    licences |= {result.licence for result in item.result}
    shares = {fact.share for fact in item.facts} & package.shares.keys()
    wanted = (("fields", elements), ("materials", materials), ("facts", {fact.id for fact in item.facts}))
    for kind, names in wanted:
        for name in names:
            shares |= suppliers.shares.get((kind, name), frozenset())
    # A licence supplies fields also where the item asks for no such material.
    for name in elements:
        licences |= suppliers.licences.get(name, frozenset())
    departments = bodies_of(item, package)
    departments |= {package.shares[id].department for id in shares}
    found = (elements, materials, licences, shares, departments, {one.division for one in item.exceptions})
    return {name: frozenset(ids) for name, ids in zip(_DICTIONARIES, found, strict=True)}


def _those(collection: Mapping[str, Any], ids: Iterable[str]) -> dict[str, Any]:
    return {id: collection[id] for id in ids if id in collection}
