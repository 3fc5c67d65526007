"""What the machine gives: its clock, ids and dice. The one place with any of them; nothing here needs Django."""

import os
import secrets
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

from onething.kit.ports import SHANGHAI


class SystemClock:
    """The machine's clock, read as Asia/Shanghai."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone(SHANGHAI)


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
