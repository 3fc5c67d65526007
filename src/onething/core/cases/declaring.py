"""A declaration instead of proof (告知承诺): promised with the submission, checked, and then kept or broken.

Checked before the decision or within the city's days after it. Broken before, nothing is granted on it until the
proof itself is there; broken after, the office proposes to correct the grant or to take it back, and gives a reason if it
then lets it stand. Either way the person is told and may answer.

Law: 广东省优化营商环境条例 36; the days to check in are the city's.
"""

from datetime import date, datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    DeclarationBroken,
    NotDeclared,
    PersonNeeded,
    RecordIncomplete,
)
from onething.core.cases.guards import Events, is_machine, may
from onething.core.cases.state import CaseState
from onething.core.clock import due_for_display
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar


def check_declaration(
    state: CaseState, command: c.CheckDeclaration, at: datetime, calendar: WorkCalendar
) -> Events:
    """A machine may find that a declaration holds, never that it does not. A broken one may be looked at again.

    Raises NotDeclared, PersonNeeded, RecordIncomplete.
    """
    may(state, e.DeclarationChecked)
    if command.key not in state.opening.declared or command.key in state.kept:
        raise NotDeclared(key=command.key)
    if is_machine(command.by) and not command.holds:
        raise PersonNeeded(case=state.number)
    for what, said in (
        (Text("怎么核查的", "how it was checked"), command.how),
        (Text("查到了什么", "what was found"), command.finding),
    ):
        if is_blank(said):
            raise RecordIncomplete(missing=what)
    return (e.DeclarationChecked(command.key, command.holds, command.how, command.finding, at.date()),)


def must_hold(state: CaseState) -> None:
    """Raises DeclarationBroken: nothing is granted on a declaration that was found untrue."""
    if state.broken:
        raise DeclarationBroken(keys="、".join(sorted(state.broken)))


def unanswered(state: CaseState) -> frozenset[str]:
    """Return the declarations found untrue on which a grant rests, while nobody has proposed what to do about it."""
    return state.broken - state.answered if state.granted and state.proposed is None else frozenset()


def check_by(state: CaseState, calendar: WorkCalendar) -> date | None:
    """Return the last day to check what this case was granted on, or to propose what follows where it was untrue.

    None where nothing is left to do. Days of the city's own making, counted from the decision or from the finding: nothing
    follows by law when they pass, somebody is warned.
    """
    if not state.granted or state.clock.decided_on is None:
        return None
    days = state.opening.check_days
    if unanswered(state) and state.broken_on is not None:
        return due_for_display(max(state.broken_on, state.clock.decided_on), days or 0, calendar).day
    return due_for_display(state.clock.decided_on, days, calendar).day if days and state.unchecked else None
