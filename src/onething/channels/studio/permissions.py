"""Who may enter the studio at all; each room has a permission of its own area beside it."""

from enum import StrEnum

from onething.core.actors import Role


class StudioPermission(StrEnum):
    ENTER = "studio:enter"

    def held_by(self, role: Role) -> bool:
        return role in _ENTERS


_ENTERS = frozenset(
    {
        Role.ITEM_MANAGER,
        Role.ITEM_STANDARD,
        Role.MANAGER,
        Role.SUPERVISOR,
        Role.AUDITOR,
        Role.ADMIN,
        Role.DATA_STEWARD,
    }
)
