"""Orders of bad ratings: those of the own department for its manager, all for those who watch or call back."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from onething.areas.audit import api as audit
from onething.areas.ratings.models import OrderRow, dimension_levels
from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.raters import rater_of
from onething.areas.ratings.views import Act, FollowUp, OrderLine, OrderView, Page, Rater
from onething.core.actors import Actor, Role
from onething.core.clock import light
from onething.core.errors import NotFound
from onething.core.papers import Level
from onething.core.ratings import OrderState
from onething.core.source import Text
from onething.core.workdays import WorkCalendar
from onething.kit.ports import port

#: So many digits of a division name its city, and its town.
CITY, TOWN = 6, 9
#: Whose turn it is: the hotline calls back and feeds back, the office verifies and rectifies, a supervisor reviews.
TURNS = {
    Role.HOTLINE: Q(state__in=[OrderState.OPENED, OrderState.RECTIFIED]),
    Role.MANAGER: Q(state__in=[OrderState.CALLED, OrderState.VERIFIED]),
    Role.SUPERVISOR: Q(state=OrderState.PROPOSED) | Q(appeal="asked"),
}


class OrderNotFound(NotFound):
    code = "ratings.order_not_found"

    def __init__(self) -> None:
        super().__init__("no such order, or not for you to see")


def visible_to(actor: Actor) -> QuerySet[OrderRow]:
    """Orders whose rating is held back stand still, and nobody sees them, until somebody has looked."""
    actor.must(RatingsPermission.SEE_ORDERS)
    rows = OrderRow.objects.select_related("rating").filter(rating__held=False)
    if actor.roles & {Role.SUPERVISOR, Role.AUDITOR, Role.HOTLINE}:
        return rows
    return rows.filter(of_office(actor)) if actor.department else rows.none()


def of_office(actor: Actor, *, prefix: str = "") -> Q:
    """The rows of the actor's office: of a city-wide one all places, of a town its town, of a village its village.

    prefix: of the columns `department` and `division`.
    """
    mine, here = Q(**{f"{prefix}department": actor.department}), actor.division
    if not here[CITY:].strip("0"):
        return mine
    town = not here[TOWN:].strip("0")
    return mine & (
        Q(**{f"{prefix}division__startswith": here[:TOWN]}) if town else Q(**{f"{prefix}division": here})
    )


def list_orders(
    actor: Actor, *, today: date, which: str = "open", cursor: str = "", limit: int = 50
) -> Page[OrderLine]:
    """Return orders that are "open" or "late" by the day that binds next, or "closed" ones, newest first."""
    rows = visible_to(actor).prefetch_related("rating__served").filter(_which(which, today))
    closed = which == "closed"
    rows = rows.order_by("-closed_on", "-id") if closed else rows.order_by("acts_by", "id")
    if cursor:
        day, _, last = cursor.partition("_")
        try:
            on, ref = date.fromisoformat(day), UUID(last)
        except ValueError:
            raise OrderNotFound from None
        rows = rows.filter(
            Q(closed_on__lt=on) | Q(closed_on=on, id__lt=ref)
            if closed
            else Q(acts_by__gt=on) | Q(acts_by=on, id__gt=ref)
        )
    found = list(rows[: limit + 1])
    lines = tuple(_line(row, today=today) for row in found[:limit])
    last_row = found[limit - 1] if len(found) > limit else None
    return Page(lines, f"{last_row.closed_on or last_row.acts_by}_{last_row.id}" if last_row else "")


def follow_up(actor: Actor, *, today: date) -> FollowUp:
    """Return how far the orders are followed up (国办发〔2019〕51号: every one of them). One query."""
    counts = {name: Count("id", filter=_which(name, today)) for name in ("open", "late", "closed")}
    called = Count("id", filter=~Q(state=OrderState.OPENED))
    return FollowUp(**visible_to(actor).aggregate(**counts, called=called))


def _which(which: str, today: date) -> Q:
    closed = Q(state=OrderState.CLOSED)
    return {"open": ~closed, "late": ~closed & Q(acts_by__lt=today), "closed": closed}[which]


def count_orders(actor: Actor) -> int:
    """Return how many orders wait for this actor."""
    turns = [turn for role, turn in TURNS.items() if role in actor.roles]
    if not turns:
        return visible_to(actor).exclude(state=OrderState.CLOSED).count()
    mine = turns[0]
    for turn in turns[1:]:
        mine |= turn
    return visible_to(actor).filter(mine).count()


def get_order(actor: Actor, *, order: UUID, today: date) -> OrderView:
    """Raises OrderNotFound."""
    row = visible_to(actor).prefetch_related("rating__served").filter(pk=order).first()
    if row is None:
        raise OrderNotFound
    acts = tuple(
        Act(one.at, one.kind, one.actor_name, one.department, one.words)
        for one in row.acts.order_by("sequence")
    )
    return OrderView(_line(row, today=today), row.rating.channel, dimension_levels(row.rating), acts)


def see_rater(actor: Actor, *, order: UUID, now: datetime) -> Rater:
    """Return whom to call back; the look is written down. Raises NotAllowed, OrderNotFound."""
    actor.must(RatingsPermission.CALL_BACK)
    row = visible_to(actor).filter(pk=order).first()
    if row is None:
        raise OrderNotFound
    rating = row.rating
    if rating.person:
        audit.record_look(
            actor,
            subject=rating.person,
            fields=["person.name", "person.phone"],
            purpose=Text("回访差评", "Calling back about a bad rating"),
            now=now,
            case=rating.application,
        )
    return rater_of(rating)


def _line(row: OrderRow, *, today: date) -> OrderLine:
    shown, order = row.rating, row.to_core()
    named = (
        next((one for one in shown.served.all() if one.item == shown.about), None) if shown.about else None
    )
    first = named or next(iter(shown.served.all()), None)
    lit = None
    if order.acts_by is not None:
        calendar = port(WorkCalendar).provisional()
        lit = light(started_on=order.opened_on, due_on=order.acts_by, today=today, calendar=calendar)
    name = (
        Text(first.name_zh, first.name_en)
        if first and first.item
        else Text("窗口服务", "Service at a window")
    )
    return OrderLine(row.pk, order, Level(shown.level), name, row.department, lit)
