"""What can be done with look-ups and consents."""

from enum import StrEnum

from onething.core.actors import Role


class ExchangePermission(StrEnum):
    LOOK_UP = "exchange:look_up"  # ask another department, within grant and consent
    CONSENT = "exchange:consent"  # agree for oneself, or for whom one represents or serves at the window
    SEE_CALLS = "exchange:see_calls"  # the call log, without values

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS = {
    ExchangePermission.LOOK_UP: {Role.CITIZEN, Role.CLERK, Role.REVIEWER, Role.SYSTEM},
    ExchangePermission.CONSENT: {Role.CITIZEN, Role.CLERK},
    ExchangePermission.SEE_CALLS: {Role.DATA_STEWARD, Role.AUDITOR, Role.SUPERVISOR, Role.ADMIN},
}
