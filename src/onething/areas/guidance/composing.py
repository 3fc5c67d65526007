"""Running drafts as what composing needs of them, for whoever changes definitions: no person, no value, no paper."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from onething.areas.guidance.models import DraftRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.guidance import Draft, draft_from_data
from onething.core.impact import RunningDraft
from onething.kit.ports import SHANGHAI

#: Drafts that a change is laid on, the last changed first.
MOST = 500


def list_to_compose(
    actor: Actor, *, scenes: Collection[str], now: datetime, limit: int = MOST
) -> list[RunningDraft]:
    """Return the drafts of these scenes that run, the last changed first. Raises NotAllowed."""
    actor.must(GuidancePermission.COMPOSE_AGAIN)
    if not scenes:
        return []
    rows = DraftRow.objects.filter(scene__in=scenes, number="", expires_at__gt=now)
    return [
        RunningDraft(
            f"{row.changed_at.astimezone(SHANGHAI):%F}…{row.pk.hex[-4:]}",
            _pared(draft_from_data(row.content)),
        )
        for row in rows.order_by("-changed_at", "pk")[:limit]
    ]


def _pared(draft: Draft) -> Draft:
    """Return the draft with answers, facts and sources, and nothing else that a person typed or showed."""
    return replace(
        Draft(draft.scene, draft.scene_hash),
        answers=draft.answers,
        bearers=draft.bearers,
        dropped=draft.dropped,
        insisted=draft.insisted,
        agreed=draft.agreed,
        looked=tuple(replace(one, values={}, reason=None) for one in draft.looked),
        held={id: {} for id in draft.held},
        division=draft.division,
    )
