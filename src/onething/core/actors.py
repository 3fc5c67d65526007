"""Who acts. Every service and every query takes an `Actor` first."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from onething.core.errors import NotAllowed


class Role(StrEnum):
    """The roles of domain §1.3 that this version knows; `docs/glossary.md` has the Chinese terms."""

    CITIZEN = "citizen"
    CLERK = "clerk"
    REVIEWER = "reviewer"
    MANAGER = "manager"  # department manager: extension, reassignment
    ITEM_MANAGER = "item_manager"  # keeps the items of a department
    ITEM_STANDARD = (
        "item_standard"  # the city's item standard team: the last review, and the day from which it holds
    )
    DATA_STEWARD = "data_steward"
    SUPERVISOR = "supervisor"
    HOTLINE = "hotline"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SYSTEM = "system"  # a department system, or a job of our own
    VISITOR = "visitor"


class Permission(Protocol):
    """A permission is a StrEnum member such as `cases:decide` with the roles that hold it."""

    @property
    def value(self) -> str: ...

    def held_by(self, role: Role) -> bool: ...


class PermissionMissing(NotAllowed):
    code = "core.permission_missing"

    def __init__(self, permission: str) -> None:
        super().__init__(f"the actor does not hold {permission}")
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, system or job at work.

    id: stable, unique over all kinds ("user:12", "system:household", "job:nightly").
    department, division: the office of a member of staff; empty for citizens.
    person_id: the citizen number or other identity document of a citizen, "" for staff and jobs; a clerk with one acts
    in the presence of that person, for the length of one request (`cases.in_presence`).
    stands_for, stands_for_name: the absent colleague in whose place a member of staff acts, for the length of one act.
    """

    id: str
    name: str
    roles: frozenset[Role]
    department: str = ""
    division: str = ""
    person_id: str = field(default="", repr=False)
    stands_for: str = ""
    stands_for_name: str = ""

    @classmethod
    def job(cls, name: str) -> "Actor":
        """Return the actor of our own background work."""
        return cls(id=f"job:{name}", name=name, roles=frozenset({Role.SYSTEM}))

    @classmethod
    def visitor(cls) -> "Actor":
        """Return the actor of someone who has not signed in."""
        return cls(id="visitor", name="", roles=frozenset({Role.VISITOR}))

    def can(self, permission: Permission) -> bool:
        return any(permission.held_by(role) for role in self.roles)

    def must(self, permission: Permission) -> None:
        """Raises PermissionMissing."""
        if not self.can(permission):
            raise PermissionMissing(permission.value)
