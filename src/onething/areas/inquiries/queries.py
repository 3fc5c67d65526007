"""Every read of questions: one's own, the department's for its manager, all for those who supervise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from onething.areas.inquiries.models import InquiryRow, PassingRow
from onething.areas.inquiries.permissions import InquiriesPermission
from onething.core.actors import Actor, Role
from onething.core.errors import NotFound
from onething.core.inquiries import Inquiry, Passing
from onething.kit.ports import SHANGHAI

#: Lists end here.
MOST = 200
#: What a list of the statistics can be of.
ASKED, LATE, HANDED_ON, WAITING = "asked", "late", "handed_on", "waiting"


class InquiryNotFound(NotFound):
    code = "inquiries.not_found"


@dataclass(frozen=True, slots=True)
class Tally:
    """The questions that one department was asked first, in a period: each number has its list.

    late: not answered on the last day. handed_on: handed over at least once. waiting: open now.
    """

    department: str
    asked: int
    late: int
    handed_on: int
    waiting: int


def inquiries_visible_to(actor: Actor) -> QuerySet[InquiryRow]:
    """Own ones: asked first, responsible, or handed over to; a manager those of the department, supervisors all."""
    rows = InquiryRow.objects.all()
    if actor.roles & {Role.SUPERVISOR, Role.AUDITOR}:
        return rows
    offered = PassingRow.objects.filter(inquiry=OuterRef("pk"), receiver=actor.id)
    mine = Q(first=actor.id) | Q(responsible=actor.id) | Exists(offered)
    if Role.MANAGER in actor.roles and actor.department:
        mine |= Q(first_department=actor.department) | Q(responsible_department=actor.department)
    return rows.filter(mine)


def get_inquiry(actor: Actor, *, inquiry: UUID) -> Inquiry:
    """Raises NotAllowed, InquiryNotFound."""
    _must_read(actor)
    row = inquiries_visible_to(actor).filter(pk=inquiry).first()
    if row is None:
        raise InquiryNotFound
    return _with_passings([row])[0]


def list_mine(actor: Actor, *, limit: int = MOST) -> tuple[Inquiry, ...]:
    """Return the open questions that the actor answers or has to confirm, by their last day. Two queries.

    Raises NotAllowed.
    """
    actor.must(InquiriesPermission.ANSWER)
    offered = PassingRow.objects.filter(inquiry=OuterRef("pk"), receiver=actor.id, answered_at=None)
    rows = InquiryRow.objects.filter(Q(responsible=actor.id) | Exists(offered), answered_at=None)
    return _with_passings(rows.order_by("answer_by", "id")[:limit])


def list_asked_first(actor: Actor, *, limit: int = 50) -> tuple[Inquiry, ...]:
    """Return the questions that the actor was asked first, newest first, wherever they are now. Two queries."""
    actor.must(InquiriesPermission.ANSWER)
    return _with_passings(InquiryRow.objects.filter(first=actor.id).order_by("-asked_at", "-id")[:limit])


def count_warned(actor: Actor, *, today: date) -> int:
    """Return how many open questions in sight have come to their last day, or past it. Raises NotAllowed."""
    _must_read(actor)
    return inquiries_visible_to(actor).filter(answered_at=None, answer_by__lte=today).count()


def tally(actor: Actor, *, since: date, until: date, today: date) -> tuple[Tally, ...]:
    """Return the figures of each department that the actor may know of, both days included. One query.

    Raises NotAllowed.
    """
    actor.must(InquiriesPermission.COUNT)
    rows = _asked_in(actor, since, until)
    counted = rows.values("first_department").annotate(
        asked=Count("pk"),
        late=Count("pk", filter=_late(today)),
        handed_on=Count("pk", filter=Q(Exists(_passed()))),
        waiting=Count("pk", filter=Q(answered_at=None)),
    )
    return tuple(
        Tally(one["first_department"], one["asked"], one["late"], one["handed_on"], one["waiting"])
        for one in counted.order_by("-asked", "first_department")
    )


def list_counted(
    actor: Actor,
    *,
    what: str = ASKED,
    department: str = "",
    since: date,
    until: date,
    today: date,
    limit: int = MOST,
) -> tuple[Inquiry, ...]:
    """Return the questions behind one figure of `tally`, newest first. department: "" for all. Raises NotAllowed."""
    actor.must(InquiriesPermission.COUNT)
    rows = _asked_in(actor, since, until)
    if department:
        rows = rows.filter(first_department=department)
    conditions = {LATE: _late(today), HANDED_ON: Q(Exists(_passed())), WAITING: Q(answered_at=None)}
    if what in conditions:
        rows = rows.filter(conditions[what])
    return _with_passings(rows.order_by("-asked_at", "-id")[:limit])


def _must_read(actor: Actor) -> None:
    """Raises NotAllowed for those who neither answer nor count."""
    if not actor.can(InquiriesPermission.COUNT):
        actor.must(InquiriesPermission.ANSWER)


def _asked_in(actor: Actor, since: date, until: date) -> QuerySet[InquiryRow]:
    begin = datetime.combine(since, time(), SHANGHAI)
    end = datetime.combine(until, time(), SHANGHAI) + timedelta(days=1)
    rows = InquiryRow.objects.filter(asked_at__gte=begin, asked_at__lt=end)
    if actor.roles & {Role.SUPERVISOR, Role.AUDITOR}:
        return rows
    return rows.filter(first_department=actor.department)


def _late(today: date) -> Q:
    """Open past its last day, or answered after it."""
    return Q(answered_on=None, answer_by__lt=today) | Q(answered_on__gt=F("answer_by"))


def _passed() -> QuerySet[PassingRow]:
    return PassingRow.objects.filter(inquiry=OuterRef("pk"))


def _with_passings(rows: Iterable[InquiryRow]) -> tuple[Inquiry, ...]:
    found = list(rows)
    passings: dict[UUID, list[Passing]] = {}
    for one in PassingRow.objects.filter(inquiry__in=[row.pk for row in found]).order_by("id"):
        passings.setdefault(one.inquiry_id, []).append(one.to_core())
    return tuple(row.to_core(tuple(passings.get(row.pk, ()))) for row in found)
