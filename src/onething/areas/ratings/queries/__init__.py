"""Every read of the area."""

from onething.areas.ratings.queries.orders import (
    OrderNotFound,
    count_orders,
    follow_up,
    get_order,
    list_orders,
    see_rater,
)
from onething.areas.ratings.queries.ratings import TokenUnknown, count_held, get_rating, get_rules, list_held
from onething.areas.ratings.queries.statistics import GROUPS, count_levels, list_rated, tally, tally_all

__all__ = [
    "GROUPS",
    "OrderNotFound",
    "TokenUnknown",
    "count_held",
    "count_levels",
    "count_orders",
    "follow_up",
    "get_order",
    "get_rating",
    "get_rules",
    "list_held",
    "list_orders",
    "list_rated",
    "see_rater",
    "tally",
    "tally_all",
]
