"""Where a matter belongs: the town that an address names, for the kind of office that is competent."""

from collections.abc import Mapping
from typing import Any

from onething.core.catalogue.model import Package
from onething.core.catalogue.words import Division


def town_named(address: Any, divisions: Mapping[str, Division]) -> str:
    """Return the code of the one town whose name stands in an address, "" if none does, or several do."""
    if not (text := str(address or "")):
        return ""
    named = [one.code for one in divisions.values() if one.level == "town" and one.name in text]
    return named[0] if len(named) == 1 else ""


def town_of(divisions: Mapping[str, Division], place: str) -> str:
    """Return the town that is `place` or holds it, "" for a city-wide place."""
    return at_level(divisions, place, "town")


def at_level(divisions: Mapping[str, Division], place: str, level: str) -> str:
    """Return the division of this level that is `place` or holds it, "" if there is none."""
    while place in divisions:
        division = divisions[place]
        if division.level == level:
            return place
        place = division.parent
    return ""


def address_element(package: Package, kind: str) -> str:
    """Return the element whose value says where a kind of competent office lies ("household_town"), "" for kinds that
    no address decides. The package's setting `addresses` names them.
    """
    return str(package.settings.get("addresses", {}).get(kind, ""))
