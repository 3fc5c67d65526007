"""What can be done with offices."""

from enum import StrEnum

from onething.core.actors import Role


class OfficesPermission(StrEnum):
    SEE = "offices:see"  # open to all: where an office is
    LOAD = "offices:load"  # take over divisions and offices from a city package

    STAFF = "offices:staff"  # say who works on what in one's own office, and who is away
    WORK = "offices:work"  # what one finds there oneself, and being away

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS: dict[OfficesPermission, frozenset[Role]] = {
    OfficesPermission.SEE: frozenset(Role),
    OfficesPermission.LOAD: frozenset({Role.ADMIN, Role.SYSTEM}),
    OfficesPermission.STAFF: frozenset({Role.MANAGER, Role.SYSTEM}),
    OfficesPermission.WORK: frozenset({Role.REVIEWER, Role.MANAGER, Role.SYSTEM}),
}
