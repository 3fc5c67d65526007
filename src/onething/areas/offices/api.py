"""The door of the area: divisions and offices."""

from onething.areas.offices.permissions import OfficesPermission
from onething.areas.offices.queries import (
    OfficeNotFound,
    PlaceNotFound,
    find_office,
    get_office,
    get_place,
    list_offices,
    list_places,
)
from onething.areas.offices.services import load_offices

__all__ = [
    "OfficeNotFound",
    "OfficesPermission",
    "PlaceNotFound",
    "find_office",
    "get_office",
    "get_place",
    "list_offices",
    "list_places",
    "load_offices",
]
