"""Who has a case open."""

from datetime import datetime, timedelta

from onething.areas.cases.models import PresenceRow
from onething.core.actors import Actor
from onething.core.cases.views import Presence
from onething.kit.statements import Lookup

GONE_AFTER = timedelta(minutes=2)
_OF_CASE = Lookup(PresenceRow, "case")


def others_on(actor: Actor, *, case: str, now: datetime) -> tuple[Presence, ...]:
    """Return who else has the case open, who came first in front."""
    here = [row for row in _OF_CASE.all(case) if row.seen_at > now - GONE_AFTER and row.actor != actor.id]
    return tuple(
        Presence(row.actor, row.actor_name, row.since) for row in sorted(here, key=lambda row: row.since)
    )
