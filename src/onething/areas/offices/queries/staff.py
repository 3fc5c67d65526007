"""Who works on what in an office, and who is away. A manager sees the own office, our jobs see all."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, Q, QuerySet

from onething.areas.offices.models import LeaveRow, SkillRow
from onething.areas.offices.permissions import OfficesPermission
from onething.core.actors import Actor, Role
from onething.core.staffing import Leave, Skill, Workplace
from onething.kit.statements import Place, Written


@dataclass(frozen=True, slots=True)
class Pool:
    """One office that names the skills of its officers, with those of today and who is away."""

    department: str
    division: str
    skills: tuple[Skill, ...]
    leaves: tuple[Leave, ...]


def skills_visible_to(actor: Actor) -> QuerySet[SkillRow]:
    if Role.SYSTEM in actor.roles:
        return SkillRow.objects.all()
    return SkillRow.objects.filter(department=actor.department, division=actor.division)


def leaves_visible_to(actor: Actor) -> QuerySet[LeaveRow]:
    if Role.SYSTEM in actor.roles:
        return LeaveRow.objects.all()
    return LeaveRow.objects.filter(department=actor.department, division=actor.division)


def _lasting(on: date | Place) -> Q:
    """What has not ended by that day; it may begin later."""
    return Q(to_on=None) | Q(to_on__gt=on)


def _holding(on: date | Place) -> Q:
    return _lasting(on) & Q(from_on__lte=on)


_SKILLS = Written(
    lambda department, division, on: SkillRow.objects.filter(
        _holding(on), department=department, division=division
    ).values_list("item", "officer", "person"),
    CharField(),
    CharField(),
    DateField(),
)
_LEAVES = Written(
    lambda stand_in, on: (
        LeaveRow.objects.filter(_holding(on), stand_in=stand_in)
        .order_by("id")
        .values_list("officer", "officer_name")
    ),
    CharField(),
    DateField(),
)


def list_skills(actor: Actor, *, on: date) -> tuple[Skill, ...]:
    """Return the skills of the actor's office that have not ended, by officer. Raises NotAllowed."""
    actor.must(OfficesPermission.STAFF)
    rows = skills_visible_to(actor).filter(_lasting(on))
    return tuple(row.to_core() for row in rows.order_by("officer_name", "item", "step", "id"))


def list_leaves(actor: Actor, *, on: date) -> tuple[Leave, ...]:
    """Return the absences of the actor's office that have not ended, the nearest first. Raises NotAllowed."""
    actor.must(OfficesPermission.WORK)
    rows = leaves_visible_to(actor).filter(_lasting(on))
    return tuple(row.to_core() for row in rows.order_by("from_on", "id"))


def list_pools(actor: Actor, *, on: date) -> tuple[Pool, ...]:
    """Return every office that has a pool on that day. Two queries. Raises NotAllowed."""
    actor.must(OfficesPermission.STAFF)
    skills: dict[tuple[str, str], list[Skill]] = {}
    leaves: dict[tuple[str, str], list[Leave]] = {}
    for skill in skills_visible_to(actor).filter(_holding(on)).order_by("id"):
        skills.setdefault((skill.department, skill.division), []).append(skill.to_core())
    for leave in leaves_visible_to(actor).filter(_holding(on)).order_by("id"):
        leaves.setdefault((leave.department, leave.division), []).append(leave.to_core())
    return tuple(
        Pool(*office, tuple(known), tuple(leaves.get(office, ()))) for office, known in sorted(skills.items())
    )


def workplace(actor: Actor, *, on: date) -> Workplace:
    """Return what an officer finds on that day: what comes by lot, and for whom the officer stands in. Two queries."""
    if not actor.can(OfficesPermission.WORK) or not actor.department:
        return Workplace()
    known = _SKILLS.rows(actor.department, actor.division, on)
    return Workplace(
        frozenset(item for item, _, _ in known),
        tuple(_LEAVES.rows(actor.id, on)),
        next((person for _, officer, person in known if officer == actor.id and person), ""),
    )
