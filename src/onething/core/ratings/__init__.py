"""好差评: what is rated and how often, what counts, and how a bad rating is followed up (国办发〔2019〕51号; GB/T 39734, 39735)."""

from onething.core.ratings.bursts import in_burst
from onething.core.ratings.dimensions import Dimension, Place, dimensions_at, place_of
from onething.core.ratings.orders import (
    AppealState,
    Complexity,
    InvalidBecause,
    Order,
    OrderState,
)
from onething.core.ratings.rules import RatingRules
from onething.core.ratings.tallies import Counted, Tally

__all__ = [
    "AppealState",
    "Complexity",
    "Counted",
    "Dimension",
    "InvalidBecause",
    "Order",
    "OrderState",
    "Place",
    "RatingRules",
    "Tally",
    "dimensions_at",
    "in_burst",
    "place_of",
]
