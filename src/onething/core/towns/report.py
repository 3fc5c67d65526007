"""The report of what every town does otherwise (差异报告): one line a difference, and every number the count of its lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onething.core.catalogue.deviations import DAYS_BEFORE_END, Deviation, Standing, deviations
from onething.core.catalogue.local import holders, is_in_force
from onething.core.catalogue.model import Item, LocalException, Package
from onething.core.catalogue.offices import Posted, offices_of
from onething.core.register.entries import Entry, Named
from onething.core.register.filed import EntryException
from onething.core.register.masters import ALLOWED, WAYS, Differing, base_of
from onething.core.source import Text
from onething.core.towns.units import units_of


class What(Named):
    """What a line of the report is, in the order of its columns."""

    ADDRESS = "address", "地址", "address"
    PHONE = "phone", "电话", "telephone"
    HOURS = "hours", "时间", "hours"
    COMING = "coming", "例外，未到批准日", "exception, not yet approved"
    HOLDS = "holds", "例外，有效", "exception, in force"
    ENDING = "ending", "例外，三十天内到期", "exception, ends within 30 days"
    EXPIRED = "expired", "例外，已到期", "exception, past its end"
    VIOLATION = "violation", "未经批准的不同", "difference without approval"
    NO_MASTER = "no_master", "找不到全市标准", "no master found"


WHATS: Mapping[str, What] = {one.value: one for one in What}
#: What is to be done about a line; nothing about what a town may give on its own.
TO_DO: Mapping[What, Text] = {
    What.COMING: Text("到批准之日起生效", "it holds from the day of its approval"),
    What.HOLDS: Text("到期日前改回全市标准", "back to the master by its end"),
    What.ENDING: Text(
        "到期前改回，或者另行批准延期", "back to the master, or approve it anew before its end"
    ),
    What.EXPIRED: Text(
        "已不再有效：删去，或者另行批准", "it holds no longer: take it out, or approve it anew"
    ),
    What.VIOLATION: Text(
        "改回全市标准，或者报批为例外并写明到期日",
        "back to the master, or have it approved as an exception with an end",
    ),
    What.NO_MASTER: Text(
        "补上基本编码，或者请市里先立标准",
        "give its basic code, or ask the city for a master",
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference of a town. unit: code of the town as it is counted; town: of the division.

    subject: the office, item or entry; address: "" or `SOURCE/KEY` of an entry. field: what is otherwise. owner: whose it is to put right.
    approved, approved_on, approved_by, until, days: of an exception; days until its end, negative after it, 0 without one.
    """

    unit: str
    unit_name: str
    town: str
    town_name: str
    what: What
    subject: Text
    field: Text
    master: Text
    local: Text
    owner: Text
    item: str = ""
    address: str = ""
    approved: str = ""
    approved_on: date | None = None
    approved_by: str = ""
    until: date | None = None
    days: int = 0
    because: str = ""

    @property
    def to_do(self) -> Text:
        return TO_DO.get(self.what, Text(""))


@dataclass(frozen=True, slots=True)
class Beside:
    """An entry of a town beside its master. town: 12 digits. base: the basic code. master: whether there is one; differing: to it.

    exceptions: those that stand in its own file.
    """

    source: str
    entry: Entry
    town: str
    base: str
    master: bool
    differing: tuple[Differing, ...] = ()
    exceptions: tuple[EntryException, ...] = ()


def report(package: Package, beside: Iterable[Beside], on: date) -> tuple[Line, ...]:
    """Return every difference as it stands on a day: by town, then in the order of `What`, then by subject."""
    towns = _Towns(package)
    lines = [*_of_offices(package, towns), *_of_exceptions(package, towns, on)]
    return _ordered(package, [*lines, *_of_entries(package, towns, beside, on)])


def apart(
    before: Package, after: Package, *, were: Iterable[Beside], are: Iterable[Beside], on: date
) -> tuple[Line, ...]:
    """Return what entries of towns do otherwise once `after` holds and do not while `before` does, in the order of `report`.

    were, are: the entries beside their masters with each package. What a town may give on its own is left out; what an exception in
    force covers is a line that says so.
    """
    known = set(_of_entries(before, _Towns(before), were, on))
    found = (one for one in _of_entries(after, _Towns(after), are, on) if one.what not in OWN)
    return _ordered(after, [one for one in found if one not in known])


#: What a town may give on its own, and what an approval covers.
OWN = frozenset({What.ADDRESS, What.PHONE, What.HOURS})
COVERED = frozenset({What.HOLDS, What.ENDING})


def _ordered(package: Package, lines: Iterable[Line]) -> tuple[Line, ...]:
    order, places = list(What), {unit.code: number for number, unit in enumerate(units_of(package))}
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                places.get(one.unit, len(places)),
                order.index(one.what),
                one.subject.zh,
                one.field.zh,
            ),
        )
    )


def counted(lines: Iterable[Line]) -> Counter[tuple[str, What]]:
    """Return how many lines each number of the report has, by unit and what they are."""
    return Counter((one.unit, one.what) for one in lines)


class _Towns:
    """Where a line belongs."""

    def __init__(self, package: Package) -> None:
        self.divisions = package.divisions
        self.units = {code: unit for unit in units_of(package) for code in unit.divisions}

    def of(self, town: str) -> dict[str, Any]:
        """Return the parts of a line that say which town it is; what is below a town is of that town."""
        town = next((code for code in holders(town, self.divisions) if code in self.units), town)
        place, unit = self.divisions.get(town), self.units.get(town)
        name = place.name if place else town
        return {
            "unit": unit.code if unit else town,
            "unit_name": unit.name if unit else name,
            "town": town,
            "town_name": name,
        }


def _of_offices(package: Package, towns: _Towns) -> Iterator[Line]:
    seats: dict[str, Posted] = {}
    for one in offices_of(package):
        if one.own:
            seats[one.department] = one
            continue
        master = seats[one.department]
        for what, ours, theirs in (
            (What.ADDRESS, Text(master.address), Text(one.address)),
            (What.PHONE, Text(master.phone), Text(one.phone)),
            (What.HOURS, master.hours, one.hours),
        ):
            if ours != theirs:
                yield Line(
                    **towns.of(one.division),
                    what=what,
                    subject=one.name,
                    field=what.label,
                    master=ours,
                    local=theirs,
                    owner=one.short,
                )


def _of_exceptions(package: Package, towns: _Towns, on: date) -> Iterator[Line]:
    for one in deviations(package, on):
        for part in one.departures:
            yield Line(
                **towns.of(one.town),
                what=_STANDS[one.standing],
                subject=one.item_name,
                field=part.what,
                master=part.master,
                local=part.local,
                owner=_owner(package, one),
                item=one.item,
                approved=one.approved,
                approved_on=one.approved_on,
                approved_by=one.approved_by,
                until=one.until,
                days=one.days_left - one.days_past,
                because=one.because,
            )


_STANDS = {standing: WHATS[standing.value] for standing in Standing}


def _owner(package: Package, one: Deviation) -> Text:
    office = package.departments.get(one.department)
    return office.short if office else Text(one.department)


def _of_entries(package: Package, towns: _Towns, beside: Iterable[Beside], on: date) -> Iterator[Line]:
    items: dict[str, list[Item]] = {}
    for item in package.items.values():
        if item.exceptions and (base := base_of(item.code, "")):
            items.setdefault(base, []).append(item)
    for one in beside:
        around = set(holders(one.town, package.divisions))
        allowed = [
            (item, exception)
            for item in items.get(one.base, ())
            for exception in item.exceptions
            if exception.division in around
        ]
        known: dict[str, Any] = {
            **towns.of(one.town),
            "subject": Text(one.entry.name),
            "owner": Text(one.entry.department),
            "address": f"{one.source}/{one.entry.key}",
        }
        if not one.master:
            yield Line(**known, what=What.NO_MASTER, field=Text("基本编码", "basic code"), **_codes(one))
        for part in one.differing:
            line = _line_of(package, known, part, one, allowed, on)
            if line is not None:
                yield line


def _codes(one: Beside) -> dict[str, Any]:
    return {"master": Text("—"), "local": Text(one.base or one.entry.code or "—")}


def _line_of(
    package: Package,
    known: dict[str, Any],
    part: Differing,
    beside: Beside,
    allowed: list[tuple[Item, LocalException]],
    on: date,
) -> Line | None:
    """Return the line of a difference; None where an exception of a definition in force, which has a line of its own, is what it follows."""
    said: dict[str, Any] = {"field": part.what, "master": part.master, "local": part.local}
    if part.allowed:
        return Line(**known, what=WHATS[part.allowed], **said)
    followed = [
        (item, one) for item, one in allowed if _follows(package, part, beside.entry, one, item.promised_days)
    ]
    if any(is_in_force(one, on) for _, one in followed):
        return None
    own = [one for one in beside.exceptions if one.element == part.key.partition("/")[0]]
    if own:
        return _line_of_own(known | said, max(own, key=lambda one: (one.holds(on), one.ends_on)), on)
    if not followed:
        return Line(**known, what=What.VIOLATION, **said)
    item, one = followed[0]
    return Line(
        **known,
        what=What.VIOLATION,
        **said,
        item=item.id,
        approved=one.approved.number,
        approved_on=one.approved.on,
        approved_by=one.approved.by,
        until=one.ends_on,
        days=(one.ends_on - on).days,
    )


def _line_of_own(known: dict[str, Any], one: EntryException, on: date) -> Line:
    """Return the line of a difference for which the entry's own file has an exception."""
    left = (one.ends_on - on).days
    what = What.ENDING if left <= DAYS_BEFORE_END else What.HOLDS
    if not one.holds(on):
        what = What.EXPIRED if left < 0 else What.COMING
    return Line(
        **known,
        what=what,
        approved=one.approved,
        approved_on=one.approved_on,
        until=one.ends_on,
        days=left,
        because=one.because,
    )


def _follows(package: Package, part: Differing, entry: Entry, one: LocalException, master_days: int) -> bool:
    """Say whether an exception is about this difference: the promise that it gives, or the ways of the paper that it names."""
    if part.key == "promised_days":
        return one.promised_days is not None and entry.promised_days == one.promised_days != master_days
    head, _, rest = part.key.partition("/")
    name, _, field = rest.rpartition("/")
    if head != "materials" or field not in WAYS:
        return False
    named = (package.materials.get(ways.key.partition("/")[2]) for ways in one.ways)
    return any(material is not None and material.label.zh == name for material in named)


assert WHATS.keys() >= {*ALLOWED.values()}
