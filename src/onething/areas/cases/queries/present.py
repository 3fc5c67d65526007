"""Who has a case open."""

from datetime import datetime, timedelta

from onething.areas.cases.models import PresenceRow
from onething.core.actors import Actor
from onething.core.cases.views import Presence

GONE_AFTER = timedelta(minutes=2)


def others_on(actor: Actor, *, case: str, now: datetime) -> tuple[Presence, ...]:
    """Return who else has the case open, who came first in front."""
    rows = PresenceRow.objects.filter(case=case, seen_at__gt=now - GONE_AFTER).exclude(actor=actor.id)
    return tuple(Presence(row.actor, row.actor_name, row.since) for row in rows.order_by("since", "pk"))
