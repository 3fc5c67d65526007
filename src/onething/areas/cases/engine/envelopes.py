"""Sealed envelopes: what was handed over, as canonical JSON in a file named by its hash, written before anything else.

An envelope without an application is what a crash between the two leaves; it was never acknowledged and does no harm.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import get_ident
from typing import Any

from django.conf import settings

from onething.areas.cases.errors import EnvelopeBroken, storing
from onething.core.actors import Actor
from onething.core.audit import best_algorithm, canonical
from onething.kit.points import point


@dataclass(frozen=True, slots=True)
class Envelope:
    """hash: of the file's bytes, hex (SM3 where the machine has it, else SHA-256). text, data: the submission inside."""

    hash: str
    text: str
    data: Mapping[str, Any]
    path: Path


def folder() -> Path:
    return Path(settings.VAR) / "envelopes"


def path_of(at: datetime, hash_: str) -> Path:
    return folder() / f"{at:%Y-%m-%d}" / f"{hash_}.json"


def seal(actor: Actor, data: Mapping[str, Any], *, key: str, at: datetime) -> Envelope:
    """Write the envelope and return it once it is on disk, file and folder. Raises StorageFull.

    data: of the submission. at: in Asia/Shanghai.
    """
    content = canonical(
        {
            "key": key,
            "actor": actor.id,
            "actor_name": actor.name,
            "department": actor.department,
            "division": actor.division,
            "at": at.isoformat(),
            "algorithm": best_algorithm(),
            "submission": data,
        }
    )
    hash_ = hashlib.new(best_algorithm(), content).hexdigest()
    path = path_of(at, hash_)
    with storing():
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(path.parent.parent)
        # Torn by a crash, a part is no envelope.
        part = path.with_name(f"{hash_}.{os.getpid()}-{get_ident()}.part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            point("cases.submit.envelope_written")
            os.fsync(file.fileno())
        part.replace(path)
        point("cases.submit.envelope_synced")
        sync_folder(path.parent)
    return Envelope(hash_, text_of(data), data, path)


def text_of(data: Mapping[str, Any]) -> str:
    """Return the submission as the row of its application keeps it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope as it lies on disk, with who handed it in. department, division: of the window, "" for citizens."""

    hash: str
    key: str
    actor: str
    actor_name: str
    department: str
    division: str
    at: datetime
    data: Mapping[str, Any]
    path: Path


def open_(path: Path) -> Opened:
    """Return what an envelope says. Raises EnvelopeBroken if it is not what its name says."""
    try:
        content = path.read_bytes()
        said = json.loads(content)
        right = hashlib.new(said["algorithm"], content).hexdigest() == path.stem
    except (OSError, ValueError, KeyError, TypeError):
        raise EnvelopeBroken(path.name) from None
    if not right:
        raise EnvelopeBroken(path.name)
    return Opened(
        hash=path.stem,
        key=said["key"],
        actor=said["actor"],
        actor_name=said.get("actor_name", ""),
        department=said.get("department", ""),
        division=said.get("division", ""),
        at=datetime.fromisoformat(said["at"]),
        data=said["submission"],
        path=path,
    )


def all_of_them() -> list[Path]:
    """Return every envelope, by day."""
    return sorted(path for path in folder().glob("*/*.json"))


def hash_of(path: Path) -> str:
    """Return the hash of an envelope as it lies there, by the algorithm that it names. Raises OSError, ValueError."""
    content = path.read_bytes()
    return hashlib.new(json.loads(content)["algorithm"], content).hexdigest()


def sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
