"""The one form and the one set of materials of a draft: what each line holds, where from, and what is wrong with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import Choice, Constraints, Element, ElementKind, Sensitivity, Way
from onething.core.composition.following import may_follow_until
from onething.core.composition.lines import intersect
from onething.core.composition.plan import Plan, PlanField, PlanMaterial, Reason
from onething.core.confirmations import Confirmation
from onething.core.guidance.draft import Draft, questions_of
from onething.core.naming import JOINT_FORM_LABEL, Named, role_label, value_in_words
from onething.core.source import Text
from onething.core.submission import GivenFile, GivenMaterial, GivenValue, Person
from onething.core.values import FieldProblem, parse_value

NO_LIMITS = Constraints()
_BEARER = re.compile(r"([^\[/]+)(?:\[(\d+)\])?/(.+)")


def parts_of(key: str) -> tuple[str, int, str]:
    """Return role, number of the bearer (0 for a role of one) and what follows, of a key such as `newborn[2]/photo`."""
    found = _BEARER.fullmatch(key)
    assert found is not None, key
    return found[1], int(found[2] or 0), found[3]


@dataclass(frozen=True, slots=True)
class ItemLine:
    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class FieldIssue:
    """What is wrong with a value. items: those that alone refuse it, so that one may go on without them.

    likely: what was probably meant, for the form only.
    """

    code: str
    text: Text
    likely: str = field(default="", repr=False)
    items: tuple[ItemLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the joint form as a page shows it.

    raw: what stands in the box, as typed. value: canonical, None if there is none or it is wrong. source as in
    `GivenValue`. comes_with: the item whose result fills it; then it is not asked. open: it can be typed here.
    choices: those that every asking item allows.
    """

    key: str
    role: str
    bearer: int
    role_label: Text
    element: str
    label: Text
    kind: ElementKind
    required: bool
    possible: bool
    open: bool
    raw: Any = field(repr=False)
    value: Any = field(repr=False)
    source: str
    source_label: Text
    as_of: date | None
    issue: FieldIssue | None
    disputed: str = field(default="", repr=False)
    comes_with: ItemLine | None = None
    choices: tuple[Choice, ...] = ()
    constraints: Constraints = NO_LIMITS
    help: Text | None = None
    unit: Text | None = None
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    asked_by: tuple[Reason, ...] = ()

    @property
    def missing(self) -> bool:
        """It must be given and is not."""
        return self.required and not self.possible and self.comes_with is None and self.value is None


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One line of the one set of materials as a page shows it. line: its name in a draft.

    way: the one that counts now; ways: those that can be chosen. done: nothing is left to do for it here. latest: the last day
    to which it may follow, None where it may not. confirmed: what somebody else confirmed of it online, if that holds now.
    """

    line: str
    key: str
    role: str
    bearer: int
    role_label: Text
    label: Text
    help: Text | None
    way: Way | None
    ways: tuple[Way, ...]
    source: str
    source_label: Text
    files: tuple[GivenFile, ...]
    until: date | None
    required: bool
    possible: bool
    copies: int
    original: bool
    form: bool
    valid_days: int | None
    done: bool
    asked_by: tuple[Reason, ...] = ()
    latest: date | None = None
    confirmed: Confirmation | None = field(default=None, repr=False)

    @property
    def is_open(self) -> bool:
        """Something is left to do before it can be handed in: it must be given, or waits for somebody's confirmation."""
        return not self.done and (self.way is Way.CONFIRM or (self.required and not self.possible))

    @property
    def on_paper(self) -> bool:
        """There is a paper that a window can see: it is given by the person, not looked up, licensed or declared."""
        return not self.form and self.way in (Way.UPLOAD, Way.PAPER)


def read_fields(
    draft: Draft, plan: Plan, scene: Scene, package: Package, *, on: date
) -> tuple[FieldView, ...]:
    """Return every field of the plan with what it holds, each judged by itself; `fields_of` compares them, too."""
    sources = _Sources(draft, scene, package)
    return tuple(_field(draft, one, scene, package, sources, on) for one in plan.fields)


class _Sources:
    """Where values are found, laid out once for one draft."""

    def __init__(self, draft: Draft, scene: Scene, package: Package) -> None:
        self.package, self.draft = package, draft
        self.own = draft.own_roles(scene)
        self.looked = {(one.share, one.role, one.bearer): one for one in draft.looked}
        self.questions = {one.id: one for one in questions_of(scene)}
        self.items = {line.item.id: line.item.name for line in scene.items}

    def find(self, line: PlanField) -> tuple[Any, str, date | None]:
        """Return the value of a field, its source and the day on which the source knew it."""
        role, bearer, element = parts_of(line.key)
        kind, _, name = line.prefilled_from.partition(":")
        if kind == "answer":
            return self._answer(name), line.prefilled_from, None
        known = self._person(role, element)
        if known is not None:
            return known, "sign_in", None
        if kind == "licence" and role in self.own:
            return self.draft.held.get(name, {}).get(element), line.prefilled_from, None
        for share in [name] if kind == "share" else self._shares(element):
            looked = self.looked.get((share, role, bearer))
            if looked is not None and looked.values.get(element) is not None:
                return looked.values[element], f"share:{share}", looked.as_of
        return None, "", None

    def _shares(self, element: str) -> Iterator[str]:
        """A share that answered in part still fills what it knows."""
        for one in self.draft.looked:
            if element in one.values:
                yield one.share

    def _answer(self, question: str) -> Any:
        asked = self.questions.get(question)
        answer = self.draft.answers.get(question)
        if asked is None:
            return None
        if answer is None and asked.known_from:
            fact = self.draft.facts.get(asked.known_from)
            table = {str(key).lower(): choice for key, choice in asked.answers_by_fact.items()}
            answer = table.get(str(fact).lower(), fact) if fact is not None else None
        return asked.fills_with.get(answer, answer) if isinstance(answer, str) else answer

    def _person(self, role: str, element: str) -> Any:
        """What signing in says about a person of the matter: name, number, kind of document, telephone."""
        person: Person | None = None
        if role in self.own:
            person = self.draft.applicant
        elif role == "representative" and self.draft.representative:
            person = self.draft.representative.person
        definition = self.package.elements.get(element)
        if person is None or definition is None:
            return None
        kinds = self.package.settings.get("identity_kinds", {})
        if element == kinds.get("element"):
            return kinds.get(person.document)
        if f"applicant/{element}" not in self.package.sign_in:
            return None
        if definition.kind is ElementKind.NAME:
            return person.name or None
        if definition.kind is ElementKind.PHONE:
            return person.phone or None
        return person.number or None

    def label(self, source: str) -> Text:
        kind, _, name = source.partition(":")
        if kind == "share" and name in self.package.shares:
            return self.package.shares[name].label
        if kind == "licence" and name in self.package.licences:
            return self.package.licences[name].label
        if kind == "answer":
            return Text("您前面的回答", "your answer")
        return {"sign_in": Text("登录信息", "your sign-in"), "typed": Text("您填写的", "typed by you")}.get(
            kind, Text("")
        )


def _field(
    draft: Draft, line: PlanField, scene: Scene, package: Package, sources: _Sources, on: date
) -> FieldView:
    role, bearer, element_id = parts_of(line.key)
    element = package.elements[element_id]
    comes = line.prefilled_from.removeprefix("result:") if line.prefilled_from.startswith("result:") else ""
    value: Any = None
    as_of: date | None = None
    source, issue = "", None
    known, known_source, known_as_of = (None, "", None) if comes else sources.find(line)
    typed = None if comes else draft.values.get(line.key)
    fixed = known is not None and (
        known_source.startswith("answer")
        or (known_source == "sign_in" and role in sources.own and not _correctable(element))
    )
    raw = known if typed is None or fixed else typed
    if raw is not None:
        source = known_source if typed is None or fixed else "typed"
        as_of = known_as_of if source == known_source else None
        try:
            value = parse_value(element, raw, line.constraints, on=on)
        except FieldProblem as problem:
            issue = FieldIssue(
                problem.code,
                problem.sentence,
                problem.likely,
                _refusers(line, raw, element, scene, package, on),
            )
    elif line.required and not line.possible and not comes:
        label = element.label
        issue = FieldIssue("values.missing", Text(f"请填写“{label.zh}”。", f"Fill in “{label.say('en')}”."))
    allowed = line.constraints.allowed
    return FieldView(
        key=line.key,
        role=role,
        bearer=bearer,
        role_label=role_label(scene, role, bearer),
        element=element_id,
        label=element.label,
        kind=element.kind,
        required=line.required,
        possible=line.possible,
        open=not comes and not fixed,
        raw=raw,
        value=value,
        source=source,
        source_label=sources.label(source),
        as_of=as_of,
        issue=issue,
        disputed=draft.disputes.get(line.key, ""),
        comes_with=ItemLine(comes, sources.items[comes]) if comes else None,
        choices=tuple(one for one in element.choices if allowed is None or one.id in allowed),
        constraints=line.constraints,
        help=element.help,
        unit=element.unit,
        sensitivity=element.sensitivity,
        asked_by=line.asked_by,
    )


def _correctable(element: Element) -> bool:
    """Name and number are those of the document; a telephone may be another one today."""
    return element.kind is ElementKind.PHONE


def _refusers(
    line: PlanField, raw: Any, element: Element, scene: Scene, package: Package, on: date
) -> tuple[ItemLine, ...]:
    """Return the items whose own limits refuse a value that others accept; none if the value itself is wrong."""
    refusing: list[ItemLine] = []
    accepting = 0
    for reason in line.asked_by:
        try:
            part = scene.item(reason.item)
        except KeyError:
            continue
        limits = [
            one.constraints
            for one in part.item.fields
            if one.element == line.element and part.roles.get(one.role, one.role) == line.role
        ]
        try:
            parse_value(element, raw, intersect(limits), on=on)
        except FieldProblem:
            refusing.append(ItemLine(part.item.id, part.item.name))
        else:
            accepting += 1
    return tuple(refusing) if accepting else ()


# --- materials -----------------------------------------------------------------------------------------------

_FREE = frozenset({Way.SHARE, Way.LICENCE, Way.RESULT})


def materials_of(draft: Draft, plan: Plan, scene: Scene, package: Package) -> tuple[MaterialView, ...]:
    """Return every line of the set of materials, with what was given for it."""
    items = {line.item.id: line.item.name for line in scene.items}
    return tuple(_material(draft, one, plan, scene, package, items) for one in plan.materials)


def whose(line: MaterialView, fields: Iterable[FieldView], package: Package) -> Text:
    """Return whose a paper is, "" for the applicant's own; of one person of several with the name, if that is typed."""
    if line.role == "applicant":
        return Text("")
    if not line.bearer:
        return line.role_label
    names = Named(package)
    known = {one.key: one.value for one in fields}
    name = names.person_name(line.key.rpartition("/")[0], known)
    return Text(f"{line.role_label.zh} {name}".strip(), f"{line.role_label.say('en')} {name}".strip())


def line_name(line: PlanMaterial) -> str:
    """Return the name of a line in a draft: its key, with the way where the line splits."""
    return f"{line.key}@{line.way}" if line.split and line.way else line.key


def _material(
    draft: Draft, one: PlanMaterial, plan: Plan, scene: Scene, package: Package, items: dict[str, Text]
) -> MaterialView:
    role, bearer, what = parts_of(one.key)
    name = line_name(one)
    material = package.materials.get(what)
    chosen = draft.ways.get(name)
    latest = may_follow_until(one, plan, scene) if Way.LATER in one.offered else None
    ways = () if one.form or one.way is Way.RESULT else ways_open(one)
    if latest is None:
        ways = tuple(way for way in ways if way is not Way.LATER)
    way = chosen.way if chosen and chosen.way in ways else one.way
    files = draft.files.get(name, ())
    if way in _FREE and files and Way.UPLOAD in ways and chosen is None:
        way = Way.UPLOAD  # whoever uploads all the same has said which one counts
    until = chosen.until if chosen and way is Way.LATER else None
    done = (
        one.form
        or way in _FREE
        or way in (Way.PAPER, Way.DECLARATION)
        or (way is Way.UPLOAD and bool(files))
        or (way is Way.LATER and until is not None and may_be_promised(until, latest, plan.circumstances.on))
    )
    source = one.source if way is one.way else ""
    return MaterialView(
        line=name,
        key=one.key,
        role=role,
        bearer=bearer,
        role_label=role_label(scene, role, bearer),
        label=JOINT_FORM_LABEL if one.form else material.label if material else Text(one.key),
        help=material.help if material else None,
        way=way,
        ways=ways,
        source=source,
        source_label=_source_label(way, source, package, items),
        files=files,
        until=until,
        required=one.required,
        possible=one.possible,
        copies=one.copies,
        original=one.original,
        form=one.form,
        valid_days=one.valid_days,
        done=done,
        asked_by=one.asked_by,
        latest=latest,
    )


def may_be_promised(until: date, latest: date | None, on: date) -> bool:
    """Whether a paper may be promised for a day. latest: as of `MaterialView`; on: the day of the promise."""
    return latest is not None and on < until <= latest


def ways_open(one: PlanMaterial) -> tuple[Way, ...]:
    """Return the ways that the person may choose for a line: the plan's, what is offered, a file or paper instead."""
    return tuple(dict.fromkeys([*([one.way] if one.way else []), Way.UPLOAD, Way.PAPER, *one.offered]))


def _source_label(way: Way | None, source: str, package: Package, items: dict[str, Text]) -> Text:
    if way is Way.SHARE and source in package.shares:
        return package.shares[source].label
    if way is Way.LICENCE and source in package.licences:
        return package.licences[source].label
    if way is Way.RESULT and source in items:
        return items[source]
    return Text("")


# --- what is handed over -------------------------------------------------------------------------------------


def given_values(fields: tuple[FieldView, ...]) -> tuple[GivenValue, ...]:
    return tuple(
        GivenValue(one.key, one.value, one.source or "typed", one.as_of, one.disputed)
        for one in fields
        if one.value is not None
    )


def given_materials(materials: tuple[MaterialView, ...]) -> tuple[GivenMaterial, ...]:
    return tuple(
        GivenMaterial(
            one.key,
            one.way,
            one.source,
            tuple(replace(file, notes=()) for file in one.files) if one.way is Way.UPLOAD else (),
            one.until,
            one.confirmed if one.way is Way.CONFIRM else None,
        )
        for one in materials
        if one.way is not None and not one.form and one.way is not Way.RESULT and one.done
    )


def shown(one: FieldView, package: Package, language: str, *, masked: bool = False) -> str:
    """Return a field's value as a page shows it, "" for none."""
    return value_in_words(package, package.elements[one.element], one.value, language, masked=masked)
