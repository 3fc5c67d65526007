"""The room of the department systems: how far behind each is, and of which cases nobody knows what it does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission
from onething.channels.cockpit.naming import Departments
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.kit.ports import now

ROOM = "cockpit-systems"

ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("部门系统"),
        gettext_lazy("每个部门系统还有多少没确认、没答复；哪些办件已经不清楚办到哪一步。"),
        CasesPermission.WATCH_SYSTEMS,
        cases.count_unknown,
    )
)


def room(request: HttpRequest) -> HttpResponse:
    departments = Departments(request.actor)
    found = cases.list_systems(request.actor, now=now())
    lines = [(one, departments.of_system(one.system)) for one in found]
    return render(request, "cockpit/systems.html", {**frame(request.actor, current=ROOM), "lines": lines})


def system(request: HttpRequest, system: str) -> HttpResponse:
    """One system and the cases about which it is silent. POST tells it once more what it owes an answer for."""
    if request.method == "POST":
        asked = cases.ask_again(request.actor, system=system, now=now())
        said = ngettext(
            "已重新送出 %(n)s 条，沿用原来的编号。", "已重新送出 %(n)s 条，沿用原来的编号。", asked
        )
        messages.success(request, said % {"n": asked})
        return redirect(ROOM)
    departments = Departments(request.actor)
    found = cases.list_unknown(request.actor, system=system)
    context = {
        **frame(request.actor, current=ROOM),
        "system": system,
        "owner": departments.of_system(system),
        "lines": [(one, departments.name(one.department)) for one in found],
        "may": request.actor.can(CasesPermission.ASK_AGAIN),
    }
    return render(request, "cockpit/system.html", context)
