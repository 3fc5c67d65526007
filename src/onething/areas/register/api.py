"""The door of the area: take catalogues in, read the register, count its ratios."""

from onething.areas.register.permissions import RegisterPermission
from onething.areas.register.queries import (
    Asked,
    Held,
    ItemNotFound,
    Kept,
    Line,
    count_facets,
    count_items,
    get_item,
    iterate_entries,
    iterate_kept,
    list_family,
    list_items,
    tally,
)
from onething.areas.register.services import DEFINED, Imported, import_catalogue, take_definitions

__all__ = [
    "DEFINED",
    "Asked",
    "Held",
    "Imported",
    "ItemNotFound",
    "Kept",
    "Line",
    "RegisterPermission",
    "count_facets",
    "count_items",
    "get_item",
    "import_catalogue",
    "iterate_entries",
    "iterate_kept",
    "list_family",
    "list_items",
    "take_definitions",
    "tally",
]
