"""The door of the area: write revisions, review them, publish what is due, see what they change."""

from onething.areas.revisions.beginning import begin_entry
from onething.areas.revisions.permissions import RevisionPermission
from onething.areas.revisions.queries import (
    RevisionNotFound,
    conflicts,
    difference,
    difference_of_versions,
    files_of,
    findings,
    get_changes,
    get_revision,
    list_revisions,
    list_versions,
    list_waiting,
)
from onething.areas.revisions.services import (
    ChoiceMissing,
    ConflictsOpen,
    LaterChange,
    approve_city,
    approve_department,
    open_revision,
    publish_due,
    resolve,
    save_files,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "ChoiceMissing",
    "ConflictsOpen",
    "LaterChange",
    "RevisionNotFound",
    "RevisionPermission",
    "approve_city",
    "approve_department",
    "begin_entry",
    "conflicts",
    "difference",
    "difference_of_versions",
    "files_of",
    "findings",
    "get_changes",
    "get_revision",
    "list_revisions",
    "list_versions",
    "list_waiting",
    "open_revision",
    "publish_due",
    "resolve",
    "save_files",
    "send_back",
    "submit",
    "withdraw",
]
