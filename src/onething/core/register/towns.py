"""What the entry of a town may say otherwise than the city's entry of the same item: where it is, by which telephone, when.

Everything else is an approved exception with an end (domain §2.3). A town's entry belongs to the city's by the code of the basic
catalogue (基本编码).
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from onething.core.register.consistency import Contradiction
from onething.core.register.elements import called
from onething.core.register.entries import Entry, UseLevel
from onething.core.register.filed import EntryException, FiledEntry
from onething.core.source import Text

#: Address, telephone and hours: a town's own to give.
OWN = ("address", "hours", "inquiry_phone", "complaint_phone", "review_address", "litigation_address")
#: What makes it the entry of this town: its codes, its body, its state in its source.
_IDENTITY = (
    "key",
    "code",
    "catalogue_code",
    "local_catalogue_code",
    "department",
    "department_code",
    "nature",
    "entrusted_by",
    "area",
    "town_code",
    "village_code",
    "level",
    "version",
    "effective_on",
    "cancelled_on",
    "more",
)
_COMPARED = tuple(one.name for one in fields(Entry) if one.name not in (*OWN, *_IDENTITY))


def is_of_a_town(entry: Entry) -> bool:
    """Say whether an entry is that of a town or village."""
    return bool(entry.town_code or entry.village_code) or entry.level in (UseLevel.TOWN, UseLevel.VILLAGE)


def departures_allowed() -> tuple[str, ...]:
    """Return the elements for which a town's entry needs an exception to differ, in the order of the elements."""
    return _COMPARED


def departures(entry: Entry, master: Entry) -> tuple[str, ...]:
    """Return the elements in which a town's entry differs and may not by itself, in the order of the elements."""
    return tuple(name for name in _COMPARED if getattr(entry, name) != getattr(master, name))


def check_town(filed: FiledEntry, master: Entry, on: date) -> Iterator[Contradiction]:
    """Give every element in which a town's entry differs without an exception that holds on that day."""
    exceptions = {one.element: one for one in filed.exceptions}
    for name in departures(filed.entry, master):
        one = exceptions.get(name)
        if one is None or not one.holds(on):
            yield _differs(name, one, on)


def _differs(name: str, one: EntryException | None, on: date) -> Contradiction:
    label = called(name)
    if one is None:
        return Contradiction(
            "register.town_differs",
            name,
            Text(
                f"“{label.zh}”和全市的不一样；镇街只能地址、电话、时间不同，改回来，或者写明批准文号和到期日。",
                f"{label.en} is not as in the city; a town gives address, telephone and hours only: change it back, or give the approval and its end.",
            ),
        )
    if on < one.approved_on:
        return Contradiction(
            "register.exception_to_come",
            name,
            Text(
                f"“{label.zh}”的例外 {one.approved_on} 才批准；到那天再发布。",
                f"the exception for {label.en} is approved on {one.approved_on}; publish from that day on.",
            ),
        )
    return Contradiction(
        "register.exception_past_end",
        name,
        Text(
            f"“{label.zh}”的例外 {one.ends_on} 已到期；改回全市的，或者重新批准。",
            f"the exception for {label.en} ended on {one.ends_on}; change it back, or have it approved anew.",
        ),
    )
