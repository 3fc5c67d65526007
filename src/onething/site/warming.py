"""What a web process makes before anybody asks for it."""

import structlog

from onething.core.actors import Actor
from onething.core.search.model import Behind
from onething.kit.ports import port

_log = structlog.get_logger(__name__)


def warm_up() -> None:
    """Have the index of the search built behind the first requests, so that no question waits for it."""
    port(Behind).do(_index)


def _index() -> None:
    from onething.areas.search import api as search

    try:
        search.refresh(Actor.job("search"))
    except Exception:  # nothing is published yet, or the database is not there: the first question builds it
        _log.warning("search.not_built_beforehand", exc_info=True)
