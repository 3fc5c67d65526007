"""What can be done with the log."""

from enum import StrEnum

from onething.core.actors import Role


class AuditPermission(StrEnum):
    OWN_LOOKS = "audit:own_looks"  # see who looked at one's own data
    SEE = "audit:see"  # read the whole log, check its chains

    def held_by(self, role: Role) -> bool:
        if self is AuditPermission.OWN_LOOKS:
            return role is Role.CITIZEN
        return role is Role.AUDITOR
