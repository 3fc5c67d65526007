"""Offices: where a department is at work in a division."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from onething.core.errors import RuleBroken
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


class WindowUnknown(RuleBroken):
    """Results are handed over at a window that there is."""

    code = "offices.window_unknown"

    def __init__(self, window: str) -> None:
        super().__init__(f"no window is called {window!r}")
        self.window = window


def windows_of(offices: Sequence[Office], *, near: Sequence[str] = ()) -> tuple[str, ...]:
    """Return where results can be picked up, each place once: where the offices are, by address, else by name.

    near: codes of divisions from the root down to the one that is meant; what lies in the lowest of them comes first,
    then what lies above it, then all others as they come.
    """

    def far(office: Office) -> int:
        return -near.index(office.division) if office.division in near else 1

    return tuple(dict.fromkeys(one.address or one.name.zh for one in sorted(offices, key=far)))


def must_be_window(window: str, windows: Sequence[str]) -> None:
    """Raises WindowUnknown. windows: none where a city has not said where its offices are; then any may be named."""
    if windows and window not in windows:
        raise WindowUnknown(window)
