"""The door of the area: kinds of village certificates, slips "not needed", and who asked for what."""

from onething.areas.certificates.permissions import CertificatesPermission
from onething.areas.certificates.queries import (
    DemandCount,
    KindLine,
    SlipNotFound,
    count_demands,
    get_slip,
    list_kinds,
    list_slips,
    verify_slip,
)
from onething.areas.certificates.services import give_slip
from onething.core.certificates import Slip

__all__ = [
    "CertificatesPermission",
    "DemandCount",
    "KindLine",
    "Slip",
    "SlipNotFound",
    "count_demands",
    "get_slip",
    "give_slip",
    "list_kinds",
    "list_slips",
    "verify_slip",
]
