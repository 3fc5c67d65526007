"""Two reviewers on one case see each other. Presence is a courtesy, not a lock: the sequence guards the case."""

from datetime import datetime

from onething.areas.cases import scope
from onething.areas.cases.errors import CaseNotFound
from onething.areas.cases.models import PresenceRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.cases.queries.present import GONE_AFTER, others_on
from onething.core.actors import Actor
from onething.core.cases.views import Presence


def be_present(actor: Actor, *, case: str, now: datetime) -> tuple[Presence, ...]:
    """Say that the actor has the case open; returns who else has. Raises CaseNotFound, NotAllowed."""
    actor.must(CasesPermission.SEE)
    if not scope.cases_visible_to(actor).filter(number=case).exists():
        raise CaseNotFound(case)
    mine, made = PresenceRow.objects.get_or_create(
        case=case,
        actor=actor.id,
        defaults={"actor_name": actor.name, "since": now, "seen_at": now},
    )
    if not made:
        if now - mine.seen_at >= GONE_AFTER:
            mine.since = now
        mine.seen_at = now
        mine.save(update_fields=["since", "seen_at"])
    return others_on(actor, case=case, now=now)


def leave(actor: Actor, *, case: str) -> None:
    """Say that the actor has closed the case."""
    PresenceRow.objects.filter(case=case, actor=actor.id).delete()
