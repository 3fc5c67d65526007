"""Every read of divisions and offices. They are public: the actor is named and sees all."""

from onething.areas.offices.models import OfficeRow, PlaceRow
from onething.areas.offices.permissions import OfficesPermission
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.offices import Office, Place


class PlaceNotFound(NotFound):
    code = "offices.place_not_found"

    def __init__(self, division: str) -> None:
        super().__init__(f"no division {division}")
        self.division = division


class OfficeNotFound(NotFound):
    code = "offices.office_not_found"

    def __init__(self, department: str, division: str) -> None:
        super().__init__(f"department {department} has no office for division {division}")
        self.department, self.division = department, division


def get_place(actor: Actor, *, division: str) -> Place:
    """Raises PlaceNotFound."""
    actor.must(OfficesPermission.SEE)
    row = PlaceRow.objects.filter(pk=division).first()
    if row is None:
        raise PlaceNotFound(division)
    return row.to_core()


def list_places(actor: Actor, *, parent: str = "", level: str = "") -> list[Place]:
    """Return divisions in the order of their codes: the children of `parent`, or all of one level."""
    actor.must(OfficesPermission.SEE)
    rows = PlaceRow.objects.all()
    if parent:
        rows = rows.filter(parent=parent)
    if level:
        rows = rows.filter(level=level)
    return [row.to_core() for row in rows.order_by("code")]


def list_offices(actor: Actor, *, department: str = "", division: str = "") -> list[Office]:
    """Return offices by department and division code."""
    actor.must(OfficesPermission.SEE)
    rows = OfficeRow.objects.all()
    if department:
        rows = rows.filter(department=department)
    if division:
        rows = rows.filter(division=division)
    return [row.to_core() for row in rows.order_by("department", "division")]


def find_office(actor: Actor, *, department: str, division: str) -> Office | None:
    """Return the office of `department` that serves `division`: its own, else the nearest one above it."""
    actor.must(OfficesPermission.SEE)
    place = PlaceRow.objects.filter(pk=division).first()
    if place is None:
        return None
    path = place.to_core().path
    rows = OfficeRow.objects.filter(department=department, division__in=path)
    nearest = max(rows, key=lambda row: path.index(row.division), default=None)
    return nearest.to_core() if nearest else None


def get_office(actor: Actor, *, department: str, division: str) -> Office:
    """Raises OfficeNotFound. Finds as `find_office`."""
    office = find_office(actor, department=department, division=division)
    if office is None:
        raise OfficeNotFound(department, division)
    return office
