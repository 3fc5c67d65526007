"""The door of the area: lay a change on the definitions that hold, the last applications and the running drafts."""

from onething.areas.impact.permissions import ImpactPermission
from onething.areas.impact.services import Replayed, impact_of, replay_of

__all__ = ["ImpactPermission", "Replayed", "impact_of", "replay_of"]
