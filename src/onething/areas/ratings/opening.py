"""Opening the order of a bad rating."""

from datetime import datetime

from onething.areas.ratings.models import ActRow, OrderRow, RatingRow
from onething.core.ratings import Order, RatingRules
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
    ActRow.objects.create(order=kept, sequence=1, at=now, kind="opened", actor="job:ratings", actor_name="")
