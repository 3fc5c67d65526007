"""Every write of divisions and offices: they come from the city package, never from a form."""

from collections.abc import Mapping

from django.db import transaction

from onething.areas.offices.models import OfficeRow, PlaceRow
from onething.areas.offices.permissions import OfficesPermission
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.catalogue.offices import Posted, offices_of
from onething.core.catalogue.words import Division


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
    offices = [_row(one) for one in offices_of(package)]
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


def _row(one: Posted) -> OfficeRow:
    return OfficeRow(
        department=one.department,
        division=one.division,
        name_zh=one.name.zh,
        name_en=one.name.en,
        short_zh=one.short.zh,
        short_en=one.short.en,
        address=one.address,
        phone=one.phone,
        hours_zh=one.hours.zh,
        hours_en=one.hours.en,
    )
