"""Named places where a test stops the process dead, to see what a crash there leaves behind.

In normal running `point` does nothing. With ONETHING_CRASH_AT=NAME the process kills itself (SIGKILL) at that
place; with ONETHING_POINTS_LOG=FILE the names passed are written there, one a line, so that a test can list them.
"""

import os
import signal

_CRASH_AT = os.environ.get("ONETHING_CRASH_AT", "")
_LOG = os.environ.get("ONETHING_POINTS_LOG", "")


def point(name: str) -> None:
    """Mark a place between two steps that must hold together; names are `area.step`, unique in the house."""
    if _LOG:
        handle = os.open(_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, f"{name}\n".encode())
        finally:
            os.close(handle)
    if name == _CRASH_AT:
        os.kill(os.getpid(), signal.SIGKILL)
