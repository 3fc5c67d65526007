"""What waits to be confirmed by whoever it is handed over to."""

from datetime import date

from django.db.models import F, Q, QuerySet

from onething.areas.cases import scope
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.showing import MOST, case_line
from onething.areas.cases.models import HandOverRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor, Role
from onething.core.cases.views import HandOver
from onething.core.workdays import CalendarMissing
from onething.kit.ports import SHANGHAI

#: So many working days an offer may wait before it is warned of; calibrated.
WAITS_DAYS = 1


def open_hand_overs(actor: Actor) -> QuerySet[HandOverRow]:
    """Offers that nobody has answered, of cases that the giver still has: an officer's own, a manager's office's, all
    for those who see all."""
    rows = HandOverRow.objects.filter(answered_at=None, case__is_open=True, case__holder=F("giver"))
    rows = rows.select_related("case")
    if scope.sees_all(actor):
        return rows
    if not scope.in_office(actor):
        return rows.none()
    if Role.MANAGER in actor.roles:
        return rows.filter(scope.of_office(actor))
    return rows.filter(Q(giver=actor.id) | Q(receiver=actor.id))


def list_hand_overs(actor: Actor, *, today: date, limit: int = MOST) -> tuple[HandOver, ...]:
    """Return what waits to be confirmed, the oldest first. One query. Raises NotAllowed."""
    actor.must(CasesPermission.HAND_OVERS)
    rows = open_hand_overs(actor).order_by("offered_at", "id")[:limit]
    return tuple(_shown(row, today) for row in rows)


def count_hand_overs(actor: Actor) -> int:
    """Return how many offers wait for the actor's own confirmation. Raises NotAllowed."""
    actor.must(CasesPermission.HAND_OVERS)
    return open_hand_overs(actor).filter(receiver=actor.id).count()


def _shown(row: HandOverRow, today: date) -> HandOver:
    offered_on = row.offered_at.astimezone(SHANGHAI).date()
    return HandOver(
        row.pk,
        case_line(row.case, today),
        row.giver,
        row.giver_name,
        row.receiver,
        row.receiver_name,
        row.reason,
        offered_on,
        _working_days(offered_on, today) > WAITS_DAYS,
    )


def _working_days(after: date, until: date) -> int:
    calendar = doors.calendar()
    try:
        return calendar.working_days_between(after, until)
    except CalendarMissing:
        return calendar.provisional().working_days_between(after, until)
