"""Which department system belongs to an item."""

from onething.core.catalogue.model import Item, Package


def system_of(item: Item, package: Package, *, department: str = "") -> str:
    """Return the name of the system that hears of the item's cases, "" if none is known.

    department: that has the case now, "" = the item's own; a case that went elsewhere is that department's system's.
    """
    department = department or item.department
    if item.integration.system and department == item.department:
        return item.integration.system
    systems = (one.system for one in package.shares.values() if one.department == department)
    return next(systems, "")
