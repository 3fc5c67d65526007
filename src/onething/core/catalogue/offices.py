"""Offices of departments: which there are, what each posts of itself, and how a town says so.

A town's office may post an address, a telephone number and hours of its own; there is no key for anything else (domain §2.3).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onething.core.catalogue.bodies import bodies_of_step
from onething.core.catalogue.context import Context
from onething.core.catalogue.forms import Form
from onething.core.catalogue.model import Item, Package
from onething.core.catalogue.words import Department, Division, Element, PostedOffice
from onething.core.source import Text

#: Opening hours where the package gives none; calibrated.
HOURS = Text("周一至周五 9:00–12:00，13:00–17:00", "Mon–Fri 9:00–12:00, 13:00–17:00")
#: Levels of steps that are handled at a town.
_OF_TOWNS = frozenset({"town", "village"})


@dataclass(frozen=True, slots=True)
class Posted:
    """An office as the public finds it. own: at the seat of its department, whose post is the master of all others."""

    department: str
    division: str
    name: Text
    short: Text
    address: str
    phone: str
    hours: Text
    own: bool


def offices_of(package: Package) -> Iterator[Posted]:
    """Give every office: a department has one at its seat, and one in every town if an item has a step of it there."""
    told = {(one.department, one.division): one for one in package.offices.values()}
    working = _working_in_towns(package.items.values(), package.elements, package.departments)
    towns = [place for place in package.divisions.values() if place.level == "town"]
    for department in package.departments.values():
        home = package.divisions.get(department.division)
        seat = home.name if home else ""
        yield _office(department, department.division, seat, told, own=True)
        for town in towns if department.id in working else ():
            if town.code != department.division:
                yield _office(department, town.code, town.name, told, own=False)


def _working_in_towns(
    items: Iterable[Item], elements: Mapping[str, Element], departments: Mapping[str, Department]
) -> set[str]:
    steps = (step for item in items for step in item.steps if step.level in _OF_TOWNS)
    return {body for step in steps for body in bodies_of_step(step, elements, departments)}


def _office(
    department: Department,
    division: str,
    place: str,
    told: Mapping[tuple[str, str], PostedOffice],
    *,
    own: bool,
) -> Posted:
    name, short = department.name, department.short
    if not own:
        name = Text(f"{name.zh}（{place}）", f"{name.en or name.zh} ({place})")
        short = Text(f"{place}{short.zh}", f"{short.en or short.zh} ({place})")
    said = told.get((department.id, division))
    return Posted(
        department=department.id,
        division=division,
        name=name,
        short=short,
        address=(said.address if said else "") or f"{place}政务服务中心",
        phone=(said.phone if said else "") or department.phone,
        hours=(said.hours if said else None) or HOURS,
        own=own,
    )


def read_office(ctx: Context, id: str, form: Form) -> PostedOffice:
    """Return what an office posts of itself."""
    if not any(form.has(key) for key in ("address", "phone", "hours")):
        form.found.error(
            "missing_key",
            form.at,
            f"办事处“{id}”什么也没有写；请写明 address、phone 或 hours，或者删除它。",
            f"Office {id!r} says nothing; add 'address', 'phone' or 'hours', or delete it.",
        )
    return PostedOffice(
        id,
        department=ctx.refer(form, "department", "department"),
        division=ctx.refer(form, "division", "division"),
        address=form.string("address"),
        phone=form.string("phone"),
        hours=form.optional_text("hours"),
        at=form.at,
    )


def check_offices(
    ctx: Context,
    offices: Iterable[PostedOffice],
    departments: Mapping[str, Department],
    divisions: Mapping[str, Division],
    items: Iterable[Item] | None,
) -> None:
    """Say which offices there are not, and which stand twice. items: None where some could not be read."""
    working: set[str] | None = None
    seen: set[tuple[str, str]] = set()
    for one in offices:
        department, place = departments.get(one.department), divisions.get(one.division)
        if department is None or place is None:
            continue
        if working is None:
            working = (
                set(departments) if items is None else _working_in_towns(items, ctx.elements, departments)
            )
        here = department.division == place.code
        if not here and not (place.level == "town" and department.id in working):
            ctx.found.error(
                "no_office",
                one.at,
                f"“{department.id}”在 {place.name} 没有办事处：没有事项的环节由它在镇街办理；请删除，或者改区划。",
                f"{department.id!r} has no office in {place.code}: no step of an item is its own there; delete it or change the division.",
            )
        elif (one.department, one.division) in seen:
            ctx.found.error(
                "duplicate_id",
                one.at,
                f"“{department.id}”在 {place.name} 的办事处写了两次；请并成一条。",
                f"The office of {department.id!r} in {place.code} stands twice; merge them.",
            )
        seen.add((one.department, one.division))
