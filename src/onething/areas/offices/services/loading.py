"""Every write of divisions and offices: they come from the city package, never from a form."""

from collections.abc import Iterator, Mapping

from django.db import transaction

from onething.areas.offices.models import OfficeRow, PlaceRow
from onething.areas.offices.permissions import OfficesPermission
from onething.core.actors import Actor
from onething.core.catalogue.bodies import bodies_of_step
from onething.core.catalogue.model import Item, Package
from onething.core.catalogue.words import Department, Division
from onething.core.source import Text

#: Opening hours where the package gives none; calibrated.
HOURS = Text("周一至周五 9:00–12:00，13:00–17:00", "Mon–Fri 9:00–12:00, 13:00–17:00")


@transaction.atomic
def load_offices(actor: Actor, *, package: Package) -> int:
    """Take over divisions and offices of `package`; what it no longer names goes. Returns the number of offices.

    A department has an office in its own division, and one in every town if an item has a step of it there.
    Raises NotAllowed.
    """
    actor.must(OfficesPermission.LOAD)
    PlaceRow.objects.bulk_create(
        [
            PlaceRow(
                code=place.code,
                name=place.name,
                level=place.level,
                kind=place.kind,
                parent=place.parent,
                path="".join(f"{code}/" for code in _path(place, package.divisions)),
            )
            for place in package.divisions.values()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "kind", "parent", "path"],
        batch_size=500,
    )
    PlaceRow.objects.exclude(code__in=list(package.divisions)).delete()
    offices = list(_offices(package))
    OfficeRow.objects.bulk_create(
        offices,
        update_conflicts=True,
        unique_fields=["department", "division"],
        update_fields=[
            "name_zh",
            "name_en",
            "short_zh",
            "short_en",
            "phone",
            "hours_zh",
            "hours_en",
            "address",
        ],
        batch_size=500,
    )
    kept = {(office.department, office.division) for office in offices}
    gone = [row.pk for row in OfficeRow.objects.all() if (row.department, row.division) not in kept]
    OfficeRow.objects.filter(pk__in=gone).delete()
    return len(offices)


def _path(place: Division, divisions: Mapping[str, Division]) -> list[str]:
    path = [place.code]
    while place.parent and place.parent in divisions and place.parent not in path:  # ends: a code comes once
        place = divisions[place.parent]
        path.append(place.code)
    return path[::-1]


def _offices(package: Package) -> Iterator[OfficeRow]:
    towns = [place for place in package.divisions.values() if place.level == "town"]
    for department in package.departments.values():
        home = package.divisions.get(department.division)
        yield _office(department, department.division, home.name if home else "", own=True)
        if any(_works_in_towns(item, department.id, package) for item in package.items.values()):
            for town in towns:
                if town.code != department.division:
                    yield _office(department, town.code, town.name, own=False)


def _works_in_towns(item: Item, department: str, package: Package) -> bool:
    return any(
        step.level in {"town", "village"} and department in bodies_of_step(step, package)
        for step in item.steps
    )


def _office(department: Department, division: str, place: str, *, own: bool) -> OfficeRow:
    name = (
        department.name
        if own
        else Text(f"{department.name.zh}（{place}）", f"{department.name.en or department.name.zh} ({place})")
    )
    short = (
        department.short
        if own
        else Text(f"{place}{department.short.zh}", f"{department.short.en or department.short.zh} ({place})")
    )
    return OfficeRow(
        department=department.id,
        division=division,
        name_zh=name.zh,
        name_en=name.en,
        short_zh=short.zh,
        short_en=short.en,
        address=f"{place}政务服务中心",
        phone=department.phone,
        hours_zh=HOURS.zh,
        hours_en=HOURS.en,
    )
