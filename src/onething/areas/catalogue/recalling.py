"""What a process made of the last package that it read, kept on disk for those that start after it.

A catalogue of a city's size takes ten seconds to be read and half a second to be recalled. What is recalled is compared with the files of
the version that is wanted (`core.catalogue.memory`), so an old one costs time and never tells anything wrong.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import structlog
from django.core.cache import caches

import onething.core
from onething.core.catalogue.memory import Kept

_log = structlog.get_logger(__name__)


def recall() -> Kept | None:
    """Return what the last process kept; None if there is nothing, or nothing that this program made."""
    try:
        with _without_collector():
            found = caches["readings"].get(_program())
    except Exception:  # cut short, or of another library: the package is read from its files
        _log.warning("catalogue.not_recalled", exc_info=True)
        return None
    return found if isinstance(found, Kept) else None


def remember(kept: Kept) -> None:
    """Keep what was read. A disk that takes nothing more is told of; everything else goes on."""
    try:
        caches["readings"].set(_program(), kept)
    except OSError:
        _log.warning("catalogue.not_kept_for_later", exc_info=True)


@cache
def _program() -> str:
    """Return a name of the rules by which a package is read: another program recalls nothing of this one."""
    digest = sha256(sys.version.encode())
    for path in sorted(Path(onething.core.__path__[0]).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of objects come at once and all stay: to look through them for garbage, then or later, takes six times as long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
