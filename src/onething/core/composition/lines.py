"""Merging what several items ask: one field per role + element, one material per role + material.

A field takes the strictest constraints and the lightest source. A material takes the lightest way that *every*
asking item accepts; where no way is common the line splits. While an item is only possible, nothing is counted on
it: its result is no source yet, so that a figure marked "at most" never grows with an answer.

Who asks for a line and from where it may come change seldom from one person to the next. So the merged lines are
kept for every set of asks (`FieldGroup`, `MaterialGroup`), and only the choice of the source is made for each plan.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onething.core.catalogue.model import Supplies
from onething.core.catalogue.words import Constraints, Way
from onething.core.composition.plan import PlanField, PlanMaterial, Reason
from onething.core.composition.prepare import Ask, FieldKey, MaterialKey, Prepared
from onething.core.composition.reasons import line_reason
from onething.core.naming import JOINT_FORM

#: Ways that take nothing from the person.
FREE_WAYS = frozenset({Way.SHARE, Way.LICENCE, Way.RESULT})
OFFERED_WAYS = (Way.CONFIRM, Way.DECLARATION, Way.LATER)

#: Sets of asks kept per key; above it they are made anew.
MOST_GROUPS = 4096


@dataclass(frozen=True, slots=True)
class Sources:
    """What may fill a line: supplies that hold on the day, answers that fill, and the items of the plan.

    era: number of the days on which the same grants hold. certain: items that apply or come by themselves;
    present: these and the possible ones.
    """

    shares: frozenset[str]
    licences: frozenset[str]
    on: date
    era: int
    filling: int
    certain: frozenset[int]
    present: frozenset[int]

    @classmethod
    def of(
        cls,
        supplies: Supplies,
        on: date,
        era: int,
        filling: int,
        certain: frozenset[int],
        present: frozenset[int],
    ) -> "Sources":
        return cls(supplies.shares, supplies.licences, on, era, filling, certain, present)


#: An order between two items: (first, then, whether it is certain).
Edge = tuple[int, int, bool]


class FieldGroup:
    """One field of the joint form as a set of items asks for it; `filled` chooses the source.

    shares: those with grants that cover every asking item, and the last day of that. A share is used only then.
    """

    __slots__ = (
        "_filled",
        "_prepared",
        "answers",
        "asked_by",
        "asks",
        "constraints",
        "fixed",
        "givers",
        "key",
        "licences",
        "possible",
        "required",
        "shares",
    )

    def __init__(self, prepared: Prepared, key: FieldKey, asks: Sequence[Ask]) -> None:
        self._prepared = prepared
        self.key = key
        self.asks = asks
        self.answers, self.licences, self.givers = key.answers, key.licences, key.givers
        self.shares = [
            (share, min(ask.asked.until[share] for ask in asks))
            for share in key.shares
            if all(share in ask.asked.until for ask in asks)
        ]
        certain = [ask.asked for ask in asks if ask.sure]
        lines = [asked.line for asked in certain or [ask.asked for ask in asks]]
        limits = [line.constraints for line in lines]
        if key.definition is not None:
            limits.insert(0, key.definition.constraints)
        self.required = any(line.required for line in lines)
        self.constraints = intersect(limits)
        self.asked_by = _reasons(prepared, asks)
        self.possible = not certain
        self._filled: dict[str, PlanField] = {}
        #: The field when nothing about the person can change its source.
        self.fixed: PlanField | None = None
        if key.sign_in:
            self.fixed = self.filled("sign_in")
        elif not (self.answers or self.shares or self.licences or self.givers):
            self.fixed = self.filled("")

    def filled(self, source: str) -> PlanField:
        """Return the field with this source."""
        found = self._filled.get(source)
        if found is None:
            found = self._filled[source] = PlanField(
                self.key.key,
                self.key.role,
                self.key.element,
                self.required,
                self.constraints,
                source,
                self.asked_by,
                self.possible,
            )
        return found

    def field(self, sources: Sources, edges: list[Edge]) -> PlanField:
        """Return the field with its lightest source, and add the order that it makes between items."""
        for question, bit in self.answers:
            if sources.filling & bit:
                return self.filled("answer:" + question)
        for share, last in self.shares:
            if share in sources.shares and last >= sources.on:
                return self.filled("share:" + share)
        for name, licence in self.licences:
            if name in sources.licences:
                return self.filled("licence:" + licence)
        if not self.givers:
            return self.filled("")
        giver = next((giver for giver, _ in self.givers if giver in sources.certain), -1)
        edges += [
            (first, ask.asked.item, ask.sure and first in sources.certain)
            for first, late in self.givers
            if late and first in sources.present and giver in (-1, first)
            for ask in self.asks
            if ask.asked.line.required and ask.asked.item != first
        ]
        return self.filled("result:" + self._prepared.items[giver].item.id if giver >= 0 else "")


def field_group(prepared: Prepared, key: FieldKey, asks: tuple[Ask, ...]) -> FieldGroup:
    """Return the group of these asks for one field; made once."""
    found: FieldGroup | None = key.groups.get(asks)
    if found is None:
        if len(key.groups) >= MOST_GROUPS:
            key.groups.clear()
        found = key.groups[asks] = FieldGroup(prepared, key, asks)
    return found


def intersect(limits: Iterable[Constraints]) -> Constraints:
    """Return the strictest of several constraints. An empty result is an error that the proof finds, not we."""
    least: Any = None
    most: Any = None
    shortest: int | None = None
    longest: int | None = None
    allowed: frozenset[str] | None = None
    for one in limits:
        if one.min is not None:
            least = one.min if least is None else max(least, one.min)
        if one.max is not None:
            most = one.max if most is None else min(most, one.max)
        if one.min_length is not None:
            shortest = one.min_length if shortest is None else max(shortest, one.min_length)
        if one.max_length is not None:
            longest = one.max_length if longest is None else min(longest, one.max_length)
        if one.allowed is not None:
            allowed = one.allowed if allowed is None else allowed & one.allowed
    return Constraints(least, most, longest, allowed, shortest)


@dataclass(frozen=True, slots=True)
class MaterialLines:
    """The lines of one material (several if it splits) and the order that they make between items.

    asked: how many of them take something from the person, at most.
    """

    lines: tuple[PlanMaterial, ...]
    edges: tuple[Edge, ...]
    asked: int


class MaterialGroup:
    """One material as a set of items asks for it; `lines` chooses the ways, once for each set of sources."""

    __slots__ = ("_made", "_prepared", "asks", "fixed", "givers", "key", "licences", "shares")

    def __init__(self, prepared: Prepared, key: MaterialKey, asks: Sequence[Ask]) -> None:
        self._prepared = prepared
        self.key = key
        self.asks = asks
        accepted = {way for ask in asks for way in ask.asked.line.accepts}
        self.shares = [share for share in key.shares if any(share in ask.asked.until for ask in asks)]
        self.licences = key.licences if Way.LICENCE in accepted else ()
        self.givers = key.givers if Way.RESULT in accepted else ()
        self._made: dict[Any, MaterialLines] = {}
        self.fixed = not (self.shares or self.licences or self.givers)

    def lines(self, sources: Sources) -> MaterialLines:
        """Return the lines with the lightest ways."""
        if self.fixed:
            state: Any = None
        else:
            state = (
                sources.era,
                tuple([share for share in self.shares if share in sources.shares]),
                not sources.licences.isdisjoint(self.licences),
                tuple([(giver in sources.present) + (giver in sources.certain) for giver in self.givers]),
            )
        found = self._made.get(state)
        if found is None:
            found = self._made[state] = _choose(self._prepared, self.key, self.asks, sources)
        return found


def material_group(prepared: Prepared, key: MaterialKey, asks: tuple[Ask, ...]) -> MaterialGroup:
    """Return the group of these asks for one material; made once."""
    found: MaterialGroup | None = key.groups.get(asks)
    if found is None:
        if len(key.groups) >= MOST_GROUPS:
            key.groups.clear()
        found = key.groups[asks] = MaterialGroup(prepared, key, asks)
    return found


def _choose(prepared: Prepared, key: MaterialKey, asks: Sequence[Ask], sources: Sources) -> MaterialLines:
    by_item: dict[int, list[Ask]] = {}
    for ask in asks:
        by_item.setdefault(ask.asked.item, []).append(ask)
    options = [_options_of_item(prepared, key, own, sources) for own in by_item.values()]
    common = next((way for way in options[0] if all(way in other for other in options[1:])), None)
    groups: dict[tuple[Way, str] | None, list[Ask]] = {}
    for own, ways in zip(by_item.values(), options, strict=True):
        chosen = ways[0] if common is None and ways else common
        groups.setdefault(chosen, []).extend(own)
    split = len(groups) > 1
    lines = tuple(
        _material(
            prepared,
            groups[chosen],
            key=key.key,
            role=key.role,
            material=key.material,
            way=chosen[0] if chosen else None,
            source=chosen[1] if chosen else "",
            split=split,
        )
        for chosen in sorted(groups, key=_rank)
    )
    asked = sum(1 for line in lines if line.way not in FREE_WAYS)
    if split and not all(ask.sure for ask in asks):
        asked = max(asked, 1)  # without one of the possible askers an upload may become the common way
    return MaterialLines(lines, tuple(_edges(prepared, key, asks, groups, sources)), asked)


def _options_of_item(
    prepared: Prepared, key: MaterialKey, asks: Sequence[Ask], sources: Sources
) -> list[tuple[Way, str]]:
    """Return the ways open to one item. A line that it asks twice counts once: it takes what both accept, and
    where they accept nothing in common what the more demanding of the two does."""
    options = [_options(prepared, key, ask, sources) for ask in asks]
    common = [way for way in options[0] if all(way in other for other in options[1:])]
    return common or max(options, key=lambda ways: _rank(ways[0] if ways else None))


def _options(prepared: Prepared, key: MaterialKey, ask: Ask, sources: Sources) -> list[tuple[Way, str]]:
    """Return the ways that are open to one asking item, lightest first, each with its source."""
    asked = ask.asked
    accepts = asked.line.accepts
    found: list[tuple[Way, str]] = []
    if Way.SHARE in accepts:
        for share in key.shares:
            if share in sources.shares and asked.until.get(share, date.min) >= sources.on:
                found.append((Way.SHARE, share))
    if Way.LICENCE in accepts and not sources.licences.isdisjoint(key.licences):
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


def _edges(
    prepared: Prepared,
    key: MaterialKey,
    asks: Sequence[Ask],
    groups: Mapping[tuple[Way, str] | None, list[Ask]],
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
            edges += [(giver, ask.asked.item, ask.sure) for ask in part]
    if not all(ask.sure for ask in asks) or not sources.certain.issuperset(givers):
        edges += [
            (giver, ask.asked.item, False)
            for ask in asks
            if Way.RESULT in ask.asked.line.accepts
            for giver in givers
            if giver != ask.asked.item
        ]
    return edges


def joint_form(prepared: Prepared, asks: Sequence[Ask]) -> PlanMaterial:
    """Return the one form into which all application forms merge."""
    roles = {ask.asked.role for ask in asks}
    role = roles.pop() if len(roles) == 1 else "applicant"
    ways = [way for way in (Way.UPLOAD, Way.PAPER) if all(way in ask.asked.line.accepts for ask in asks)]
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
    lines = [ask.asked.line for ask in asks]
    given = way in (Way.UPLOAD, Way.PAPER)
    certain = [ask.asked.line for ask in asks if ask.sure]
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
    for ask in asks:
        item = ask.asked.item
        by_item[item] = max(by_item.get(item, 0), ask.asked.line.copies)
    return sum(by_item.values())


def _reasons(prepared: Prepared, asks: Iterable[Ask]) -> tuple[Reason, ...]:
    """One reason per asking item; a line asked twice by one item counts once for it."""
    by_item: dict[int, Reason] = {}
    for ask in asks:
        if ask.asked.item not in by_item:
            by_item[ask.asked.item] = line_reason(prepared, ask.asked, ask.names)
    return tuple(by_item.values())
