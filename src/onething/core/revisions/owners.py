"""Whose files these are: a definition names its office itself."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from onething.core.catalogue.findings import Findings
from onething.core.catalogue.reading import Mapping_, Node, Scalar, read_yaml
from onething.core.register.filed import is_entry
from onething.core.revisions.pieces import read

#: Folder → the key by which a definition names its office.
_NAMED_BY = {"items": "department", "scenes": "lead"}


def office_of(path: str, files: Mapping[str, bytes]) -> str:
    """Return the id of the office whose file this is, "" where it belongs to the city as a whole or does not say.

    An item is of its department, a scene of the office that leads it, an example of the one that leads its scene, an entry of the
    register of the department whose credit code or name it gives.
    """
    if is_entry(path):
        return _body(path, files)
    folder, _, name = path.rpartition("/")
    if folder == "examples":
        scene = _said(path, "scene", files)
        return office_of(f"scenes/{scene}.yaml", files) if scene else ""
    key = _NAMED_BY.get(folder, "")
    return _said(path, key, files) if key and name.endswith(".yaml") else ""


def _body(path: str, files: Mapping[str, bytes]) -> str:
    code, name = (_said(path, key, files) for key in ("department_code", "department"))
    departments = files.get("departments.yaml", b"")
    if not (code or name) or not departments:
        return ""
    for id, one in _departments(departments):
        if (code and code == one["code"]) or (name and name in (one["name"], one["short"])):
            return id
    return ""


@lru_cache(maxsize=4)
def _departments(content: bytes) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return the departments of a city with code, name and short name."""
    root = read_yaml("departments.yaml", content, Findings())
    found = []
    for id, part in root.entries if isinstance(root, Mapping_) else ():
        if isinstance(part, Mapping_):
            found.append((id.text, {key: _text(part.get(key)) for key in ("code", "name", "short")}))
    return tuple(found)


def _text(node: Node | None) -> str:
    if isinstance(node, Mapping_):
        return _text(node.get("zh"))
    return node.text if isinstance(node, Scalar) else ""


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
