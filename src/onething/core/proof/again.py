"""Proofs that need not be made again: the findings on a scene hang on what its key says, and on nothing else.

The key has the scene's own hash (what it and its items say, and what they use of the dictionaries), the files in which they stand
(findings name lines), what a proof reads of the package beyond that, the calendar, and the day.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Protocol

from onething.core.catalogue.confirming import identity_elements
from onething.core.catalogue.hashing import text_of
from onething.core.catalogue.integration import system_of
from onething.core.catalogue.local import holders
from onething.core.catalogue.model import Package, Scene
from onething.core.data import as_data
from onething.core.findings import Finding, Level
from onething.core.proof import prove
from onething.core.proof.situations import conditions_of
from onething.core.source import Text, Where
from onething.core.workdays import WorkCalendar

#: Proofs that are kept: of every scene of a large city, in the versions of some days of editing.
MOST_PROOFS = 2000


class Known(Protocol):
    """Where the findings of a key may be known, and are kept."""

    def expect(self, keys: Mapping[str, str]) -> None:
        """Hear which findings will be asked for: scene → key."""

    def get(self, key: str) -> tuple[Finding, ...] | None: ...

    def keep(self, key: str, findings: tuple[Finding, ...]) -> None: ...


class Proofs:
    """Findings by key, the ones used last kept. Holds memory within bounds, however long a process lives."""

    def __init__(self, most: int = MOST_PROOFS) -> None:
        self._most = most
        self._known: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def expect(self, keys: Mapping[str, str]) -> None:
        """Nothing has to be fetched."""

    def get(self, key: str) -> tuple[Finding, ...] | None:
        if key in self._known:
            self._known.move_to_end(key)
        return self._known.get(key)

    def keep(self, key: str, findings: tuple[Finding, ...]) -> None:
        self._known[key] = findings
        self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)


def keys_of(package: Package, *, calendar: WorkCalendar, on: date, program: str = "") -> dict[str, str]:
    """Return what the findings on each scene hang on, as a digest. program: of the rules of proof themselves."""
    days = text_of([calendar.hash, dict(calendar.lunar), on, program])
    return {scene.id: _key(scene, package, days) for scene in package.scenes.values()}


def _key(scene: Scene, package: Package, days: str) -> str:
    files = dict.fromkeys((scene.at.file, *(line.item.at.file for line in scene.items)))
    said = {
        "scene": scene.hash,
        "files": [[file, sha256(package.sources.get(file, b"")).hexdigest()] for file in files],
        "elsewhere": [[*one.at, one.text] for one in conditions_of(scene) if one.at.file not in files],
        "certificates": list(_certificates(scene, package)),
        "identity": [*identity_elements(package), *package.sign_in],
        "systems": [system_of(line.item, package) for line in scene.items],
        "towns": list(_towns(scene, package)),
        "days": days,
    }
    return sha256(text_of(said).encode()).hexdigest()


def proved(
    package: Package, *, calendar: WorkCalendar, on: date, proofs: Known, program: str = ""
) -> Iterator[Finding]:
    """Give every finding on every scene, as `prove` does; a scene of which all is as before is not proved again."""
    keys = keys_of(package, calendar=calendar, on=on, program=program)
    proofs.expect(keys)
    for id, key in keys.items():
        findings = proofs.get(key)
        if findings is None:
            findings = prove(package.scenes[id], package=package, calendar=calendar, on=on)
            proofs.keep(key, findings)
        yield from findings


def as_kept(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON knows it; `read_kept` gives it back with the days and decimals of its witness."""
    witness = None if finding.witness is None else _plain(finding.witness)
    return {**as_data(replace(finding, witness=None)), "witness": witness}


def read_kept(data: Mapping[str, Any]) -> Finding:
    """Return the finding that was kept. Raises KeyError for what `as_kept` has not made."""
    witness = data.get("witness")
    return Finding(
        data["code"],
        Level(data["level"]),
        Text(**data["message"]),
        Where(*data["at"]),
        data["scene"],
        None if witness is None else _value(witness),
        data["because"],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {"of": {str(name): _plain(one) for name, one in value.items()}}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _value(data: Any) -> Any:
    if isinstance(data, list):
        return [_value(one) for one in data]
    if not isinstance(data, Mapping):
        return data
    if "day" in data:
        return date.fromisoformat(data["day"])
    if "decimal" in data:
        return Decimal(data["decimal"])
    return {name: _value(one) for name, one in data["of"].items()}


def _certificates(scene: Scene, package: Package) -> Iterator[list[Any]]:
    """Village certificates that are asked for, and what the city says of each kind."""
    named = (package.materials.get(one.material) for line in scene.items for one in line.item.materials)
    for kind in sorted({material.village_certificate for material in named if material}):
        known = package.certificates.get(kind)
        yield [kind, known, package.departments.get(known.department) if known else None]


def _towns(scene: Scene, package: Package) -> Iterator[list[Any]]:
    """Towns with a local exception, and the places that contain them."""
    towns = {one.division for line in scene.items for one in line.item.exceptions}
    for town in sorted(towns):
        yield [package.divisions[code] for code in holders(town, package.divisions)]
