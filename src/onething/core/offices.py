"""Offices: where a department is at work in a division."""

from dataclasses import dataclass
from uuid import UUID

from onething.core.source import Text

NOT_POSTED = Text("")


@dataclass(frozen=True, slots=True)
class Office:
    """A department in one division, as the public finds it.

    division: 12 digits. hours: opening hours as they are posted.
    """

    id: UUID
    department: str
    division: str
    name: Text
    short: Text
    address: str = ""
    phone: str = ""
    hours: Text = NOT_POSTED


@dataclass(frozen=True, slots=True)
class Place:
    """A division as lists show it. parent: code, "" for the root. path: codes from the root down to this one."""

    code: str
    name: str
    level: str
    kind: str
    parent: str
    path: tuple[str, ...]

    def inside(self, division: str) -> bool:
        """Return whether this place is `division` or a part of it."""
        return division in self.path
