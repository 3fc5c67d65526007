"""What can be done with revisions. Which office may do it with which one, and the four eyes, are rules of `core.revisions.lifecycle`."""

from enum import StrEnum

from onething.core.actors import Role


class RevisionPermission(StrEnum):
    READ = "revisions:read"
    WRITE = "revisions:write"  # open, save, submit, withdraw: for the own office
    REVIEW = "revisions:review"  # the manager of an office whose files are changed
    CITY = "revisions:city"  # the item standard team: review for the city, set the day, write for every office, take back
    PUBLISH = "revisions:publish"  # what is due: our own jobs

    def held_by(self, role: Role) -> bool:
        return role in _HOLDERS[self]


P = RevisionPermission
_WRITERS = frozenset({Role.ITEM_MANAGER, Role.MANAGER, Role.ITEM_STANDARD, Role.ADMIN})
_HOLDERS: dict[RevisionPermission, frozenset[Role]] = {
    P.READ: _WRITERS | {Role.SUPERVISOR, Role.AUDITOR, Role.DATA_STEWARD, Role.SYSTEM},
    P.WRITE: _WRITERS,
    P.REVIEW: frozenset({Role.MANAGER}),
    P.CITY: frozenset({Role.ITEM_STANDARD, Role.ADMIN}),
    P.PUBLISH: frozenset({Role.SYSTEM, Role.ADMIN}),
}
