"""From the folded state to the rows that lists are made of."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from onething.areas.cases.models import NEVER, ApplicationRow, CaseRow
from onething.core.cases.agenda import notice_on, silence_on
from onething.core.cases.archiving import archive_on
from onething.core.cases.dates import paused_until
from onething.core.cases.declaring import check_by
from onething.core.cases.graph import RUNNING, TO_CHECK, Status
from onething.core.cases.matter import JointOutcome, Matter, Standing
from onething.core.cases.procedures import hearing_by
from onething.core.cases.promising import last_day_of, remind_on
from onething.core.cases.state import CaseState
from onething.core.places import town_of
from onething.core.workdays import WorkCalendar

#: What `fill_case` writes, for updates of many rows at once.
CASE_FIELDS = (
    "status",
    "is_open",
    "department",
    "division",
    "town",
    "level",
    "holder",
    "checked",
    "started_on",
    "sort_on",
    "tell_on",
    "silence_on",
    "supplement_on",
    "promised_on",
    "statutory_on",
    "deliver_on",
    "provisional",
    "calendar",
    "outcome",
    "decided_on",
    "drafted_by",
    "at_intake",
    "ended_on",
    "paused_until",
    "rounds",
    "how",
    "check_on",
    "hearing_by",
    "remind_on",
    "later_on",
    "sequence",
)
#: What `fill_opened` writes: said once, when a case is opened.
OPENED_FIELDS = ("item", "name_zh", "name_en", "bearer", "scene", "received_on", "automatic")
APPLICATION_FIELDS = (
    "standing",
    "outcome",
    "ended",
    "due_on",
    "supplement_on",
    "provisional",
    "notice_on",
    "archive_on",
    "archived_on",
    "keep_until",
    "transferred_on",
    "sequence",
)


def binding_day(state: CaseState) -> date | None:
    """Return the next day that binds the office, None while it need not act.

    Before acceptance the day to tell; then the promised day; after a grant the day to deliver.
    """
    dues = state.dues
    if state.status in TO_CHECK:
        return dues.tell_on
    if state.status in RUNNING:
        return min((day for day in (dues.promised_on, dues.statutory_on) if day), default=None)
    if state.status in (Status.GRANTED, Status.TO_DELIVER):
        return dues.deliver_on
    return None


def started_on(state: CaseState) -> date:
    """Return day 0 of the limit that runs now."""
    clock = state.clock
    if state.status in TO_CHECK:
        return clock.supplemented_on or state.received_on
    if state.granted:
        return clock.decided_on or state.received_on
    return clock.accepted_on or state.received_on


def is_open(state: CaseState) -> bool:
    """Whether an office has something left to do: a refusal, too, is to be delivered."""
    return not state.ended or (state.status is Status.REFUSED and state.delivered_on is None)


def came_to_nothing(row: ApplicationRow) -> bool:
    """Whether the application has ended with nothing granted, so that the same may be asked for again."""
    return row.standing == Standing.ENDED.value and row.outcome == JointOutcome.NONE.value


def fill_opened(row: CaseRow, state: CaseState, *, scene: str) -> None:
    """Let a new row say what the case was opened with."""
    opening = state.opening
    row.item, row.bearer, row.scene = opening.item, opening.bearer, scene
    row.name_zh, row.name_en = opening.name.zh, opening.name.en
    row.received_on, row.automatic = state.received_on, opening.automatic


def fill_case(
    row: CaseRow, state: CaseState, *, divisions: Mapping[str, Any], calendar: WorkCalendar
) -> None:
    """Let the row say what the state says."""
    dues = state.dues
    row.status = state.status.value
    row.is_open = is_open(state)
    row.department, row.division, row.level = (
        state.office.department,
        state.office.division,
        state.office.level,
    )
    row.town = town_of(divisions, state.office.division)
    row.holder = state.holder
    row.checked = state.checked
    row.started_on = started_on(state)
    row.sort_on = binding_day(state) or NEVER
    row.silence_on = silence_on(state, calendar)
    row.tell_on, row.supplement_on = dues.tell_on, dues.supplement_on
    row.promised_on, row.statutory_on, row.deliver_on = dues.promised_on, dues.statutory_on, dues.deliver_on
    row.provisional, row.calendar = dues.provisional, dues.calendar
    row.outcome = state.outcome.value if state.outcome else ""
    row.decided_on = state.clock.decided_on
    row.drafted_by = state.draft.officer if state.draft else ""
    row.at_intake = state.at_intake
    row.check_on = check_by(state, calendar)
    row.hearing_by = hearing_by(state)
    row.remind_on, row.later_on = remind_on(state, calendar), last_day_of(state)
    row.ended_on, row.paused_until = state.ended_on, paused_until(state, calendar)
    row.rounds, row.how = state.rounds, state.how.value if state.how else ""
    row.sequence = state.sequence


def fill_application(row: ApplicationRow, matter: Matter, today: date, calendar: WorkCalendar) -> None:
    """Let the row say what the matter says. notice_on: the day on which gathered findings leave at the latest."""
    cases = matter.cases.values()
    row.standing = matter.standing.value
    row.outcome = matter.outcome.value if matter.outcome else ""
    row.ended = sum(case.ended for case in cases)
    days = [day for case in cases if not case.ended and (day := binding_day(case))]
    row.due_on = min(days, default=NEVER)
    asked = [case.supplement_told for case in cases if case.waits_for_applicant and case.supplement_told]
    row.supplement_on = min(asked, default=None)
    row.provisional = (
        row.due_on != NEVER
        and any(case.dues.provisional and binding_day(case) == row.due_on for case in cases)
        and not calendar.knows(row.due_on.year)
    )
    row.notice_on = notice_on(cases, today, calendar)
    application = matter.application
    row.archive_on = archive_on(application, cases)
    row.archived_on, row.keep_until = application.archived_on, application.keep_until
    row.transferred_on = application.transferred_on
    row.sequence = application.sequence
