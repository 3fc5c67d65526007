"""What towns do otherwise than the city's one master: item by item, by which approval, until when.

Address, telephone and hours of its offices are a town's own to give and stand with the offices; everything else is an approved
exception with an end (domain §2.3). Past its end an exception holds no longer and is counted until it is taken out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onething.core.catalogue.local import days_past_end, is_in_force
from onething.core.catalogue.model import Item, LocalException, Package
from onething.core.register.entries import Named
from onething.core.source import Text


class Standing(Named):
    """How an exception stands on a day."""

    COMING = "coming", "未到批准日", "not yet approved"
    HOLDS = "holds", "有效", "in force"
    EXPIRED = "expired", "已到期", "past its end"


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing that is otherwise. what: the promise, or a material. master, local: in the city and in the town."""

    what: Text
    master: str
    local: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """An item in a town. approved: number of the approval, of the day `approved_on`. until: the last day.

    days_left: to the end of that day, 0 on it and after it. days_past: since then, 0 before.
    """

    town: str
    town_name: str
    item: str
    item_name: Text
    departures: tuple[Departure, ...]
    approved: str
    approved_on: date
    until: date
    standing: Standing
    days_left: int
    days_past: int
    because: str


def deviations(package: Package, on: date, *, town: str = "", item: str = "") -> tuple[Deviation, ...]:
    """Return every exception in the definitions as it stands on a day, by town and item. town, item: only those, "" = all."""
    found = [
        _deviation(package, one, exception, on)
        for one in package.items.values()
        for exception in one.exceptions
        if item in ("", one.id) and town in ("", exception.division)
    ]
    return tuple(sorted(found, key=lambda one: (one.town, one.item)))


def _deviation(package: Package, item: Item, exception: LocalException, on: date) -> Deviation:
    division = package.divisions.get(exception.division)
    past = days_past_end(exception, on)
    standing = Standing.EXPIRED if past else Standing.HOLDS
    if not past and not is_in_force(exception, on):
        standing = Standing.COMING
    return Deviation(
        town=exception.division,
        town_name=division.name if division else exception.division,
        item=item.id,
        item_name=item.name,
        departures=tuple(_departures(package, item, exception)),
        approved=exception.approved.number,
        approved_on=exception.approved.on,
        until=exception.ends_on,
        standing=standing,
        days_left=max((exception.ends_on - on).days, 0),
        days_past=past,
        because=exception.because,
    )


def _departures(package: Package, item: Item, exception: LocalException) -> Iterator[Departure]:
    if exception.promised_days is not None:
        promise = Text("承诺时限（天）", "promised days")
        yield Departure(promise, str(item.promised_days), str(exception.promised_days))
    lines = {line.key: line for line in item.materials}
    for ways in exception.ways:
        material = package.materials.get(ways.key.partition("/")[2])
        line = lines.get(ways.key)
        yield Departure(
            material.label if material else Text(ways.key, ways.key),
            "、".join(one.value for one in line.accepts) if line else "",
            "、".join(one.value for one in ways.accepts),
        )
