"""Reading problems: one's own, with number and code, or as one who works on them."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import constant_time_compare

from onething.areas.audit import api as audit
from onething.areas.catalogue import api as catalogue
from onething.areas.problems.models import ProblemRow, UnitRow
from onething.areas.problems.permissions import ProblemsPermission
from onething.areas.problems.views import Act, Page, ProblemLine, ProblemView, Told
from onething.core.actors import Actor, Role
from onething.core.clock import light
from onething.core.errors import NotFound
from onething.core.problems import ProblemRules, ProblemState
from onething.core.source import Text
from onething.core.workdays import WorkCalendar
from onething.kit.ports import port

_ALL = frozenset({Role.SUPERVISOR, Role.HOTLINE, Role.AUDITOR})
#: Who reads name and telephone: the lead, who answers, and those who watch or speak with the person.
_SPEAKS = frozenset({Role.SUPERVISOR, Role.HOTLINE, Role.CLERK})


class ProblemNotFound(NotFound):
    code = "problems.not_found"

    def __init__(self) -> None:
        super().__init__("no such problem, or not for you to see")


def visible_to(actor: Actor) -> QuerySet[ProblemRow]:
    actor.must(ProblemsPermission.SEE)
    rows = ProblemRow.objects.prefetch_related("units")
    if actor.roles & _ALL:
        return rows
    mine = Q(registered_by=actor.id) if Role.CLERK in actor.roles else Q(pk__in=())
    if Role.MANAGER in actor.roles and actor.department:
        asked = UnitRow.objects.filter(problem=OuterRef("pk"), unit=actor.department)
        mine |= Q(lead=actor.department) | Exists(asked)
    return rows.filter(mine)


def own(actor: Actor) -> QuerySet[ProblemRow]:
    actor.must(ProblemsPermission.TELL)
    rows = ProblemRow.objects.prefetch_related("units")
    return rows.filter(person=actor.person_id) if actor.person_id else rows.none()


def get_rules(actor: Actor) -> ProblemRules:
    """Return the city's clocks as they are published now. Raises NothingPublished."""
    return ProblemRules.of(catalogue.current(actor).settings)


def list_own(actor: Actor, *, today: date, limit: int = 50) -> list[ProblemLine]:
    return [_line(row, today=today) for row in own(actor).order_by("-id")[:limit]]


def get_own(actor: Actor, *, number: str, today: date) -> ProblemView:
    """Return one's own problem, as far as it concerns the person. Raises ProblemNotFound."""
    row = own(actor).filter(number=number).first()
    if row is None:
        raise ProblemNotFound
    return _view(row, today=today, whole=False, contact=True)


def follow(actor: Actor, *, number: str, code: str, today: date) -> ProblemView:
    """Return how a problem stands to whoever has number and code, without name and telephone. Raises ProblemNotFound."""
    actor.must(ProblemsPermission.FOLLOW)
    row = ProblemRow.objects.prefetch_related("units").filter(number=number.strip()).first()
    if row is None or not constant_time_compare(row.code, code.strip()):
        raise ProblemNotFound
    return _view(row, today=today, whole=False, contact=False)


def list_problems(
    actor: Actor, *, today: date, closed: bool = False, cursor: str = "", limit: int = 50
) -> Page[ProblemLine]:
    """Return open problems by the day that binds next, or closed ones, newest first."""
    rows = visible_to(actor)
    if closed:
        rows = rows.filter(state=ProblemState.CLOSED).order_by("-closed_on", "-id")
    else:
        rows = rows.exclude(state=ProblemState.CLOSED).order_by("acts_by", "id")
    if cursor:
        day, _, last = cursor.partition("_")
        try:
            on, ref = date.fromisoformat(day), UUID(last)
        except ValueError:
            raise ProblemNotFound from None
        rows = rows.filter(
            Q(closed_on__lt=on) | Q(closed_on=on, id__lt=ref)
            if closed
            else Q(acts_by__gt=on) | Q(acts_by=on, id__gt=ref)
        )
    found = list(rows[: limit + 1])
    last_row = found[limit - 1] if len(found) > limit else None
    more = f"{last_row.closed_on or last_row.acts_by}_{last_row.id}" if last_row else ""
    return Page(tuple(_line(row, today=today) for row in found[:limit]), more)


def count_waiting(actor: Actor) -> int:
    """Return how many problems wait for this actor: to be classified, led, replied to, or for their cause."""
    rows = visible_to(actor)
    waits = Q(pk__in=())
    if actor.can(ProblemsPermission.CLASSIFY):
        waits |= Q(state=ProblemState.REGISTERED)
    if Role.MANAGER in actor.roles:
        open_ = UnitRow.objects.filter(problem=OuterRef("pk"), unit=actor.department, replied_on=None)
        waits |= Q(state=ProblemState.LED) & (Q(lead=actor.department) | Exists(open_))
    if actor.can(ProblemsPermission.FIND_CAUSE):
        waits |= Q(state=ProblemState.CLOSED, cause="")
    return rows.filter(waits).count()


def get_problem(actor: Actor, *, number: str, now: datetime, today: date) -> ProblemView:
    """Return a problem as those who work on it see it; a look at name and telephone is written down.

    Raises ProblemNotFound.
    """
    row = visible_to(actor).filter(number=number).first()
    if row is None:
        raise ProblemNotFound
    contact = bool(actor.roles & _SPEAKS) or (bool(row.lead) and row.lead == actor.department)
    if contact and row.person:
        audit.record_look(
            actor,
            subject=row.person,
            fields=["person.name", "person.phone"],
            purpose=Text("办理“办不成事”反映", "Working on a problem that was told"),
            now=now,
            case=row.number,
        )
    return _view(row, today=today, whole=True, contact=contact)


def _line(row: ProblemRow, *, today: date) -> ProblemLine:
    problem = row.to_core()
    lit = None
    if problem.acts_by is not None:
        calendar = port(WorkCalendar).provisional()
        began = min(problem.registered_on, problem.acts_by)
        lit = light(started_on=began, due_on=problem.acts_by, today=today, calendar=calendar)
    return ProblemLine(row.number, problem, row.told_by, lit, row.what)


def _view(row: ProblemRow, *, today: date, whole: bool, contact: bool) -> ProblemView:
    """whole: acts between offices too. contact: name and telephone too."""
    rows = row.acts.order_by("sequence") if whole else row.acts.filter(shown=True).order_by("sequence")
    acts = tuple(
        Act(one.at, one.kind, one.actor_name if whole else "", one.department, one.unit, one.words)
        for one in rows
    )
    told = Told(
        row.name if contact else "",
        row.phone if contact else "",
        row.what,
        row.tried,
        row.application,
        row.about,
    )
    return ProblemView(_line(row, today=today), told, acts, row.change)
