"""Keeping what an act left: the folded row, the act for ever, and what the person is told."""

from datetime import date, datetime

from onething.areas.problems.models import ActRow, ProblemRow
from onething.core.actors import Actor
from onething.core.cases.ports import CaseMessages
from onething.core.problems import Problem
from onething.core.workdays import WorkCalendar
from onething.kit.ports import SHANGHAI, port

#: Acts that the person reads too, with the kind of message that tells of them, "" = none.
SHOWN = {
    "told": "",
    "classified": "problem_led",
    "answered": "problem_answered",
    "confirmed": "",
    "reopened": "",
    "silent": "problem_closed",
}


def keep(
    actor: Actor,
    row: ProblemRow,
    problem: Problem,
    *,
    kind: str,
    words: str = "",
    unit: str = "",
    now: datetime,
) -> None:
    """Keep an act in the transaction of the caller."""
    row.keep(problem)
    row.save()
    ActRow.objects.create(
        problem=row,
        sequence=row.acts.count() + 1,
        at=now,
        kind=kind,
        actor=actor.id,
        actor_name=actor.name,
        department=actor.department,
        unit=unit,
        words=words[:2000],
        shown=kind in SHOWN,
    )
    if row.person and (message := SHOWN.get(kind, "")):
        port(CaseMessages).tell(  # type: ignore[type-abstract]
            actor, person=row.person, kind=message, facts={"number": row.number}, application="", now=now
        )


def day_of(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def calendar() -> WorkCalendar:
    """Return the calendar by which problems count: a year without a notice has its provisional days."""
    return port(WorkCalendar).provisional()
