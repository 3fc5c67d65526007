"""The door of the area: ask in one's own words, have the index built anew."""

from onething.areas.search.permissions import SearchPermission
from onething.areas.search.queries import search
from onething.areas.search.services import refresh
from onething.areas.search.sources import CatalogueTexts, RegisterTexts

__all__ = ["CatalogueTexts", "RegisterTexts", "SearchPermission", "refresh", "search"]
