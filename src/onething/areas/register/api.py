"""The door of the area: take catalogues in, read the register, count its ratios."""

from onething.areas.register.permissions import RegisterPermission
from onething.areas.register.queries import (
    Asked,
    Kept,
    Line,
    count_facets,
    count_items,
    iterate_entries,
    iterate_kept,
    list_items,
    tally,
)
from onething.areas.register.services import Imported, import_catalogue

__all__ = [
    "Asked",
    "Imported",
    "Kept",
    "Line",
    "RegisterPermission",
    "count_facets",
    "count_items",
    "import_catalogue",
    "iterate_entries",
    "iterate_kept",
    "list_items",
    "tally",
]
