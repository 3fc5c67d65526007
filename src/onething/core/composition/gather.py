"""What each item of a plan asks, and all of it merged: kept for every set of outcomes of the items' own lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onething.core.composition.lines import (
    FieldGroup,
    MaterialGroup,
    field_group,
    joint_form,
    material_group,
)
from onething.core.composition.outcomes import Row
from onething.core.composition.plan import Fees, PlanMaterial
from onething.core.composition.prepare import Ask, Asked, Prepared, PreparedItem

#: Sets of outcomes kept per item, and sets of parts kept per scene; above it they are made anew.
MOST_PARTS, MOST_MERGED = 1024, 1024


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One item's part in a plan, by the outcomes of the conditions of its lines.

    visits: (place, purpose). fen: fees of one case. possible: a line is undecided. open, deciding: bits of variables.
    """

    item: PreparedItem
    fields: dict[str, tuple[Ask, ...]]
    materials: dict[str, tuple[Ask, ...]]
    forms: dict[str, tuple[Ask, ...]]
    visits: frozenset[tuple[str, str]]
    fen: int | None
    possible: bool
    open: int
    deciding: int


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """The parts of all items together. alone: forms, materials, fields and visits of the items each by itself."""

    fields: tuple[FieldGroup, ...]
    materials: tuple[MaterialGroup, ...]
    form: PlanMaterial | None
    visits: int
    fees: Fees
    alone: tuple[int, int, int, int]
    possible: bool
    open: int
    deciding: int


def part_of(prepared: Prepared, item: PreparedItem, applies: bool, rows: Sequence[Row]) -> Part:
    """Return what an item asks. applies: for certain."""
    conditions = prepared.of_lines[item.number]
    key = (applies, *[rows[number].kind for number in conditions])
    found: Part | None = item.parts.get(key)
    if found is None:
        if len(item.parts) >= MOST_PARTS:
            item.parts.clear()
        found = item.parts[key] = _new_part(item, applies, rows, conditions)
    return found


def _new_part(item: PreparedItem, applies: bool, rows: Sequence[Row], conditions: Sequence[int]) -> Part:
    looked = [rows[number] for number in conditions]
    open_ = deciding = 0
    for row in looked:
        open_ |= row.open
        deciding |= row.deciding
    fees = [fee.fen for number, fee in item.fees if rows[number].value is not False]
    return Part(
        item=item,
        fields=_asked(item.fields, rows, applies),
        materials=_asked(item.materials, rows, applies),
        forms=_asked(item.forms, rows, applies),
        visits=frozenset(
            (visit.place, visit.purpose) for number, visit in item.visits if rows[number].value is not False
        ),
        fen=sum(fees) if fees else None,
        possible=any(row.value is None for row in looked),
        open=open_,
        deciding=deciding,
    )


def _asked(lines: Sequence[Asked], rows: Sequence[Row], applies: bool) -> dict[str, tuple[Ask, ...]]:
    """Return the lines that are asked, or may be; a key that an item asks twice is one key."""
    found: dict[str, tuple[Ask, ...]] = {}
    for line in lines:
        row = rows[line.condition]
        if row.value is not False:
            found[line.key] = (*found.get(line.key, ()), line.ask(row, applies))
    return found


def merge(prepared: Prepared, parts: tuple[Part, ...], times: Mapping[str, int]) -> Merged:
    """Return the parts of all items together. times: many-role -> number of bearers, where it is given."""
    key = (parts, tuple(sorted(times.items()))) if times else parts
    found: Merged | None = prepared.merged.get(key)
    if found is None:
        if len(prepared.merged) >= MOST_MERGED:
            prepared.merged.clear()
        found = prepared.merged[key] = _new_merged(prepared, parts, times)
    return found


def _new_merged(prepared: Prepared, parts: tuple[Part, ...], times: Mapping[str, int]) -> Merged:
    fields: dict[str, tuple[Ask, ...]] = {}
    materials: dict[str, tuple[Ask, ...]] = {}
    forms: tuple[Ask, ...] = ()
    alone = [0, 0, 0, 0]
    for part in parts:
        _add(fields, part.fields)
        _add(materials, part.materials)
        forms += tuple(ask for asks in part.forms.values() for ask in asks)
        own_forms = _count(part.forms, times)
        alone[0] += own_forms
        alone[1] += own_forms + _count(part.materials, times)
        alone[2] += _count(part.fields, times)
        alone[3] += len(part.visits)
    joint = prepared.scene.joint_visits
    stops = {(place, "" if place in joint else purpose) for part in parts for place, purpose in part.visits}
    open_ = deciding = 0
    for part in parts:
        open_ |= part.open
        deciding |= part.deciding
    return Merged(
        fields=tuple(field_group(prepared, prepared.fields[key], asks) for key, asks in fields.items()),
        materials=tuple(
            material_group(prepared, prepared.materials[key], asks) for key, asks in materials.items()
        ),
        form=joint_form(prepared, forms) if forms else None,
        visits=len(stops),
        fees=_fees(parts, times),
        alone=(alone[0], alone[1], alone[2], alone[3]),
        possible=any(part.possible for part in parts),
        open=open_,
        deciding=deciding,
    )


def _add(into: dict[str, tuple[Ask, ...]], more: Mapping[str, tuple[Ask, ...]]) -> None:
    for key, asks in more.items():
        into[key] = (*into[key], *asks) if key in into else asks


def _count(keys: Mapping[str, Any], times: Mapping[str, int]) -> int:
    """Count keys, those of a many-role once for each bearer given."""
    if not times:
        return len(keys)
    return sum(times.get(key.partition("/")[0], 1) for key in keys)


def _fees(parts: Sequence[Part], times: Mapping[str, int]) -> Fees:
    """Sum the fees of each case; an item has one case for each bearer of its subject."""
    by_office: dict[str, int] = {}
    for part in parts:
        if part.fen is not None:
            office = part.item.item.department
            cases = times.get(part.item.subject, 1)
            by_office[office] = by_office.get(office, 0) + part.fen * cases
    return Fees(sum(by_office.values()), by_office)
