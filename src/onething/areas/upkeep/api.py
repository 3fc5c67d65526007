"""The door of the area: dead letters, listed, tried again, given up."""

from onething.areas.upkeep.permissions import UpkeepPermission
from onething.areas.upkeep.queries import count_dead, get_dead, list_dead
from onething.areas.upkeep.services import give_up, revive

__all__ = ["UpkeepPermission", "count_dead", "get_dead", "give_up", "list_dead", "revive"]
