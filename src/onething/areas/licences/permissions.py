"""What can be done with electronic licences."""

from enum import StrEnum

from onething.core.actors import Role

_OFFICE = frozenset({Role.REVIEWER, Role.MANAGER, Role.CLERK, Role.SYSTEM})


class LicencesPermission(StrEnum):
    MAKE = "licences:make"  # as the result of a granted case
    CHANGE = "licences:change"  # suspend and resume; take back with the number of a decision
    REPLACE = "licences:replace"  # make the next version: renewed (行政许可法 50), altered (49), corrected, restored
    SEE_OWN = "licences:see_own"
    USE = "licences:use"  # read the data, with the holder's leave or a legal basis; leaves a trace
    RELY = "licences:rely"  # let a case rest on them, and ask how they stand: within an act on the case
    LEND = "licences:lend"  # give leave to use one's own, and copies of it
    TRACE = "licences:trace"  # which cases rest on a licence
    VERIFY = "licences:verify"  # open to all

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = LicencesPermission

_HOLDERS: dict[LicencesPermission, frozenset[Role]] = {
    P.MAKE: _OFFICE,
    P.CHANGE: frozenset({Role.REVIEWER, Role.MANAGER, Role.SUPERVISOR, Role.SYSTEM}),
    P.REPLACE: frozenset({Role.REVIEWER, Role.MANAGER, Role.SUPERVISOR, Role.SYSTEM}),
    P.SEE_OWN: frozenset({Role.CITIZEN, Role.SYSTEM}),
    P.USE: _OFFICE,
    P.RELY: _OFFICE | {Role.CITIZEN, Role.SUPERVISOR},
    P.LEND: frozenset({Role.CITIZEN}),
    P.TRACE: frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.SYSTEM}),
    P.VERIFY: frozenset(Role),
}
