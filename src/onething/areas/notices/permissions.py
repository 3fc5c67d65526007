"""What can be done with messages."""

from enum import StrEnum

from onething.core.actors import Role


class NoticesPermission(StrEnum):
    TELL = "notices:tell"  # inside the transaction of an act that its own permission allowed
    READ = "notices:read"  # one's own

    def held_by(self, role: Role) -> bool:
        if self is NoticesPermission.READ:
            return role is Role.CITIZEN
        return role is not Role.VISITOR
