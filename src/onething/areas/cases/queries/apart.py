"""How intake and decision, done apart, go: first-pass rate, returns by side and cause, load of each officer.

Every number has its list: what is counted is what `list_…` gives for the same words. Domain §3.20.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from onething.areas.cases import scope
from onething.areas.cases.engine.showing import MOST, case_line, newest_lines
from onething.areas.cases.models import CaseRow, EventRow, NoticeRow, ReturnRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.queries.handing_over import open_hand_overs
from onething.areas.people import api as people
from onething.core.actors import Actor
from onething.core.cases.events import Noticed, SentToIntake
from onething.core.cases.parts import Cause, Side
from onething.core.cases.views import Apart, CaseLine, ReturnLine
from onething.kit.ports import SHANGHAI

#: What keeps a decided case from having passed at first.
_STUMBLED = (Noticed.__name__, SentToIntake.__name__)


def apart(actor: Actor, *, since: date, until: date) -> Apart:
    """Return the figures of the days from `since` to `until`, both included. Six queries. Raises NotAllowed."""
    actor.must(CasesPermission.APART)
    decided = _decided(actor, since, until)
    returned = _returned(actor, since, until).values_list("side", "cause").annotate(n=Count("pk")).order_by()
    loads = _loads(actor)
    return Apart(
        decided=decided.count(),
        first_pass=decided.exclude(_stumbled()).count(),
        returned={(Side(side), Cause(cause)): n for side, cause, n in returned},
        loads=loads,
        names=people.staff_names(actor, actors=loads),
        hand_overs=open_hand_overs(actor).count(),
    )


def list_passed(
    actor: Actor, *, first: bool, since: date, until: date, today: date, limit: int = MOST
) -> tuple[CaseLine, ...]:
    """Return the cases decided in those days that passed at first, or those that did not. Raises NotAllowed."""
    actor.must(CasesPermission.APART)
    decided = _decided(actor, since, until)
    rows = decided.exclude(_stumbled()) if first else decided.filter(_stumbled())
    return newest_lines(rows, limit, today)


def list_returned(
    actor: Actor,
    *,
    side: Side | None = None,
    cause: Cause | None = None,
    since: date,
    until: date,
    today: date,
    limit: int = MOST,
) -> tuple[ReturnLine, ...]:
    """Return the returns of those days, newest first. Raises NotAllowed."""
    actor.must(CasesPermission.APART)
    rows = _returned(actor, since, until)
    if side is not None:
        rows = rows.filter(side=side)
    if cause is not None:
        rows = rows.filter(cause=cause)
    rows = rows.select_related("case").order_by("-returned_at", "-id")[:limit]
    return tuple(_shown(row, today) for row in rows)


def list_load(actor: Actor, *, officer: str, today: date, limit: int = MOST) -> tuple[CaseLine, ...]:
    """Return the open cases of an officer, newest first. officer: id of the actor. Raises NotAllowed."""
    actor.must(CasesPermission.APART)
    return newest_lines(scope.cases_of(actor).filter(is_open=True, holder=officer), limit, today)


def list_to_mend(actor: Actor, *, today: date, limit: int = MOST) -> tuple[ReturnLine, ...]:
    """Return what came back to the clerk's window and is not mended, the oldest first. One query. Raises NotAllowed."""
    actor.must(CasesPermission.TAKE_IN)
    rows = ReturnRow.objects.filter(
        intake_department=actor.department, intake_division=actor.division, mended_at=None
    )
    rows = rows.exclude(intake_department="").select_related("case").order_by("returned_at", "id")[:limit]
    return tuple(_shown(row, today) for row in rows)


def _decided(actor: Actor, since: date, until: date) -> QuerySet[CaseRow]:
    return scope.cases_of(actor).filter(decided_on__range=(since, until))


def _stumbled() -> Exists:
    return Exists(EventRow.objects.filter(stream=OuterRef("number"), name__in=_STUMBLED))


def _returned(actor: Actor, since: date, until: date) -> QuerySet[ReturnRow]:
    begin = datetime.combine(since, time(), SHANGHAI)
    end = datetime.combine(until, time(), SHANGHAI) + timedelta(days=1)
    rows = ReturnRow.objects.filter(returned_at__gte=begin, returned_at__lt=end)
    return rows if scope.sees_all(actor) else rows.filter(scope.of_office(actor))


def _loads(actor: Actor) -> Mapping[str, int]:
    rows = scope.cases_of(actor).filter(is_open=True).exclude(holder="")
    return dict(rows.values_list("holder").annotate(n=Count("pk")).order_by("-n", "holder"))


def _shown(row: ReturnRow, today: date) -> ReturnLine:
    mended = row.mended_at
    return ReturnLine(
        case_line(row.case, today),
        Cause(row.cause),
        Side(row.side),
        row.reason,
        row.returned_at.astimezone(SHANGHAI),
        mended.astimezone(SHANGHAI) if mended else None,
    )


def noticed_among(actor: Actor, *, applications: Collection[str]) -> frozenset[str]:
    """Return those of these applications whose person was told that something is missing. One query. Raises NotAllowed."""
    actor.must(CasesPermission.APART)
    told = NoticeRow.objects.filter(application__in=scope.applications_visible_to(actor))
    rows = told.filter(application__number__in=applications).values_list("application__number", flat=True)
    return frozenset(rows)
