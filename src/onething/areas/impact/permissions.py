"""What can be done with a change before it counts."""

from enum import StrEnum

from onething.core.actors import Role


class ImpactPermission(StrEnum):
    TRY = "impact:try"  # lay a change on what was applied for lately: counts and masked numbers, no persons

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS


#: Who changes definitions, and who signs them in a department and in the city.
_HOLDERS = frozenset({Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.MANAGER, Role.SUPERVISOR})
