"""Quiet hours (免打扰时段): when no message leaves, by the city's rule and by a person's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From a time of day until another, that one not included; over midnight where `until` is the earlier one."""

    start: time
    until: time

    def cover(self, at: time) -> bool:
        if self.start <= self.until:
            return self.start <= at < self.until
        return at >= self.start or at < self.until

    @property
    def minutes(self) -> int:
        """How long they last; none where start and end are the same."""
        return (_of_day(self.until) - _of_day(self.start)) % _DAY

    def end_after(self, moment: datetime) -> datetime:
        """Return the next moment after `moment` at which they end."""
        end = datetime.combine(moment.date(), self.until, moment.tzinfo)
        return end if end > moment else end + timedelta(days=1)


def leaves_at(
    moment: datetime, *, city: QuietHours | None, own: QuietHours | None, urgent: bool = False
) -> datetime:
    """Return when a message that is ready at `moment` may leave. moment: in the time of the city.

    It waits out the city's quiet hours and the person's own. What is urgent by law (a notice whose period runs) waits
    for the end of the city's alone, so that nobody's own hours use up the days that the law gives. Nothing waits
    for ever: hours that together leave no minute of the day are broken by the end of the city's.
    """
    quiet = [hours for hours in (city, None if urgent else own) if hours is not None and hours.minutes]
    first = _first_open(moment, quiet)
    if first is None:
        first = _first_open(moment, [city] if city else [])
    return first or moment


def open_minutes(*hours: QuietHours | None) -> int:
    """Return how many minutes of a day no quiet hours cover."""
    quiet = [one for one in hours if one is not None]
    times = (time(*divmod(minute, 60)) for minute in range(_DAY))
    return sum(not any(one.cover(at) for one in quiet) for at in times)


def _first_open(moment: datetime, quiet: Iterable[QuietHours]) -> datetime | None:
    """Return the first moment that none of them covers, None if there is none within two days."""
    hours = list(quiet)
    last = moment + timedelta(days=2)
    while moment <= last:  # ends: each step goes forward to an end of quiet hours
        covering = [one for one in hours if one.cover(moment.time())]
        if not covering:
            return moment
        moment = max(one.end_after(moment) for one in covering)
    return None


def _of_day(at: time) -> int:
    return at.hour * 60 + at.minute
