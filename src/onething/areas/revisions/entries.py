"""What is wrong with the entries of the register that a revision writes, beside the register as it holds."""

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.revisions.keeping import READER, Holding
from onething.core.catalogue.findings import Findings
from onething.core.catalogue.model import Package
from onething.core.findings import Finding
from onething.core.register.entries import Entry
from onething.core.register.filed import FiledEntry
from onething.core.register.files import read_entry
from onething.core.register.towns import is_of_a_town
from onething.core.revisions.entries import entry_findings


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
    masters = _masters(changed, package)
    return tuple(entry_findings(changed, before=before, masters=masters, on=on))


def _masters(changed: Iterable[FiledEntry], package: Package) -> dict[str, Entry]:
    """Return id of a town's entry → the city's: as the package writes it, else as the register has it."""
    towns = {one.id: one.entry.catalogue_code for one in changed if is_of_a_town(one.entry)}
    codes = {code for code in towns.values() if code}
    found = register.find_masters(READER, city=settings.CITY, codes=codes)
    for one in package.register.values():
        if one.entry.catalogue_code in codes and not is_of_a_town(one.entry):
            found[one.entry.catalogue_code] = one.entry
    return {id: found[code] for id, code in towns.items() if code in found}
