"""Cases come to officers by lot, where their office names who works on what: nobody picks, nobody is picked out."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import structlog
from django.db.models import Count, F, Q, QuerySet

from onething.areas.cases import scope
from onething.areas.cases.engine.acting import act
from onething.areas.cases.engine.loading import Loaded
from onething.areas.cases.engine.workplaces import BY_LOT, persons_in
from onething.areas.cases.models import CaseRow
from onething.areas.cases.permissions import CasesPermission
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.cases import commands as c
from onething.core.cases.parts import Candidate
from onething.core.cases.state import CaseState
from onething.core.errors import DomainError
from onething.core.staffing import ALL, serving
from onething.kit.ports import SHANGHAI, token

log = structlog.get_logger("onething.cases")

#: At most so many of one office in one run; the next run goes on.
BATCH = 200


def assign_by_lot(actor: Actor, *, now: datetime) -> int:
    """Give every case that waits in an office with a pool to one of its officers. Returns how many were given.

    Each case is its own transaction; one for which there is nobody stays where it is, and its manager sees it.
    """
    actor.must(CasesPermission.LOOK_AFTER)
    on = now.astimezone(SHANGHAI).date()
    given = 0
    pools = sorted(offices.list_pools(actor, on=on), key=lambda pool: pool.division, reverse=True)
    for pool in pools:  # a town's before its city's, which has what is left
        loads, reviewing = _loads(pool.department), _reviewing(actor, pool)
        for number in _waiting(pool):
            holder = _give(actor, pool, number, loads, reviewing, on=on, now=now)
            loads[holder] += bool(holder)
            given += bool(holder)
    return given


def _give(
    actor: Actor,
    pool: offices.Pool,
    number: str,
    loads: Counter[str],
    reviewing: frozenset[str],
    *,
    on: date,
    now: datetime,
) -> str:
    """Draw for one case; returns who has it then, "" where there was nobody."""

    def command(loaded: Loaded) -> c.AssignByLot:
        state = loaded.matter.case(number)
        there = _candidates(pool, state, loads, on=on)
        candidates = tuple(one for one in there if one.officer in reviewing)
        return c.AssignByLot(actor, number, candidates, token(), persons_in(loaded))

    try:
        return act(actor, command, case=number, now=now).holder
    except DomainError as error:
        log.warning("not_assigned", number=number, code=error.code)
        return ""


def _candidates(
    pool: offices.Pool, state: CaseState, loads: Counter[str], *, on: date
) -> Iterator[Candidate]:
    step = "" if state.step is None else state.opening.steps[state.step].kind
    for one in serving(pool.skills, pool.leaves, item=state.opening.item, step=step, on=on):
        yield Candidate(one.officer, one.name, loads[one.officer], one.person, one.stands_for)


def _reviewing(actor: Actor, pool: offices.Pool) -> frozenset[str]:
    """Return who of a pool reviews today: a manager is outside the lot, unless the manager reviews too."""
    named = {one.officer for one in pool.skills} | {one.stand_in for one in pool.leaves}
    return people.who_reviews(actor, actors=named)


def _loads(department: str) -> Counter[str]:
    """Return how many open cases each officer of a department has."""
    rows = CaseRow.objects.filter(is_open=True, department=department).exclude(holder="")
    return Counter(dict(rows.values_list("holder").annotate(n=Count("pk"))))


def _waiting(pool: offices.Pool) -> list[str]:
    return list(_waiting_rows(pool).order_by("sort_on", "id").values_list("number", flat=True)[:BATCH])


def _waiting_rows(pool: offices.Pool) -> QuerySet[CaseRow]:
    """Return the cases of an office that come by lot and that nobody has; what a rule may still grant is left to it."""
    officer = Actor("job:pool", "", frozenset({Role.REVIEWER}), pool.department, pool.division)
    items = {one.item for one in pool.skills}
    rows = scope.cases_of(officer).filter(is_open=True, holder="", status__in=sorted(BY_LOT))
    rows = rows.exclude(Q(automatic=True) & ~Q(ruled=F("sequence")))
    return rows if ALL in items else rows.filter(item__in=sorted(items))
