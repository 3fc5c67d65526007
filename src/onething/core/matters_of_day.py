"""A day that somebody wants in a calendar: when an item is promised, until when something can be supplied, what an office owes."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """uid: of this day for ever, also when it moves. sequence: grows whenever something of the matter changes.

    known_at: when it was last said. provisional: it lies in a year without a holiday notice and may still move.
    Source: RFC 5545 (UID 3.8.4.7, SEQUENCE 3.8.7.4, DTSTAMP 3.8.7.2).
    """

    uid: str
    on: date
    title: str
    text: str
    known_at: datetime
    sequence: int = 0
    provisional: bool = False
