"""Files by the hash of their content: written whole or not at all, never changed, never overwritten."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from onething.adapters.uploads.inspection import Readable
from onething.adapters.uploads.refusals import FileDamaged, FileMissing, StorageFull
from onething.kit.points import point

_ADDRESS = re.compile(r"[0-9a-f]{64}")


class FileStore:
    """A folder `ab/cd/HASH`. An address is the SHA-256 of the content in 64 hexadecimal digits.

    When `put` returns, the file survives a crash and a power cut. A crash inside it leaves at most a draft in
    `drafts/`, which `clear_drafts` removes at the next start. Several processes may put the same content at once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts = folder / "drafts"
        self._drafts.mkdir(parents=True, exist_ok=True)

    def put(self, source: bytes | Readable) -> str:
        """Keep the content and return its address. Raises StorageFull."""
        handle, draft = tempfile.mkstemp(dir=self._drafts)
        try:
            try:
                with os.fdopen(handle, "wb") as out:
                    hashed = hashlib.sha256()
                    for chunk in _chunks(source):
                        hashed.update(chunk)
                        out.write(chunk)
                    point("files.written")
                    out.flush()
                    os.fsync(out.fileno())
                point("files.synced")
                return self._place(draft, hashed.hexdigest())
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise StorageFull from error
                raise
        finally:
            Path(draft).unlink(missing_ok=True)

    def _place(self, draft: str, address: str) -> str:
        path = self._path(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            try:
                os.link(draft, path)  # unlike a rename, never takes the place of a file
                break
            except FileExistsError:
                with suppress(FileNotFoundError):  # removed in this moment: it is placed anew
                    if path.stat().st_size != os.stat(draft).st_size:
                        raise FileDamaged(address) from None
                    os.utime(path)  # `remove` spares what was wanted again
                    break
        point("files.placed")
        for folder in (path.parent, path.parent.parent, self._folder):
            _sync_folder(folder)
        return address

    def open(self, address: str) -> BinaryIO:
        """Return the file for reading. Raises FileMissing."""
        try:
            return self._path(address).open("rb")
        except FileNotFoundError:
            raise FileMissing(address) from None

    def read(self, address: str) -> bytes:
        """Return the content, checked against its address. Raises FileMissing, FileDamaged."""
        with self.open(address) as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != address:
            raise FileDamaged(address)
        return content

    def __contains__(self, address: str) -> bool:
        return bool(_ADDRESS.fullmatch(address)) and self._path(address).exists()

    def remove(self, address: str, *, untouched_since: float) -> bool:
        """Remove a file that nobody put since (seconds since 1970). Returns whether it is gone.

        It is taken aside first and looked at again, so that a `put` of the same moment loses nothing.
        """
        path, aside = self._path(address), self._drafts / address
        try:
            if path.stat().st_mtime >= untouched_since:
                return False
            os.rename(path, aside)
        except FileNotFoundError:
            return True
        try:
            if aside.stat().st_mtime < untouched_since:
                return True
            with suppress(FileExistsError):
                os.link(aside, path)
            return False
        finally:
            aside.unlink(missing_ok=True)

    def addresses(self) -> Iterator[str]:
        """Give every address, in order."""
        yield from sorted(path.name for path in self._folder.glob("??/??/*") if _ADDRESS.fullmatch(path.name))

    def clear_drafts(self, *, older_than_seconds: float, now: float) -> int:
        """Remove what crashes left, and return how many. `now`: seconds since 1970; spares writers at work."""
        removed = 0
        for draft in self._drafts.iterdir():
            if draft.stat().st_mtime < now - older_than_seconds:
                draft.unlink(missing_ok=True)
                removed += 1
        return removed

    def _path(self, address: str) -> Path:
        if not _ADDRESS.fullmatch(address):
            raise FileMissing(address)
        return self._folder / address[:2] / address[2:4] / address


def _chunks(source: bytes | Readable) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    while chunk := source.read(1 << 16):
        yield chunk


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
