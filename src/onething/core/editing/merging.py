"""The merge tables of a scene: which item asks for what, and what of it is asked once.

The columns of the items add up to what the items ask each by itself, the last column to what is asked together:
the same figures as `compose`, from the same parts of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onething.core.catalogue.circumstances import Circumstances
from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Way
from onething.core.composition.gather import part_of
from onething.core.composition.lines import FREE_WAYS
from onething.core.composition.plan import ItemState, Plan
from onething.core.composition.prepare import Ask, Prepared, prepare
from onething.core.naming import JOINT_FORM

#: A letter for each item, as the columns and the graph name them.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material of one role. cells: item -> how many it asks by itself. ways: (way, source) of each line.

    together: how many are still handed in. form: all application forms, which become one.
    """

    key: str
    role: str
    material: str
    cells: Mapping[str, int]
    together: int
    ways: tuple[tuple[Way | None, str], ...]
    form: bool = False

    @property
    def alone(self) -> int:
        return sum(self.cells.values())


@dataclass(frozen=True, slots=True)
class FieldRow:
    """The fields of one role and one group of elements. sources: prefilled_from -> how many fields, "" = typed."""

    role: str
    group: str
    elements: tuple[str, ...]
    cells: Mapping[str, int]
    together: int
    sources: Mapping[str, int] = field(default_factory=dict)

    @property
    def alone(self) -> int:
        return sum(self.cells.values())


@dataclass(frozen=True, slots=True)
class MergeTables:
    """items: those that ask for something, in the order of the scene. letters: item -> its letter, all of the scene."""

    items: tuple[str, ...]
    letters: Mapping[str, str]
    materials: tuple[MaterialRow, ...]
    fields: tuple[FieldRow, ...]

    def sums(self, rows: Iterable[MaterialRow | FieldRow]) -> dict[str, int]:
        """Return item -> what it asks by itself."""
        rows = tuple(rows)
        return {item: sum(row.cells.get(item, 0) for row in rows) for item in self.items}


def letters_of(scene: Scene) -> dict[str, str]:
    """Return item -> letter, in the order of the scene: A to Z, then A1 and so on."""
    count = len(LETTERS)
    return {
        line.item.id: LETTERS[at % count] + (str(at // count) if at >= count else "")
        for at, line in enumerate(scene.items)
    }


def merge_tables(scene: Scene, plan: Plan, *, package: Package) -> MergeTables:
    """Return the two tables of a plan. Their sums are `plan.alone` and `plan.together` of materials and fields."""
    asks = _Asks(scene, plan, package)
    return MergeTables(
        items=tuple(item for item in asks.order if item in asks.asking),
        letters=letters_of(scene),
        materials=tuple(asks.material_rows()),
        fields=tuple(asks.field_rows()),
    )


class _Asks:
    """What each item of a plan asks by itself, by key."""

    def __init__(self, scene: Scene, plan: Plan, package: Package) -> None:
        self.plan = plan
        self.order = [line.item.id for line in scene.items]
        self.times = {
            role: n
            for role, n in plan.circumstances.bearers.items()
            if scene.roles.get(role) and scene.roles[role].many
        }
        prepared = _prepared(scene, plan.circumstances, package)
        values = prepared.layout.read(plan.circumstances).values
        rows = [table.row(values) for table in prepared.tables]
        self.fields: dict[str, dict[str, tuple[Ask, ...]]] = {}
        self.materials: dict[str, dict[str, tuple[Ask, ...]]] = {}
        self.forms: dict[str, int] = {}
        for one in plan.items:
            item = prepared.items[prepared.at[one.id]]
            if item.line.proactive:
                continue
            part = part_of(prepared, item, one.state is ItemState.APPLIES, rows)
            for key, asks in part.fields.items():
                self.fields.setdefault(key, {})[one.id] = asks
            for key, asks in part.materials.items():
                self.materials.setdefault(key, {})[one.id] = asks
            if part.forms:
                self.forms[one.id] = sum(self.bearers(key) for key in part.forms)
        self.asking = {*self.forms}.union(*self.fields.values(), *self.materials.values())

    def bearers(self, key: str) -> int:
        return self.times.get(key.partition("/")[0], 1)

    def material_rows(self) -> Iterable[MaterialRow]:
        lines: dict[str, list[tuple[Way | None, str, bool, bool]]] = {}
        for line in self.plan.materials:
            if not line.form:
                bearers = lines.setdefault(_without_bearer(line.key), [])
                bearers.append((line.way, line.source, line.split, line.possible))
        for key, cells in self.materials.items():
            role, _, material = key.partition("/")
            found = lines.get(key, [])
            ways = tuple(dict.fromkeys((way, source) for way, source, _, _ in found))
            handed_in = sum(1 for way, _ in ways if way not in FREE_WAYS)
            sure = all(ask.sure for asks in cells.values() for ask in asks)
            if any(split for _, _, split, _ in found) and not sure:
                handed_in = max(handed_in, 1)
            times = self.bearers(key)
            yield MaterialRow(key, role, material, dict.fromkeys(cells, times), handed_in * times, ways)
        for line in self.plan.materials:
            if line.form:
                ways = ((line.way, line.source),)
                yield MaterialRow(line.key, line.role, JOINT_FORM, self.forms, 1, ways, form=True)

    def field_rows(self) -> Iterable[FieldRow]:
        sources: dict[str, str] = {
            _without_bearer(line.key): line.prefilled_from for line in self.plan.fields
        }
        groups: dict[tuple[str, str], list[str]] = {}
        for key in self.fields:
            role, _, element = key.partition("/")
            groups.setdefault((role, element.partition(".")[0]), []).append(key)
        for (role, group), keys in groups.items():
            cells: dict[str, int] = {}
            counted: dict[str, int] = {}
            for key in keys:
                for item in self.fields[key]:
                    cells[item] = cells.get(item, 0) + self.bearers(key)
                source = sources.get(key, "")
                counted[source] = counted.get(source, 0) + 1
            elements = tuple(key.partition("/")[2] for key in keys)
            yield FieldRow(role, group, elements, cells, sum(self.bearers(key) for key in keys), counted)


def _without_bearer(key: str) -> str:
    role, _, what = key.partition("/")
    return f"{role.partition('[')[0]}/{what}"


def _prepared(scene: Scene, circumstances: Circumstances, package: Package) -> Prepared:
    prepared = prepare(scene, package)
    if prepared.differs and circumstances.division:
        return prepared.at_place(circumstances.division, circumstances.on)
    return prepared
