"""The door of the area: divisions and offices, and who works on what there."""

from onething.areas.offices.permissions import OfficesPermission
from onething.areas.offices.queries import (
    OfficeNotFound,
    PlaceNotFound,
    check_delivery,
    find_office,
    get_office,
    get_place,
    list_leaves,
    list_offices,
    list_places,
    list_pools,
    list_skills,
    list_windows,
    workplace,
)
from onething.areas.offices.queries.staff import Pool
from onething.areas.offices.services import add_leave, add_skill, end_leave, end_skill, load_offices
from onething.areas.offices.services.staff import LeaveNotFound, NotAColleague, SkillNotFound
from onething.core.offices import WindowUnknown

__all__ = [
    "LeaveNotFound",
    "NotAColleague",
    "OfficeNotFound",
    "OfficesPermission",
    "PlaceNotFound",
    "Pool",
    "SkillNotFound",
    "WindowUnknown",
    "add_leave",
    "add_skill",
    "check_delivery",
    "end_leave",
    "end_skill",
    "find_office",
    "get_office",
    "get_place",
    "list_leaves",
    "list_offices",
    "list_places",
    "list_pools",
    "list_skills",
    "list_windows",
    "load_offices",
    "workplace",
]
