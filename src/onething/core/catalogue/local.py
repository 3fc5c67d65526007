"""Local exceptions (地方例外): which of them hold at a place on a day, and what they make of items and scenes.

The city has one master; a town differs from it only by approval and for a time (domain §2.3).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from onething.core.catalogue.model import Item, LocalException, MaterialLine, Scene
from onething.core.catalogue.words import Division

#: Days after its end for which an exception that still stands there is a warning; after them it is an error.
#: Source: semantics §4.
DAYS_OF_WARNING = 30

#: Places that hold one another, from a village to the nation: no more are looked at.
MOST_HOLDERS = 8


def is_in_force(exception: LocalException, on: date) -> bool:
    """Say whether an exception holds on a day: from its approval to its last day, both included."""
    return exception.approved.on <= on <= exception.ends_on


def days_past_end(exception: LocalException, on: date) -> int:
    """Return how many days ago the last day of an exception was; 0 on that day and before it."""
    return max((on - exception.ends_on).days, 0)


def holders(place: str, divisions: Mapping[str, Division]) -> Iterator[str]:
    """Yield the division of a code and those that contain it, the smallest first."""
    for _ in range(MOST_HOLDERS):
        if place not in divisions:
            return
        yield place
        place = divisions[place].parent


def exceptions_at(
    scene: Scene, place: str, on: date, divisions: Mapping[str, Division]
) -> dict[str, LocalException]:
    """Return item id -> the exception in force on that day where the place, or a division that contains it, has one."""
    found: dict[str, LocalException] = {}
    around = tuple(holders(place, divisions))
    for line in scene.items:
        there = {one.division: one for one in line.item.exceptions if is_in_force(one, on)}
        holder = next((code for code in around if code in there), None)
        if holder is not None:
            found[line.item.id] = there[holder]
    return found


def item_under(item: Item, exception: LocalException | None) -> Item:
    """Return the item as an exception has it: its promise, and its ways with the place in the file where they stand."""
    if exception is None:
        return item
    ways = {one.key: one for one in exception.ways}

    def under(line: MaterialLine) -> MaterialLine:
        if (one := ways.get(line.key)) is None:
            return line
        return replace(line, accepts=one.accepts, because=exception.because or line.because, at=one.at)

    return replace(
        item,
        promised_days=item.promised_days if exception.promised_days is None else exception.promised_days,
        materials=tuple(under(line) for line in item.materials),
    )


def scene_under(scene: Scene, exceptions: Mapping[str, LocalException]) -> Scene:
    """Return the scene with its items as these exceptions have them. exceptions: by item id."""
    return replace(
        scene,
        items=tuple(
            replace(line, item=item_under(line.item, exceptions.get(line.item.id))) for line in scene.items
        ),
    )
