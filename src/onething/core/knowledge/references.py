"""References in the text of an answer: `{birth-registration.promised_days}` stands for what the item says now.

{ITEM.ASPECT}              name, promised_days, statutory_days, fee, materials, visits, department, address, phone,
                           hours, law, result
{ITEM.materials.MATERIAL}  one material of the item, by its id
{SCENE.ASPECT}             name, items, department
{SOURCE/KEY.ASPECT}        an entry of the register: source and key by which it is known there; the aspects of an item
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Aspect(StrEnum):
    """What of an item or scene is said."""

    NAME = "name"
    PROMISED_DAYS = "promised_days"
    STATUTORY_DAYS = "statutory_days"
    FEE = "fee"
    MATERIALS = "materials"
    VISITS = "visits"
    DEPARTMENT = "department"
    ADDRESS = "address"
    PHONE = "phone"
    HOURS = "hours"
    LAW = "law"
    RESULT = "result"
    ITEMS = "items"  # of a scene only


#: What a scene can say; an item says everything but its items.
OF_SCENES = frozenset({Aspect.NAME, Aspect.ITEMS, Aspect.DEPARTMENT})
#: What differs from place to place.
LOCAL = frozenset({Aspect.ADDRESS, Aspect.PHONE, Aspect.HOURS, Aspect.PROMISED_DAYS})

_ASPECTS = frozenset(Aspect)
_OF_ENTRIES = _ASPECTS - {Aspect.ITEMS}
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_SHAPE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z_]+)(?:\.([a-z0-9]+(?:-[a-z0-9]+)*))?\Z")


#: source, key and aspect of an entry; a key may have dots and signs, but no blank.
_ENTRY = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)/(\S+)\.([a-z_]+)\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """of: id of an item or scene, or key of an entry of the register, which then has a source. part: of `materials` one material, "" for all. at: where it begins, from 0."""

    of: str
    aspect: Aspect
    part: str = ""
    at: int = field(default=0, compare=False)
    source: str = ""

    def __str__(self) -> str:
        if self.source:
            return f"{{{self.source}/{self.of}.{self.aspect}}}"
        return "{" + ".".join(one for one in (self.of, self.aspect.value, self.part) if one) + "}"


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands in braces, or is a brace alone, and is no reference. at: where it begins, from 0."""

    text: str
    at: int


def references_in(text: str) -> tuple[Reference, ...]:
    """Return the references of a text in their order."""
    return tuple(one for one in parts_of(text) if isinstance(one, Reference))


def broken_in(text: str) -> tuple[Broken, ...]:
    """Return what looks like a reference and is none, and every brace without its partner."""
    left = _BRACES.sub(lambda found: " " * len(found.group()), text)
    alone = [Broken(sign, at) for at, sign in enumerate(left) if sign in "{}"]
    return tuple(
        sorted([*(one for one in parts_of(text) if isinstance(one, Broken)), *alone], key=lambda one: one.at)
    )


def parts_of(text: str) -> Iterator[str | Reference | Broken]:
    """Yield a text as plain pieces, references, and what stands in braces without being one."""
    end = 0
    for found in _BRACES.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        end = found.end()
        yield _reference(found) or Broken(found.group(), found.start())
    if end < len(text):
        yield text[end:]


def braces_in(text: str) -> list[str]:
    """Return whatever stands in braces, with them, in its order; `read_reference` says what it refers to."""
    return [found.group() for found in _BRACES.finditer(text)]


def without_references(text: str) -> str:
    """Return a text in which blanks stand for its references, so that places in it stay the same."""
    return _BRACES.sub(lambda found: " " * len(found.group()), text)


def read_reference(text: str) -> Reference | None:
    """Return the reference that is the whole of a text, None if it is none."""
    found = _BRACES.fullmatch(text.strip())
    return _reference(found) if found else None


def _reference(found: re.Match[str]) -> Reference | None:
    if entry := _ENTRY.match(found.group(1)):
        if entry[3] not in _OF_ENTRIES:
            return None
        return Reference(entry[2], Aspect(entry[3]), at=found.start(), source=entry[1])
    shape = _SHAPE.match(found.group(1))
    if shape is None or shape[2] not in _ASPECTS:
        return None
    aspect = Aspect(shape[2])
    if shape[3] and aspect is not Aspect.MATERIALS:
        return None
    return Reference(shape[1], aspect, shape[3] or "", found.start())
