"""The rooms of the studio: what each is for, and who may enter."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as LazyText

from onething.core.actors import Actor, Permission

#: Every room, in the order of the first page.
ROOMS: list["Room"] = []


@dataclass(frozen=True, slots=True)
class Room:
    """One room. name: of its first page's address."""

    name: str
    title: LazyText | str
    about: LazyText | str
    needs: Permission


def frame(actor: Actor, *, current: str = "") -> dict[str, Any]:
    """Return what every page of the studio shows around its own content. current: name of its room."""
    return {"rooms": [room for room in ROOMS if actor.can(room.needs)], "current": current}
