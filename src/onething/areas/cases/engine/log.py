"""Reading the log of events as cheaply as it goes: every page and act that folds waits for it, and a replay reads all of it."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from onething.areas.cases.models import EventRow
from onething.core.cases.shapes import from_data
from onething.kit.statements import Columns

EVENTS = Columns(
    EventRow,
    "stream",
    "at",
    "name",
    "shape_version",
    "data",
    by="application",
    order=("application", "stream", "sequence"),
)
#: Half of a log says the same again: a step entered, a case accepted that day. Events are values, and may be shared.
SHORT = 400


def read_log(applications: Sequence[UUID]) -> list[tuple[Any, ...]]:
    """Return stream, moment as the database gives it, name, version and data of each event, stream by stream in order."""
    return EVENTS.rows(applications)


def read_event(name: str, version: int, text: str) -> Any:
    """Return the event. Raises EventUnknown, EventBroken."""
    return _read_again(name, version, text) if len(text) < SHORT else _read(name, version, text)


def _read(name: str, version: int, text: str) -> Any:
    return from_data(name, version, json.loads(text))


_read_again = lru_cache(4096)(_read)
