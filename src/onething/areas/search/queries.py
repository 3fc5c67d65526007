"""What is asked, and what is found."""

from collections.abc import Collection

from onething.areas.search import keeping
from onething.areas.search.permissions import SearchPermission
from onething.core.actors import Actor
from onething.core.search.model import Found

#: Hits of one answer at most.
MOST_HITS = 50


def search(
    actor: Actor, *, asked: str, kinds: Collection[str] = (), place: str = "", limit: int = 10
) -> Found:
    """Return what comes nearest to a question in the words of people. kinds: `item`, `scene`, … none for all.

    place: a division code, that of the asker. `Found.sure` tells whether anything answers it at all. While something was
    published a moment ago, the index from before it answers until the new one is whole. Raises NotAllowed.
    """
    actor.must(SearchPermission.ASK)
    return keeping.finder().find(asked, limit=max(1, min(limit, MOST_HITS)), kinds=kinds, place=place)
