"""A checklist to take along (办事清单): the answers of a guide under a code that brings them back and ends by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

#: Days for which the code of a checklist holds after the day on which it was made.
LIST_DAYS = 30


@dataclass(frozen=True, slots=True)
class KeptList:
    """code: unguessable, and all that the QR says. content: answers, items taken off or insisted on, bearers; no person."""

    code: str
    scene: str
    scene_hash: str
    content: Mapping[str, Any]
    ends_at: datetime

    @property
    def last_day(self) -> date:
        return (self.ends_at - timedelta(microseconds=1)).date()


def list_ends_at(now: datetime) -> datetime:
    """Return the midnight after the last day. now: in the time of the city."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=LIST_DAYS + 1)
