"""Named places where a test stops the process dead, to see what a crash there leaves behind.

In normal running `point` does nothing. With ONETHING_CRASH_AT=NAME the process kills itself (SIGKILL) at that
place (NAME#3: when it comes there for the third time); with ONETHING_POINTS_LOG=FILE the names passed are written there, one a line, so that a test can list them.
"""

import os
import signal

_CRASH_AT = os.environ.get("ONETHING_CRASH_AT", "")
_LOG = os.environ.get("ONETHING_POINTS_LOG", "")
_passed: dict[str, int] = {}


def arm(*, crash_at: str = "", log: str = "") -> None:
    """Set both again in a process that is running, such as a fork. Passings are counted anew."""
    global _CRASH_AT, _LOG
    _CRASH_AT, _LOG = crash_at, log
    _passed.clear()


def point(name: str) -> None:
    """Mark a place between two steps that must hold together; names are `area.step`, unique in the house."""
    if _LOG:
        handle = os.open(_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, f"{name}\n".encode())
        finally:
            os.close(handle)
    wanted, _, nth = _CRASH_AT.partition("#")
    if name != wanted:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] == int(nth or 1):
        os.kill(os.getpid(), signal.SIGKILL)
