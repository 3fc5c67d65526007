"""First-asked responsibility by department, for assessment: each figure opens to its list."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.inquiries import api as inquiries
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.kit.pages import page
from onething.kit.ports import today
from onething.kit.templatetags.kit import say

NAME = "cockpit-inquiries"
DAYS = 30
LISTS = {
    inquiries.ASKED: gettext_lazy("先问到的"),
    inquiries.LATE: gettext_lazy("没有按时答复的"),
    inquiries.HANDED_ON: gettext_lazy("转过的"),
    inquiries.WAITING: gettext_lazy("还没答复的"),
}


def _period(request: HttpRequest) -> dict[str, date]:
    until = _day(request.GET.get("until", ""), today())
    since = _day(request.GET.get("since", ""), until - timedelta(days=DAYS - 1))
    return {"since": since, "until": until}


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _name(actor: Actor, department: str) -> str:
    known = catalogue.current(actor).departments.get(department)
    return str(say(known.short)) if known else department


def figures(request: HttpRequest) -> HttpResponse:
    """Show every department's figures of the period."""
    period = _period(request)
    base = reverse("cockpit-inquiries-list")
    days = f"since={period['since']}&until={period['until']}"
    lines = []
    for one in inquiries.tally(request.actor, **period, today=today()):
        cells = [
            (getattr(one, what), f"{base}?what={what}&department={one.department}&{days}") for what in LISTS
        ]
        lines.append((_name(request.actor, one.department), cells))
    context = {**frame(request.actor, current=NAME), **period, "lines": lines, "heads": LISTS.values()}
    return render(request, "cockpit/inquiries.html", context)


def listed(request: HttpRequest) -> HttpResponse:
    """Show the questions behind one figure."""
    what = request.GET.get("what", "")
    what = what if what in LISTS else inquiries.ASKED
    found = inquiries.list_counted(
        request.actor,
        what=what,
        department=request.GET.get("department", "")[:60],
        **_period(request),
        today=today(),
    )
    context = {
        **frame(request.actor, current=NAME),
        "title": LISTS[what],
        "lines": [(one, one.is_late(today())) for one in found],
    }
    return render(request, "cockpit/inquiries_list.html", context)


def _waiting(actor: Actor) -> int:
    return inquiries.count_warned(actor, today=today())


ROOMS.append(
    Room(
        NAME,
        gettext_lazy("首问责任"),
        gettext_lazy("先问到谁、按时答复没有、转给了谁、确认没有。"),
        inquiries.InquiriesPermission.COUNT,
        _waiting,
    )
)

_COUNT = inquiries.InquiriesPermission.COUNT
urlpatterns = [
    page("inquiries/", figures, needs={"GET": _COUNT}, name=NAME),
    page("inquiries/list", listed, needs={"GET": _COUNT}, name="cockpit-inquiries-list"),
]
