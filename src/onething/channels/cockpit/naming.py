"""What departments are called in the cockpit, by the package that holds now."""

from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.core.source import Text


class Departments:
    """Read once for a page."""

    def __init__(self, actor: Actor) -> None:
        package = catalogue.current(actor)
        self._departments = package.departments
        self._of_systems = {one.system: one.department for one in package.shares.values()}

    def name(self, department: str) -> Text:
        """Return the short name of a department, its id where the city does not know it any more."""
        found = self._departments.get(department)
        return found.short if found else Text(department or "—")

    def of_system(self, system: str) -> Text:
        """Return the short name of the department whose system it is."""
        return self.name(self._of_systems.get(system, system))

    @property
    def choices(self) -> list[tuple[str, Text]]:
        """Every department of the city, by id."""
        return [(id, one.short) for id, one in self._departments.items()]
