"""Merging what several items ask: one field per role + element, one material per role + material.

A field takes the strictest constraints and the lightest source. A material takes the lightest way that *every*
asking item accepts; where no way is common the line splits. While an item is only possible, nothing is counted on
it: its result is no source yet, so that a figure marked "at most" never grows with an answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onething.core.catalogue.model import Constraints, Supplies, Way
from onething.core.composition.outcomes import Row
from onething.core.composition.plan import PlanField, PlanMaterial, Reason
from onething.core.composition.prepare import Asked, FieldKey, MaterialKey, Prepared
from onething.core.composition.reasons import line_reason

#: Ways that take nothing from the person.
FREE_WAYS = frozenset({Way.SHARE, Way.LICENCE, Way.RESULT})
OFFERED_WAYS = (Way.DECLARATION, Way.LATER)

#: Merged lines kept per key; above it they are made anew.
MOST_LINES = 4096

JOINT_FORM = "joint-form"


#: One item's wish for a line: the line, the outcome of its condition, and whether it is certain.
Ask = tuple[Asked, Row, bool]


@dataclass(frozen=True, slots=True)
class Sources:
    """What may fill a line: supplies that hold on the day, answered questions, and the items of the plan.

    certain: items that apply or come by themselves; present: these and the possible ones.
    """

    supplies: Supplies
    on: date
    answered: int
    certain: frozenset[int]
    present: frozenset[int]


#: An order between two items: (first, then, whether it is certain).
Edge = tuple[int, int, bool]


def merge_field(
    prepared: Prepared, key: FieldKey, asks: Sequence[Ask], sources: Sources
) -> tuple[PlanField, list[Edge]]:
    """Return one field of the joint form, and the order that it makes between items."""
    filled, edges = _fill(prepared, key, asks, sources) if not key.sign_in else ("sign_in", [])
    signature = (filled, *[(asked.number, row.kind, sure) for asked, row, sure in asks])
    found = key.cache.get(signature)
    if found is None:
        if len(key.cache) >= MOST_LINES:
            key.cache.clear()
        found = key.cache[signature] = _new_field(prepared, key, asks, filled)
    return found, edges


def _fill(prepared: Prepared, key: FieldKey, asks: Sequence[Ask], sources: Sources) -> tuple[str, list[Edge]]:
    for question, bit in key.answers:
        if sources.answered & bit:
            return f"answer:{question}", []
    shares = sources.supplies.shares
    if shares:
        for share in key.shares:
            if share in shares and _covers(share, asks, sources.on):
                return f"share:{share}", []
    licences = sources.supplies.licences
    if licences:
        for name, licence in key.licences:
            if name in licences:
                return f"licence:{licence}", []
    if not key.givers:
        return "", []
    filled = next((giver for giver, _ in key.givers if giver in sources.certain), -1)
    edges = [
        (giver, asked.item, sure and giver in sources.certain)
        for giver, late in key.givers
        if late and giver in sources.present and (filled < 0 or giver == filled)
        for asked, _, sure in asks
        if asked.line.required and asked.item != giver
    ]
    return (f"result:{prepared.items[filled].item.id}" if filled >= 0 else ""), edges


def _covers(share: str, asks: Iterable[Ask], on: date) -> bool:
    """A share is used only where a grant that holds on the day covers every item that asks."""
    return all((last := asked.until.get(share)) is not None and last >= on for asked, _, _ in asks)


def _new_field(prepared: Prepared, key: FieldKey, asks: Sequence[Ask], filled: str) -> PlanField:
    certain = [asked for asked, _, sure in asks if sure]
    limits = [asked.line.constraints for asked in certain or [asked for asked, _, _ in asks]]
    if key.definition is not None:
        limits.insert(0, key.definition.constraints)
    return PlanField(
        key=key.key,
        role=key.role,
        element=key.element,
        required=any(asked.line.required for asked in certain or [asked for asked, _, _ in asks]),
        constraints=intersect(limits),
        prefilled_from=filled,
        asked_by=_reasons(prepared, asks),
        possible=not certain,
    )


def intersect(limits: Iterable[Constraints]) -> Constraints:
    """Return the strictest of several constraints. An empty result is an error that the proof finds, not we."""
    least: Any = None
    most: Any = None
    length: int | None = None
    allowed: frozenset[str] | None = None
    for one in limits:
        if one.min is not None:
            least = one.min if least is None else max(least, one.min)
        if one.max is not None:
            most = one.max if most is None else min(most, one.max)
        if one.max_length is not None:
            length = one.max_length if length is None else min(length, one.max_length)
        if one.allowed is not None:
            allowed = one.allowed if allowed is None else allowed & one.allowed
    return Constraints(least, most, length, allowed)


def merge_material(
    prepared: Prepared, key: MaterialKey, asks: Sequence[Ask], sources: Sources
) -> tuple[tuple[PlanMaterial, ...], list[Edge], bool]:
    """Return the lines of one material (several if it splits), the order they make, and whether a line that now
    takes nothing from the person may yet do so."""
    options = [_options(prepared, key, asked, sources) for asked, _, _ in asks]
    common = next((way for way in options[0] if all(way in other for other in options[1:])), None)
    split = common is None and len(asks) > 1
    groups: dict[tuple[Way, str] | None, list[int]] = {}
    for at, ways in enumerate(options):
        chosen = ways[0] if split and ways else common
        groups.setdefault(chosen, []).append(at)
    split = len(groups) > 1
    lines = []
    for chosen in sorted(groups, key=_rank):
        part = [asks[at] for at in groups[chosen]]
        signature = (chosen, split, *[(asked.number, row.kind, sure) for asked, row, sure in part])
        found = key.cache.get(signature)
        if found is None:
            if len(key.cache) >= MOST_LINES:
                key.cache.clear()
            found = key.cache[signature] = _new_material(prepared, key, part, chosen, split)
        lines.append(found)
    doubtful = split and not all(sure for _, _, sure in asks)
    return tuple(lines), _material_edges(prepared, key, asks, groups, sources), doubtful


def _options(prepared: Prepared, key: MaterialKey, asked: Asked, sources: Sources) -> list[tuple[Way, str]]:
    """Return the ways that are open to one asking item, lightest first, each with its source."""
    accepts = asked.line.accepts
    found: list[tuple[Way, str]] = []
    if Way.SHARE in accepts:
        for share in key.shares:
            if share in sources.supplies.shares and asked.until.get(share, date.min) >= sources.on:
                found.append((Way.SHARE, share))
    if Way.LICENCE in accepts and not sources.supplies.licences.isdisjoint(key.licences):
        found.append((Way.LICENCE, key.licence))
    if Way.RESULT in accepts:
        for giver in key.givers:
            if giver in sources.certain and giver != asked.item:
                found.append((Way.RESULT, prepared.items[giver].item.id))
    if Way.UPLOAD in accepts:
        found.append((Way.UPLOAD, ""))
    if Way.PAPER in accepts:
        found.append((Way.PAPER, ""))
    return found


_ORDER = {way: at for at, way in enumerate(Way)}


def _rank(chosen: tuple[Way, str] | None) -> tuple[int, str]:
    return (len(_ORDER), "") if chosen is None else (_ORDER[chosen[0]], chosen[1])


def _material_edges(
    prepared: Prepared,
    key: MaterialKey,
    asks: Sequence[Ask],
    groups: Mapping[tuple[Way, str] | None, list[int]],
    sources: Sources,
) -> list[Edge]:
    """A result that is a material of another item comes first. What is undecided may still come to that."""
    givers = [giver for giver in key.givers if giver in sources.present]
    if not givers:
        return []
    edges: list[Edge] = []
    for chosen, part in groups.items():
        if chosen and chosen[0] is Way.RESULT:
            giver = prepared.at[chosen[1]]
            edges += [(giver, asks[at][0].item, asks[at][2]) for at in part]
    if not all(sure for _, _, sure in asks) or not all(giver in sources.certain for giver in givers):
        edges += [
            (giver, asked.item, False)
            for asked, _, _ in asks
            if Way.RESULT in asked.line.accepts
            for giver in givers
            if giver != asked.item
        ]
    return edges


def _new_material(
    prepared: Prepared,
    key: MaterialKey,
    asks: Sequence[Ask],
    chosen: tuple[Way, str] | None,
    split: bool,
) -> PlanMaterial:
    way, source = chosen if chosen else (None, "")
    return _material(
        prepared, asks, key=key.key, role=key.role, material=key.material, way=way, source=source, split=split
    )


def joint_form(prepared: Prepared, asks: Sequence[Ask]) -> PlanMaterial:
    """Return the one form into which all application forms merge."""
    roles = {asked.role for asked, _, _ in asks}
    role = roles.pop() if len(roles) == 1 else "applicant"
    ways = [way for way in (Way.UPLOAD, Way.PAPER) if all(way in asked.line.accepts for asked, _, _ in asks)]
    return _material(
        prepared,
        asks,
        key=f"{role}/{JOINT_FORM}",
        role=role,
        material=JOINT_FORM,
        way=ways[0] if ways else Way.PAPER,
        source="",
        split=False,
        form=True,
    )


def _material(
    prepared: Prepared,
    asks: Sequence[Ask],
    *,
    key: str,
    role: str,
    material: str,
    way: Way | None,
    source: str,
    split: bool,
    form: bool = False,
) -> PlanMaterial:
    lines = [asked.line for asked, _, _ in asks]
    given = way in (Way.UPLOAD, Way.PAPER)
    certain = [asked.line for asked, _, sure in asks if sure]
    return PlanMaterial(
        key=key,
        role=role,
        material=material,
        way=way,
        source=source,
        offered=tuple(one for one in OFFERED_WAYS if given and all(one in line.accepts for line in lines)),
        copies=_copies(asks) if given else 0,
        original=given and any(line.original for line in lines),
        required=any(line.required for line in certain or lines),
        asked_by=_reasons(prepared, asks),
        split=split,
        form=form,
        valid_days=min((line.valid_days for line in lines if line.valid_days is not None), default=None),
        possible=not certain,
    )


def _copies(asks: Iterable[Ask]) -> int:
    """Copies that are kept add up over the items."""
    by_item: dict[int, int] = {}
    for asked, _, _ in asks:
        by_item[asked.item] = max(by_item.get(asked.item, 0), asked.line.copies)
    return sum(by_item.values())


def _reasons(prepared: Prepared, asks: Iterable[Ask]) -> tuple[Reason, ...]:
    """One reason per asking item; a line asked twice by one item counts once for it."""
    by_item: dict[int, Reason] = {}
    for asked, row, _ in asks:
        by_item.setdefault(asked.item, line_reason(prepared, asked, row))
    return tuple(by_item.values())
