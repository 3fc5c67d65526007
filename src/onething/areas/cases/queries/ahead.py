"""What a decision would say, read before it is made: the same steps as making it, and nothing is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import may_act
from onething.areas.cases.engine.keeping import follow
from onething.areas.cases.engine.loading import load
from onething.areas.cases.engine.results import decision_command
from onething.areas.cases.engine.workplaces import in_place
from onething.areas.cases.errors import CaseNotFound
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.application import rechecking
from onething.core.cases.matter import apply, handle
from onething.core.cases.parts import Grounds, Outcome
from onething.core.cases.receiving import circumstances_of
from onething.core.papers import PaperAhead
from onething.kit.ports import SHANGHAI

#: Whoever will sign as the second officer where two do.
SECOND = Actor("second-officer", "", frozenset({Role.REVIEWER}))


def decision_ahead(
    actor: Actor,
    *,
    case: str,
    outcome: Outcome,
    grounds: Grounds,
    content: str = "",
    gives: Mapping[str, Any] | None = None,
    now: datetime,
) -> PaperAhead:
    """Return the letter that `decide` would issue with the same arguments. Raises as `decide` does."""
    actor.must(CasesPermission.DECIDE)
    loaded = load(case.rpartition("-")[0])
    row = loaded.cases.get(case) if loaded else None
    if loaded is None or row is None or not may_act(actor, loaded.row, row):
        raise CaseNotFound(case)
    at, calendar = now.astimezone(SHANGHAI), doors.calendar()
    frozen = doors.frozen(loaded.row.scene, loaded.row.scene_hash)
    there = circumstances_of(loaded.submission)
    recheck = rechecking(frozen.scene, there, package=frozen.package, calendar=calendar)
    command = decision_command(actor, case, outcome, grounds, content, gives or {}, loaded, on=at.date())
    actor, placed = in_place(actor, loaded, row, command, on=at.date())
    changes = handle(loaded.matter, placed, at, calendar=calendar, recheck=recheck)
    if any(isinstance(one.event, e.Drafted) for one in changes):
        sign = c.ConfirmDraft(SECOND, case)
        changes += handle(apply(loaded.matter, changes), sign, at, calendar=calendar, recheck=recheck)
    _, _, acts = follow(actor, loaded.matter, changes, loaded, now=at)
    decided = next(
        one for one in acts if one.recorded.stream == case and isinstance(one.recorded.event, e.Decided)
    )
    return doors.ahead(actor, loaded.row, decided, frozen=frozen, now=at)
