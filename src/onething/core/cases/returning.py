"""Back to the intake 退回收件: a fault of the intake is mended there, and counted on the side whose fault it is.

It is no telling: the person is told nothing, no clock stops, and what only the person can supply goes by the one notice.
Whether a fault is the intake's or the officer's is said by the published list, not by who complains.
Domain §2.20: what the standard listed counts against the intake, anything else against the approver.
"""

from datetime import datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import (
    AtIntake,
    NoIntake,
    NotAtIntake,
    PersonNeeded,
    ReasonMissing,
    SamePerson,
)
from onething.core.cases.guards import Events, is_machine, may
from onething.core.cases.parts import Cause, Side
from onething.core.cases.state import CaseState
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar


def side_of(cause: Cause, *, listed: bool) -> Side:
    """Return whose fault it is. listed: the published list of the item asks for what the return is about."""
    if cause is Cause.UNTRUE:
        return Side.APPLICANT
    if cause is Cause.NOT_LISTED or not listed:
        return Side.OFFICE
    return Side.INTAKE


def send_to_intake(state: CaseState, command: c.SendToIntake, at: datetime, calendar: WorkCalendar) -> Events:
    """Give the packet back to the window. Raises NotNow, NoIntake, AtIntake, PersonNeeded, SamePerson, ReasonMissing."""
    may(state, e.SentToIntake)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if not state.took_in:
        raise NoIntake(case=state.number)
    if command.by.id in state.took_in:
        raise SamePerson(case=state.number)
    if state.at_intake:
        raise AtIntake(case=state.number)
    if is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    side = side_of(command.cause, listed=command.listed)
    return (e.SentToIntake(command.cause, side, command.key, command.reason),)


def mend(state: CaseState, command: c.Mend, at: datetime, calendar: WorkCalendar) -> Events:
    """Say at the window what was mended. Raises NotAtIntake, ReasonMissing."""
    may(state, e.Mended)
    if not state.at_intake:
        raise NotAtIntake(case=state.number)
    if is_blank(command.note):
        raise ReasonMissing(case=state.number)
    return (e.Mended(command.note),)
