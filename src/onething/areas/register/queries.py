"""Every read of the register."""

from dataclasses import dataclass

from onething.areas.register.models import ItemRow
from onething.areas.register.permissions import RegisterPermission
from onething.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a list. number: of its version."""

    source: str
    key: str
    name: str
    department: str
    kind: str
    number: int


def list_items(actor: Actor, *, city: str, after: str = "", limit: int = 100) -> list[Line]:
    """Return the items of a city in the order of source and key, those after `SOURCE/KEY`. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    rows = ItemRow.objects.filter(city=city).order_by("source", "key")
    if after:
        source, _, key = after.partition("/")
        rows = rows.filter(source__gte=source).exclude(source=source, key__lte=key)
    fields = ("source", "key", "name", "department", "kind", "number")
    return [Line(*one) for one in rows.values_list(*fields)[:limit]]


def count_items(actor: Actor, *, city: str) -> int:
    """Return how many items the register of a city has. Raises NotAllowed."""
    actor.must(RegisterPermission.READ)
    return ItemRow.objects.filter(city=city).count()
