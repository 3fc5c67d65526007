"""The one act on the index: build it anew, at once."""

from onething.areas.search import keeping
from onething.areas.search.permissions import SearchPermission
from onething.core.actors import Actor


def refresh(actor: Actor) -> int:
    """Build the index from everything that holds now, and return how many documents it has. Raises NotAllowed.

    A process does so by itself when a source has changed; a process that has just started may be told beforehand.
    """
    actor.must(SearchPermission.REFRESH)
    return keeping.rebuild()
