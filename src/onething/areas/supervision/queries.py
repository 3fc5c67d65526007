"""Every read of the area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from onething.areas.supervision.errors import WarningNotFound
from onething.areas.supervision.models import RemarkRow, WarningRow
from onething.areas.supervision.permissions import SupervisionPermission
from onething.core.actors import Actor, Role
from onething.core.clock import Limit, Stage
from onething.core.source import Text
from onething.core.supervision import LIMITS, Audience, Standing, what_to_do, why
from onething.kit.ports import SHANGHAI

MOST = 200
_ALL = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.SYSTEM})
#: Leading digits that name a city, a town.
_CITY, _TOWN = 6, 9


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One warning of a list. since: how many days its last day has passed, 0 if it has not."""

    id: UUID
    case: str
    name: Text
    limit: Limit
    limit_name: Text
    stage: Stage
    red: bool
    why: Text
    to_do: Text
    department: str
    town: str
    holder: str
    due_on: date
    since: int
    raised_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said of a warning."""

    kind: Standing
    by_name: str
    department: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class WarningView:
    """One warning with everything that was said of it, the oldest first."""

    line: WarningLine
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which warnings are asked for. red: None for all. since, until: days on which they were raised, both included."""

    red: bool | None = True
    standing: Standing | None = None
    department: str = ""
    town: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Warnings:
    """A piece of a list. cursor: gives the next piece, "" at the end."""

    lines: tuple[WarningLine, ...]
    cursor: str = ""


def list_warnings(
    actor: Actor, *, sought: Sought = Sought(), cursor: str = "", limit: int = 50, today: date
) -> Warnings:
    """Return the warnings that the actor may see, the newest first, cancelled ones among them."""
    actor.must(SupervisionPermission.SEE)
    rows = _sought(actor, sought)
    if cursor:
        rows = rows.filter(pk__lt=cursor)
    most = max(1, min(limit, MOST))
    found = list(rows.order_by("-id")[: most + 1])
    lines = tuple(_line(row, today) for row in found[:most])
    return Warnings(lines, str(found[most - 1].pk) if len(found) > most else "")


def count_warnings(actor: Actor, *, sought: Sought = Sought()) -> int:
    """Return how many there are, cancelled ones left aside."""
    actor.must(SupervisionPermission.SEE)
    return _sought(actor, sought).exclude(standing=Standing.CANCELLED).count()


def count_waiting(actor: Actor) -> int:
    """Return how many red lights wait for somebody: for the office to explain, for the supervisor to see it corrected."""
    if not actor.can(SupervisionPermission.SEE):
        return 0
    waiting = [Standing.ASKED, Standing.EXPLAINED]
    return visible_to(actor).filter(red=True, standing__in=waiting).count()


def get_warning(actor: Actor, *, warning: UUID, today: date) -> WarningView:
    """Raises WarningNotFound, NotAllowed."""
    actor.must(SupervisionPermission.SEE)
    row = visible_to(actor).filter(pk=warning).first()
    if row is None:
        raise WarningNotFound(warning)
    remarks = RemarkRow.objects.filter(warning=row).order_by("id")
    return WarningView(
        _line(row, today),
        tuple(
            Remark(Standing(one.kind), one.by_name, one.department, one.at.astimezone(SHANGHAI), one.text)
            for one in remarks
        ),
    )


def lock_warning(actor: Actor, *, warning: UUID) -> WarningRow:
    """Return the row, held until the transaction ends. Raises WarningNotFound."""
    row = visible_to(actor).select_for_update().filter(pk=warning).first()
    if row is None:
        raise WarningNotFound(warning)
    return row


def cancelled_cases(actor: Actor, *, limit: Limit, since: date, until: date) -> frozenset[str]:
    """Return the cases whose overdue light was wrong, by number, for last days of this period."""
    actor.must(SupervisionPermission.SEE)
    rows = WarningRow.objects.filter(
        standing=Standing.CANCELLED.value,
        limit=limit.value,
        stage=Stage.OVERDUE.value,
        due_on__gte=since,
        due_on__lte=until,
    )
    return frozenset(rows.values_list("case", flat=True))


def visible_to(actor: Actor) -> QuerySet[WarningRow]:
    """Return the warnings for the actor.

    Supervisors and auditors see all; a manager those of the office; an officer those of cases that the officer holds, or that
    nobody holds, as long as they are for officers alone.
    """
    rows = WarningRow.objects.all()
    if actor.roles & _ALL:
        return rows
    if not actor.department:
        return rows.none()
    mine = _of_office(actor)
    if Role.MANAGER in actor.roles:
        return rows.filter(mine)
    return rows.filter(mine, Q(holder=actor.id) | Q(holder="", audience=Audience.OFFICER.value))


def _of_office(actor: Actor) -> Q:
    mine = Q(department=actor.department)
    place = actor.division
    if not place.strip("0") or not place[_CITY:].strip("0"):
        return mine
    return mine & (Q(town=place) if not place[_TOWN:].strip("0") else Q(division=place))


def _sought(actor: Actor, sought: Sought) -> QuerySet[WarningRow]:
    asked: Mapping[str, object] = {
        "red": sought.red,
        "standing": sought.standing.value if sought.standing else None,
        "department": sought.department or None,
        "town": sought.town or None,
        "raised_at__date__gte": sought.since,
        "raised_at__date__lte": sought.until,
    }
    return visible_to(actor).filter(**{name: value for name, value in asked.items() if value is not None})


def _line(row: WarningRow, today: date) -> WarningLine:
    limit, stage = Limit(row.limit), Stage(row.stage)
    return WarningLine(
        id=row.id,
        case=row.case,
        name=Text(row.name_zh, row.name_en),
        limit=limit,
        limit_name=LIMITS[limit],
        stage=stage,
        red=row.red,
        why=why(limit, stage, row.due_on),
        to_do=what_to_do(limit, stage),
        department=row.department,
        town=row.town,
        holder=row.holder,
        due_on=row.due_on,
        since=max(0, (today - row.due_on).days),
        raised_at=row.raised_at.astimezone(SHANGHAI),
        standing=Standing(row.standing),
    )
