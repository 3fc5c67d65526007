"""What a person types after a correction notice, and what an officer hands on, judged by the rules of the form.

Both stand beside what was handed in.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onething.core.catalogue.model import Package, Scene
from onething.core.catalogue.words import ElementKind
from onething.core.composition import Plan
from onething.core.composition.plan import PlanField
from onething.core.guidance.draft import Draft
from onething.core.guidance.form import FieldIssue, FieldView, read_fields
from onething.core.guidance.together import BIRTHDAYS, NUMBERS, SEX, judged, kind_element, persons_of
from onething.core.submission import Person
from onething.core.values import FieldProblem, parse_value


def corrected(
    plan: Plan,
    scene: Scene,
    package: Package,
    *,
    known: Mapping[str, Any],
    typed: Mapping[str, Any],
    applicant: Person,
    on: date,
    undrawn: Callable[[str], Sequence[str]] = lambda text: (),
) -> tuple[FieldView, ...]:
    """Return the fields of the plan that were typed anew, with their canonical value or what is wrong with it.

    known: canonical values that stand, by key; they are compared with and never put in question. A number that is typed
    anew is not held against an old birthday or sex: those may be what is wrong, and were perhaps not asked for. typed:
    as typed, by key, also where a result would fill the field. A key that the plan does not have is left out.
    """
    found = _read(plan, scene, package, typed, on=on)
    renumbered = {(one.role, one.bearer) for one in found if one.key in typed and one.kind in NUMBERS}
    doubtful = {
        one.key
        for one in found
        if (one.role, one.bearer) in renumbered and one.element.endswith((*BIRTHDAYS, SEX))
    }
    standing = {key: value for key, value in known.items() if key not in doubtful}
    persons = persons_of(applicant, plan.circumstances.answers, scene, package)
    read = _beside(found, standing, typed)
    return tuple(one for one in judged(read, package, persons, on=on, undrawn=undrawn) if one.key in typed)


def handed_on(
    plan: Plan,
    scene: Scene,
    package: Package,
    *,
    known: Mapping[str, Any],
    said: Mapping[str, Any],
    applicant: Person,
    on: date,
) -> tuple[FieldView, ...]:
    """Return what an officer says that a result hands on, with the canonical value or what is wrong with it.

    known, said: as above, also of fields that the plan does not have. What is known is held against a number: a result
    gives it to the person of whom that is known, and to nobody else of the matter. An office of this country gives
    citizen numbers; another one only to whom is known to have another kind of document.
    """
    there = {one.key for one in plan.fields}
    beyond = tuple(
        PlanField(key, key.partition("/")[0], element.id, False, element.constraints, "", ())
        for key in dict.fromkeys((*said, *known))
        if key not in there and (element := package.elements.get(key.partition("/")[2])) is not None
    )
    found = _read(replace(plan, fields=(*plan.fields, *beyond)), scene, package, said, on=on)
    persons = persons_of(applicant, plan.circumstances.answers, scene, package)
    kind = kind_element(package)
    read = tuple(
        _as_citizen(one, package, on=on)
        if one.key in said
        and one.kind is ElementKind.IDENTITY_NUMBER
        and known.get(f"{one.key.partition('/')[0]}/{kind}") is None
        else one
        for one in _beside(found, known, said)
    )
    return tuple(one for one in judged(read, package, persons, on=on) if one.key in said)


def _as_citizen(one: FieldView, package: Package, *, on: date) -> FieldView:
    element = replace(package.elements[one.element], kind=ElementKind.CITIZEN_NUMBER)
    try:
        return replace(one, value=parse_value(element, one.raw, one.constraints, on=on))
    except FieldProblem as problem:
        return replace(one, value=None, issue=FieldIssue(problem.code, problem.sentence, problem.likely))


def _read(
    plan: Plan, scene: Scene, package: Package, typed: Mapping[str, Any], *, on: date
) -> tuple[FieldView, ...]:
    """Return the fields with what was typed, also where a result would fill them."""
    fields = tuple(replace(one, prefilled_from="") if one.key in typed else one for one in plan.fields)
    draft = Draft(scene.id, scene.hash, values=typed)
    return read_fields(draft, replace(plan, fields=fields), scene, package, on=on)


def _beside(
    found: Sequence[FieldView], known: Mapping[str, Any], typed: Collection[str]
) -> tuple[FieldView, ...]:
    """Return what was typed as it was read, and the rest as it stands."""
    return tuple(
        one if one.key in typed else replace(one, value=known.get(one.key), source="", issue=None)
        for one in found
    )
