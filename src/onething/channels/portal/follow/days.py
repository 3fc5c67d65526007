"""The days of an application in the reader's own calendar: as a file of one's own, or subscribed to with a token."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from onething.adapters.days import write_days
from onething.areas.cases import api as cases
from onething.channels.portal.apply.showing import say
from onething.core.cases.graph import ENDED
from onething.core.cases.views import ApplicationView, OwnCase
from onething.core.matters_of_day import MarkedDay
from onething.kit.ports import SHANGHAI


def days_of(view: ApplicationView, promised: Mapping[str, date]) -> Iterator[MarkedDay]:
    """Give what is promised, what the law sets, and until when something is to be supplied or brought.

    promised: case number → the day it is promised for, for cases of which no binding day is known yet. An ended case keeps its day.
    """
    known_at = max([view.submitted_at, *(one.at for one in view.history)])
    text = _("编号 %(number)s") % {"number": view.printed}

    def day(uid: str, on: date, title: str, *, provisional: bool = False) -> MarkedDay:
        return MarkedDay(f"{uid}@onething", on, title, text, known_at, view.sequence, provisional)

    for case in view.cases:
        if case.number in promised:
            title = _("最迟办好：%(item)s") % {"item": say(case.name)}
            yield day(case.number, promised[case.number], title, provisional=case.provisional)
        if case.statutory_on and _runs(case):
            title = _("法定期限：%(item)s") % {"item": say(case.name)}
            yield day(f"{case.number}-statutory", case.statutory_on, title, provisional=case.provisional)
        if case.until and case.decided_on and _runs(case):
            title = _("最迟送达：%(item)s") % {"item": say(case.name)}
            yield day(f"{case.number}-delivery", case.until, title, provisional=case.provisional)
    for notice in view.notices:
        for number, until in enumerate(notice.days, start=1):
            title = _("补正最后一天：%(name)s") % {"name": say(view.name)}
            yield day(f"{notice.number}-{number}", until, title, provisional=notice.provisional)
    for awaited in view.awaited:
        if awaited.until:
            title = _("说好补交：%(paper)s") % {"paper": say(awaited.label)}
            yield day(f"{view.number}-{awaited.key.replace('/', '-')}", awaited.until, title)


def _runs(case: OwnCase) -> bool:
    return case.status not in ENDED


def subscribed(request: HttpRequest, token: str) -> HttpResponse:
    """The next day of every item, for a calendar that asks by itself; masked as the progress is."""
    found = cases.progress_by_token(request.actor, token=token)
    known_at = datetime.combine(found.submitted_on, time(), SHANGHAI)
    days = [
        MarkedDay(
            f"{line.number}-next@onething",
            line.until,
            f"{say(line.name)}：{say(line.status.label)}",
            _("编号 %(number)s") % {"number": found.printed},
            known_at,
            line.sequence,
        )
        for line in found.cases
        if line.until
    ]
    return calendar_file(days, name=say(found.name), file=found.number, inline=True)


def calendar_file(
    days: list[MarkedDay] | Iterator[MarkedDay], *, name: str, file: str, inline: bool = False
) -> HttpResponse:
    """Return the days as a file that is kept by nobody on the way."""
    response = HttpResponse(write_days(days, name=name), content_type="text/calendar; charset=utf-8")
    how = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="{file}.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
