"""A packet back to the window that took it in, and mended there; each return is counted on one side."""

from datetime import datetime

from django.db import transaction

from onething.areas.cases.engine import doors
from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.engine.showing import keys_asked_by
from onething.areas.cases.models import CaseRow, EventRow, ReturnRow
from onething.areas.cases.permissions import CasesPermission
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.events import SentToIntake
from onething.core.cases.parts import Cause
from onething.core.cases.state import CaseState


@transaction.atomic
def send_to_intake(
    actor: Actor,
    *,
    case: str,
    cause: Cause,
    key: str = "",
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> CaseState:
    """Give a case back to the window. key: of the field or material that it is about, "" for the packet as a whole.

    A key that the item's published list does not ask for makes it the officer's own fault, whatever the cause says.
    Raises CaseNotFound, NotAllowed, NotNow, NoIntake, AtIntake, SamePerson, ReasonMissing, Moved.
    """
    actor.must(CasesPermission.RETURN)

    def command(loaded: Loaded) -> c.SendToIntake:
        return c.SendToIntake(actor, case, cause, key, reason, not key or key in _published(loaded, case))

    state = act(actor, command, case=case, now=now, seen=seen)
    event = EventRow.objects.get(stream=case, sequence=state.sequence).to_core().event
    assert isinstance(event, SentToIntake), event
    row = CaseRow.objects.select_related("application").get(number=case)
    ReturnRow.objects.create(
        case=row,
        department=row.department,
        division=row.division,
        town=row.town,
        intake_department=row.application.intake_department,
        intake_division=row.application.intake_division,
        cause=event.cause,
        side=event.side,
        key=event.key,
        reason=event.reason,
        returned_by=actor.id,
        returned_at=now,
    )
    return state


@transaction.atomic
def mend(actor: Actor, *, case: str, note: str, now: datetime, seen: int | None = None) -> CaseState:
    """Say at the window what was mended; the office goes on. Raises CaseNotFound, NotAllowed, NotAtIntake, ReasonMissing."""
    actor.must(CasesPermission.TAKE_IN)
    state = act(actor, c.Mend(actor, case, note), now=now, seen=seen)
    ReturnRow.objects.filter(case__number=case, mended_at=None).update(
        note=note, mended_by=actor.id, mended_at=now
    )
    return state


def _published(loaded: Loaded, case: str) -> frozenset[str]:
    opening = loaded.matter.case(case).opening
    plan = doors.frozen(loaded.row.scene, loaded.row.scene_hash).plan_of(loaded.submission)
    fields, materials = keys_asked_by(plan, opening.item, opening.bearer)
    return frozenset((*fields, *materials))
