"""The second officer: signs what a colleague drafted, or gives it back."""

from datetime import datetime

from onething.areas.cases.engine import relying
from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.state import CaseState


def confirm_decision(actor: Actor, *, case: str, now: datetime, seen: int | None = None) -> CaseState:
    """Sign the decision that a colleague drafted: it is made, with its letter, and both names are on the record.

    Raises CaseNotFound, NotAllowed, NoDraft, SamePerson, Moved.
    """
    actor.must(CasesPermission.CONFIRM)

    def command(loaded: Loaded) -> c.ConfirmDraft:
        relying.bring_up_to_date(loaded, case, now=now)
        return c.ConfirmDraft(actor, case)

    return act(actor, command, case=case, now=now, seen=seen)


def return_draft(
    actor: Actor, *, case: str, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Give the draft back to the colleague who wrote it. Raises as `confirm_decision`, and ReasonMissing."""
    actor.must(CasesPermission.CONFIRM)
    return act(actor, c.ReturnDraft(actor, case, reason), now=now, seen=seen)
