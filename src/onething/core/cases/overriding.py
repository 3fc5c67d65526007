"""A person instead of the rule: the applicant asks for one, or an officer takes a grant of the rule back in time."""

from datetime import datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import NotAutomatic, NotNow, PersonNeeded, ReasonMissing
from onething.core.cases.guards import Events, dated, is_machine, may
from onething.core.cases.state import CaseState
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar


def ask_for_person(state: CaseState, command: c.AskForPerson, at: datetime, calendar: WorkCalendar) -> Events:
    """The applicant need give no reason. What a rule granted and nobody delivered yet is decided anew."""
    may(state, e.PersonAsked)
    if not state.opening.automatic:
        raise NotAutomatic(item=state.opening.name)
    return () if state.person_asked else (e.PersonAsked(command.reason, at.date()),)


def override(state: CaseState, command: c.OverrideRule, at: datetime, calendar: WorkCalendar) -> Events:
    """Only what a rule granted, and before a certificate is made; afterwards it is put right by a decision of two."""
    may(state, e.RuleOverridden)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if state.receipt is None:
        raise NotAutomatic(item=state.opening.name)
    if state.certificates:
        raise NotNow(case=state.number, status=state.status.label, event=e.RuleOverridden.__name__)
    if is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    return (dated(state, e.RuleOverridden(command.reason, command.by.id, at.date()), calendar),)
