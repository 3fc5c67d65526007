"""The door of the area: light the cases, list what was raised, say something of it, and the rate."""

from onething.areas.supervision.errors import WarningNotFound
from onething.areas.supervision.permissions import SupervisionPermission
from onething.areas.supervision.queries import (
    Remark,
    Sought,
    WarningLine,
    Warnings,
    WarningView,
    cancelled_cases,
    count_waiting,
    count_warnings,
    get_warning,
    list_warnings,
)
from onething.areas.supervision.services import (
    Swept,
    ask,
    cancel,
    correct,
    count_to_sweep,
    explain,
    sweep,
)

__all__ = [
    "Remark",
    "Sought",
    "SupervisionPermission",
    "Swept",
    "WarningLine",
    "WarningNotFound",
    "WarningView",
    "Warnings",
    "ask",
    "cancel",
    "cancelled_cases",
    "correct",
    "count_to_sweep",
    "count_waiting",
    "count_warnings",
    "explain",
    "get_warning",
    "list_warnings",
    "sweep",
]
