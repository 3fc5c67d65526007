"""Whose files these are: a definition names its office itself."""

from collections.abc import Iterable, Mapping

from onething.core.revisions.pieces import read

#: Folder → the key by which a definition names its office.
_NAMED_BY = {"items": "department", "scenes": "lead"}


def office_of(path: str, files: Mapping[str, bytes]) -> str:
    """Return the id of the office whose file this is, "" where it belongs to the city as a whole or does not say.

    An item is of its department, a scene of the office that leads it, an example of the one that leads its scene.
    """
    folder, _, name = path.rpartition("/")
    if folder == "examples":
        scene = _said(path, "scene", files)
        return office_of(f"scenes/{scene}.yaml", files) if scene else ""
    key = _NAMED_BY.get(folder, "")
    return _said(path, key, files) if key and name.endswith(".yaml") else ""


def offices_of(
    paths: Iterable[str], before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return the offices whose files these are, before the change or after it, sorted: an item that goes to another office is of both."""
    found = {office_of(path, files) for path in paths for files in (before, after)}
    return tuple(sorted(found - {""}))


def _said(path: str, key: str, files: Mapping[str, bytes]) -> str:
    content = files.get(path, b"")
    try:
        document = read(content.decode())
    except UnicodeDecodeError:
        return ""
    entry = document.root.get(key) if document is not None else None
    return str(entry.value.value[2]) if entry is not None and entry.value.kind == "scalar" else ""
