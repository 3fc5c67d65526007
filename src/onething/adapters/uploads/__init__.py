"""Files that people send: inspected, shown as safe copies, kept by their hash (docs/uploads.md)."""

from onething.adapters.uploads.images import DisplayCopy, display_copy, pages_to_pdf, quarter_turn
from onething.adapters.uploads.inspection import Accepted, check_announced_size, inspect, read_bounded
from onething.adapters.uploads.kinds import ALLOWED, HEIC, JPEG, OFD, PDF, PNG, WEBP, FileKind
from onething.adapters.uploads.limits import STANDARD, Limits
from onething.adapters.uploads.refusals import FileDamaged, FileMissing, StorageFull, UploadRefused
from onething.adapters.uploads.store import FileStore

__all__ = [
    "ALLOWED",
    "HEIC",
    "JPEG",
    "OFD",
    "PDF",
    "PNG",
    "STANDARD",
    "WEBP",
    "Accepted",
    "DisplayCopy",
    "FileDamaged",
    "FileKind",
    "FileMissing",
    "FileStore",
    "Limits",
    "StorageFull",
    "UploadRefused",
    "check_announced_size",
    "display_copy",
    "inspect",
    "pages_to_pdf",
    "quarter_turn",
    "read_bounded",
]
