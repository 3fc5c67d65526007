"""Ratings that nobody gave in time, and ratings that are held back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.ratings.models import RatingRow
from onething.areas.ratings.opening import go_on
from onething.areas.ratings.permissions import RatingsPermission
from onething.areas.ratings.queries.orders import OrderNotFound
from onething.areas.ratings.queries.ratings import get_rules
from onething.core.actors import Actor
from onething.core.ratings.orders import WordsMissing


@transaction.atomic
def count_silence(actor: Actor, *, now: datetime) -> int:
    """Note the city's default level where nobody rated in time; returns how many. Without such a rule nothing happens.

    A default is kept apart in every figure, opens no order, and gives way to a rating that still comes.
    """
    actor.must(RatingsPermission.LOOK_AFTER)
    rules = get_rules(actor)
    if rules.default_level is None:
        return 0
    silent = RatingRow.objects.filter(level="", asked_at__lte=now - timedelta(days=rules.default_days))
    return silent.update(level=rules.default_level.value, rated_at=now, default=True, rules=rules.version)


@transaction.atomic
def look_into(actor: Actor, *, rating: UUID, counts: bool, why: str, now: datetime) -> None:
    """Say of a rating that is held back whether it counts; of a bad one that does the order opens, or goes on, today.

    Raises OrderNotFound, WordsMissing.
    """
    actor.must(RatingsPermission.LOOK_INTO)
    row = RatingRow.objects.select_for_update().filter(ref=rating, held=True).first()
    if row is None:
        raise OrderNotFound
    if not why.strip():
        raise WordsMissing
    row.held, row.invalid, row.looked_by = False, not counts, actor.id
    row.save(update_fields=["held", "invalid", "looked_by"])
    go_on(row, counts=counts, now=now, rules=get_rules(actor))
    detail = {"rating": str(row.ref), "counts": counts, "why": why.strip()[:500]}
    audit.record(actor, action="ratings:look_into", detail=detail, now=now)
