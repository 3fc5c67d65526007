"""A command carried out with what the house does by itself beside it: the one notice leaves when all have looked."""

from collections.abc import Sequence
from datetime import date, datetime

from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases import notice
from onething.core.cases.matter import Change, Matter, Recheck, apply, handle
from onething.core.workdays import WorkCalendar


def notice_number(matter: Matter, *, round: int) -> str:
    """Return the number of the notice of a round: one for each application and round, whoever sends it and when."""
    return f"{matter.application.number}-B{round}"


def next_notice_number(matter: Matter, today: date, calendar: WorkCalendar) -> str:
    """Return the number of the notice that would leave now; any round will do if nothing is to be told."""
    gathering = notice.gather(matter.cases.values(), today, calendar)
    return notice_number(matter, round=gathering.round if gathering else 1)


def carry_out(
    matter: Matter, command: c.Command, at: datetime, *, calendar: WorkCalendar, recheck: Recheck
) -> Sequence[Change]:
    """Return everything that follows from a command; at: in Asia/Shanghai. Raises as `matter.handle`."""
    changes = list(handle(matter, command, at, calendar=calendar, recheck=recheck))
    if not isinstance(command, c.SendNotice):
        changes += _notice_when_all_have_looked(command.by, apply(matter, changes), at, calendar, recheck)
    return changes


def _notice_when_all_have_looked(
    actor: Actor, matter: Matter, at: datetime, calendar: WorkCalendar, recheck: Recheck
) -> tuple[Change, ...]:
    gathering = notice.gather(matter.cases.values(), at.date(), calendar)
    if gathering is None or gathering.unchecked or gathering.round != 1:
        return ()
    command = c.SendNotice(actor, notice_number(matter, round=gathering.round))
    return handle(matter, command, at, calendar=calendar, recheck=recheck)
