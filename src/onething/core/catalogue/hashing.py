"""Content hashes: the same for every way of writing the same definitions, another for any change that matters."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

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


def hash_of(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of a value, in hexadecimal."""
    text = json.dumps(canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def with_hashes(package: Package) -> Package:
    """Return the package with the hashes of its items, its scenes and itself."""
    items = {
        id: replace(item, hash=hash_of([item, _used(package, item)])) for id, item in package.items.items()
    }
    scenes = {id: _hashed(package, scene, items) for id, scene in package.scenes.items()}
    package = replace(package, items=items, scenes=scenes)
    whole = {
        part.name: getattr(package, part.name)
        for part in fields(package)
        if part.name not in {*_LEFT_OUT, "items", "scenes", "certificates"} and not _unsaid(part, package)
    }
    whole |= _certificates(package)
    hashes = [{id: one.hash for id, one in part.items()} for part in (items, scenes)]
    return replace(package, hash=hash_of([whole, *hashes]))


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


def _used(package: Package, item: Item) -> list[Any]:
    """Return everything in the dictionaries that an item depends on, as its hash takes it."""
    used = members_used(package, item)
    towns = used.pop("divisions")
    return [*used.values(), *([towns] if towns else [])]


def members_used(package: Package, item: Item) -> dict[str, dict[str, Any]]:
    """Return part of the package → what of it an item refers to; of the shares every one that can supply it."""
    elements = {line.element for line in item.fields}
    elements |= {key.partition("/")[2] for result in item.result for key in result.gives}
    elements |= {question.fills.partition("/")[2] for question in item.questions if question.fills}
    materials = {line.material for line in item.materials} | {result.stands_for for result in item.result}
    licences = {package.materials[id].licence for id in materials if id in package.materials}
    licences |= {result.licence for result in item.result}
    facts = {fact.id for fact in item.facts}
    named = {fact.share for fact in item.facts}
    shares = {
        id
        for id, share in package.shares.items()
        if id in named
        or elements & {*share.fields}
        or materials & {*share.materials}
        or facts & {*share.facts}
    }
    # A licence supplies fields also where the item asks for no such material.
    licences |= {id for id, licence in package.licences.items() if elements & {*licence.fields}}
    departments = {item.department, *(step.department for step in item.steps)}
    departments |= {package.shares[id].department for id in shares}
    return {
        "elements": _those(package.elements, elements),
        "materials": _those(package.materials, materials),
        "licences": _those(package.licences, licences),
        "shares": _those(package.shares, shares),
        "departments": _those(package.departments, departments),
        "divisions": _those(package.divisions, (one.division for one in item.exceptions)),
    }


def _those(collection: Mapping[str, Any], ids: Iterable[str]) -> dict[str, Any]:
    return {id: collection[id] for id in ids if id in collection}
