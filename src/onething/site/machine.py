"""What the machine gives: its clock, ids and dice. The one place with any of them; nothing here needs Django."""

import os
import secrets
import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

from onething.core.ports import Clock
from onething.kit.ports import SHANGHAI


class SystemClock:
    """The machine's clock, read as Asia/Shanghai."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone(SHANGHAI)


#: Goes on while the machine sleeps, where the system has such a clock.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class SteadyClock:
    """The machine's seconds since it was started, and what its own clock was set by meanwhile. clock: that one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = self._difference()

    def seconds(self) -> float:
        return time.clock_gettime(_STEADY)

    def stepped(self) -> timedelta:
        return timedelta(seconds=self._difference() - self._began)

    def _difference(self) -> float:
        return self._clock.now().timestamp() - self.seconds()


class TimeOrderedIds:
    """UUIDv7 (RFC 9562): milliseconds, then a counter inside the millisecond, then randomness."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0  # milliseconds << 12 | counter

    def new(self) -> UUID:
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() // 1_000_000 << 12)
            stamp = self._last
        milliseconds, counter = stamp >> 12, stamp & 0xFFF
        tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
        return UUID(int=milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail)


class SecretDice:
    """Randomness of the operating system."""

    def token(self, *, bytes_: int = 16) -> str:
        return secrets.token_urlsafe(bytes_)

    def choose(self, count: int) -> int:
        return secrets.randbelow(count)
