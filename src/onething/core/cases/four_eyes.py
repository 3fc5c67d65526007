"""Four eyes 双人复核: a decision that one officer drafts and another one of the office confirms, or returns.

Two officers sign where the item's decision step says `officers: 2`, and always where not everything is granted. The
draft moves no date and has no document: for the applicant nothing is decided before the second officer signs. Whatever
changes the case meanwhile lets the draft fall. Law: 行政许可法 34 (two officers), 38 (a refusal with its reasons), by analogy.
"""

from dataclasses import replace
from datetime import datetime

from onething.core.cases import commands as c
from onething.core.cases import events as e
from onething.core.cases import relying
from onething.core.cases.errors import DraftWaits, NoDraft, PersonNeeded, ReasonMissing, SamePerson
from onething.core.cases.guards import Events, dated, is_machine, may
from onething.core.cases.parts import NOTHING_GIVEN, Draft, Given, Outcome
from onething.core.cases.state import CaseState
from onething.core.catalogue.model import StepKind
from onething.core.values import is_blank
from onething.core.workdays import WorkCalendar

#: So many officers sign what is decided against a person, in whole or in part, in every case opened from now on.
OFFICERS_AGAINST = 2


def officers_needed(state: CaseState, outcome: Outcome) -> int:
    """Return how many different officers sign a decision with this outcome: 1 or 2."""
    steps = state.opening.steps
    named = max((step.officers for step in steps if step.kind == StepKind.DECISION), default=1)
    return named if outcome is Outcome.GRANTED else max(named, state.opening.officers_against)


def drafted(state: CaseState, command: c.Decide) -> Events:
    """Return the draft that waits for a second officer; nothing where one officer decides.

    Raises DraftWaits for a colleague's draft: it is confirmed or returned, not written over.
    """
    waiting = state.draft
    if waiting is not None and waiting.officer != command.by.id and not is_machine(command.by):
        raise DraftWaits(case=state.number, officer=waiting.officer_name)
    if officers_needed(state, command.outcome) < 2:
        return ()
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    return (
        e.Drafted(
            Draft(
                command.outcome,
                command.by.id,
                command.by.name,
                command.grounds,
                command.content,
                _given(state, command.outcome, command.given),
            )
        ),
    )


def decided(state: CaseState, command: c.Decide, at: datetime, calendar: WorkCalendar) -> Events:
    """Return the decision of one officer, or of a machine with its trace, with what follows from it."""
    event = e.Decided(
        command.outcome,
        at.date(),
        command.by.id,
        command.grounds,
        command.content,
        _given(state, command.outcome, command.given),
        command.trace,
        receipt=command.receipt,
    )
    return _and_certificate(state, dated(state, event, calendar))


def confirm(state: CaseState, command: c.ConfirmDraft, at: datetime, calendar: WorkCalendar) -> Events:
    """Decide as the draft says. Raises NoDraft, SamePerson, PersonNeeded, NotNow."""
    draft = _draft_for_another(state, command)
    may(state, e.Decided)
    if draft.outcome is not Outcome.REFUSED:
        relying.must_hold(state)
    event = e.Decided(
        draft.outcome,
        at.date(),
        draft.officer,
        draft.grounds,
        draft.content,
        draft.given,
        confirmed_by=command.by.id,
    )
    return _and_certificate(state, dated(state, event, calendar))


def send_back(state: CaseState, command: c.ReturnDraft, at: datetime, calendar: WorkCalendar) -> Events:
    """Return the draft to its officer, with what is wrong with it. Raises as `confirm`, and ReasonMissing."""
    _draft_for_another(state, command)
    if is_blank(command.reason):
        raise ReasonMissing(case=state.number)
    return (e.DraftReturned(command.reason),)


def _draft_for_another(state: CaseState, command: c.ConfirmDraft | c.ReturnDraft) -> Draft:
    """Return the draft, if whoever asks is a person who neither wrote it nor took the case in."""
    if state.draft is None:
        raise NoDraft(case=state.number)
    if is_machine(command.by):
        raise PersonNeeded(case=state.number)
    if command.by.id == state.draft.officer or command.by.id in state.took_in:
        raise SamePerson(case=state.number)
    return state.draft


def _given(state: CaseState, outcome: Outcome, given: Given) -> Given:
    """Return what a decision hands on: nothing with a refusal, else by reference to this case."""
    if outcome is Outcome.REFUSED:
        return NOTHING_GIVEN
    return given if given.reference else replace(given, reference=state.number)


def _and_certificate(state: CaseState, event: e.Decided) -> Events:
    """Let a grant go to the step in which its certificate is made, where the item has one."""
    if event.outcome is Outcome.REFUSED:
        return (event,)
    for index, step in enumerate(state.opening.steps):
        if step.kind == StepKind.CERTIFICATE:
            return (event, e.StepEntered(index, step.office))
    return (event,)
