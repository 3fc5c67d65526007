"""Printed papers kept in a folder of so many places: what does not fit takes the place of another, and is made anew.

Everything in it can be made again, so nothing here is worth an error: what cannot be read is not there, what cannot be
written is not kept, and the whole folder may be deleted at any time, also while it is in use.
"""

import os
import tempfile
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import structlog

#: 4096 papers of usually 60 KB are some 250 MB, and never more than 1 GB.
PLACES = 4096
MOST_BYTES = 256 * 1024

log = structlog.get_logger("onething.papers")


class PaperFolder:
    """A key is a hash in hexadecimal digits. A file is a line with its key and the SHA-256 of what follows, then the paper.

    Several processes may keep and find the same paper at once: a file is there whole or not at all.
    """

    def __init__(self, folder: Path, *, places: int = PLACES, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._places, self._most = folder, places, most_bytes

    def find(self, key: str) -> bytes | None:
        """Return the paper as it was kept; None if it is not there, or not what was kept under this key."""
        try:
            head, _, content = self._place(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if head == _head(key, content) else None

    def keep(self, key: str, content: bytes) -> None:
        """Keep the paper, in the place of whatever lay there."""
        if len(content) > self._most:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self._folder, suffix=".draft")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(_head(key, content) + b"\n" + content)
                    out.flush()
                    os.fsync(out.fileno())
                os.replace(draft, self._place(key))
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(draft)
        except OSError as error:
            log.warning("paper_not_kept", error=type(error).__name__)

    def forget(self, *, before: datetime) -> int:
        """Remove what was kept before, drafts of crashed processes included; returns how many."""
        removed = 0
        with suppress(OSError):
            for path in sorted(self._folder.iterdir()):
                with suppress(FileNotFoundError):  # another process replaces or forgets it, too
                    if path.stat().st_mtime < before.timestamp():
                        path.unlink()
                        removed += 1
        return removed

    def _place(self, key: str) -> Path:
        return self._folder / f"{int(key[:16], 16) % self._places:04x}"


def _head(key: str, content: bytes) -> bytes:
    return f"{key} {sha256(content).hexdigest()}".encode()
