"""Every write of the area."""

from onething.areas.problems.services.telling import ApplicationNotYours, confirm, reopen, tell
from onething.areas.problems.services.working import (
    UnitUnknown,
    answer,
    ask_unit,
    classify,
    close_in_silence,
    find_cause,
    reply,
)

__all__ = [
    "ApplicationNotYours",
    "UnitUnknown",
    "answer",
    "ask_unit",
    "classify",
    "close_in_silence",
    "confirm",
    "find_cause",
    "reopen",
    "reply",
    "tell",
]
