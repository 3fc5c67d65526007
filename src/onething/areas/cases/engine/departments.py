"""What department systems owe us: confirmations and answers, the silence of those that owe one too long.

A system that has not confirmed what it was told, or at level L2 not answered it, within the hours that the item
grants it leaves the case in an unknown state: "unknown since" is said on every page of the case, and one alarm is
raised for each silence (domain §5, 14).
"""

from collections.abc import Iterable
from datetime import datetime

import structlog
from django.db.models import CharField, Exists, Min, OuterRef, QuerySet

from onething.areas.audit import api as audit
from onething.areas.cases.models import PushRow, UnknownRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.views import Unknown
from onething.kit.ports import SHANGHAI
from onething.kit.statements import Written

log = structlog.get_logger("onething.departments")
#: So many silences are looked at in one go.
MOST = 1000
_SILENT = Written(
    lambda case: (
        UnknownRow.objects.filter(case=case, over_at=None).order_by("since").values_list("system", "since")
    ),
    CharField(),
)


def overdue(*, now: datetime) -> QuerySet[PushRow]:
    """What systems were told, owe an answer for, and are silent about beyond their time."""
    return PushRow.objects.filter(settled_at=None, answer_by__lt=now)


def raise_alarms(actor: Actor, *, now: datetime) -> int:
    """Raise one alarm for each case at a system that became unknown. Returns how many."""
    known = UnknownRow.objects.filter(system=OuterRef("system"), case=OuterRef("case"), over_at=None)
    silent = (
        overdue(now=now)
        .filter(~Exists(known))
        .order_by()
        .values("system", "case", "department")
        .annotate(since=Min("made_at"))[:MOST]
    )
    rows = [UnknownRow(raised_at=now, **one) for one in silent]
    UnknownRow.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        log.error("department_system_silent", system=row.system, case=row.case, since=row.since.isoformat())
    audit.record_all(actor, notes=[_note(row) for row in rows], now=now)
    return len(rows)


def _note(row: UnknownRow) -> audit.Note:
    detail = {"system": row.system, "department": row.department, "since": row.since.isoformat()}
    return audit.Note("cases:unknown", case=row.case, detail=detail)


def settle(pushes: QuerySet[PushRow], *, system: str, cases: Iterable[str], now: datetime) -> None:
    """Await nothing more for these pushes, and end the silence of the cases for which nothing is overdue now."""
    pushes.filter(settled_at=None).update(settled_at=now)
    silent = UnknownRow.objects.filter(system=system, case__in=list(cases), over_at=None)
    left = overdue(now=now).filter(system=OuterRef("system"), case=OuterRef("case"))
    silent.filter(~Exists(left)).update(over_at=now)


def find_unknown(case: str) -> Unknown | None:
    """Return since when the state of a case at a department system is unknown, None if it is not."""
    found = _SILENT.rows(case)
    return Unknown(found[0][0], found[0][1].astimezone(SHANGHAI).date()) if found else None


def unknown_of(cases: Iterable[str]) -> dict[str, Unknown]:
    """Return since when the state of these cases at a department system is unknown; only of those of which it is."""
    found: dict[str, Unknown] = {}
    for row in UnknownRow.objects.filter(case__in=list(cases), over_at=None).order_by("since"):
        found.setdefault(row.case, Unknown(row.system, row.since.astimezone(SHANGHAI).date()))
    return found


def dead_for(actor: Actor) -> QuerySet[PushRow]:
    """Return what was set aside of the actor's department; for those who watch over all systems, of all."""
    rows = PushRow.objects.filter(dead_at__isnull=False)
    return rows if actor.can(CasesPermission.WATCH_SYSTEMS) else rows.filter(department=actor.department)
