"""The door of the area: issue, read, print and verify documents."""

from onething.areas.documents.permissions import DocumentsPermission
from onething.areas.documents.queries import (
    CodeUnknown,
    DocumentNotFound,
    ahead,
    get_document,
    lines_of,
    list_documents,
    pdf,
    pdf_by_code,
    verify,
)
from onething.areas.documents.services import Papers, issue

__all__ = [
    "CodeUnknown",
    "DocumentNotFound",
    "DocumentsPermission",
    "Papers",
    "ahead",
    "get_document",
    "issue",
    "lines_of",
    "list_documents",
    "pdf",
    "pdf_by_code",
    "verify",
]
