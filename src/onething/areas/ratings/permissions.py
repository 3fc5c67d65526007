"""What can be done with ratings."""

from enum import StrEnum

from onething.core.actors import Role


class RatingsPermission(StrEnum):
    ASK = "ratings:ask"  # when an application ends
    RATE = "ratings:rate"  # whoever has the token: it was sent to one person only
    COUNT = "ratings:count"  # statistics without persons

    def held_by(self, role: Role) -> bool:
        match self:
            case RatingsPermission.RATE:
                return True
            case RatingsPermission.ASK:
                return role is not Role.VISITOR
        return role in {Role.SUPERVISOR, Role.MANAGER, Role.AUDITOR}
