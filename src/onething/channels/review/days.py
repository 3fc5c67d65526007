"""The days that bind an officer, in the officer's own calendar: no name of a person leaves the desk with them.

As a file, or subscribed to: a calendar cannot sign in, so it asks at an address that shows these days and nothing else, until its
owner takes it back, is an officer no longer, or has the account closed.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onething.adapters.days import write_days
from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission
from onething.areas.people import api as people
from onething.channels.review.views import side
from onething.core.actors import Actor
from onething.core.errors import NotFound
from onething.core.matters_of_day import MarkedDay
from onething.kit.ports import now, today
from onething.kit.templatetags.kit import say

#: Cases in hand that a file has at most.
MOST = 500
_READER = Actor.job("calendar")


class SubscriptionEnded(NotFound):
    """Nobody's address, or one that was taken back; which one is not said."""

    code = "review.subscription_ended"

    def __init__(self) -> None:
        super().__init__("no subscription has this address, or it has ended")


def mine(request: HttpRequest) -> HttpResponse:
    """The due days of the cases that the officer holds, or stands in for."""
    response = _file(request.actor)
    response.headers["Content-Disposition"] = 'attachment; filename="due.ics"'
    return response


def subscribed(request: HttpRequest, token: str) -> HttpResponse:
    """The same days for a calendar that asks by itself. Raises SubscriptionEnded."""
    account = people.find_account_by_feed(_READER, token=token)
    actor = account.to_actor() if account else Actor.visitor()
    if not actor.can(CasesPermission.SEE_WORK):
        raise SubscriptionEnded
    response = _file(actor)
    response.headers["Content-Disposition"] = 'inline; filename="due.ics"'
    return response


def subscription(request: HttpRequest) -> HttpResponse:
    """Show whether the officer's days are subscribed to; make an address, shown once, or take it back."""
    address = ""
    if request.method == "POST":
        if request.POST.get("act") == "end":
            people.end_feed(request.actor, now=now())
            return redirect("review-calendar")
        token = people.make_feed(request.actor, now=now())
        address = settings.PUBLIC_ADDRESS + reverse("review-calendar-feed", args=[token])
    context = {**side(request), "address": address, "since": people.feed_since(request.actor)}
    response = render(request, "review/calendar.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file(actor: Actor) -> HttpResponse:
    found = cases.inbox(actor, filters=cases.Filters(mine=True), limit=MOST, today=today())
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
    response.headers["Cache-Control"] = "private, no-store"
    return response
