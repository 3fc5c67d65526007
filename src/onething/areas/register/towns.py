"""Entries of towns beside their masters: as the register holds them, and as it would with another package."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from threading import Lock
from typing import TypeVar

from django.db.models import Q, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from onething.areas.register.models import ItemRow
from onething.areas.register.news import last_said
from onething.areas.register.permissions import RegisterPermission
from onething.areas.register.queries import find_entries, last_change
from onething.areas.register.services import DEFINED
from onething.core.actors import Actor
from onething.core.catalogue.local import holders
from onething.core.catalogue.model import Package
from onething.core.register.definitions import entry_of
from onething.core.register.entries import Entry, State
from onething.core.register.masters import Listed, base_of, differences, master_of
from onething.core.towns.report import Beside

#: Entries of towns that are compared together.
STEP = 500

One = TypeVar("One")
#: Source and key → the entry as a package would leave it, None = it holds no more.
Written = Mapping[tuple[str, str], Entry | None]
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
            found = tuple(_compared(actor, package))
            _kept.clear()
            _kept[known] = found
        return _kept[known]


def list_beside_with(actor: Actor, *, package: Package, codes: Collection[str]) -> tuple[Beside, ...]:
    """Return what `list_beside` would if this package held, of the items with these basic codes. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    if not codes:
        return ()
    return tuple(_compared(actor, package, codes=frozenset(codes), written=_written(package, codes)))


def _written(package: Package, codes: Collection[str]) -> Written:
    """Return the entries that hold otherwise once the package does: those that it writes, defines, or writes no more."""
    given: dict[tuple[str, str], Entry | None] = {
        (one.source, one.entry.key): one.entry for one in package.register.values()
    }
    for item in package.items.values():
        given[DEFINED, item.id] = entry_of(item, package) if base_of(item.code, "") in codes else None
    rows = ItemRow.objects.filter(city=package.id)
    for key in rows.filter(source=DEFINED).values_list("key", flat=True):
        if key not in package.items:
            given[DEFINED, key] = None
    for row in rows.filter(edited=True).only("id", "source", "key").order_by("source", "key"):
        if (row.source, row.key) not in given:
            said = last_said(row)
            given[row.source, row.key] = None if said is None else said.entry
    return given


def _compared(
    actor: Actor, package: Package, *, codes: Collection[str] = (), written: Written | None = None
) -> Iterator[Beside]:
    written = written or {}
    listed = list(_listed(package, codes, written))
    city: dict[str, list[Listed]] = {}
    for one in listed:
        if not one.town and one.base:
            city.setdefault(one.base, []).append(one)
    of_towns = (one for one in listed if one.town)
    for some in _steps(of_towns):
        masters = {one: master_of(one, city.get(one.base, ()), first=DEFINED) for one in some}
        wanted = {(one.source, one.key) for one in (*some, *masters.values()) if one}
        entries = find_entries(actor, city=package.id, entries=wanted - written.keys())
        entries |= {id: entry for id, entry in written.items() if entry is not None}
        for one, master in masters.items():
            entry = entries[one.source, one.key]
            differing = tuple(differences(entries[master.source, master.key], entry)) if master else ()
            if differing or master is None:
                filed = package.register.get(f"{one.source}/{one.key}")
                exceptions = filed.exceptions if filed else ()
                yield Beside(one.source, entry, one.town, one.base, master is not None, differing, exceptions)


def _listed(package: Package, codes: Collection[str], written: Written) -> Iterator[Listed]:
    """Give the entries that are compared. codes: only those with such a basic code; () = all."""
    bodies = {one.code: one.division for one in package.departments.values()}
    towns = {code for code, one in package.divisions.items() if one.level == "town"}

    def town(*codes: str | None) -> str:
        around = (place for code in codes for place in holders(code or "", package.divisions))
        return next((place for place in around if place in towns), "")

    def made(source: str, key: str, name: str, *told: str | None) -> Iterator[Listed]:
        code, catalogue, town_code, area, body, state = told
        base = base_of(code or "", catalogue or "")
        if state != State.CANCELLED and (not codes or base in codes):
            yield Listed(source, key, name, base, town(town_code, area, bodies.get(body) if body else None))

    rows = ItemRow.objects.filter(city=package.id, scene=False).order_by("source", "key")
    if codes:
        inside = Q(catalogue_code__in=sorted(codes))
        for one in codes:
            inside |= Q(code__contains=one)
        texts = {name: Cast(KT(f"data__{name}"), TextField()) for name in ("code", "catalogue_code")}
        rows = rows.alias(**texts).filter(inside)
    told = rows.values_list(
        "source",
        "key",
        "name",
        *(KT(f"data__{name}") for name in _COLUMNS[1:]),  # as text: a code of digits is no number
    )
    for source, key, *rest in told.iterator(chunk_size=STEP):
        if (source, key) not in written:
            yield from made(source, key, *rest)
    for (source, key), entry in written.items():
        if entry is not None and not entry.scene:
            yield from made(source, key, *(getattr(entry, name) for name in _COLUMNS))


#: What is asked of an entry to choose its master.
_COLUMNS = ("name", "code", "catalogue_code", "town_code", "area", "department_code", "state")


def _steps(all_: Iterable[One]) -> Iterator[list[One]]:
    rest = iter(all_)
    while some := list(islice(rest, STEP)):
        yield some
