"""The door of the area: divisions and offices."""

from onething.areas.offices.permissions import OfficesPermission
from onething.areas.offices.queries import (
    OfficeNotFound,
    PlaceNotFound,
    check_delivery,
    find_office,
    get_office,
    get_place,
    list_offices,
    list_places,
    list_windows,
)
from onething.areas.offices.services import load_offices
from onething.core.offices import WindowUnknown

__all__ = [
    "OfficeNotFound",
    "OfficesPermission",
    "PlaceNotFound",
    "WindowUnknown",
    "check_delivery",
    "find_office",
    "get_office",
    "get_place",
    "list_offices",
    "list_places",
    "list_windows",
    "load_offices",
]
