"""The index of this process: made from all sources, and made anew beside the one that answers when one of them changed."""

import gc
from dataclasses import dataclass
from functools import reduce
from threading import Lock

import structlog

from onething.core.search.model import Behind, Finder, Searching, Sources
from onething.core.search.words import Words
from onething.kit.ports import port

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: tuple[str, ...]
    finder: Finder


_kept: _Kept | None = None
#: Held while an index is built: one at a time, and nobody waits for a second one.
_building = Lock()


def finder() -> Finder:
    """Return the index that answers. The first call builds it; a later one only has a new one begun where one is due."""
    kept, mark = _kept, _mark()
    if kept is None:
        with _building:
            if _kept is None:
                _build()
    elif kept.mark != mark and _building.acquire(blocking=False):
        port(Behind).do(_build_and_release)
    assert _kept is not None
    return _kept.finder


def rebuild() -> int:
    """Build the index now and return how many documents it has."""
    with _building:
        return _build()


def _mark() -> tuple[str, ...]:
    return tuple(source.mark() for source in port(Sources).all)


def _build() -> int:
    global _kept
    sources = port(Sources).all
    mark = _mark()  # before reading: what changes meanwhile makes the next one due
    words = reduce(Words.joined, (source.words() for source in sources), Words())
    made = port(Searching).build((one for source in sources for one in source.documents()), words)
    _kept = _Kept(mark, made)
    gc.freeze()  # an index is no garbage until the next one is there: no pause to look through its documents
    return len(made)


def _build_and_release() -> None:
    try:
        _build()
    except Exception:  # the index that answers stays, and the next question tries again
        _log.exception("search.not_rebuilt")
    finally:
        _building.release()
