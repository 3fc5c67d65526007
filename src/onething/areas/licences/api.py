"""The door of the area: make, hold, change, lend, use and verify electronic licences."""

from onething.areas.licences.finding import LicenceNotFound
from onething.areas.licences.permissions import LicencesPermission
from onething.areas.licences.queries import (
    copy_pdf,
    get_own,
    list_copies,
    list_grants,
    list_held,
    list_of_application,
    list_of_case,
    list_own,
    list_relying,
    list_uses,
    relied_on,
    verify,
    verify_copy,
)
from onething.areas.licences.services import (
    change,
    end_grant,
    give_grant,
    make,
    make_copy,
    rely,
    replace_licence,
    use,
    use_in_case,
)
from onething.areas.licences.services.for_cases import Licences
from onething.core.licences import LeaveMissing

__all__ = [
    "LeaveMissing",
    "LicenceNotFound",
    "Licences",
    "LicencesPermission",
    "change",
    "copy_pdf",
    "end_grant",
    "get_own",
    "give_grant",
    "list_copies",
    "list_grants",
    "list_held",
    "list_of_application",
    "list_of_case",
    "list_own",
    "list_relying",
    "list_uses",
    "make",
    "make_copy",
    "relied_on",
    "rely",
    "replace_licence",
    "use",
    "use_in_case",
    "verify",
    "verify_copy",
]
