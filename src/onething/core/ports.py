"""The world outside as core sees it. `site` binds each of these once; tests bind fakes."""

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the moment, aware, in Asia/Shanghai."""
        ...


class Steady(Protocol):
    def seconds(self) -> float:
        """Return the seconds since some moment of the past, by a clock that nobody sets; time asleep counts."""
        ...

    def stepped(self) -> timedelta:
        """Return by how much the clock of the house was set since this process began; back is negative."""
        ...


class Ids(Protocol):
    def new(self) -> UUID:
        """Return an identifier never given before, growing with time (UUIDv7 layout)."""
        ...


class Dice(Protocol):
    def token(self, *, bytes_: int = 16) -> str:
        """Return an unguessable url-safe token."""
        ...

    def choose(self, count: int) -> int:
        """Return a whole number in [0, count)."""
        ...
