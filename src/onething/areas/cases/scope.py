"""Whose a case or an application is: the rules of sight, as filters for lists and as tests for one row.

A citizen sees the own applications and those handed in for others, these while the authority holds; an office its own
cases and of an application no more than its line in a list, a city-wide one all places of its department, a town's its own town, a village's its own village; a case that
it had before stays in sight. A window sees what it took in. Supervisors, auditors and our own jobs see all.
"""

from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from onething.areas.cases.errors import ApplicationNotFound
from onething.areas.cases.models import ApplicationRow, CaseRow, EventRow, SeenByRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases.events import Noticed
from onething.kit.ports import SHANGHAI, today
from onething.kit.statements import Lookup

_ALL = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.SYSTEM})
_OFFICE = frozenset({Role.REVIEWER, Role.MANAGER})
_CASE = Lookup(CaseRow, "number")
_CITY, _TOWN = 6, 9  # leading digits that name a city, a town


def sees_all(actor: Actor) -> bool:
    return bool(actor.roles & _ALL)


def in_office(actor: Actor) -> bool:
    return bool(actor.roles & _OFFICE) and bool(actor.department)


def _level(division: str) -> str:
    if not division.strip("0") or division[_CITY:].strip("0") == "":
        return "city"
    return "town" if division[_TOWN:].strip("0") == "" else "village"


def of_office(actor: Actor) -> Q:
    """The rows with `department`, `division` and `town` that belong to the actor's office."""
    mine = Q(department=actor.department)
    match _level(actor.division):
        case "town":
            return mine & Q(town=actor.division)
        case "village":
            return mine & Q(town=actor.division[:_TOWN].ljust(12, "0"), division=actor.division)
    return mine


def is_of_office(actor: Actor, row: CaseRow) -> bool:
    """Whether the actor's office has the case now."""
    if not in_office(actor) or row.department != actor.department:
        return False
    match _level(actor.division):
        case "town":
            return row.town == actor.division
        case "village":
            return row.division == actor.division
    return True


def cases_of(actor: Actor) -> QuerySet[CaseRow]:
    """Return the cases that the actor's office has, all for those who see all, else none."""
    if sees_all(actor):
        return CaseRow.objects.all()
    return CaseRow.objects.filter(of_office(actor)) if in_office(actor) else CaseRow.objects.none()


def cases_visible_to(actor: Actor) -> QuerySet[CaseRow]:
    """Cases as an office works on them; a citizen looks at applications instead."""
    rows = CaseRow.objects.all()
    if sees_all(actor):
        return rows
    mine = Q(pk__in=())
    if in_office(actor) and actor.can(CasesPermission.SEE):
        before = SeenByRow.objects.filter(of_office(actor), case=OuterRef("pk"))
        mine |= of_office(actor) | Exists(before)
    if Role.CLERK in actor.roles:
        mine |= Q(application__in=applications_visible_to(actor))
    return rows.filter(mine)


def find_case(actor: Actor, number: str) -> CaseRow | None:
    """Return the case if the actor may know of it: nearly always one that the actor's office has now."""
    row = _CASE.first(number)
    if row is None or (actor.can(CasesPermission.SEE) and is_of_office(actor, row)):
        return row
    return cases_visible_to(actor).filter(pk=row.pk).first()


def applications_visible_to(actor: Actor) -> QuerySet[ApplicationRow]:
    """Applications that the actor may know of: those below, and those the actor's office is or was concerned with."""
    rows = ApplicationRow.objects.all()
    if sees_all(actor):
        return rows
    mine = _whole(actor)
    if in_office(actor):
        here = CaseRow.objects.filter(of_office(actor), application=OuterRef("pk"))
        mine |= Exists(here)
        before = SeenByRow.objects.filter(of_office(actor), case__application=OuterRef("pk"))
        mine |= Exists(before)
    return rows.filter(mine)


def applications_open_to(actor: Actor) -> QuerySet[ApplicationRow]:
    """Applications that the actor reads as a whole: the own ones, those handed in for others, those of one's window.

    An office does not: it reads its cases, and of the form what they ask for.
    """
    rows = ApplicationRow.objects.all()
    return rows if sees_all(actor) else rows.filter(_whole(actor))


def _whole(actor: Actor) -> Q:
    mine = Q(pk__in=())
    if actor.can(CasesPermission.SEE_OWN) and actor.person_id:
        mine |= Q(person=actor.person_id) | handed_in_by(actor)
    if Role.CLERK in actor.roles and actor.person_id:
        mine |= Q(person=actor.person_id)
    if Role.CLERK in actor.roles and actor.department:
        mine |= Q(intake_department=actor.department, intake_division=actor.division)
    return mine


def handed_in_by(actor: Actor) -> Q:
    """The applications that the actor handed in for others, as far as the authority for their thing holds today."""
    held = [
        Q(person=one.principal) & (Q(scene__in=sorted(one.scenes)) if one.scenes else Q())
        for one in people.list_authorities(actor)
        if one.representative == actor.person_id and one.is_in_force(on=today())
    ]
    return Q(representative=actor.person_id) & reduce(or_, held) if held else Q(pk__in=())


def in_sight(actor: Actor) -> Q:
    """Return the condition that a row of another area is about what the actor may know of.

    The row names the application in `application`, and in `stream` the case, or the application again if it is about
    the whole. Rows of an office are asked one by one, those of a citizen by the few applications that are the own.
    """
    if sees_all(actor):
        return Q()
    mine = Q(pk__in=())
    if actor.can(CasesPermission.SEE_OWN) and actor.person_id:
        for rows in lists_visible_to(actor):
            mine |= Q(application__in=rows.values("number"))
    elif actor.can(CasesPermission.SEE):
        case = cases_visible_to(actor).filter(number=OuterRef("stream"))
        whole = applications_visible_to(actor).filter(number=OuterRef("application"))
        mine |= Exists(case) | (Q(stream=F("application")) & Exists(whole))
    return mine


def told_in_sight(actor: Actor) -> Q:
    """Return the condition that a row about an application is about one whose person was told what the actor's office
    found: such an office reads the one notice, as it read before what others had found for it."""
    told = EventRow.objects.filter(
        application=OuterRef("application"), stream=OuterRef("number"), name=Noticed.__name__
    )
    cases = cases_visible_to(actor).filter(application__number=OuterRef("application"))
    return Q(Exists(cases.filter(Exists(told))))


def lists_visible_to(actor: Actor) -> tuple[QuerySet[ApplicationRow], ...]:
    """The same applications as parts that each go by an index of their own; a row may be in two of them.

    A citizen's list is read so: the two ways in which an application is one's own have no index in common.
    """
    if sees_all(actor) or Role.CLERK in actor.roles or in_office(actor):
        return (applications_visible_to(actor),)
    if not (actor.can(CasesPermission.SEE_OWN) and actor.person_id):
        return ()
    rows = ApplicationRow.objects.all()
    handed_in = rows.filter(handed_in_by(actor)).exclude(representative="")
    return (rows.filter(person=actor.person_id), handed_in)


def is_own(actor: Actor, row: ApplicationRow) -> bool:
    """Whether the application is the actor's own, or one handed in for someone else under what holds today."""
    person = actor.person_id
    if not person or Role.CITIZEN not in actor.roles:
        return False
    if person == row.person:
        return True
    if person != row.representative:
        return False
    return people.find_authority(actor, principal=row.person, scene=row.scene, on=today()) is not None


def in_presence(actor: Actor, *, application: str, person: str, now: datetime) -> Actor:
    """Return the clerk as acting in the presence of an application's person, who stands at the window with a document.

    person: key of the document that was seen: the applicant's, or that of who handed it in and may act today.
    Raises NotAllowed, ApplicationNotFound if the two do not belong together.
    """
    actor.must(CasesPermission.TAKE_IN)
    row = ApplicationRow.objects.filter(number=application).only("person", "representative", "scene").first()
    if row is None or not person or person not in (row.person, row.representative):
        raise ApplicationNotFound(application)
    on = now.astimezone(SHANGHAI).date()
    if person != row.person and not people.find_authority_between(
        actor, principal=row.person, representative=person, scene=row.scene, on=on
    ):
        raise ApplicationNotFound(application)
    return replace(actor, person_id=row.person)


def took_in(actor: Actor, row: ApplicationRow) -> bool:
    """Whether the actor's window took the application in, or its person stands at the window."""
    if Role.CLERK in actor.roles and actor.person_id:
        return actor.person_id == row.person
    here = (row.intake_department, row.intake_division)
    return Role.CLERK in actor.roles and bool(actor.department) and here == (actor.department, actor.division)
