"""What supervisors see of department systems: how far behind each is, what is unknown, what was set aside.

Numbers only of what is owed; who and what a case is about stays on its own page, where each look is written down.
"""

from datetime import datetime

from django.db.models import Count, Max, Min, Q

from onething.areas.cases.engine import departments
from onething.areas.cases.errors import PushNotFound
from onething.areas.cases.models import ElsewhereRow, PushRow, UnknownRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.catalogue import api as catalogue
from onething.core.actors import Actor
from onething.core.cases.elsewhere import Standing
from onething.core.cases.ports import CasePushes
from onething.core.cases.views import DeadPush, ElsewhereLine, SilentCase, SystemLine
from onething.core.source import Text
from onething.kit.ports import SHANGHAI, PortNotBound, port

MOST = 200


def list_systems(actor: Actor, *, now: datetime) -> tuple[SystemLine, ...]:
    """Return every system that was ever told anything, those that are furthest behind first."""
    actor.must(CasesPermission.WATCH_SYSTEMS)
    told = (
        PushRow.objects.order_by()
        .values("system")
        .annotate(
            waiting=Count("key", filter=Q(done_at=None, dead_at=None)),
            oldest=Min("made_at", filter=Q(done_at=None, dead_at=None)),
            unanswered=Count("key", filter=Q(settled_at=None, answers=True, done_at__isnull=False)),
            dead=Count("key", filter=Q(dead_at__isnull=False)),
            last=Max("done_at"),
        )
    )
    silent = dict(
        UnknownRow.objects.filter(over_at=None).order_by().values_list("system").annotate(Count("pk"))
    )
    since = dict(
        UnknownRow.objects.filter(over_at=None).order_by().values_list("system").annotate(Min("since"))
    )
    lines = [
        SystemLine(
            one["system"],
            one["waiting"],
            one["oldest"],
            one["unanswered"],
            silent.get(one["system"], 0),
            since.get(one["system"]),
            one["dead"],
            one["last"],
            _is_resting(one["system"]),
        )
        for one in told
    ]
    return tuple(sorted(lines, key=lambda one: (-one.unknown, -one.waiting, one.system)))


def _is_resting(system: str) -> bool:
    try:
        return port(CasePushes).is_resting(system)  # type: ignore[type-abstract]
    except PortNotBound:
        return False


def list_unknown(actor: Actor, *, system: str) -> tuple[SilentCase, ...]:
    """Return the cases of which the system's state is unknown, the longest silence first."""
    actor.must(CasesPermission.WATCH_SYSTEMS)
    rows = UnknownRow.objects.filter(system=system, over_at=None).order_by("since", "pk")[:MOST]
    return tuple(SilentCase(row.case, row.system, row.department, row.since) for row in rows)


def count_unknown(actor: Actor) -> int:
    actor.must(CasesPermission.WATCH_SYSTEMS)
    return UnknownRow.objects.filter(over_at=None).count()


def list_dead_pushes(actor: Actor) -> tuple[DeadPush, ...]:
    """Return what systems refused for good, last first; of one's own department, or for supervisors all."""
    actor.must(CasesPermission.SEE_DEAD)
    return tuple(_dead(row) for row in departments.dead_for(actor).order_by("-dead_at", "key")[:MOST])


def get_dead_push(actor: Actor, *, key: str) -> DeadPush:
    """Raises NotAllowed; PushNotFound, also for another department's."""
    actor.must(CasesPermission.SEE_DEAD)
    row = departments.dead_for(actor).filter(key=key).first()
    if row is None:
        raise PushNotFound(key)
    return _dead(row)


def _dead(row: PushRow) -> DeadPush:
    at = row.dead_at or row.made_at
    return DeadPush(row.key, row.system, row.case, row.department, row.reason, row.tries, at)


def count_dead_pushes(actor: Actor) -> int:
    actor.must(CasesPermission.SEE_DEAD)
    return departments.dead_for(actor).count()


def list_elsewhere(actor: Actor) -> tuple[ElsewhereLine, ...]:
    """Return one's own cases that other systems handle, the newest first."""
    actor.must(CasesPermission.SEE_OWN)
    if not actor.person_id:
        return ()
    items = catalogue.current(actor).items
    rows = ElsewhereRow.objects.filter(person=actor.person_id).order_by("-received_on", "-pk")[:MOST]
    return tuple(
        ElsewhereLine(
            row.number,
            Text(row.name_zh, row.name_en),
            row.system,
            row.received_on,
            row.due_on,
            row.ended_on,
            Standing(row.status).label,
            row.told_at.astimezone(SHANGHAI).date(),
            items[row.item].integration.link if row.item in items else "",
        )
        for row in rows
    )
