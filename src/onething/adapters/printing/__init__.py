"""Statutory documents and the papers of an application as PDF (docs/documents.md)."""

from onething.adapters.printing.edition import edition
from onething.adapters.printing.kept import PaperFolder
from onething.adapters.printing.kinds import KINDS, DocumentKind, UnknownKind, ValuesMissing, check
from onething.adapters.printing.render import (
    TEMPLATE_VERSION,
    GlyphMissing,
    SealImage,
    check_before,
    render,
    render_pictures,
)

__all__ = [
    "KINDS",
    "TEMPLATE_VERSION",
    "DocumentKind",
    "GlyphMissing",
    "PaperFolder",
    "SealImage",
    "UnknownKind",
    "ValuesMissing",
    "check",
    "check_before",
    "edition",
    "render",
    "render_pictures",
]
