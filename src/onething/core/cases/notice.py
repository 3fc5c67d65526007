"""The one correction notice (一次性补正告知): when the gathered findings of all departments leave.

No department's limit shortens another's: the notice leaves when every item is checked, at the latest when the
earliest own limit of an item that has findings ends. A case checked later has its findings on a further page.

Law: 行政许可法 32(4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onething.core.cases.dates import silence_spoke, telling_ends
from onething.core.cases.graph import TO_CHECK
from onething.core.cases.state import CaseState
from onething.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Gathering:
    """The findings that will leave together.

    unchecked: cases of the same round that still look. leaves_on: the last day on which it may wait for them;
    None if no limit drives it.
    """

    round: int
    cases: tuple[CaseState, ...]
    unchecked: tuple[str, ...]
    leaves_on: date | None

    def may_leave(self, today: date) -> bool:
        return not self.unchecked or (self.leaves_on is not None and today >= self.leaves_on)


def gather(cases: Iterable[CaseState], today: date, calendar: WorkCalendar) -> Gathering | None:
    """Return what would leave next, the lowest round first; None if nothing is to be told.

    Findings that came too late because silence has spoken are not told any more: that case counts as accepted.
    Without an own limit of the cases that have findings, the notice waits for the last limit of the others.
    """
    looked_at = _looked_at(cases, today, calendar)
    found = [case for case in looked_at if case.found]
    if not found:
        return None
    round = min(case.round for case in found)
    gathered = tuple(case for case in found if case.round == round)
    unchecked = looking(looked_at, round=round, today=today, calendar=calendar)
    own = [end.day for case in gathered if (end := telling_ends(case, calendar))]
    others = [end.day for case in unchecked if (end := telling_ends(case, calendar))]
    leaves_on = min(own) if own else max(others, default=None)
    return Gathering(round, gathered, tuple(case.number for case in unchecked), leaves_on)


def looking(
    cases: Iterable[CaseState], *, round: int, today: date, calendar: WorkCalendar
) -> tuple[CaseState, ...]:
    """Return the cases whose office still looks for what is missing in this round: a further page may come of them.

    Nobody looks for anything in what comes by itself, nor where silence has spoken.
    """
    return tuple(
        case for case in _looked_at(cases, today, calendar) if not case.checked and case.round == round
    )


def _looked_at(cases: Iterable[CaseState], today: date, calendar: WorkCalendar) -> list[CaseState]:
    return [
        case
        for case in cases
        if case.status in TO_CHECK
        and not case.opening.proactive
        and silence_spoke(case, today, calendar) is None
    ]
