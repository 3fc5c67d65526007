"""What the open cases of one item say, all at once, for what an office reckons over all of them. Each is a look."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from onething.areas.audit import api as audit
from onething.areas.cases import scope
from onething.areas.cases.engine.loading import look_up_all
from onething.areas.cases.engine.showing import Given, handed_to
from onething.areas.cases.models import ApplicationRow, CaseRow, SuppliedRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.views import CaseValues
from onething.core.looks import LookKind
from onething.core.source import Text


def count_valued(actor: Actor, *, items: Collection[str]) -> int:
    """Return how many open cases of these items the actor's office has. Raises NotAllowed."""
    actor.must(CasesPermission.LIST_VALUES)
    return _open(actor, items).count()


def list_values(
    actor: Actor,
    *,
    items: Collection[str],
    elements: Collection[str],
    others: Collection[str],
    purpose: Text,
    now: datetime,
) -> tuple[CaseValues, ...]:
    """Return these values of every open case of the items in the actor's office, by number, as they stand.

    elements: of whom a case is about. others: whole keys of other roles. What results handed on counts before what was
    typed. Nothing else of a case is returned; each case is noted as a look of the person. Raises NotAllowed.
    """
    actor.must(CasesPermission.LIST_VALUES)
    rows = list(_open(actor, items).order_by("number"))
    ids = {row.application_id for row in rows}
    applications = list(ApplicationRow.objects.filter(pk__in=ids))
    beside: dict[UUID, dict[str, CaseRow]] = defaultdict(dict)
    for row in CaseRow.objects.filter(application__in=ids):
        beside[row.application_id][row.number] = row
    supplied: dict[UUID, list[SuppliedRow]] = defaultdict(list)
    for one in SuppliedRow.objects.filter(application__in=ids).order_by("sequence"):
        supplied[one.application_id].append(one)
    found = look_up_all(applications, beside)
    persons = {one.pk: one.person for one in applications}
    given = {
        one.pk: Given(found[one.pk][1], one.submitted_at, supplied[one.pk]).values for one in applications
    }
    made = []
    for row in rows:
        matter = found[row.application_id][0]
        values = given[row.application_id] | handed_to(matter.case(row.number), matter)
        said: dict[str, Any] = {key.partition("/")[2]: values[key].value for key in others if key in values}
        for element in elements:
            key = f"{row.bearer}/{element}"
            one = values.get(key) or values.get(f"{row.bearer.partition('[')[0]}/{element}")
            if one is not None:  # of a role that several may have, one alone stands without a number
                said[element] = one.value
        made.append(CaseValues(row.number, said))
    audit.record_all(
        actor,
        notes=[
            audit.Note.of_look(
                persons[row.application_id],
                [*(f"{row.bearer}/{element}" for element in elements), *others],
                purpose,
                case=row.number,
                source="",
                kind=LookKind.PERSON,
            )
            for row in rows
        ],
        now=now,
    )
    return tuple(made)


def _open(actor: Actor, items: Collection[str]) -> QuerySet[CaseRow]:
    rows = CaseRow.objects.filter(item__in=items, is_open=True)
    return rows.filter(scope.of_office(actor)) if scope.in_office(actor) else rows.none()
