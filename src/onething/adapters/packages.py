"""City packages as folders: reads one into bytes, writes one back, and loads a city in one call."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from onething.core.catalogue.loader import Loaded, load_package
from onething.core.errors import RuleBroken

#: Bounds of a folder that is read: files, bytes of one file, bytes of all, folders inside each other.
MOST_FILES = 20_000
MOST_FILE_BYTES = 64_000_000
MOST_BYTES = 256_000_000
MOST_DEPTH = 8


class FolderUnreadable(RuleBroken):
    """The folder is none, or holds what no package holds."""

    code = "package.folder_unreadable"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


class PathRefused(RuleBroken):
    """A file of a package would be written outside its folder."""

    code = "package.path_refused"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path!r} is not a path inside a package; rename the file")
        self.path = path


def read_folder(path: Path | str) -> dict[str, bytes]:
    """Return the files of a folder: path inside it, with "/", → content. Hidden files and folders are left out.

    Links are not followed: a link to elsewhere is no part of a package. Raises FolderUnreadable.
    """
    root = Path(path)
    if not root.is_dir():
        raise FolderUnreadable(str(root), "there is no such folder; give the folder that has city.yaml")
    files: dict[str, bytes] = {}
    size = 0
    for folder, folders, names in os.walk(root, onerror=_refuse):
        inside = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(inside.parts) >= MOST_DEPTH and folders:
            raise FolderUnreadable(
                folder, f"folders are more than {MOST_DEPTH} deep; this is no city package"
            )
        for name in sorted(names + [one for one in folders if (Path(folder) / one).is_symlink()]):
            if name.startswith("."):
                continue
            file = Path(folder) / name
            data = _read_file(file)
            size += len(data)
            if size > MOST_BYTES or len(files) >= MOST_FILES:
                raise FolderUnreadable(
                    str(root),
                    f"it has more than {MOST_FILES} files or {MOST_BYTES} bytes; this is no city package",
                )
            files[(inside / name).as_posix()] = data
    return files


def _read_file(file: Path) -> bytes:
    """Return the content of a plain file, never that of a link, a pipe or a device."""
    if file.is_symlink():
        raise FolderUnreadable(str(file), "links are not followed; put the file itself here")
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise FolderUnreadable(
            str(file), f"it cannot be read ({error.strerror}); check its rights"
        ) from error
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise FolderUnreadable(str(file), "this is no plain file; take it out of the package")
        data = stream.read(MOST_FILE_BYTES + 1)
    if len(data) > MOST_FILE_BYTES:
        raise FolderUnreadable(str(file), f"it has more than {MOST_FILE_BYTES} bytes; make it smaller")
    return data


def _refuse(error: OSError) -> None:
    raise FolderUnreadable(
        str(error.filename), f"it cannot be read ({error.strerror}); check its rights"
    ) from error


def write_folder(path: Path | str, files: Mapping[str, bytes]) -> None:
    """Write files below a folder, which is made if it is not there. Raises PathRefused before anything is written."""
    root = Path(path)
    for name in files:
        parts = name.split("/")
        if "\\" in name or "\0" in name or any(part in ("", ".", "..") for part in parts):
            raise PathRefused(name)
        if any((root / Path(*parts[:count])).is_symlink() for count in range(1, len(parts) + 1)):
            raise PathRefused(name)
    for name, data in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def load_city(path: Path | str) -> Loaded:
    """Read and load a city package. Raises FolderUnreadable; what is wrong inside comes as findings."""
    return load_package(read_folder(path))
