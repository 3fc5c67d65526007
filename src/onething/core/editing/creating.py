"""New items and scenes: written as a person would begin them, with everything that can be known already.

A scene made of items that exist needs little more than their names: their roles are bound by equal names, what their
conditions ask is taken over from the scenes in which they stand, and the order follows from what one gives the other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onething.core.catalogue.forms import ID
from onething.core.catalogue.items import conditions_of
from onething.core.catalogue.model import Item, Package, Scene
from onething.core.catalogue.words import Way
from onething.core.editing.document import Document
from onething.core.editing.writing import inline, written
from onething.core.errors import Conflict, NotFound, RuleBroken


class IdTaken(Conflict):
    """There is an item or scene of this id already."""

    code = "editing.id_taken"

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} is there already")
        self.id = id


class IdRefused(RuleBroken):
    """What somebody wants to call a thing in files and addresses cannot be an id."""

    code = "editing.id_refused"

    def __init__(self, id: str) -> None:
        super().__init__(f"{id!r} cannot be an id")
        self.id = id


class ItemUnknown(NotFound):
    """A scene is to be made of an item that the package does not have."""

    code = "editing.item_unknown"

    def __init__(self, item: str) -> None:
        super().__init__(f"there is no item {item}")
        self.item = item


class NothingChosen(RuleBroken):
    """A scene is to be made of no items."""

    code = "editing.nothing_chosen"

    def __init__(self) -> None:
        super().__init__("a scene has at least one item")


@dataclass(frozen=True, slots=True)
class NewScene:
    """What a person says of a new scene. optional: items of which the person chooses; proactive: that come by themselves."""

    id: str
    name: str
    summary: str
    lead: str
    topic: str
    items: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    proactive: frozenset[str] = frozenset()


def id_for(name: str, taken: Iterable[str], prefix: str) -> str:
    """Return an id that is free: the Latin letters of the name, or the prefix with a number."""
    taken = set(taken)
    words = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    base = words if ID.match(words) else prefix
    if base not in taken and base != prefix:
        return base
    return next(one for n in range(1, 100_000) if (one := f"{base}-{n}") not in taken)


def create_scene(files: Mapping[str, bytes], new: NewScene, *, package: Package) -> dict[str, bytes]:
    """Return the package with a new scene of items that exist.

    Raises IdRefused, IdTaken, NothingChosen, ItemUnknown.
    """
    path = f"scenes/{new.id}.yaml"
    if not ID.match(new.id):
        raise IdRefused(new.id)
    if path in files:
        raise IdTaken(new.id)
    if not new.items:
        raise NothingChosen()
    items = []
    for id in dict.fromkeys(new.items):
        if id not in package.items:
            raise ItemUnknown(id)
        items.append(package.items[id])
    lenders = _lenders(items, package)
    scene: dict[str, Any] = {
        "id": new.id,
        "name": new.name,
        "summary": new.summary,
        "lead": new.lead,
        "topic": new.topic,
        "roles": _roles(items, lenders),
    }
    questions, facts, constraints = _lent(items, lenders, files, set(scene["roles"]))
    if new.optional:
        questions = [*questions, _choice_of(items, new.optional, {one["id"] for one in questions})]
    if questions:
        scene["questions"] = questions
    if facts:
        scene["facts"] = facts
    if constraints:
        scene["constraints"] = constraints
    wants = questions[-1]["id"] if new.optional else ""
    scene["items"] = [_line(item, items, lenders, new, wants) for item in items]
    return {**files, path: _text(scene).encode()}


def _text(scene: Mapping[str, Any]) -> str:
    lines = []
    for key, value in scene.items():
        if key == "constraints":
            lines.append(
                "constraints:\n" + "".join(f"  - {inline(one, chr(39))}\n" for one in value).rstrip("\n")
            )
            continue
        text = written(value, 2, nested=True)
        lines.append(f"{key}:{text}" if text.startswith("\n") else f"{key}: {text}")
        if key in ("topic", "roles", "questions", "facts"):
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _lenders(items: Sequence[Item], package: Package) -> list[Scene]:
    """Return the scenes that have one of the items, those with most of them first."""
    ids = {item.id for item in items}
    counted = [(sum(line.item.id in ids for line in scene.items), scene) for scene in package.scenes.values()]
    return [scene for count, scene in sorted(counted, key=lambda pair: -pair[0]) if count]


def _roles(items: Sequence[Item], lenders: Sequence[Scene]) -> dict[str, Any]:
    """Return the roles of all items: equal names are one role, called as in the scenes that have it."""
    found: dict[str, Any] = {}
    for role in dict.fromkeys(name for item in items for name in (item.subject, *item.roles)):
        known = next((scene.roles[role] for scene in lenders if role in scene.roles), None)
        if known is None:
            found[role] = {"label": "申请人" if role == "applicant" else role}
            continue
        label: Any = {"zh": known.label.zh, "en": known.label.en} if known.label.en else known.label.zh
        found[role] = {
            "label": label,
            **({"many": True, "min": known.min, "max": known.max} if known.many else {}),
        }
    return found


def _lent(
    items: Sequence[Item], lenders: Sequence[Scene], files: Mapping[str, bytes], roles: set[str]
) -> tuple[list[dict[str, Any]], dict[str, Any], list[str]]:
    """Return the questions, facts and constraints that the items' conditions need and do not declare themselves.

    They are taken over word by word from the scenes in which the items stand.
    """
    own = {one.id for item in items for one in item.questions} | {
        one.id for item in items for one in item.facts
    }
    wanted = [name for item in items for condition in conditions_of(item) for name in sorted(condition.names)]
    ids = {item.id for item in items}
    questions: dict[str, dict[str, Any]] = {}
    facts: dict[str, dict[str, Any]] = {}
    constraints: dict[str, None] = {}
    sources = [(scene, Document.of(files[f"scenes/{scene.id}.yaml"]).value(())) for scene in lenders]
    waiting = [name.partition(".")[0] for name in wanted]
    while waiting:
        name = waiting.pop(0)
        if name in own or name in questions or name in facts:
            continue
        for _, whole in sources:
            question = next((one for one in whole.get("questions", ()) if one.get("id") == name), None)
            if question is not None:
                questions[name] = _fitting(question, roles)
                waiting += [question["known_from"]] if "known_from" in question else []
                break
            fact = whole.get("facts", {}).get(name)
            if fact is not None:
                facts[name] = {key: value for key, value in fact.items() if key != "given_by" or value in ids}
                waiting += [fact["stands_in"]] if "stands_in" in fact else []
                break
    order = [one["id"] for _, whole in sources for one in whole.get("questions", ())]
    named = {*questions, *facts, *own, "on"}
    for scene, whole in sources:
        for condition, text in zip(scene.constraints, whole.get("constraints", ()), strict=False):
            if {name.partition(".")[0] for name in condition.names} <= named:
                constraints.setdefault(text)
    return sorted(questions.values(), key=lambda one: order.index(one["id"])), facts, list(constraints)


def _fitting(question: Mapping[str, Any], roles: set[str]) -> dict[str, Any]:
    """Return a question of another scene without what speaks of roles that this scene does not have."""
    kept = dict(question)
    if "is_role" in kept:
        kept["is_role"] = {choice: role for choice, role in kept["is_role"].items() if role in roles}
        if not kept["is_role"]:
            del kept["is_role"]
    if "fills" in kept and kept["fills"].partition("/")[0] not in roles:
        kept.pop("fills")
        kept.pop("fills_with", None)
    return kept


def _choice_of(items: Sequence[Item], optional: frozenset[str], taken: set[str]) -> dict[str, Any]:
    """Return the question by which a person chooses among the items that may be left out."""
    id = next(one for one in ("wants", "also", *(f"wants_{n}" for n in range(1, 100))) if one not in taken)
    choices = {}
    for item in items:
        if item.id in optional:
            label: Any = {"zh": item.name.zh, "en": item.name.en} if item.name.en else item.name.zh
            choices[choice_id(item.id)] = label
    return {
        "id": id,
        "text": {"zh": "还想一起办哪几样？", "en": "What else would you like to get done?"},
        "kind": "multi",
        "choices": choices,
        "required_choice": False,
    }


def choice_id(item: str) -> str:
    """Return an item's id as the name of a choice: a condition reads a hyphen as minus."""
    return item.replace("-", "_")


def _line(
    item: Item, items: Sequence[Item], lenders: Sequence[Scene], new: NewScene, wants: str
) -> dict[str, Any]:
    line: dict[str, Any] = {"item": item.id}
    if item.id in new.optional:
        line["optional"] = f"{wants}.{choice_id(item.id)}"
    if item.id in new.proactive:
        line["proactive"] = True
    if after := implied_after(item, items):
        line["after"] = list(after)
    if needs := _needs(item, items, lenders):
        line["needs"] = list(needs)
    return line


def implied_after(item: Item, items: Sequence[Item]) -> tuple[str, ...]:
    """Return the items whose result this one wants on paper: where it accepts the result itself, composing knows it."""
    found = []
    for other in items:
        results = {(one.role, one.stands_for) for one in other.result if one.stands_for}
        for need in item.materials:
            if (
                other.id != item.id
                and (need.role, need.material) in results
                and Way.RESULT not in need.accepts
            ):
                found.append(other.id)
                break
    return tuple(found)


def _needs(item: Item, items: Sequence[Item], lenders: Sequence[Scene]) -> tuple[str, ...]:
    """Return what had to be granted first in a scene that has both items."""
    ids = {one.id for one in items}
    for scene in lenders:
        for line in scene.items:
            if line.item.id == item.id and ids.issuperset(line.needs) and line.needs:
                return line.needs
    return ()


@dataclass(frozen=True, slots=True)
class NewItem:
    """What a person says of a new item. fields, materials: lines `(role, id)` of the dictionary."""

    id: str
    name: str
    code: str
    kind: str
    department: str
    profile: str
    promised_days: int
    statutory_days: int | None
    law: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    materials: tuple[tuple[str, str], ...] = ()


def create_item(files: Mapping[str, bytes], new: NewItem, *, package: Package) -> dict[str, bytes]:
    """Return the package with a new item: taken in by the town, decided by the city. Raises IdRefused, IdTaken."""
    path = f"items/{new.id}.yaml"
    if not ID.match(new.id):
        raise IdRefused(new.id)
    if path in files:
        raise IdTaken(new.id)
    roles = list(dict.fromkeys(["applicant", *(role for role, _ in (*new.fields, *new.materials))]))
    clock: dict[str, Any] = {"profile": new.profile, "promised_days": new.promised_days}
    if new.statutory_days is not None:
        clock["statutory_days"] = new.statutory_days
    item: dict[str, Any] = {
        "id": new.id,
        "name": new.name,
        "code": new.code,
        "kind": new.kind,
        "department": new.department,
        "law": list(new.law),
        "clock": clock,
        "roles": roles,
    }
    if new.fields:
        item["fields"] = [{"role": role, "element": element} for role, element in new.fields]
    if new.materials:
        item["materials"] = [_material(role, id, package) for role, id in new.materials]
    item["steps"] = [
        {"kind": "intake", "name": "受理", "department": new.department, "level": "town"},
        {
            "kind": "decision",
            "name": "决定",
            "department": new.department,
            "level": "city",
            "days": new.promised_days,
        },
    ]
    item["competent"] = [{"else": "household_town"}]
    return {**files, path: _text(item).encode()}


def _material(role: str, id: str, package: Package) -> dict[str, Any]:
    material = package.materials[id]
    ways = [*(["licence"] if material.licence else []), "upload", "paper"]
    return {"role": role, "material": id, **({"form": True} if material.form else {}), "accepts": ways}
