"""What departments are called in the cockpit, by the package that holds now."""

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.core.source import Text


class Departments:
    """Read once for a page."""

    def __init__(self, actor: Actor) -> None:
        self._departments = catalogue.current(actor).departments

    def name(self, department: str) -> Text:
        """Return the short name of a department, its id where the city does not know it any more."""
        found = self._departments.get(department)
        return found.short if found else Text(department or "—")

    @property
    def choices(self) -> list[tuple[str, Text]]:
        """Every department of the city, by id."""
        return [(id, one.short) for id, one in self._departments.items()]
