"""What supervision asks of the cases: those to be watched, those due in a period, and what did not get through."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from onething.areas.cases import scope
from onething.areas.cases.engine.showing import MOST, case_line
from onething.areas.cases.models import CaseRow, EventRow, PushRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases.graph import Status
from onething.core.cases.views import CaseLine, Page
from onething.core.clock import Limit
from onething.core.supervision import Watched
from onething.kit.statements import Columns

_FIELDS = Watched._fields
_OPEN = Columns(CaseRow, *_FIELDS, by="id", equal={"is_open": True})
_NAMED = Columns(CaseRow, *_FIELDS, by="number")
#: Moments of an identifier that grows with time (UUIDv7): its first 48 bits are milliseconds.
_BELOW_MILLISECONDS = 80


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a case is, for a warning about it."""

    number: str
    name_zh: str
    name_en: str
    department: str
    division: str
    town: str
    holder: str


def watch(actor: Actor, *, after: UUID | None, most: int) -> list[Watched]:
    """Return the open cases after this one, in the order of their ids: nobody waits, and memory holds `most`."""
    actor.must(CasesPermission.LOOK_AFTER)
    return _watched(_OPEN.between(after, most=most))


def count_open(actor: Actor) -> int:
    """Return how many cases are open."""
    actor.must(CasesPermission.LOOK_AFTER)
    return CaseRow.objects.filter(is_open=True).count()


def count_ahead(actor: Actor, *, now: datetime) -> int:
    """Return how many applications hold something that is dated later than now: the clock had been ahead."""
    actor.must(CasesPermission.LOOK_AFTER)
    ahead = EventRow.objects.filter(pk__gte=_first_id(now), at__gt=now)
    return ahead.order_by().values("application").distinct().count()


def watch_touched(actor: Actor, *, since: datetime) -> list[Watched]:
    """Return the cases, ended ones too, to which something has happened since then."""
    actor.must(CasesPermission.LOOK_AFTER)
    streams = (
        EventRow.objects.filter(pk__gte=_first_id(since))
        .values_list("stream", flat=True)
        .distinct()
        .order_by()
    )
    numbers = list(streams)
    return [
        one
        for start in range(0, len(numbers), 500)
        for one in _watched(_NAMED.rows(numbers[start : start + 500]))
    ]


def watch_checks(actor: Actor) -> list[Watched]:
    """Return the cases that have ended and whose declaration is still to be checked; the open ones are in `watch`."""
    actor.must(CasesPermission.LOOK_AFTER)
    rows = CaseRow.objects.filter(is_open=False, check_on__isnull=False)
    numbers = list(rows.order_by("id").values_list("number", flat=True))
    return [
        one
        for start in range(0, len(numbers), 500)
        for one in _watched(_NAMED.rows(numbers[start : start + 500]))
    ]


def _watched(rows: Sequence[tuple[object, ...]]) -> list[Watched]:
    """Days are days on both databases as they come; an id stays what the database gives, which compares as quickly."""
    return [Watched._make(row) for row in rows]


def whereabouts(actor: Actor, *, cases: Collection[str]) -> dict[str, Whereabouts]:
    """Return where these cases are now, by number."""
    actor.must(CasesPermission.LOOK_AFTER)
    rows = CaseRow.objects.filter(number__in=cases)
    fields = ("number", "name_zh", "name_en", "department", "division", "town", "holder")
    return {one[0]: Whereabouts(*one) for one in rows.values_list(*fields)}


def list_stuck(actor: Actor, *, before: datetime) -> list[tuple[Watched, date]]:
    """Return the cases of which something was to be pushed before that moment and is not there yet, and since when."""
    actor.must(CasesPermission.LOOK_AFTER)
    rows = PushRow.objects.filter(done_at=None, made_at__lt=before).order_by("-made_at")
    since = dict(rows.values_list("case", "made_at")[:1000])
    return [(one, since[one.number].date()) for one in _watched(_NAMED.rows(list(since)))] if since else []


# --- the rate ----------------------------------------------------------------------------------------------

#: department, town, cases due, of which overdue.
Due = tuple[str, str, int, int]
_LIMITS = {Limit.PROMISED: "promised_on", Limit.STATUTORY: "statutory_on"}
_AT_WORK = (Status.ACCEPTED.value, Status.IN_REVIEW.value)


@dataclass(frozen=True, slots=True)
class DueIn:
    """Which cases are asked for: those whose promised or statutory day lies in a period, both ends included.

    spared: numbers of cases whose light was cancelled: due, and not overdue. department, town: "" for all.
    """

    since: date
    until: date
    limit: Limit = Limit.PROMISED
    department: str = ""
    town: str = ""
    spared: frozenset[str] = frozenset()


def count_due(actor: Actor, *, due: DueIn, today: date) -> list[Due]:
    """Return how many cases were due in the period, and how many of them were overdue, by department and town.

    Overdue is what was decided or has ended after its day, and what is still worked on after it. What ended undecided in time was
    not due, and what rests is counted when it runs again.
    """
    actor.must(CasesPermission.SEE)
    rows = _due(actor, due, today).values("department", "town").order_by("department", "town")
    counted = rows.annotate(due=Count("pk"), late=Count("pk", filter=_late(due, today)))
    return [(one["department"], one["town"], one["due"], one["late"]) for one in counted]


def list_due(
    actor: Actor, *, due: DueIn, late: bool, cursor: str = "", limit: int = 50, today: date
) -> Page[CaseLine]:
    """Return the cases of one number of the rate: all that were due, or those that were overdue; by their day."""
    actor.must(CasesPermission.SEE)
    rows = _due(actor, due, today)
    if late:
        rows = rows.filter(_late(due, today))
    name = _LIMITS[due.limit]
    if cursor:
        day, _, id = cursor.partition("_")
        rows = rows.filter(Q(**{f"{name}__gt": day}) | Q(**{name: day, "id__gt": id}))
    most = max(1, min(limit, MOST))
    found = list(rows.order_by(name, "id")[: most + 1])
    lines = tuple(case_line(row, today) for row in found[:most])
    last = found[most - 1] if len(found) > most else None
    return Page(lines, f"{getattr(last, name)}_{last.pk}" if last else "")


def _due(actor: Actor, due: DueIn, today: date) -> QuerySet[CaseRow]:
    name = _LIMITS[due.limit]
    rows = scope.cases_of(actor).filter(**{f"{name}__gte": due.since, f"{name}__lte": min(due.until, today)})
    if due.department:
        rows = rows.filter(department=due.department)
    if due.town:
        rows = rows.filter(town=due.town)
    return rows.filter(Q(decided_on__isnull=False) | Q(ended_on=None) | Q(ended_on__gt=F(name)))


def _late(due: DueIn, today: date) -> Q:
    name = _LIMITS[due.limit]
    over = Q(decided_on__gt=F(name)) | Q(decided_on=None, ended_on__gt=F(name))
    running = Q(decided_on=None, ended_on=None, status__in=_AT_WORK, **{f"{name}__lt": today})
    late = over | running
    return late & ~Q(number__in=due.spared) if due.spared else late


def _first_id(moment: datetime) -> UUID:
    """Return the lowest identifier that is given at this moment."""
    return UUID(int=int(moment.timestamp() * 1000) << _BELOW_MILLISECONDS)
