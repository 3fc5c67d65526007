"""What was granted on a declaration and is still to be checked (告知承诺的事后核查)."""

from datetime import date

from django.db.models import Q, QuerySet

from onething.areas.cases import scope
from onething.areas.cases.models import CaseRow, EventRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import events as e
from onething.core.cases.views import CheckLine, Page
from onething.core.source import Text


def list_to_check(actor: Actor, *, cursor: str = "", limit: int = 50, today: date) -> Page[CheckLine]:
    """Return what the actor's office has to check, the most pressing in front. cursor: from the page before."""
    actor.must(CasesPermission.SEE)
    rows = _to_check(actor).order_by("check_on", "number")
    if cursor:
        day, _, number = cursor.partition("/")
        rows = rows.filter(Q(check_on__gt=day) | Q(check_on=day, number__gt=number))
    found = list(rows[: limit + 1])
    untrue = _untrue([row.number for row in found[:limit]])
    lines = tuple(
        CheckLine(
            row.number,
            Text(row.name_zh, row.name_en),
            row.person_name,
            row.decided_on,
            row.check_on,
            row.number in untrue,
        )
        for row in found[:limit]
        if row.decided_on is not None and row.check_on is not None
    )
    more = f"{lines[-1].check_on}/{lines[-1].number}" if len(found) > limit else ""
    return Page(lines, more)


def _untrue(numbers: list[str]) -> set[str]:
    """Return those of the cases of which a declaration did not hold when it was checked last."""
    checked = EventRow.objects.filter(stream__in=numbers, name=e.DeclarationChecked.__name__).order_by(
        "sequence"
    )
    last = {(one.stream, one.data["key"]): one.data["holds"] for one in checked}
    return {number for (number, _), holds in last.items() if not holds}


def count_to_check(actor: Actor) -> int:
    """Return how many such cases the actor's office has."""
    actor.must(CasesPermission.SEE)
    return _to_check(actor).count()


def _to_check(actor: Actor) -> QuerySet[CaseRow]:
    return scope.cases_of(actor).filter(check_on__isnull=False)
