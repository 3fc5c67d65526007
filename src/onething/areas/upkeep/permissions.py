"""What can be done with dead letters, one line each."""

from enum import StrEnum

from onething.core.actors import Role


class UpkeepPermission(StrEnum):
    SEE_DEAD = "upkeep:see_dead"  # of one's department; those who watch over the house: all
    DRIVE = "upkeep:drive"  # let it be tried again, or give it up

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS: dict[UpkeepPermission, frozenset[Role]] = {
    UpkeepPermission.SEE_DEAD: frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN, Role.MANAGER}),
    UpkeepPermission.DRIVE: frozenset({Role.ADMIN, Role.MANAGER}),
}
#: They see the dead letters of all departments, and those of the house itself.
OVERSEERS = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN})
