"""Days as an iCalendar file (RFC 5545), for the reader's own calendar: whole-day events that keep their identity when they move."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from onething.core.matters_of_day import MarkedDay

#: A subscribed calendar asks again so often.
REFRESH = timedelta(hours=6)
ONE_DAY = timedelta(days=1)


def write_days(days: Iterable[MarkedDay], *, name: str) -> bytes:
    """Return the file. A day keeps its UID for ever; a higher SEQUENCE tells a calendar that it moved."""
    calendar = Calendar()
    calendar.add("prodid", "-//onething//days//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for day in days:
        calendar.add_component(_event(day))
    return calendar.to_ical(sorted=False)


def _event(day: MarkedDay) -> Event:
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", _utc(day.known_at))
    event.add("sequence", day.sequence)
    event.add("dtstart", day.on)
    event.add("dtend", _after(day.on))
    event.add("summary", day.title)
    if day.text:
        event.add("description", day.text)
    event.add("status", "TENTATIVE" if day.provisional else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _after(on: date) -> date:
    return on if on == date.max else on + ONE_DAY


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
