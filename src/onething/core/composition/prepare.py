"""A scene made ready for composing: keys bound to the scene's roles, conditions numbered, sources looked up.

Done once per version of a scene and package; every plan reads it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onething.core.catalogue.local import exceptions_at, scene_under
from onething.core.catalogue.model import (
    Eligibility,
    Fact,
    Fee,
    FieldLine,
    Item,
    LocalException,
    MaterialLine,
    Package,
    Question,
    Scene,
    SceneItem,
    Visit,
)
from onething.core.catalogue.words import Element, ElementKind, Share, Way
from onething.core.composition.known import Layout
from onething.core.composition.outcomes import Row, Table
from onething.core.composition.plan import Reason
from onething.core.rules import BOOL, Condition
from onething.core.rules.tree import Lit, Var
from onething.core.source import Text

ALWAYS = 0  # the number of the condition that is always true

#: Prepared scenes that are kept, and places of one scene; above it they are made anew.
MOST_SCENES = 64


@dataclass(slots=True, eq=False)
class Asked:
    """A line of one item, its role bound to the scene's. `number` is unique in the scene.

    until: share id -> last day on which a grant lets this item look it up.
    reasons: why the line is there, by the deciding names; filled as plans need them.
    """

    number: int
    item: int
    key: str
    role: str
    condition: int
    line: Any  # FieldLine | MaterialLine
    until: Mapping[str, date]
    reasons: dict[tuple[str, ...], Reason] = field(default_factory=dict)
    asks: dict[tuple[int, bool], "Ask"] = field(default_factory=dict)

    def ask(self, row: Row, applies: bool) -> "Ask":
        """Return one item's wish for this line; the same object for the same outcome."""
        sure = applies and row.value is True
        found = self.asks.get((row.kind, sure))
        if found is None:
            found = self.asks[row.kind, sure] = Ask(self, row.names, sure)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """One item's wish for a line: the line, the names that decide its condition, and whether it is certain."""

    asked: Asked
    names: tuple[str, ...]
    sure: bool


@dataclass(slots=True, eq=False)
class FieldKey:
    """Where the value of a field may come from, lightest first.

    chosen: picked from a list, not typed. answers: question id and its bit. licences: the name by which the
    supplies hold it and its id. givers: item, and whether its value is there only when the item ends.
    """

    key: str
    role: str
    element: str
    definition: Element | None
    chosen: bool
    sign_in: bool
    answers: tuple[tuple[str, int], ...]
    shares: tuple[str, ...]
    licences: tuple[tuple[str, str], ...]
    givers: tuple[tuple[int, bool], ...]
    groups: dict[Any, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class MaterialKey:
    """Where a material may come from. licences: the names by which the supplies may hold its licence."""

    key: str
    role: str
    material: str
    shares: tuple[str, ...]
    licence: str
    licences: tuple[str, ...]
    givers: tuple[int, ...]
    groups: dict[Any, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class PreparedItem:
    """An item of the scene; conditions are numbers in `Prepared.tables`. exception: the one that made `item` what it is.

    before: items that must end or be granted first. given: another item that gives a fact of this item's
    own conditions, and that condition asked with only what is really known.
    """

    number: int
    line: SceneItem
    item: Item
    when: int
    optional: int
    eligible: tuple[tuple[int, Eligibility], ...]
    fields: tuple[Asked, ...]
    forms: tuple[Asked, ...]
    materials: tuple[Asked, ...]
    fees: tuple[tuple[int, Fee], ...]
    visits: tuple[tuple[int, Visit], ...]
    competent: tuple[tuple[int, str], ...]
    otherwise: str
    subject: str
    exception: LocalException | None = None
    before: tuple[int, ...] = ()
    given: tuple[tuple[int, int], ...] = ()
    reasons: dict[Any, Reason] = field(default_factory=dict)
    parts: dict[Any, Any] = field(default_factory=dict)  # its part in plans, by the outcomes of its lines

    @property
    def own(self) -> tuple[int, ...]:
        """The conditions that decide whether it is in the plan."""
        return (self.when, self.optional, *(number for number, _ in self.eligible))

    @property
    def of_lines(self) -> tuple[int, ...]:
        """The conditions of what it asks for."""
        asked = (*self.fields, *self.forms, *self.materials)
        numbers = {one.condition for one in asked}
        numbers |= {number for number, _ in (*self.fees, *self.visits)}
        return tuple(sorted(numbers - {ALWAYS}))


class Prepared:
    """Everything of a scene that no answer changes.

    exceptions: item id -> the local exception under which the scene has it already. places: the scene made ready for
    the places with exceptions in force, by these.
    """

    def __init__(
        self, scene: Scene, package: Package, exceptions: Mapping[str, LocalException] | None = None
    ) -> None:
        self.scene = scene
        self.package = package
        self.exceptions = exceptions or {}
        self.differs = not self.exceptions and any(line.item.exceptions for line in scene.items)
        self.places: dict[Any, Prepared] = {}
        self.layout = Layout(_questions(scene), _facts(scene), _labels(scene, package))
        self.tables: list[Table] = []
        self._numbers: dict[tuple[Condition, bool], int] = {}
        self.number(Condition("true", Lit(True, "bool")))
        self._asked = 0
        self._shares = [share for share in package.shares.values() if share.grants]
        self.at = {line.item.id: at for at, line in enumerate(scene.items)}
        self.items = [self._item(at, line) for at, line in enumerate(scene.items)]
        for item in self.items:
            item.before = self._before(item)
            item.given = self._given(item)
        self.outcomes = [(self.number(outcome.when), outcome) for outcome in scene.outcomes]
        self.fields = self._field_keys()
        self.materials = self._material_keys()
        self.chosen = frozenset(one.element for one in self.fields.values() if one.chosen)
        self.many = frozenset(id for id, role in scene.roles.items() if role.many)
        self.ends = sorted(
            {
                day
                for item in self.items
                for one in (*item.fields, *item.materials)
                for day in one.until.values()
            }
        )
        self.of_lines = [item.of_lines for item in self.items]
        self.of_competence = [tuple(number for number, _ in item.competent) for item in self.items]
        self.own = [item.own for item in self.items]
        self.names = [item.item.id for item in self.items]
        self.bodies: dict[Any, Any] = {}
        self.merged: dict[Any, Any] = {}
        self.orders: dict[Any, Any] = {}
        self.left: dict[Any, Any] = {}
        self.open_of: dict[tuple[int, int], tuple[Question, ...]] = {}
        self.settled_of: dict[tuple[int, int, int], tuple[str, ...]] = {}

    def at_place(self, place: str, on: date) -> "Prepared":
        """Return the scene made ready as it is at a place on a day; itself where no exception is in force."""
        exceptions = exceptions_at(self.scene, place, on, self.package.divisions)
        if not exceptions:
            return self
        key = tuple([(item, one.division) for item, one in exceptions.items()])
        found = self.places.get(key)
        if found is None:
            if len(self.places) >= MOST_SCENES:
                self.places.clear()
            there = scene_under(self.scene, exceptions)
            found = self.places[key] = Prepared(there, self.package, exceptions)
        return found

    def era(self, on: date) -> int:
        """Return a number that is the same for all days on which the same grants hold."""
        return bisect_left(self.ends, on)

    def number(self, condition: Condition | None, *, blind: bool = False) -> int:
        """Return the number of a condition. blind: asked with only what is really known, no stand-ins."""
        if condition is None:
            return ALWAYS
        if (found := self._numbers.get((condition, blind))) is None:
            slots = self.layout.real if blind else self.layout.slots
            found = self._numbers[condition, blind] = len(self.tables)
            self.tables.append(Table(condition, slots, self.layout.bits))
        return found

    # -- items --------------------------------------------------------------------------------------------

    def _item(self, at: int, line: SceneItem) -> PreparedItem:
        item = line.item
        optional = Condition(line.optional, Var(line.optional, "bool", type=BOOL)) if line.optional else None
        roles = line.roles
        forms: list[Asked] = []
        materials: list[Asked] = []
        for material in item.materials:
            asked = self._material_line(at, item, roles, material)
            (forms if is_form(material, self.package) else materials).append(asked)
        return PreparedItem(
            number=at,
            line=line,
            item=item,
            when=self.number(line.when),
            optional=self.number(optional),
            eligible=tuple((self.number(rule.condition), rule) for rule in item.eligible),
            fields=tuple(self._field_line(at, item, roles, one) for one in item.fields),
            forms=tuple(forms),
            materials=tuple(materials),
            fees=tuple((self.number(fee.when), fee) for fee in item.fees),
            visits=tuple((self.number(visit.when), visit) for visit in item.visits),
            competent=tuple((self.number(case.when), case.value) for case in item.competent if case.when),
            otherwise=next((case.value for case in item.competent if not case.when), ""),
            subject=roles.get(item.subject, item.subject),
            exception=self.exceptions.get(item.id),
        )

    def _field_line(self, at: int, item: Item, roles: Mapping[str, str], line: FieldLine) -> Asked:
        role = roles.get(line.role, line.role)
        until = {
            share.id: last
            for share in self._shares
            if supplies_field(share, line.element)
            and (last := _covered(share, item.id, line.role, line.element, material=False))
        }
        return self._line(at, role, line.element, line, until)

    def _material_line(self, at: int, item: Item, roles: Mapping[str, str], line: MaterialLine) -> Asked:
        role = roles.get(line.role, line.role)
        until = {
            share.id: last
            for share in self._shares
            if Way.SHARE in line.accepts
            and line.material in share.materials
            and (last := _covered(share, item.id, line.role, line.material, material=True))
        }
        return self._line(at, role, line.material, line, until)

    def _line(self, at: int, role: str, what: str, line: Any, until: Mapping[str, date]) -> Asked:
        self._asked += 1
        return Asked(self._asked, at, f"{role}/{what}", role, self.number(line.when), line, until)

    def _before(self, item: PreparedItem) -> tuple[int, ...]:
        names = {*item.line.after, *item.line.needs} - {item.item.id}
        return tuple(sorted(self.at[name] for name in names if name in self.at))

    def _given(self, item: PreparedItem) -> tuple[tuple[int, int], ...]:
        """Find the facts of the item's own conditions that another item of the scene gives."""
        own = [item.line.when, *(rule.condition for _, rule in item.eligible)]
        found = set()
        for condition in own:
            for name in condition.names if condition is not None else ():
                fact = self.layout.facts.get(name)
                giver = self.at.get(fact.given_by) if fact else None
                if giver is not None and giver != item.number:
                    found.add((giver, self.number(condition, blind=True)))
        return tuple(sorted(found))

    # -- keys ---------------------------------------------------------------------------------------------

    def _field_keys(self) -> dict[str, FieldKey]:
        answers: dict[str, list[tuple[str, int]]] = {}
        bits = {question.id: 1 << at for at, question in enumerate(self.layout.questions)}
        for line in (None, *self.scene.items):
            roles = line.roles if line else {}
            for question in line.item.questions if line else self.scene.questions:
                if question.fills:
                    role, _, element = question.fills.partition("/")
                    filler = (question.id, bits[question.id])
                    fillers = answers.setdefault(f"{roles.get(role, role)}/{element}", [])
                    if filler not in fillers:
                        fillers.append(filler)
        givers = self._givers_of_fields()
        sign_in = frozenset(self.package.sign_in)
        keys: dict[str, FieldKey] = {}
        for one in _each(item.fields for item in self.items):
            if one.key in keys:
                continue
            element = one.line.element
            definition = self.package.elements.get(element)
            keys[one.key] = FieldKey(
                key=one.key,
                role=one.role,
                element=element,
                definition=definition,
                chosen=definition is not None and definition.kind in (ElementKind.CHOICE, ElementKind.YES_NO),
                sign_in=one.key in sign_in,
                answers=tuple(answers.get(one.key, ())),
                shares=tuple(share.id for share in self._shares if supplies_field(share, element)),
                licences=tuple(
                    (name, licence.id)
                    for licence in self.package.licences.values()
                    if element in licence.fields
                    for name in _held(one.role, licence.id, own=True)
                ),
                givers=tuple(givers.get(one.key, ())),
            )
        return keys

    def _givers_of_fields(self) -> dict[str, list[tuple[int, bool]]]:
        """Return for each key the items whose results fill it. What a result merely copies is there at once."""
        givers: dict[str, list[tuple[int, bool]]] = {}
        for item in sorted(self.items, key=lambda one: one.item.id):
            for result in item.item.result:
                for key, how in result.gives.items():
                    bound = _bound(key, item.line.roles)
                    copied = how.removeprefix("copy:") if how.startswith("copy:") else ""
                    if not copied or _bound(copied, item.line.roles) != bound:
                        givers.setdefault(bound, []).append((item.number, not copied))
        return givers

    def _material_keys(self) -> dict[str, MaterialKey]:
        givers: dict[str, list[int]] = {}
        for item in sorted(self.items, key=lambda one: one.item.id):
            for result in item.item.result:
                if result.stands_for:
                    key = _bound(f"{result.role}/{result.stands_for}", item.line.roles)
                    givers.setdefault(key, []).append(item.number)
        keys: dict[str, MaterialKey] = {}
        for one in _each(item.materials for item in self.items):
            if one.key in keys:
                continue
            definition = self.package.materials.get(one.line.material)
            licence = definition.licence if definition else ""
            keys[one.key] = MaterialKey(
                key=one.key,
                role=one.role,
                material=one.line.material,
                shares=tuple(share.id for share in self._shares if one.line.material in share.materials),
                licence=licence,
                licences=_held(one.role, licence, own=False) if licence else (),
                givers=tuple(givers.get(one.key, ())),
            )
        return keys


def prepare(scene: Scene, package: Package) -> Prepared:
    """Return the scene made ready; the same one for the same two objects."""
    found = _PREPARED.get((id(scene), id(package)))
    if found is None or found.scene is not scene or found.package is not package:
        if len(_PREPARED) >= MOST_SCENES:
            _PREPARED.clear()
        found = _PREPARED[id(scene), id(package)] = Prepared(scene, package)
    return found


_PREPARED: dict[tuple[int, int], Prepared] = {}


def supplies_field(share: Share, element: str) -> bool:
    return element in share.fields


def is_form(line: MaterialLine, package: Package) -> bool:
    """Tell an application form, which the applicant fills in for one item, from any other material."""
    definition = package.materials.get(line.material)
    return line.form or (definition is not None and definition.form)


def _covered(share: Share, item: str, role: str, what: str, *, material: bool) -> date | None:
    """Return the last day on which a grant of the share covers this datum for this item, None if none does."""
    days = [
        grant.until or date.max
        for grant in share.grants
        if item in grant.items
        and (not grant.roles or role in grant.roles)
        and what in (grant.materials if material else grant.fields)
    ]
    return max(days, default=None)


def _held(role: str, licence: str, *, own: bool) -> tuple[str, ...]:
    """Return the names by which supplies hold a licence: `role/id`, or plain `id` for the person's own.

    As a material a plain id serves every role; as a source of fields only the applicant's own: nobody's name
    is taken from somebody else's card.
    """
    return (f"{role}/{licence}", licence) if not own or role == "applicant" else (f"{role}/{licence}",)


def _bound(key: str, roles: Mapping[str, str]) -> str:
    role, _, what = key.partition("/")
    return f"{roles.get(role, role)}/{what}"


def _each(groups: Iterable[tuple[Asked, ...]]) -> Iterable[Asked]:
    for group in groups:
        yield from group


def _questions(scene: Scene) -> list[Question]:
    """Return the scene's own questions, then those of its items; one id is one question, in the first's words."""
    found: dict[str, Question] = {}
    for question in (*scene.questions, *(one for line in scene.items for one in line.item.questions)):
        found.setdefault(question.id, question)
    return list(found.values())


def _labels(scene: Scene, package: Package) -> dict[str, dict[str, Text]]:
    """Return what the fields in which results hand on facts call the values of these."""
    found: dict[str, dict[str, Text]] = {}
    for result in (one for line in scene.items for one in line.item.result):
        for fact, key in result.facts.items():
            element = package.elements.get(key.partition("/")[2])
            for choice in element.choices if element else ():
                found.setdefault(fact, {}).setdefault(choice.id, choice.label)
    return found


def _facts(scene: Scene) -> list[Fact]:
    found: dict[str, Fact] = {}
    for fact in (*scene.facts, *(one for line in scene.items for one in line.item.facts)):
        found.setdefault(fact.id, fact)
    return list(found.values())
