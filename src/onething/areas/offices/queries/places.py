"""Every read of divisions and offices. They are public: the actor is named and sees all."""

from onething.areas.offices.models import OfficeRow, PlaceRow
from onething.areas.offices.permissions import OfficesPermission
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.offices import Office, Place, must_be_window, windows_of
from onething.core.submission import Delivery


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


def list_windows(actor: Actor, *, near: str = "") -> tuple[str, ...]:
    """Return where results can be picked up: first at the place `near`, then above it, then everywhere else."""
    actor.must(OfficesPermission.SEE)
    place = PlaceRow.objects.filter(pk=near).first() if near else None
    found = [row.to_core() for row in OfficeRow.objects.order_by("division", "department")]
    return windows_of(found, near=place.to_core().path if place else ())


def check_delivery(actor: Actor, *, delivery: Delivery) -> None:
    """Raises DeliveryIncomplete, WindowUnknown: how results come must be whole, and a window one that there is."""
    actor.must(OfficesPermission.SEE)
    delivery.must_be_complete()
    if delivery.way == "window":
        must_be_window(delivery.window, list_windows(actor))


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
