"""From a scene in a draft to what the composer draws: finished words, nothing to be looked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onething.core.catalogue.deviations import WAYS
from onething.core.catalogue.model import Package, Question, Scene
from onething.core.catalogue.words import Way
from onething.core.composition.lines import FREE_WAYS
from onething.core.composition.plan import Plan
from onething.core.editing.document import Document
from onething.core.editing.labels import MOST_NAMED, group_label, joined, named, whose
from onething.core.editing.lines import lines_of
from onething.core.editing.merging import FieldRow, MaterialRow, MergeTables, merge_tables
from onething.core.editing.picking import admitting, sentence
from onething.core.editing.proving import Proof, title_of
from onething.core.editing.sections import SECTIONS
from onething.core.editing.truth import TruthTable, truth_tables
from onething.core.editing.variables import Variables
from onething.core.editing.walking import Walk, walk
from onething.core.errors import RuleBroken
from onething.core.findings import Finding, Level
from onething.core.naming import JOINT_FORM_LABEL
from onething.core.rules import RuleError, parse
from onething.core.source import Text
from onething.core.workdays import WorkCalendar

NOBODY = Text("没处取", "no way")
PERSON = Text("本人", "the person")


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four numbers: one by one → together."""

    label: str
    alone: int
    together: int

    @property
    def saved(self) -> int:
        return self.alone - self.together


def figures_of(plan: Plan) -> tuple[Figure, ...]:
    one, both = plan.alone, plan.together
    return (
        Figure(_("表格，张"), one.forms, both.forms),
        Figure(_("材料，份"), one.materials, both.materials),
        Figure(_("字段，个"), one.fields, both.fields),
        Figure(_("工作日"), one.working_days, both.working_days),
    )


@dataclass(frozen=True, slots=True)
class MergedRow:
    """One row of a merge table. cells: what stands in the column of each item, "" = nothing.

    way: of a material. fields: all of a group, where its name does not say them.
    """

    label: Text
    key: str
    cells: tuple[str, ...]
    alone: int
    together: int
    source: Text
    way: Text = PERSON
    free: bool = False
    warned: bool = False
    fields: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[MergedRow, ...]
    sums: tuple[int, ...]
    alone: int
    together: int

    @property
    def saved(self) -> int:
        return self.alone - self.together


@dataclass(frozen=True, slots=True)
class Merged:
    """columns: letter and name of each item that asks for something."""

    columns: tuple[tuple[str, Text], ...]
    materials: Table
    fields: Table


def merged(scene: Scene, plan: Plan, package: Package, proof: Proof) -> Merged:
    """Return both merge tables with their words."""
    tables = merge_tables(scene, plan, package=package)
    words = _Words(tables, scene, package, {finding.at for finding in proof.findings})
    names = {line.item.id: line.item.name for line in scene.items}
    return Merged(
        tuple((tables.letters[item], names[item]) for item in tables.items),
        _table([words.material(row) for row in tables.materials], tables, tables.materials),
        _table([words.fields(row) for row in tables.fields], tables, tables.fields),
    )


def _table(rows: list[MergedRow], tables: MergeTables, counted: tuple[MaterialRow | FieldRow, ...]) -> Table:
    return Table(
        tuple(rows),
        tuple(tables.sums(counted).values()),
        sum(row.alone for row in counted),
        sum(row.together for row in counted),
    )


class _Words:
    """What the rows of the merge tables are called."""

    def __init__(self, tables: MergeTables, scene: Scene, package: Package, places: set[Any]) -> None:
        self.tables, self.scene, self.package = tables, scene, package
        self.warned = {
            f"{line.roles.get(need.role, need.role)}/{need.material}"
            for line in scene.items
            for need in line.item.materials
            if need.at in places
        }

    def material(self, row: MaterialRow) -> MergedRow:
        letters = self.tables.letters
        many = any(count > 1 for count in row.cells.values())
        cells = tuple(
            (str(row.cells[item]) if many else letters[item]) if item in row.cells else ""
            for item in self.tables.items
        )
        if row.form:
            source = Text(f"{row.alone} 张合一", f"{row.alone} in one")
            online = Text("在线填", "online")
            return MergedRow(JOINT_FORM_LABEL, row.key, cells, row.alone, row.together, source, online)
        material = self.package.materials.get(row.material)
        label = material.label if material else Text(row.material)
        free = bool(row.ways) and all(way in FREE_WAYS for way, _source in row.ways)
        way = joined([WAYS[way] if way else NOBODY for way, _source in row.ways])
        return MergedRow(
            self._whose(row.role, label),
            row.key,
            cells,
            row.alone,
            row.together,
            joined([self._source(way, source) for way, source in row.ways]),
            Text(f"{way.zh}，免交", f"{way.en}, not asked") if free else way,
            free,
            row.key in self.warned,
        )

    def fields(self, row: FieldRow) -> MergedRow:
        fields = named(row.elements, self.package, most=len(row.elements))
        group = group_label(row.elements, self.package)
        return MergedRow(
            self._whose(row.role, group or named(row.elements, self.package)),
            f"{row.role}/{row.group}",
            tuple(str(row.cells[item]) if item in row.cells else "" for item in self.tables.items),
            row.alone,
            row.together,
            joined(self._field_source(source) for source in row.sources),
            fields=fields if group or len(row.elements) > MOST_NAMED else None,
        )

    def _whose(self, role: str, what: Text) -> Text:
        known = self.scene.roles.get(role)
        return whose(known.label if known else Text(role), what)

    def _source(self, way: Way | None, source: str) -> Text:
        if way is Way.SHARE and source in self.package.shares:
            office = self.package.departments.get(self.package.shares[source].department)
            return office.short if office else self.package.shares[source].label
        if way is Way.LICENCE and source in self.package.licences:
            return self.package.licences[source].label
        if way is Way.RESULT:
            letter = self.tables.letters.get(source, source)
            return Text(f"{letter} 项结果", f"result of {letter}")
        return PERSON if way else NOBODY

    def _field_source(self, source: str) -> Text:
        kind, _colon, name = source.partition(":")
        if kind in (Way.SHARE, Way.LICENCE, Way.RESULT):
            return self._source(Way(kind), name)
        known = {"sign_in": Text("登录", "sign-in"), "answer": Text("前面的回答", "an answer")}
        return known.get(kind, Text("本人填", "typed"))


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A condition as a panel shows it. error: what is wrong with the text; then nothing else is known."""

    text: str
    line: int
    say: Text | None = None
    tables: tuple[TruthTable, ...] = ()
    error: RuleError | None = None


def condition_of(text: str, line: int, variables: Variables) -> ShownCondition:
    """Return a condition with its sentence and its tables; of an empty text only that it always holds."""
    if not text.strip():
        return ShownCondition("", line)
    try:
        condition = parse(text, variables.types)
    except RuleError as error:
        return ShownCondition(text, line, error=error)
    return ShownCondition(text, line, sentence(condition, variables), truth_tables(condition, variables))


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that would let one answer through: the condition of an item of the scene as it would read."""

    id: str
    text: str
    answer: Text


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the editor of an item."""

    section: str
    line: int


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding with its way there. number: its place in the proof, by which links name it. mends: changes that are offered.

    item, place: where it is changed, if that is in an item.
    """

    number: int
    finding: Finding
    title: Text
    error: bool
    way: Walk | None
    mends: tuple[Mend, ...]
    item: str
    place: Place | None = None

    @property
    def accepted(self) -> bool:
        """A warning for which the file says why it may be so: it asks for nothing any more."""
        return not self.error and bool(self.finding.because)


def findings_of(
    proof: Proof, scene: Scene, package: Package, calendar: WorkCalendar
) -> tuple[ShownFinding, ...]:
    """Return the findings as they are drawn, errors first, each error with its questionnaire."""
    files = {line.item.at.file: line.item.id for line in scene.items}
    shown = []
    for number, one in enumerate(proof.findings):
        error = one.level is Level.ERROR
        way = way_of(one, scene, package, calendar) if error else None
        mends = tuple(_mends(way, scene)) if way else ()
        item = files.get(one.at.file, "")
        place = place_of(one, package) if item else None
        shown.append(ShownFinding(number, one, title_of(one), error, way, mends, item, place))
    return tuple(shown)


def place_of(finding: Finding, package: Package) -> Place | None:
    """Return the line of the editor at which a finding of an item stands: the last one that begins no later."""
    file, line = finding.at.file, finding.at.line
    if file not in package.sources:
        return None
    document = Document.of(package.sources[file], file)
    begins = [
        (document.line(one.path), Place(section.id, number))
        for section in SECTIONS["items"]
        if section.many
        for number, one in enumerate(lines_of(document, section))
    ]
    before = [(at, place) for at, place in begins if at <= line]
    return max(before, key=lambda one: one[0])[1] if before else None


def way_of(finding: Finding, scene: Scene, package: Package, calendar: WorkCalendar) -> Walk | None:
    """Return the questionnaire of a finding's witness; None where it has none or none can be walked."""
    if not finding.witness or "answers" not in finding.witness:
        return None
    try:
        return walk(scene, finding.witness, package=package, calendar=calendar)
    except RuleBroken:
        return None


def _mends(way: Walk, scene: Scene) -> Iterator[Mend]:
    """Give the changes that would keep an item in for the answer that puts it out."""
    if not way.here:
        return
    step = way.steps[way.here - 1]
    taken = [one for one in step.choices if one.taken]
    for item in step.put_out if len(taken) == 1 else ():
        when = scene.item(item).when
        text = admitting(when, step.question.id, taken[0].id) if when else None
        if text is not None:
            yield Mend(item, text, taken[0].label)


def line_of(files: Mapping[str, bytes], file: str, path: tuple[str | int, ...]) -> int:
    """Return the line of a place in a file of the draft, 0 if it is not there."""
    document = Document.of(files[file], file)
    return document.line(path) if document.has(path) else 0


def answer_of(question: Question, value: Any) -> Text:
    """Return an answer in words."""
    taken = set(value) if isinstance(value, list) else {value}
    if not question.choices:
        return Text(str(value), str(value))
    labels = [one.label for one in question.choices if one.id in taken]
    return joined(labels) if labels else Text("都不要", "none of them")
