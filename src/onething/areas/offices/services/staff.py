"""What a manager says about the officers of the own office: who may work on what, and who is away.

Every change is written down; nothing that has held is deleted, it ends.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from onething.areas.audit import api as audit
from onething.areas.offices import queries
from onething.areas.offices.models import LeaveRow, SkillRow
from onething.areas.offices.permissions import OfficesPermission
from onething.areas.offices.queries.staff import leaves_visible_to, skills_visible_to
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.errors import NotFound, RuleBroken
from onething.core.staffing import Leave, Skill, check_leave, check_period
from onething.kit.ports import SHANGHAI, new_id


class SkillNotFound(NotFound):
    code = "offices.skill_not_found"


class LeaveNotFound(NotFound):
    code = "offices.leave_not_found"


class NotAColleague(RuleBroken):
    """Not an officer of the actor's office."""

    code = "offices.not_a_colleague"


@transaction.atomic
def add_skill(
    actor: Actor,
    *,
    officer: str,
    item: str = "",
    step: str = "",
    person: str = "",
    from_on: date,
    to_on: date | None = None,
    now: datetime,
) -> Skill:
    """Let an officer of the own office be given cases. officer: id of the account. item, step: "" for all.

    person: key of the officer's own identity document. Raises NotAllowed, NotAColleague, PeriodBackwards.
    """
    actor.must(OfficesPermission.STAFF)
    check_period(from_on, to_on)
    colleague = _colleague(actor, officer)
    row = SkillRow.objects.create(
        id=new_id(),
        department=actor.department,
        division=actor.division,
        officer=colleague.id,
        officer_name=colleague.name,
        person=person,
        item=item,
        step=step,
        from_on=from_on,
        to_on=to_on,
        said_by=actor.id,
        said_at=now,
    )
    _note(actor, "offices:add_skill", {"officer": colleague.id, "item": item, "step": step}, now)
    return row.to_core()


@transaction.atomic
def end_skill(actor: Actor, *, skill: UUID, now: datetime) -> None:
    """Let a skill end today: from now on no case comes by it. Raises NotAllowed, SkillNotFound."""
    actor.must(OfficesPermission.STAFF)
    today = now.astimezone(SHANGHAI).date()
    row = skills_visible_to(actor).filter(pk=skill).first()
    if row is None:
        raise SkillNotFound
    row.to_on = today
    row.save(update_fields=["to_on"])
    _note(actor, "offices:end_skill", {"officer": row.officer, "item": row.item}, now)


@transaction.atomic
def add_leave(
    actor: Actor, *, officer: str, stand_in: str, from_on: date, to_on: date, now: datetime
) -> Leave:
    """Say that an officer of the own office is away, and who stands in. to_on: the day of return.

    Raises NotAllowed, NotAColleague, PeriodBackwards, StandInForOneself, AwayAlready, StandInAway.
    """
    actor.must(OfficesPermission.STAFF)
    away, there = _colleague(actor, officer), _colleague(actor, stand_in)
    new = Leave(new_id(), away.id, away.name, there.id, there.name, from_on, to_on)
    check_leave(new, queries.list_leaves(actor, on=now.astimezone(SHANGHAI).date()))
    LeaveRow.objects.create(
        id=new.id,
        department=actor.department,
        division=actor.division,
        officer=away.id,
        officer_name=away.name,
        stand_in=there.id,
        stand_in_name=there.name,
        from_on=from_on,
        to_on=to_on,
        said_by=actor.id,
        said_at=now,
    )
    _note(actor, "offices:add_leave", {"officer": away.id, "stand_in": there.id}, now)
    return new


@transaction.atomic
def end_leave(actor: Actor, *, leave: UUID, now: datetime) -> None:
    """Say that the officer is back today. Raises NotAllowed, LeaveNotFound."""
    actor.must(OfficesPermission.STAFF)
    row = leaves_visible_to(actor).filter(pk=leave).first()
    if row is None:
        raise LeaveNotFound
    row.to_on = now.astimezone(SHANGHAI).date()
    row.save(update_fields=["to_on"])
    _note(actor, "offices:end_leave", {"officer": row.officer, "stand_in": row.stand_in}, now)


def _colleague(actor: Actor, officer: str) -> Actor:
    """Return the officer of the actor's own office with this account, who reviews; a manager only where both are the same
    person's work. Raises NotAColleague."""
    for one in people.list_staff(actor, department=actor.department):
        found = one.to_actor()
        reviews = Role.REVIEWER in one.roles
        if reviews and officer in (str(one.id), found.id) and one.division == actor.division:
            return found
    raise NotAColleague


def _note(actor: Actor, action: str, detail: dict[str, str], now: datetime) -> None:
    audit.record(actor, action=action, subject="", case="", detail=detail, now=now)
