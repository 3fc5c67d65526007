"""Published versions in the memory of a process: read once, since they never change."""

import threading

from onething.areas.catalogue.models import FileRow, VersionRow
from onething.core.catalogue.loader import load_package
from onething.core.catalogue.model import Package
from onething.core.composition.prepare import prepare

#: Versions that a process keeps read; above it the oldest is read anew when it is needed.
MOST_KEPT = 8

_kept: dict[str, Package] = {}
_lock = threading.Lock()


def files_of(row: VersionRow) -> dict[str, bytes]:
    contents = {
        one.hash: bytes(one.content) for one in FileRow.objects.filter(hash__in=set(row.files.values()))
    }
    return {path: contents[hash_] for path, hash_ in row.files.items()}


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
        package = load_package(files_of(row)).package
        assert package is not None, f"version {row.pk} was published with errors"
        for scene in package.scenes.values():
            prepare(scene, package)
        while len(_kept) >= MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[row.digest] = package
        return package
