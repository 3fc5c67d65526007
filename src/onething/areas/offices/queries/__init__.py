"""Every read of the area: places and offices, which are public, and the staff of an office."""

from onething.areas.offices.queries.places import (
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
from onething.areas.offices.queries.staff import (
    list_leaves,
    list_pools,
    list_skills,
    workplace,
)

__all__ = [
    "OfficeNotFound",
    "PlaceNotFound",
    "check_delivery",
    "find_office",
    "get_office",
    "get_place",
    "list_leaves",
    "list_offices",
    "list_places",
    "list_pools",
    "list_skills",
    "list_windows",
    "workplace",
]
