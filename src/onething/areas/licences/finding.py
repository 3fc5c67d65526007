"""The rows that queries and services begin with."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from onething.areas.licences.models import ChangeRow, LicenceRow
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.papers import LicenceState
from onething.kit.ports import today


class LicenceNotFound(NotFound):
    code = "licences.not_found"

    def __init__(self) -> None:
        super().__init__("no such licence, or not one that you may see")


def own_rows(actor: Actor) -> QuerySet[LicenceRow]:
    principals = [one.principal for one in people.list_principals(actor, scene="", on=today())]
    theirs = Q(holder__in=[actor.person_id, *principals])
    return LicenceRow.objects.filter(theirs | Q(keeper=actor.person_id) if actor.person_id else theirs)


def own_row(actor: Actor, identifier: str) -> LicenceRow:
    """Raises LicenceNotFound."""
    row = own_rows(actor).filter(identifier=identifier).first()
    if row is None:
        raise LicenceNotFound
    return row


def changes_of(row: LicenceRow) -> Sequence[ChangeRow]:
    return list(ChangeRow.objects.filter(licence=row).order_by("sequence"))


def held_row(*, holder: str, licence: str, on: date) -> LicenceRow | None:
    """Return a person's newest licence of a kind that holds on this day."""
    rows = LicenceRow.objects.filter(holder=holder, licence=licence).order_by("-issued_on", "-pk")
    valid = (row for row in rows if row.standing.on(on, valid_to=row.valid_to) is LicenceState.VALID)
    return next(valid, None)


def newest(identifier: str) -> str:
    """Return the version that stands at the end of the line in which this one is."""
    seen = {identifier}
    while (row := LicenceRow.objects.filter(identifier=identifier).first()) and row.successor:
        assert row.successor not in seen, row.successor
        seen.add(identifier := row.successor)
    return identifier
