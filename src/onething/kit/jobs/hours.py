"""Whether the clock of this process is to be believed: held against a clock that nobody sets, and against the house.

The house's newest moment is when a periodic work ran last: some worker moves it every few seconds. Nobody can see that
a machine was started with a clock that is ahead; what happens once that clock is put right, `trust` ends.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from onething.core.errors import RuleBroken
from onething.core.ports import Steady
from onething.kit.jobs.models import JobRow, ScheduleRow
from onething.kit.ports import now as this_moment
from onething.kit.ports import port

#: Clocks of several machines differ, and a request waits for a lock: so much is no mistake.
TOLERANCE = timedelta(seconds=60)


class ClockJumped(RuleBroken):
    """The clock was set while this process ran."""

    code = "kit.clock_jumped"

    def __init__(self, by: timedelta) -> None:
        super().__init__(f"the clock was set by {by.total_seconds():.0f} s while the house ran")
        self.seconds = round(by.total_seconds())


class ClockSetBack(RuleBroken):
    """The house has worked at a later moment than the clock shows."""

    code = "kit.clock_set_back"

    def __init__(self, *, shown: datetime, newest: datetime) -> None:
        super().__init__(
            f"the clock shows {shown:%Y-%m-%d %H:%M}; the house worked at {newest:%Y-%m-%d %H:%M}"
        )
        self.shown, self.newest = f"{shown:%Y-%m-%d %H:%M}", f"{newest:%Y-%m-%d %H:%M}"


def newest_moment() -> datetime | None:
    """Return the last moment at which any worker of the house worked; None before the first."""
    moment: datetime | None = ScheduleRow.objects.aggregate(newest=Max("last_at"))["newest"]
    return moment


def must_be_right() -> None:
    """Refuse to go on by a clock that was set. Raises ClockJumped, ClockSetBack."""
    if abs(by := port(Steady).stepped()) > TOLERANCE:
        raise ClockJumped(by)
    shown, newest = this_moment(), newest_moment()
    if newest is not None and shown < newest - TOLERANCE:
        raise ClockSetBack(shown=shown, newest=newest.astimezone(shown.tzinfo))


@transaction.atomic
def trust(*, now: datetime) -> datetime | None:
    """Go on by the clock as it is now, after it had been ahead: what waits for a moment that lies ahead is due.

    Returns the moment up to which the house had worked.
    """
    newest = newest_moment()
    ScheduleRow.objects.filter(last_at__gt=now).update(last_at=now, next_at=now)
    JobRow.objects.filter(state="ready", made_at__gt=now, run_after__gt=now).update(run_after=now)
    return newest
