"""The rooms of the cockpit: what each shows, who may enter, and how much waits there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as LazyText

from onething.channels.cockpit.permissions import CockpitPermission
from onething.core.actors import Actor, Permission

#: Every room, in the order of the first page.
ROOMS: list["Room"] = []


@dataclass(frozen=True, slots=True)
class Room:
    """One room. name: of its first page's address. waiting: how many things wait there for somebody, by actor."""

    name: str
    title: LazyText | str
    about: LazyText | str
    needs: Permission
    waiting: Callable[[Actor], int]


def rooms_of(actor: Actor) -> list[Room]:
    """Return the rooms that the actor may enter."""
    return [room for room in ROOMS if actor.can(room.needs)]


def frame(actor: Actor, *, current: str = "") -> dict[str, Any]:
    """Return what every page of the cockpit shows around its own content. current: name of its room."""
    lines = [(room, room.waiting(actor)) for room in rooms_of(actor)]
    return {"rooms": lines, "current": current, "enters": actor.can(CockpitPermission.ENTER)}
