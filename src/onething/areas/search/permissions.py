"""What can be done with the search."""

from enum import StrEnum

from onething.core.actors import Role


class SearchPermission(StrEnum):
    ASK = "search:ask"  # what is published may be found by all
    REFRESH = "search:refresh"  # have the index built anew

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


_HOLDERS = {
    SearchPermission.ASK: frozenset(Role),
    SearchPermission.REFRESH: {Role.ITEM_MANAGER, Role.ADMIN, Role.SYSTEM},
}
