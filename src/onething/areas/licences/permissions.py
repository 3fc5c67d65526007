"""What can be done with electronic licences."""

from enum import StrEnum

from onething.core.actors import Role

_OFFICE = frozenset({Role.REVIEWER, Role.MANAGER, Role.CLERK, Role.SYSTEM})


class LicencesPermission(StrEnum):
    MAKE = "licences:make"  # as the result of a granted case
    SEE_OWN = "licences:see_own"
    USE = "licences:use"  # read the data for a case, with the holder's leave or a legal basis; leaves a trace
    VERIFY = "licences:verify"  # open to all

    def held_by(self, role: Role) -> bool:
        match self:
            case LicencesPermission.VERIFY:
                return True
            case LicencesPermission.SEE_OWN:
                return role in {Role.CITIZEN, Role.SYSTEM}
            case LicencesPermission.MAKE:
                return role in _OFFICE
        return role in _OFFICE or role is Role.CITIZEN
