"""Pre-checked applications: what windows had read before, and how many were told of something missing all the same."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import GuidancePermission
from onething.channels.cockpit.apart import DAYS, period_of
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.guidance.precheck import figures_of
from onething.core.source import Text
from onething.kit.pages import page
from onething.kit.ports import today

NAME = "cockpit-prechecks"
#: Lines of one list.
MOST = 200
_TOLD = {"yes": True, "no": False}


def room(request: HttpRequest) -> HttpResponse:
    """Show the figures of the period; each leads to its list, which stands below."""
    period, which = period_of(request), request.GET.get("told", "")
    scenes = catalogue.current(request.actor).scenes
    told = _TOLD.get(which)
    every = guidance.list_prechecked(request.actor, limit=None, **period)
    lines = [one for one in every if told is None or one.told is told][:MOST]
    context = {
        **frame(request.actor, current=NAME),
        **period,
        "figures": figures_of(every, **period),
        "told": which if which in _TOLD else "",
        "lines": [(one, scenes[one.scene].name if one.scene in scenes else Text(one.scene)) for one in lines],
    }
    return render(request, "cockpit/prechecks.html", context)


def _told_lately(actor: Actor) -> int:
    """Return how many pre-checked applications of the last days were told of something missing."""
    until = today()
    return guidance.count_prechecked(actor, since=until - timedelta(days=DAYS - 1), until=until).told


ROOMS.append(
    Room(
        NAME,
        gettext_lazy("预审之后"),
        gettext_lazy("提交前请窗口看过的申请，后来还是要补正的有多少。"),
        GuidancePermission.COUNT_PRECHECKED,
        _told_lately,
    )
)

urlpatterns = [
    page("prechecks/", room, needs={"GET": GuidancePermission.COUNT_PRECHECKED}, name=NAME),
]
