"""Ratings by token, the rules that hold, and those that are held back."""

from collections import Counter

from onething.areas.catalogue import api as catalogue
from onething.areas.ratings.models import RatingRow
from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.views import HeldRating
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.papers import Level, Rating
from onething.core.ratings import RatingRules
from onething.core.source import Text


class TokenUnknown(NotFound):
    code = "ratings.token_unknown"

    def __init__(self) -> None:
        super().__init__("no rating goes with this token")


def get_rules(actor: Actor) -> RatingRules:
    """Return the city's rules as they are published now. Raises NothingPublished."""
    return RatingRules.of(catalogue.current(actor).settings)


def get_rating(actor: Actor, *, token: str) -> Rating:
    """Raises TokenUnknown."""
    actor.must(RatingsPermission.RATE)
    row = RatingRow.objects.filter(pk=token).first()
    if row is None:
        raise TokenUnknown
    served = row.served.exclude(item="").order_by("pk")
    return row.to_core(tuple((one.item, Text(one.name_zh, one.name_en)) for one in served))


def list_held(actor: Actor, *, limit: int = 100) -> list[HeldRating]:
    """Return the ratings that are held back because many came from one device or window, newest first."""
    actor.must(RatingsPermission.LOOK_INTO)
    rows = list(RatingRow.objects.filter(held=True).order_by("-rated_at", "-ref")[:limit])
    alike = Counter(source for row in rows for source in (row.device, row.officer) if source)
    return [
        HeldRating(
            row.ref,
            Level(row.level),
            row.rated_at,
            "device" if alike[row.device] >= alike[row.officer] else "window",
            max(alike[row.device], alike[row.officer]),
            row.window,
            row.department,
        )
        for row in rows
        if row.ref is not None and row.rated_at is not None
    ]


def count_held(actor: Actor) -> int:
    actor.must(RatingsPermission.LOOK_INTO)
    return RatingRow.objects.filter(held=True).count()
