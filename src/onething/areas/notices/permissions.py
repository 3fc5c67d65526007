"""What can be done with messages."""

from enum import StrEnum

from onething.core.actors import Role

_LOOK_AFTER = frozenset({Role.SUPERVISOR, Role.ADMIN, Role.MANAGER, Role.HOTLINE})


class NoticesPermission(StrEnum):
    TELL = "notices:tell"  # inside the transaction of an act that its own permission allowed
    READ = "notices:read"  # one's own, and how one wants to be told
    CARRY = (
        "notices:carry"  # put messages into letters and hand these over: our own jobs; receipts of providers
    )
    SEE_UNDELIVERED = "notices:see_undelivered"  # letters that did not arrive, without text and address
    SETTLE = "notices:settle"  # let one be tried again, or say how the person was told otherwise

    def held_by(self, role: Role) -> bool:
        match self:
            case NoticesPermission.READ:
                return role is Role.CITIZEN
            case NoticesPermission.TELL:
                return role is not Role.VISITOR
            case NoticesPermission.CARRY:
                return role is Role.SYSTEM
            case NoticesPermission.SEE_UNDELIVERED:
                return role in _LOOK_AFTER | {Role.AUDITOR}
        return role in _LOOK_AFTER
