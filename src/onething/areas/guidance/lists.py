"""Checklists to take along: kept without a name under a code, found again at a kiosk, a window or on a phone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance.errors import ListNotFound
from onething.areas.guidance.models import ListRow
from onething.areas.guidance.permissions import GuidancePermission
from onething.core.actors import Actor
from onething.core.guidance.lists import KeptList, list_ends_at
from onething.kit.ports import SHANGHAI, token


def keep_list(
    actor: Actor, *, scene: str, scene_hash: str, content: Mapping[str, Any], now: datetime
) -> KeptList:
    """Keep the answers of a guide under a new code. The same answers printed again get a code of their own.

    Raises NotAllowed, SceneNotFound.
    """
    actor.must(GuidancePermission.FIND)
    catalogue.get_scene(actor, scene=scene, hash_=scene_hash)
    row = ListRow.objects.create(
        code=token(),
        scene=scene,
        scene_hash=scene_hash,
        content=dict(content),
        made_at=now,
        ends_at=list_ends_at(now.astimezone(SHANGHAI)),
    )
    return row.to_core()


def get_list(actor: Actor, *, code: str, now: datetime) -> KeptList:
    """Return a checklist whose code still holds. Raises NotAllowed, ListNotFound."""
    actor.must(GuidancePermission.FIND)
    row = ListRow.objects.filter(pk=code, ends_at__gt=now).first()
    if row is None:
        raise ListNotFound
    return row.to_core()
