"""What a person types after a correction notice, judged by the rules of the form, beside what was handed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onething.core.catalogue.model import Package, Scene
from onething.core.composition import Plan
from onething.core.guidance.draft import Draft
from onething.core.guidance.form import FieldView, read_fields
from onething.core.guidance.together import NUMBERS, judged


def corrected(
    plan: Plan,
    scene: Scene,
    package: Package,
    *,
    known: Mapping[str, Any],
    typed: Mapping[str, Any],
    on: date,
    undrawn: Callable[[str], Sequence[str]] = lambda text: (),
) -> tuple[FieldView, ...]:
    """Return the fields of the plan that were typed anew, with their canonical value or what is wrong with it.

    known: canonical values that stand, by key; they are compared with and never put in question. A number that is typed
    anew is not held against an old birthday or sex: those may be what is wrong, and were perhaps not asked for. typed:
    as typed, by key, also where a result would fill the field. A key that the plan does not have is left out.
    """
    fields = tuple(replace(one, prefilled_from="") if one.key in typed else one for one in plan.fields)
    draft = Draft(scene.id, scene.hash, values=typed)
    found = read_fields(draft, replace(plan, fields=fields), scene, package, on=on)
    renumbered = {(one.role, one.bearer) for one in found if one.key in typed and one.kind in NUMBERS}

    def standing(one: FieldView) -> FieldView:
        old = (one.role, one.bearer) in renumbered and one.element.endswith((".birth_date", ".sex"))
        return replace(one, value=None if old else known.get(one.key), source="", issue=None)

    read = (one if one.key in typed else standing(one) for one in found)
    return tuple(one for one in judged(tuple(read), package, on=on, undrawn=undrawn) if one.key in typed)
