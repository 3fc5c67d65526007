"""Entries of towns beside their masters, as the register holds them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from threading import Lock
from typing import TypeVar

from django.db.models.fields.json import KT

from onething.areas.register.models import ItemRow
from onething.areas.register.permissions import RegisterPermission
from onething.areas.register.queries import last_change
from onething.areas.register.services import DEFINED
from onething.core.actors import Actor
from onething.core.cases.shapes import read_as
from onething.core.catalogue.local import holders
from onething.core.catalogue.model import Package
from onething.core.register.entries import Entry, State
from onething.core.register.masters import Listed, base_of, differences, master_of
from onething.core.towns.report import Beside

#: Entries of towns that are compared together.
STEP = 500

One = TypeVar("One")
_kept: dict[tuple[str, str], tuple[Beside, ...]] = {}
_lock = Lock()


def list_beside(actor: Actor, *, package: Package) -> tuple[Beside, ...]:
    """Return the entries of towns that differ from their master, or have none, with what differs. Raises NotAllowed.

    An entry is a town's by its town, its division or the division of its body. Kept in the process until the register changes.
    """
    actor.must(RegisterPermission.READ)
    with _lock:
        known = package.hash, last_change(actor)
        if known not in _kept:
            found = tuple(_compared(package))
            _kept.clear()
            _kept[known] = found
        return _kept[known]


def _compared(package: Package) -> Iterator[Beside]:
    listed = list(_listed(package))
    city: dict[str, list[Listed]] = {}
    for one in listed:
        if not one.town and one.base:
            city.setdefault(one.base, []).append(one)
    of_towns = (one for one in listed if one.town)
    for some in _steps(of_towns):
        masters = {one: master_of(one, city.get(one.base, ()), first=DEFINED) for one in some}
        entries = _entries(package.id, [*some, *(one for one in masters.values() if one)])
        for one, master in masters.items():
            entry = entries[one.source, one.key]
            differing = tuple(differences(entries[master.source, master.key], entry)) if master else ()
            if differing or master is None:
                yield Beside(one.source, entry, one.town, one.base, master is not None, differing)


def _listed(package: Package) -> Iterator[Listed]:
    bodies = {one.code: one.division for one in package.departments.values()}
    towns = {code for code, one in package.divisions.items() if one.level == "town"}

    def town(*codes: str | None) -> str:
        around = (place for code in codes for place in holders(code or "", package.divisions))
        return next((place for place in around if place in towns), "")

    rows = ItemRow.objects.filter(city=package.id, scene=False).order_by("source", "key")
    told = rows.values_list(
        "source",
        "key",
        "name",
        # as text: a code of digits is no number
        *(
            KT(f"data__{name}")
            for name in ("code", "catalogue_code", "town_code", "area", "department_code", "state")
        ),
    )
    for source, key, name, code, catalogue, town_code, area, body, state in told.iterator(chunk_size=STEP):
        if state == State.CANCELLED:
            continue
        place = town(town_code, area, bodies.get(body) if body else None)
        yield Listed(source, key, name, base_of(code or "", catalogue or ""), place)


def _entries(city: str, wanted: list[Listed]) -> dict[tuple[str, str], Entry]:
    found: dict[tuple[str, str], Entry] = {}
    by_source: dict[str, set[str]] = {}
    for one in wanted:
        by_source.setdefault(one.source, set()).add(one.key)
    for source, keys in by_source.items():
        for some in _steps(sorted(keys)):
            rows = ItemRow.objects.filter(city=city, source=source, key__in=some)
            for key, data in rows.values_list("key", "data"):
                found[source, key] = read_as(Entry, data)
    return found


def _steps(all_: Iterable[One]) -> Iterator[list[One]]:
    rest = iter(all_)
    while some := list(islice(rest, STEP)):
        yield some
