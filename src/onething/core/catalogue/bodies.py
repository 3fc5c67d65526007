"""Which departments a step may belong to: its own, or one that a field of the form names.

`department_by: record/credit.authority` names a choice whose ids are departments, so that each record of a list is handled by
the body that made it (谁认定、谁修复). Law: domain §4.5; semantics §2 (the case carries the office of each step).
"""

from collections.abc import Mapping
from typing import Any

from onething.core.catalogue.context import Context
from onething.core.catalogue.forms import Form
from onething.core.catalogue.model import FieldLine, Item, Package, Step
from onething.core.catalogue.words import Department, Element, ElementKind


def bodies_of_step(
    step: Step, elements: Mapping[str, Element], departments: Mapping[str, Department]
) -> frozenset[str]:
    """Return every department to which the step may go."""
    element = elements.get(step.department_by.partition("/")[2])
    chosen = {one.id for one in element.choices} & departments.keys() if element else set()
    return frozenset({step.department, *chosen})


def bodies_of(item: Item, package: Package) -> frozenset[str]:
    """Return every department that may have a part in an item."""
    steps = (bodies_of_step(step, package.elements, package.departments) for step in item.steps)
    return frozenset({item.department}).union(*steps)


def body_chosen(step: Step, chosen: Any, package: Package) -> str:
    """Return the department of a step. chosen: value of the field that names it, None = not said.

    Where it names no department of the city (a body elsewhere or above), the step's own department passes it on.
    """
    bodies = bodies_of_step(step, package.elements, package.departments)
    return chosen if chosen in bodies else step.department


def read_department_by(
    ctx: Context, form: Form, roles: tuple[str, ...], fields: tuple[FieldLine, ...]
) -> str:
    """Return the key of the field that names a step's department, "" if it is fixed. The item asks for the field, and its
    element is a choice of departments; anything else is a finding.
    """
    key = form.string("department_by")
    if not key or not ctx.key(key, form.place("department_by"), roles):
        return key
    role, _, name = key.partition("/")
    element = ctx.elements.get(name)
    asked = any((line.role, line.element) == (role, name) for line in fields)
    choices = {one.id for one in element.choices} if element and element.kind is ElementKind.CHOICE else set()
    if not asked or choices.isdisjoint(ctx.names["department"]):
        form.wrong(
            "department_by",
            form.get("department_by") or form.node,
            "本事项要填的一个选择类数据元，选项是部门的标识",
            "a field of this item whose choices are ids of departments",
            code="bad_value",
        )
    return key
