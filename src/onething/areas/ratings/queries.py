"""Reading ratings: by token, and counted without persons."""

from collections.abc import Mapping

from django.db.models import Count

from onething.areas.ratings.models import RatingRow
from onething.areas.ratings.permissions import RatingsPermission
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.papers import Level, Rating


class TokenUnknown(NotFound):
    code = "ratings.token_unknown"

    def __init__(self) -> None:
        super().__init__("no rating goes with this token")


def get_rating(actor: Actor, *, token: str) -> Rating:
    """Raises TokenUnknown."""
    actor.must(RatingsPermission.RATE)
    row = RatingRow.objects.filter(pk=token).first()
    if row is None:
        raise TokenUnknown
    return row.to_core()


def count_levels(actor: Actor) -> Mapping[Level, int]:
    """Return how many were rated at each level; who rated is not in it."""
    actor.must(RatingsPermission.COUNT)
    rows = RatingRow.objects.exclude(level="").values("level").annotate(n=Count("token")).order_by("level")
    return {Level(row["level"]): row["n"] for row in rows}
