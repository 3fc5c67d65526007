"""What can be done with the register of items."""

from enum import StrEnum

from onething.core.actors import Role


class RegisterPermission(StrEnum):
    READ = "register:read"  # what the register says is open to all
    PLAN = "register:plan"  # the way of an item to wholly online: obstacle, remedy, owner, day
    IMPORT = "register:import"  # take a catalogue of another system in

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS = {
    RegisterPermission.READ: frozenset(Role),
    RegisterPermission.PLAN: {Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.MANAGER},
    RegisterPermission.IMPORT: {Role.ITEM_MANAGER, Role.ITEM_STANDARD, Role.ADMIN, Role.SYSTEM},
}
