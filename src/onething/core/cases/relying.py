"""A licence that a case relies on: it is not granted on one that fell, unless somebody looked again."""

from datetime import datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases.errors import NotFallen, PersonNeeded, ReasonMissing, ReliedLicenceFallen
from onething.core.cases.graph import GRAPH
from onething.core.cases.guards import Events, is_machine, may
from onething.core.cases.state import CaseState
from onething.core.papers import LicenceState
from onething.core.source import Text
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar


def must_hold(state: CaseState) -> None:
    """Raises ReliedLicenceFallen while a licence that the case rests on has fallen and nobody looked again."""
    if state.fallen:
        labels = [one.label for one in state.fallen.values()]
        raise ReliedLicenceFallen(
            case=state.number,
            licences=Text("、".join(one.zh for one in labels), ", ".join(one.say("en") for one in labels)),
        )


def note(state: CaseState, command: c.NoteLicence, at: datetime, calendar: WorkCalendar) -> Events:
    """Keep what became of the licence; nothing where the case knows it, or has no use for it any more."""
    told = state.told_licences.get(command.licence, LicenceState.VALID)
    if told == command.state or (state.status, e.ReliedLicenceChanged) not in GRAPH:
        return ()
    return (
        e.ReliedLicenceChanged(
            command.licence, command.label, command.state, command.why, at.date(), command.keys
        ),
    )


def look_again(state: CaseState, command: c.LookAgain, at: datetime, calendar: WorkCalendar) -> Events:
    """An officer says what stands without the licence. A machine cannot."""
    may(state, e.LicenceLookedAgain)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if command.licence not in state.fallen:
        raise NotFallen(case=state.number)
    if is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    return (e.LicenceLookedAgain(command.licence, command.reason, command.by.id, at.date()),)
