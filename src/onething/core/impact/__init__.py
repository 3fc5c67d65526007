"""What a change does before it counts: to scenes, to the last applications, to drafts, to what refers to it."""

from dataclasses import dataclass
from datetime import date

from onething.core.impact.definitions import Definitions, ItemImpact, SceneImpact, compare
from onething.core.impact.drafts import DraftImpact, RunningDraft, changed_drafts
from onething.core.impact.lines import GROUPS, Code, Line
from onething.core.impact.ports import Dependent, DependentKind, Dependents, DependentSource
from onething.core.impact.replay import (
    MOST,
    VERDICTS,
    Application,
    Group,
    Replay,
    Shift,
    Tried,
    Verdict,
    replay,
)


@dataclass(frozen=True, slots=True)
class Impact:
    """All of it. from_on, to_on: the days between which the applications were submitted, None if there are none."""

    definitions: Definitions
    replay: Replay
    drafts: tuple[DraftImpact, ...]
    drafts_in_all: int
    dependents: tuple[Dependent, ...]
    from_on: date | None = None
    to_on: date | None = None


__all__ = [
    "GROUPS",
    "MOST",
    "VERDICTS",
    "Application",
    "Code",
    "Definitions",
    "Dependent",
    "DependentKind",
    "DependentSource",
    "Dependents",
    "DraftImpact",
    "Group",
    "Impact",
    "ItemImpact",
    "Line",
    "Replay",
    "RunningDraft",
    "SceneImpact",
    "Shift",
    "Tried",
    "Verdict",
    "changed_drafts",
    "compare",
    "replay",
]
