"""The door of the area: make, hold, use and verify electronic licences."""

from onething.areas.licences.permissions import LicencesPermission
from onething.areas.licences.queries import (
    LicenceNotFound,
    get_own,
    list_held,
    list_of_application,
    list_own,
    verify,
)
from onething.areas.licences.services import Licences, make, use

__all__ = [
    "LicenceNotFound",
    "Licences",
    "LicencesPermission",
    "get_own",
    "list_held",
    "list_of_application",
    "list_own",
    "make",
    "use",
    "verify",
]
