"""Proofs that processes share: what one has proved stands in the database by its key, and none proves it again."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import onething.core
from onething.areas.catalogue.models import ProofRow
from onething.core.catalogue.model import Package
from onething.core.findings import Finding
from onething.core.proof.again import Proofs, as_kept, proved, read_kept
from onething.core.workdays import WorkCalendar

#: Rows that stay; with more the oldest go.
MOST_ROWS = 5000

_in_memory = Proofs()


@cache
def program() -> str:
    """Return a digest of the rules: another release may find something else in the same definitions."""
    folder = Path(onething.core.__file__).parent
    whole = sha256()
    for path in sorted(folder.rglob("*.py")):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def findings_of(package: Package, *, calendar: WorkCalendar, on: date) -> list[Finding]:
    """Return every finding on every scene of a package; a scene that was proved before, by any process, is looked up."""
    shared = _Shared()
    found = list(proved(package, calendar=calendar, on=on, proofs=shared, program=program()))
    shared.write()
    return found


class _Shared:
    """Memory first, then the rows of the database, read in one query; what is proved new is written by `write`."""

    def __init__(self) -> None:
        self._scenes: dict[str, str] = {}
        self._new: dict[str, tuple[Finding, ...]] = {}

    def expect(self, keys: Mapping[str, str]) -> None:
        self._scenes = {key: scene for scene, key in keys.items()}
        missing = [key for key in self._scenes if _in_memory.get(key) is None]
        rows = ProofRow.objects.filter(key__in=missing).values_list("key", "findings") if missing else ()
        for key, findings in rows:
            _in_memory.keep(key, tuple(read_kept(one) for one in findings))

    def get(self, key: str) -> tuple[Finding, ...] | None:
        return _in_memory.get(key)

    def keep(self, key: str, findings: tuple[Finding, ...]) -> None:
        _in_memory.keep(key, findings)
        self._new[key] = findings

    def write(self) -> None:
        if not self._new:
            return
        made = [
            ProofRow(key=key, scene=self._scenes[key], findings=[as_kept(one) for one in findings])
            for key, findings in self._new.items()
        ]
        ProofRow.objects.bulk_create(made, ignore_conflicts=True)
        newest = ProofRow.objects.order_by("-pk").values_list("pk", flat=True).first()
        if newest is not None:
            ProofRow.objects.filter(pk__lte=newest - MOST_ROWS).delete()
