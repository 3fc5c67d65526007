"""Checking what was declared instead of proved."""

from datetime import datetime

from onething.areas.cases.engine.acting import act
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.state import CaseState


def check_declaration(
    actor: Actor,
    *,
    case: str,
    key: str,
    holds: bool,
    how: str,
    finding: str,
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Record whether what was declared for a material holds. how: at a register, at the place, by the original.

    Raises CaseNotFound, NotAllowed, NotNow, NotDeclared, PersonNeeded, RecordIncomplete.
    """
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.CheckDeclaration(actor, case, key, holds, how, finding), now=now, seen=seen)
