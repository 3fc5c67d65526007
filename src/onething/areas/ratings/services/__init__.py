"""Every write of the area."""

from onething.areas.ratings.services.asking import Ratings, ask, ask_visit
from onething.areas.ratings.services.looking import count_silence, look_into
from onething.areas.ratings.services.orders import (
    answer_appeal,
    appeal,
    call_back,
    feed_back,
    rectify,
    review,
    verify,
)
from onething.areas.ratings.services.rating import AlreadyRated, NotYours, TextTooLong, rate

__all__ = [
    "AlreadyRated",
    "NotYours",
    "Ratings",
    "TextTooLong",
    "answer_appeal",
    "appeal",
    "ask",
    "ask_visit",
    "call_back",
    "count_silence",
    "feed_back",
    "look_into",
    "rate",
    "rectify",
    "review",
    "verify",
]
