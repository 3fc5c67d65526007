"""The days that bind an officer, in the officer's own calendar: no name of a person leaves the desk with them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from onething.adapters.days import write_days
from onething.areas.cases import api as cases
from onething.core.matters_of_day import MarkedDay
from onething.kit.ports import now, today
from onething.kit.templatetags.kit import say

#: Cases in hand that a file has at most.
MOST = 500


def mine(request: HttpRequest) -> HttpResponse:
    """The due days of the cases that the officer holds, or stands in for."""
    found = cases.inbox(request.actor, filters=cases.Filters(mine=True), limit=MOST, today=today())
    days = (
        MarkedDay(
            f"{line.number}-due@onething",
            line.due_on,
            f"{say(line.name)} {line.number}",
            say(line.status.label),
            now(),
            line.sequence,
            line.provisional,
        )
        for line in found.lines
        if line.due_on
    )
    content = write_days(days, name=_("我手里的件"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="due.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
