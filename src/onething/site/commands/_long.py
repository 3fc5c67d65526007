"""What long work shares: a line of progress, a stop that ends after the step at hand, a place to go on from."""

import json
import resource
import signal
import sys
import time
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

#: Seconds between two lines of progress.
EVERY = 1.0


def memory_mib() -> float:
    """Return how much memory this process has had at most."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def processor_seconds() -> float:
    """Return how much processor time this process has taken: unlike the wall, other work hardly lengthens it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return round(used.ru_utime + used.ru_stime, 2)


class Stop:
    """Whether somebody asked to stop (SIGINT, SIGTERM): the step at hand is ended first."""

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def _ask(self, _: int, __: FrameType | None) -> None:
        self.asked = True

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


class Progress:
    """A line on the error stream about once a second: how much is done, and how much a second.

    whole: how much there is to do, 0 where nobody knows before the end.
    """

    def __init__(self, what: str, whole: int, *, begun: int = 0) -> None:
        self._what, self._whole, self._begun, self.done = what, whole, begun, begun
        self._began = self._said = time.monotonic()

    def add(self, more: int, note: str = "") -> None:
        self.done += more
        now = time.monotonic()
        if now - self._said >= EVERY:
            self._said = now
            share = f"{self.done * 100 // self._whole:3d} %  " if self._whole else ""
            self._say(f"{share}{self._line(now)}{note}")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def _line(self, now: float) -> str:
        rate = (self.done - self._begun) / max(now - self._began, 1e-9)
        whole = f" of {self._whole:,}" if self._whole else ""
        return f"{self.done:,}{whole} {self._what}, {rate:,.0f} a second"

    def _say(self, line: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{line}\x1b[K")
        else:
            sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    def end(self) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")


class Place:
    """Where stopped work goes on: a small file, written whole after each step, gone when the work is done."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, Any] | None:
        """Return what was kept, None if the work has not begun or was done to the end."""
        if not self._file.exists():
            return None
        kept: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
        return kept

    def keep(self, what: dict[str, Any]) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(what), "utf-8")
        new.replace(self._file)

    def clear(self) -> None:
        self._file.unlink(missing_ok=True)
