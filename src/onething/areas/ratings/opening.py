"""Opening the order of a bad rating, and what becomes of it when the rating was held back."""

from datetime import datetime

from onething.areas.ratings.models import ActRow, OrderRow, RatingRow
from onething.core.papers import Level
from onething.core.ratings import Order, OrderState, RatingRules
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port


def open_order(row: RatingRow, *, now: datetime, rules: RatingRules) -> None:
    """Open the order of a bad rating, for the office of the item that is meant, else for the first that served.

    Its days are kept as they are counted now; those of a year without a notice are the provisional ones.
    """
    served = list(row.served.order_by("pk"))
    meant = next((one for one in served if row.about and one.item == row.about), None) or next(
        iter(served), None
    )
    calendar = port(WorkCalendar).provisional()
    order = Order.opened(now.astimezone(SHANGHAI).date(), rules=rules, calendar=calendar)
    kept = OrderRow(
        rating=row,
        department=meant.department if meant else row.department,
        division=meant.division if meant else row.division,
    )
    kept.keep(order)
    kept.save()
    _note(kept, "opened", now=now)


def go_on(row: RatingRow, *, counts: bool, now: datetime, rules: RatingRules) -> None:
    """Let the order of a rating that was held back go on from today, or end where the rating does not count.

    A rating that never had one gets its order now: the day on which it was given stays with the rating, and no time of the
    order runs while nobody could act on it.
    """
    kept = OrderRow.objects.filter(rating=row).first()
    on = now.astimezone(SHANGHAI).date()
    if kept is None:
        if counts and Level(row.level).is_bad:
            open_order(row, now=now, rules=rules)
        return
    before = kept.to_core()
    if before.state is OrderState.CLOSED:
        return
    calendar = port(WorkCalendar).provisional()
    kept.keep(before.released(on, rules=rules, calendar=calendar) if counts else before.dropped(on))
    kept.save()
    _note(kept, "released" if counts else "dropped", now=now)


def _note(order: OrderRow, kind: str, *, now: datetime) -> None:
    sequence = order.acts.count() + 1
    ActRow.objects.create(
        order=order, sequence=sequence, at=now, kind=kind, actor="job:ratings", actor_name=""
    )
