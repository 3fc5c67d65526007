"""`core.search.model.Finder` for areas below the search: the index that answers at this moment."""

from collections.abc import Collection

from onething.areas.search import api as search
from onething.core.actors import Actor
from onething.core.search.model import Found

_ACTOR = Actor.job("search")


class CurrentFinder:
    def find(self, asked: str, *, limit: int = 10, kinds: Collection[str] = (), place: str = "") -> Found:
        return search.search(_ACTOR, asked=asked, kinds=kinds, place=place, limit=limit)
