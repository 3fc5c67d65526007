"""Working on a case: its clock, its steps, its place, its officer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.errors import OfficeUnknown
from onething.areas.cases.models import AskedRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.parts import OfficeKey
from onething.core.cases.state import CaseState


def pause(
    actor: Actor,
    *,
    case: str,
    ground: str,
    told_days: int,
    document: str,
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Stop the clock. ground: a `core.clock.Ground`; told_days: at least 1; document: number of the written order.

    Raises CaseNotFound, NotAllowed, NotNow, PauseOpen, GroundNotAllowed, PauseNotTold. Law: 行政许可法 45.
    """
    actor.must(CasesPermission.PAUSE)
    return act(actor, c.Pause(actor, case, ground, told_days, document), now=now, seen=seen)


def resume(actor: Actor, *, case: str, ground: str, now: datetime, seen: int | None = None) -> CaseState:
    """Let the clock run again: the special procedure of this ground ended today."""
    actor.must(CasesPermission.PAUSE)
    return act(actor, c.Resume(actor, case, ground), now=now, seen=seen)


def extend(
    actor: Actor,
    *,
    case: str,
    days: int,
    reason: str,
    approver: str = "",
    document: str = "",
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Extend the time to decide, once; the manager who calls this is the approver named on the notice. It answers
    whoever asked for it.

    approver, document: who above the office approved it, and in which paper, where the profile leaves it to them; else
    they are not looked at.
    Raises CaseNotFound, NotAllowed, NoExtension, ExtensionTooLong, ExtensionTooLate, SecondExtension, ExtensionIncomplete.
    Law: 行政许可法 42.
    """
    actor.must(CasesPermission.EXTEND)

    def command(loaded: Loaded) -> c.Extend:
        if loaded.matter.case(case).opening.limits.profile.approved_elsewhere:
            return c.Extend(actor, case, days, approver, reason, document)
        return c.Extend(actor, case, days, actor.name, reason)

    with transaction.atomic():
        state = act(actor, command, case=case, now=now, seen=seen)
        AskedRow.objects.filter(case__number=case, answered_at=None).update(
            granted=True, answered_by=actor.id, answered_at=now
        )
    return state


def enter_step(
    actor: Actor, *, case: str, step: int, reason: str = "", now: datetime, seen: int | None = None
) -> CaseState:
    """Hand the case to the office of another step. step: index into the frozen steps; back needs a reason."""
    actor.must(CasesPermission.REVIEW)
    return act(actor, c.EnterStep(actor, case, step, reason), now=now, seen=seen)


def give_opinion(
    actor: Actor,
    *,
    case: str,
    text: str,
    favourable: bool = True,
    attachments: Sequence[str] = (),
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Record an opinion of this step. attachments: hashes of files."""
    actor.must(CasesPermission.REVIEW)
    command = c.GiveOpinion(actor, case, text, favourable, tuple(attachments))
    return act(actor, command, now=now, seen=seen)


def transfer(
    actor: Actor, *, case: str, office: OfficeKey, reason: str, now: datetime, seen: int | None = None
) -> CaseState:
    """Send the case to the right office, without refusing it. Raises ReasonMissing, OfficeUnknown."""
    actor.must(CasesPermission.TRANSFER)

    def command(loaded: Loaded) -> c.TransferTo:
        package = doors.frozen(loaded.row.scene, loaded.row.scene_hash).package
        place = package.divisions.get(office.division)
        if office.department not in package.departments or place is None or place.level != office.level:
            raise OfficeUnknown(office.department, office.division, office.level)
        return c.TransferTo(actor, case, office, reason)

    return act(actor, command, case=case, now=now, seen=seen)


def take_over(
    actor: Actor, *, case: str, reason: str = "", now: datetime, seen: int | None = None
) -> CaseState:
    """Work on the case from now on; a colleague's case needs a reason. Raises ReasonMissing."""
    actor.must(CasesPermission.TAKE_OVER)
    return act(actor, c.TakeOver(actor, case, reason), now=now, seen=seen)
