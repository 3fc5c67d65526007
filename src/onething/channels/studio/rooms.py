"""The rooms of the studio: what each is for, and who may enter."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as LazyText

from onething.areas.impact.api import ImpactPermission
from onething.core.actors import Actor, Permission

#: Every room, as its module is read.
ROOMS: list["Room"] = []
#: The order on the first page, that of the work: what is changed, what that does, what holds, and what hangs on it.
ORDER = (
    "studio-drafts",
    "studio-revisions",
    "studio-impact",
    "studio-register",
    "studio-versions",
    "studio-deviations",
    "studio-upgrading",
    "studio-answers",
    "studio-training",
    "studio-certificates",
)


@dataclass(frozen=True, slots=True)
class Room:
    """One room. name: of its first page's address."""

    name: str
    title: LazyText | str
    about: LazyText | str
    needs: Permission


def frame(actor: Actor, *, current: str = "") -> dict[str, Any]:
    """Return what every page of the studio shows around its own content. current: name of its room."""
    return {
        "rooms": sorted(
            (room for room in ROOMS if actor.can(room.needs)), key=lambda room: ORDER.index(room.name)
        ),
        "current": current,
        "may_try": actor.can(ImpactPermission.TRY),
    }
