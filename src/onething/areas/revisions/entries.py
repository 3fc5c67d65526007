"""What is wrong with the entries of the register that a revision writes, beside the register as it holds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.conf import settings

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions.keeping import READER, Holding
from onething.core.catalogue.findings import Findings
from onething.core.catalogue.model import Package
from onething.core.findings import Finding
from onething.core.register.certificates import Forbidden, forbidden_of
from onething.core.register.entries import Entry
from onething.core.register.filed import FiledEntry, is_entry
from onething.core.register.files import read_entry
from onething.core.register.masters import base_of
from onething.core.register.towns import is_of_a_town
from onething.core.revisions.entries import entry_findings
from onething.core.towns.report import Line, apart

One = TypeVar("One")


def findings_of_entries(
    package: Package, held: Holding, paths: Collection[str], on: date
) -> tuple[Finding, ...]:
    """Return the findings on the entries in these files. package: with the revision; held: what holds, as it was merged with."""
    changed = [one for one in package.register.values() if one.at.file in set(paths)]
    if not changed:
        return ()
    before = {id: one.entry for id, one in catalogue.current(READER).register.items()}
    for path, given in held.entries.items():
        if (one := read_entry(path, given.file, Findings())) is not None:
            before[one.id] = one.entry
    return _held(changed, package.register.values(), before, on, forbidden_of(package))


def findings_of_files(
    files: Mapping[str, bytes], on: date, package: Package | None = None
) -> tuple[Finding, ...]:
    """Return the findings on every entry that the files of a city write, beside the register as it holds. What cannot be read
    is found with the package. package: the same files as they were read, None where nothing can be made of them.
    """
    filed = [one for path in sorted(files) if is_entry(path) and (one := _whole(path, files[path]))]
    asked = [(one.source, one.entry.key) for one in filed]
    known = register.find_entries(READER, city=settings.CITY, entries=asked)
    before = {f"{source}/{key}": entry for (source, key), entry in known.items()}
    return _held(filed, filed, before, on, forbidden_of(package) if package else ())


def _whole(path: str, content: bytes) -> FiledEntry | None:
    found = Findings()
    filed = read_entry(path, content, found)
    return None if len(found) else filed


def _held(
    changed: Collection[FiledEntry],
    written: Iterable[FiledEntry],
    before: Mapping[str, Entry],
    on: date,
    forbidden: Sequence[Forbidden],
) -> tuple[Finding, ...]:
    """Hold entries to their rules. written: all that the package writes; before: id → the entry as it holds."""
    every = list(written)
    known: dict[str, Any] = {"masters": _masters(changed, every), "holders": _holders(changed, every)}
    return tuple(entry_findings(changed, before=before, on=on, forbidden=forbidden, **known))


def _holders(changed: Iterable[FiledEntry], written: Iterable[FiledEntry]) -> dict[str, str]:
    """Return id → the name of another entry with the same implementation code: of the register, or of the package."""
    codes = {one.id: one.entry.code for one in changed if one.entry.code}
    known = register.find_coded(READER, city=settings.CITY, codes=set(codes.values()))
    ours = {one.id: one.entry for one in written}
    names: dict[str, dict[str, str]] = {}
    for code, lines in known.items():
        named = {f"{one.source}/{one.key}": one.name for one in lines}
        names[code] = {id: name for id, name in named.items() if id not in ours}
    for id, entry in ours.items():
        names.setdefault(entry.code, {})[id] = entry.name
    found = {id: [name for other, name in names[code].items() if other != id] for id, code in codes.items()}
    return {id: others[0] for id, others in found.items() if others}


def lines_of_towns(package: Package, held: Holding, on: date) -> tuple[Line, ...]:
    """Return what entries of towns would do otherwise than the city by these changes, as it stands on a day; both as above."""
    before = catalogue.current(READER)
    codes = _changed_codes(before, package, held)
    were, are = (register.list_beside_with(READER, package=one, codes=codes) for one in (before, package))
    return apart(before, package, were=were, are=are, on=on)


def _changed_codes(before: Package, after: Package, held: Holding) -> set[str]:
    """Return the basic codes of entries and items that one of the two has otherwise."""
    filed = [one for pair in _otherwise(before.register, after.register) for one in pair]
    given = [read_entry(path, one.file, Findings()) for path, one in held.entries.items()]
    entries = [one.entry for one in (*filed, *given) if one is not None]
    items = [one for pair in _otherwise(before.items, after.items) for one in pair if one is not None]
    codes = {base_of(one.code, one.catalogue_code) for one in entries}
    return (codes | {base_of(one.code, "") for one in items}) - {""}


def _otherwise(
    before: Mapping[str, One], after: Mapping[str, One]
) -> Iterator[tuple[One | None, One | None]]:
    for id in {*before, *after}:
        if before.get(id) != after.get(id):
            yield before.get(id), after.get(id)


def _masters(changed: Iterable[FiledEntry], written: Iterable[FiledEntry]) -> dict[str, Entry]:
    """Return id of a town's entry → the city's: as the package writes it, else as the register has it."""
    towns = {one.id: one.entry.catalogue_code for one in changed if is_of_a_town(one.entry)}
    codes = {code for code in towns.values() if code}
    found = register.find_masters(READER, city=settings.CITY, codes=codes)
    for one in written:
        if one.entry.catalogue_code in codes and not is_of_a_town(one.entry):
            found[one.entry.catalogue_code] = one.entry
    return {id: found[code] for id, code in towns.items() if code in found}
