"""The door of the area: record what happens, see who looked, check that the log is whole."""

from onething.areas.audit.permissions import AuditPermission
from onething.areas.audit.queries import check_chains, count_looks, list_entries, list_looks
from onething.areas.audit.services import Note, record, record_all, record_look

__all__ = [
    "AuditPermission",
    "Note",
    "check_chains",
    "count_looks",
    "list_entries",
    "list_looks",
    "record",
    "record_all",
    "record_look",
]
