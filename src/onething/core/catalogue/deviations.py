"""What towns do otherwise than the city's one master: item by item, by which approval, until when.

Address, telephone and hours of its offices are a town's own to give and stand with the offices; everything else is an approved
exception with an end (domain §2.3). Past its end an exception holds no longer and is counted until it is taken out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from onething.core.catalogue.local import days_past_end, is_in_force
from onething.core.catalogue.model import Item, LocalException, Package
from onething.core.catalogue.words import Way
from onething.core.register.entries import Named
from onething.core.source import Text

#: So many days before its end an exception is looked at again. Calibrated.
DAYS_BEFORE_END = 30

#: How a way is called in a table.
WAYS: Mapping[Way, Text] = {
    Way.SHARE: Text("共享", "shared"),
    Way.LICENCE: Text("电子证照", "licence"),
    Way.RESULT: Text("本次结果", "result"),
    Way.UPLOAD: Text("上传", "upload"),
    Way.PAPER: Text("纸件", "paper"),
    Way.CONFIRM: Text("网上确认", "confirmed"),
    Way.DECLARATION: Text("承诺", "declared"),
    Way.LATER: Text("后补", "later"),
}


class Standing(Named):
    """How an exception stands on a day."""

    COMING = "coming", "未到批准日", "not yet approved"
    HOLDS = "holds", "有效", "in force"
    ENDING = "ending", "三十天内到期", "ends within 30 days"
    EXPIRED = "expired", "已到期", "past its end"


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing that is otherwise. what: the promise, or a material. master, local: in the city and in the town."""

    what: Text
    master: Text
    local: Text


@dataclass(frozen=True, slots=True)
class Deviation:
    """An item in a town. approved: number of the approval, of the day `approved_on`, by `approved_by`. until: the last day.

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
    approved_by: str = ""
    department: str = ""


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
    left = (exception.ends_on - on).days
    standing = Standing.ENDING if left <= DAYS_BEFORE_END else Standing.HOLDS
    if not is_in_force(exception, on):
        standing = Standing.EXPIRED if past else Standing.COMING
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
        days_left=max(left, 0),
        days_past=past,
        because=exception.because,
        approved_by=exception.approved.by,
        department=item.department,
    )


def _departures(package: Package, item: Item, exception: LocalException) -> Iterator[Departure]:
    if exception.promised_days is not None:
        promise = Text("承诺时限（天）", "promised days")
        yield Departure(promise, Text(str(item.promised_days)), Text(str(exception.promised_days)))
    lines = {line.key: line for line in item.materials}
    for ways in exception.ways:
        material = package.materials.get(ways.key.partition("/")[2])
        line = lines.get(ways.key)
        yield Departure(
            material.label if material else Text(ways.key, ways.key),
            _said(line.accepts if line else ()),
            _said(ways.accepts),
        )


def _said(ways: Iterable[Way]) -> Text:
    names = [WAYS[one] for one in ways]
    return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))
