"""The city's rules about messages (`settings.messages` of its package)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from onething.core.notices.quiet import QuietHours

#: The city's rules where it has written none.
_DEFAULTS: Mapping[str, Any] = {
    "quiet_from": 22,
    "quiet_until": 8,
    "merge_minutes": 3,
    "sms_segments": 3,
    "receipt_hours": 72,
    "owner": "",
}


@dataclass(frozen=True, slots=True)
class MessageRules:
    """quiet: when nothing leaves; None = never. merge: how long a first message waits for others of the same matter.

    sms_segments: parts of an SMS at most. receipt: after it a letter without a receipt is looked into.
    owner: department that looks after what is not delivered where no office told it.
    """

    quiet: QuietHours | None
    merge: timedelta
    sms_segments: int
    receipt: timedelta
    owner: str

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "MessageRules":
        """Read the settings of a package; whole hours from 0 to 23, the same hour twice means no quiet hours."""
        said = {**_DEFAULTS, **settings.get("messages", {})}
        hours = QuietHours(time(said["quiet_from"]), time(said["quiet_until"]))
        return cls(
            quiet=hours if hours.minutes else None,
            merge=timedelta(minutes=said["merge_minutes"]),
            sms_segments=said["sms_segments"],
            receipt=timedelta(hours=said["receipt_hours"]),
            owner=said["owner"],
        )
