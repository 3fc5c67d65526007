"""Published versions in the memory of a process: read once, since they never change, and each only where it differs from the
last one that was read, by this process or the one before it. What versions have in common they share, files and definitions.
"""

import threading
from collections.abc import Mapping

from onething.areas.catalogue.models import FileRow, VersionRow
from onething.areas.catalogue.recalling import recall, remember
from onething.core.catalogue.loader import Loaded, load_package
from onething.core.catalogue.memory import Memory
from onething.core.catalogue.model import Package
from onething.core.composition.prepare import prepare

#: Versions that a process keeps read; above it the oldest is read anew when it is needed.
MOST_KEPT = 8
#: Hashes that one query asks for.
STEP = 2000

_kept: dict[str, Package] = {}
_memory = Memory()
_contents: dict[str, bytes] = {}
_lock = threading.Lock()
#: The hash of the package with which this process began, "" for none; None before it has looked.
_recalled: str | None = None
_remembered = False


def read(files: Mapping[str, bytes]) -> Loaded:
    """Read a package, what is the same as in the last one not again."""
    with _lock:
        _recall_once()
        return load_package(files, _memory)


def files_of(row: VersionRow) -> dict[str, bytes]:
    """Return the files of a version; those of the last one that was read are not fetched again."""
    global _contents
    known, wanted = _contents, set(row.files.values())
    contents = {hash_: known[hash_] for hash_ in wanted if hash_ in known}
    missing = sorted(wanted - contents.keys())
    for start in range(0, len(missing), STEP):
        for one in FileRow.objects.filter(hash__in=missing[start : start + STEP]):
            contents[one.hash] = bytes(one.content)
    _contents = contents
    return {path: contents[hash_] for path, hash_ in row.files.items()}


def _recall_once() -> None:
    """Begin with what the process before this one knew."""
    global _recalled
    if _recalled is None:
        _memory.last = recall()
        _recalled = _memory.last.hashed.package.hash if _memory.last else ""


def _remember_once(package: Package) -> None:
    """Keep the first version that this process read, unless it is the one with which it began."""
    global _remembered
    if not _remembered and _memory.last is not None and package.hash != _recalled:
        remember(_memory.last)
    _remembered = True


def kept(digest: str) -> Package | None:
    """Return the package of this digest if this process has read it."""
    return _kept.get(digest)


def package_of(row: VersionRow) -> Package:
    """Return the package of a row, read once in the life of the process, its scenes made ready."""
    if (found := _kept.get(row.digest)) is not None:
        return found
    with _lock:
        if (found := _kept.get(row.digest)) is not None:
            return found
        _recall_once()
        package = load_package(files_of(row), _memory).package
        assert package is not None, f"version {row.pk} was published with errors"
        _remember_once(package)
        for scene in package.scenes.values():
            prepare(scene, package)
        while len(_kept) >= MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[row.digest] = package
        return package
