"""The door of the area: take catalogues in, read the register."""

from onething.areas.register.permissions import RegisterPermission
from onething.areas.register.queries import Line, count_items, list_items
from onething.areas.register.services import Imported, import_catalogue

__all__ = ["Imported", "Line", "RegisterPermission", "count_items", "import_catalogue", "list_items"]
