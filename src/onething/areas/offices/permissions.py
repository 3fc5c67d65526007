"""What can be done with offices."""

from enum import StrEnum

from onething.core.actors import Role


class OfficesPermission(StrEnum):
    SEE = "offices:see"  # open to all: where an office is
    LOAD = "offices:load"  # take over divisions and offices from a city package

    def held_by(self, role: Role) -> bool:
        return self is OfficesPermission.SEE or role in {Role.ADMIN, Role.SYSTEM}
