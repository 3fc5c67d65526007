"""The room of ratings: figures by item, office, hall and window, with and without defaults; every one opens to its list."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.ratings import api as ratings
from onething.areas.ratings.api import RatingsPermission
from onething.channels.cockpit.naming import Departments
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.papers import Level
from onething.core.ratings import Counted
from onething.core.source import Text
from onething.kit.forms import Form
from onething.kit.ports import now

ROOM = "cockpit-ratings"


def _waiting(actor: Actor) -> int:
    return ratings.count_held(actor) if actor.can(RatingsPermission.LOOK_INTO) else 0


ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("好差评"),
        gettext_lazy("含默认和不含默认并列，以不含默认为主；短时间内同一设备或窗口的评价先扣下待查。"),
        RatingsPermission.COUNT,
        _waiting,
    )
)
GROUPS = {
    "item": gettext_lazy("事项"),
    "office": gettext_lazy("部门"),
    "hall": gettext_lazy("大厅"),
    "window": gettext_lazy("窗口（工号）"),
}
COUNTED = {
    Counted.ACTIVE: gettext_lazy("主动评价"),
    Counted.DEFAULT: gettext_lazy("默认评价"),
    Counted.HELD: gettext_lazy("扣下待查"),
    Counted.INVALID: gettext_lazy("无效"),
    Counted.ASKED: gettext_lazy("还没有评"),
}


class LookForm(Form):
    counts = forms.TypedChoiceField(
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("计入")), ("no", gettext_lazy("不计入"))],
    )
    why = forms.CharField(max_length=500)


def room(request: HttpRequest) -> HttpResponse:
    group = request.GET.get("by", "item")
    if group not in ratings.GROUPS:
        raise Http404
    tallies = ratings.tally(request.actor, group=group)
    name = _names(request.actor, group)
    context = {
        **frame(request.actor, current=ROOM),
        "whole": ratings.tally_all(request.actor),
        "lines": [(one, name(one.key)) for one in tallies],
        "groups": GROUPS,
        "group": group,
        "may_look": request.actor.can(RatingsPermission.LOOK_INTO),
    }
    return render(request, "cockpit/ratings.html", context)


def listed(request: HttpRequest) -> HttpResponse:
    """The ratings behind one figure, without persons, days and numbers."""
    group, key = request.GET.get("by", ""), request.GET.get("key", "")
    counted, level = request.GET.get("counted", ""), request.GET.get("level", "")
    if group not in {"", *ratings.GROUPS} or counted not in {"", *Counted} or level not in {"", *Level}:
        raise Http404
    found = ratings.list_rated(
        request.actor,
        group=group,
        key=key,
        counted=Counted(counted) if counted else None,
        level=Level(level) if level else None,
        cursor=request.GET.get("from", ""),
    )
    departments = Departments(request.actor)
    rest = request.GET.copy()
    rest["from"] = found.cursor
    context = {
        **frame(request.actor, current=ROOM),
        "lines": [(one, COUNTED[one.counted], departments.name(one.department)) for one in found.lines],
        "next": rest.urlencode() if found.cursor else "",
    }
    return render(request, "cockpit/rated.html", context)


def held(request: HttpRequest) -> HttpResponse:
    departments = Departments(request.actor)
    lines = [(one, departments.name(one.department)) for one in ratings.list_held(request.actor)]
    return render(request, "cockpit/held.html", {**frame(request.actor, current=ROOM), "lines": lines})


def look(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say whether a rating that is held back counts, and why."""
    form = LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("选计入或不计入，写明为什么。"))
        return redirect("cockpit-held")
    ratings.look_into(
        request.actor,
        rating=ref,
        counts=form.cleaned_data["counts"],
        why=form.cleaned_data["why"],
        now=now(),
    )
    messages.success(request, _("已记下。"))
    return redirect("cockpit-held")


def _names(actor: Actor, group: str) -> Callable[[str], Text]:
    """Return how the keys of a group are called."""
    package = catalogue.current(actor)
    departments = Departments(actor)
    if group == "item":
        return lambda key: package.items[key].name if key in package.items else Text(key)
    if group == "office":
        return departments.name
    if group == "hall":
        return lambda key: Text(package.divisions[key].name) if key in package.divisions else Text(key)
    return Text
