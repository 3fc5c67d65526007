"""What nobody has to ask for, and when it is due: notices, silence, special procedures whose days are over, reminders,
lapses, approvals by rules, in this order.

Every consequence carries its legal day, not the day on which this ran: after a week of downtime the outcome is the
same. Notices go first: what was found in time is told in time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from onething.core.cases import notice
from onething.core.cases.dates import silence
from onething.core.cases.graph import Status
from onething.core.cases.state import CaseState
from onething.core.errors import DomainError
from onething.core.workdays import CalendarMissing, WorkCalendar

#: On its last day a notice waits for other departments until this hour.
LAST_HOUR = 17
#: At most so many of a kind in one run; the next run goes on.
BATCH = 500
#: In these no rule has anything to do: what follows is the office's, the person's, or another case's.
BEYOND_RULES = frozenset(
    {Status.GRANTED, Status.TO_DELIVER, Status.REFUSED, Status.TO_SUPPLEMENT, Status.WAITING}
)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The last days on which something is due at one moment, each included.

    notices: applications whose findings leave by that day. silent: cases whose silence has its effect from that day on.
    run_out: cases whose special procedure was told to end by that day. reminded: cases whose promised paper is to be reminded of from that day on. lapsed: cases whose last day to supply, or
    to bring what was promised, was that day.
    """

    notices: date
    silent: date
    run_out: date
    reminded: date
    lapsed: date


def agenda(at: datetime) -> Agenda:
    """Return what is due. at: in Asia/Shanghai."""
    today = at.date()
    yesterday = today - _ONE_DAY
    notices = today if at.hour >= LAST_HOUR else yesterday
    return Agenda(notices, silent=today, run_out=yesterday, reminded=today, lapsed=yesterday)


class Duties(Protocol):
    """Where what is due is found, the longest due first and at most `BATCH`, and done; each in its own transaction.

    Whatever does one returns None if nothing came of it.
    """

    def notices(self, until: date) -> Sequence[str]: ...

    def silent(self, until: date) -> Sequence[str]: ...

    def run_out(self, until: date) -> Sequence[str]: ...

    def to_remind(self, until: date) -> Sequence[str]: ...

    def lapsed(self, until: date) -> Sequence[str]: ...

    def not_followed(self, until: date) -> Sequence[str]:
        """Cases whose promised paper has not come, and whose person was reminded."""
        ...

    def for_rules(self) -> Sequence[str]: ...

    def send_notice(self, application: str) -> object: ...

    def draw_silence(self, case: str) -> object: ...

    def resume(self, case: str) -> object: ...

    def remind(self, case: str) -> object: ...

    def draw_lapse(self, case: str) -> object: ...

    def draw_broken_promise(self, case: str) -> object: ...

    def decide_by_rule(self, case: str) -> object: ...

    def not_done(self, number: str, error: DomainError) -> None:
        """Note that a rule stood against it; the others go on."""
        ...


def look_after(duties: Duties, at: datetime) -> dict[str, int]:
    """Do what is due and return how many: notices, accepted (by silence), resumed (their special procedure's days are
    over), reminded (of a paper that was promised for later), lapsed, granted (by rules)."""
    due = agenda(at)

    def each(numbers: Iterable[str], do: Callable[[str], object]) -> int:
        done = 0
        for number in numbers:
            try:
                done += do(number) is not None
            except DomainError as error:
                duties.not_done(number, error)
        return done

    return {
        "notices": each(duties.notices(due.notices), duties.send_notice),
        "accepted": each(duties.silent(due.silent), duties.draw_silence),
        "resumed": each(duties.run_out(due.run_out), duties.resume),
        "reminded": each(duties.to_remind(due.reminded), duties.remind),
        "lapsed": each(duties.lapsed(due.lapsed), duties.draw_lapse)
        + each(duties.not_followed(due.lapsed), duties.draw_broken_promise),
        "granted": each(duties.for_rules(), duties.decide_by_rule),
    }


# --- the days by which cases are found -----------------------------------------------------------------------


def silence_on(state: CaseState, calendar: WorkCalendar) -> date | None:
    """Return the day from which silence has its effect, None if it has none or the day is only provisional."""
    try:
        effect = silence(state, calendar)
    except CalendarMissing:
        return None
    return effect.takes_effect_on if effect is not None else None


def notice_on(cases: Iterable[CaseState], today: date, calendar: WorkCalendar) -> date | None:
    """Return the day on which gathered findings leave by themselves, None if there are none or a supervisor must
    allow it; the last day that there is where no limit drives it."""
    gathering = notice.gather(cases, today, calendar)
    if gathering is None or gathering.round != 1:
        return None
    return gathering.leaves_on or date.max
