"""Who may enter the cockpit at all; each room has a permission of its own area beside it."""

from enum import StrEnum

from onething.core.actors import Role


class CockpitPermission(StrEnum):
    ENTER = "cockpit:enter"

    def held_by(self, role: Role) -> bool:
        return role in _ENTERS


_ENTERS = frozenset(
    {
        Role.SUPERVISOR,
        Role.AUDITOR,
        Role.ADMIN,
        Role.MANAGER,
        Role.HOTLINE,
        Role.DATA_STEWARD,
        Role.ITEM_MANAGER,
    }
)
