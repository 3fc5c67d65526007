"""The door of the area: ask for a rating, take it, count."""

from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.queries import TokenUnknown, count_levels, get_rating
from onething.areas.ratings.services import AlreadyRated, Ratings, TextTooLong, ask, rate

__all__ = [
    "AlreadyRated",
    "Ratings",
    "RatingsPermission",
    "TextTooLong",
    "TokenUnknown",
    "ask",
    "count_levels",
    "get_rating",
    "rate",
]
