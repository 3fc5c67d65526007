"""What the log of the house says about one person: who looked at what, when, and for which matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from onething.core.source import Text

#: The action under which a look stands in the log.
LOOKED = "people:looked"


class LookKind(StrEnum):
    PERSON = "person"  # a member of staff opened it
    SYSTEM = "system"  # a share was asked, or a job of ours read it
    REFUSED = "refused"  # someone tried and was turned away


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the data of one person. fields: field or element ids. case: number of the matter, "" if none.

    purpose: why, in the words that the person reads. source: the share that was asked, "" if it was our own data.
    """

    at: datetime
    kind: LookKind
    who: str
    department: str
    fields: tuple[str, ...]
    purpose: Text
    case: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log as it was written. actor: id of who acted. subject: person key. detail: JSON-able facts."""

    chain: int
    sequence: int
    at: datetime
    actor: str
    actor_name: str
    department: str
    action: str
    subject: str
    case: str
    detail: Mapping[str, Any]
