"""Starts the processes of an installation, watches them, and ends them together.

One supervisor owns: the web server, the worker, and (in demo mode) the stand-ins for department systems. A child
that dies is started again. One that dies again and again ends everything with a sentence if it is vital; a stand-in
is left down, as a department system would be.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MOST_DEATHS = 5
DEATH_WINDOW = 60.0  # seconds
GRACE = 10.0  # seconds between TERM and KILL
TICK = 0.1  # seconds

_PR_SET_PDEATHSIG = 1


class KeepsDying(Exception):
    """A child that died too often; the message names it and its log."""


def _die_with_parent() -> None:
    """Ask Linux to end this child when the supervisor is killed without a chance to say so."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    except (AttributeError, OSError):
        return  # another system: the children are told by the supervisor's own ending


@dataclass
class Child:
    """One process, writing to its log. deaths: moments (monotonic seconds) at which it ended by itself."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path
    vital: bool = True
    given_up: bool = False
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                list(self.command),
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the supervisor only, which ends the others in order
                preexec_fn=_die_with_parent,
            )

    def signal(self, number: int) -> None:
        """Tell the whole session of the child, so that its own children hear it too."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """Runs children until it is told to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = list(children)
        self.stopping = False

    def stop(self, *_: object) -> None:
        self.stopping = True

    def run(self, *, when_started: Callable[[], bool]) -> None:
        """Start all, call `when_started` until it says True, watch until stopped. Raises KeepsDying."""
        before = {
            number: signal.signal(number, self.stop)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        announced = False
        try:
            for child in self.children:
                child.start()
            while not self.stopping:
                self._look_after()
                announced = announced or when_started()
                time.sleep(TICK)
        finally:
            self.end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _look_after(self) -> None:
        for child in self.children:
            assert child.process is not None
            status = child.process.poll()
            if status is None or self.stopping or child.given_up:
                continue
            at = time.monotonic()
            child.deaths = [death for death in child.deaths if at - death < DEATH_WINDOW] + [at]
            if len(child.deaths) >= MOST_DEATHS:
                sentence = (
                    f"the process {child.name!r} ended {MOST_DEATHS} times within a minute (last with {status}); "
                    f"the end of {child.log} says why"
                )
                if child.vital:
                    raise KeepsDying(f"{sentence}.")
                child.given_up = True
                print(f"onething: {sentence}; it stays down, the others go on.", file=sys.stderr, flush=True)
                continue
            print(
                f"onething: {child.name} ended with {status} and is started again",
                file=sys.stderr,
                flush=True,
            )
            time.sleep(min(2.0, 0.2 * len(child.deaths)))
            child.start()

    def end(self) -> None:
        """End every child: TERM in the reverse order of starting, KILL for what is left after the grace."""
        living = [child for child in self.children[::-1] if child.process is not None]
        for child in living:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        for child in living:
            assert child.process is not None
            try:
                child.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal(signal.SIGKILL)
                child.process.wait()
            child.signal(signal.SIGKILL)  # what is left of its session
