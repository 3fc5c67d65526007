"""The room of dead letters: what could not be done and will not be tried again by itself, and who sees to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.cases import api as cases
from onething.areas.upkeep import api as upkeep
from onething.areas.upkeep.api import UpkeepPermission
from onething.channels.cockpit.naming import Departments
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.kit.forms import Form, form_page
from onething.kit.ports import now

ROOM = "cockpit-dead-letters"


def _waiting(actor: Actor) -> int:
    return upkeep.count_dead(actor) + cases.count_dead_pushes(actor)


ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("停下的工作"),
        gettext_lazy("试了几次都不成、已经停下的后台工作和推送：查明原因，重做，或者写明理由放弃。"),
        UpkeepPermission.SEE_DEAD,
        _waiting,
    )
)


class ReasonForm(Form):
    error_fields = {"upkeep.why_missing": "reason", "cases.reason_missing": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("查到什么、为什么这样办；会记入日志"),
        error_messages={"required": gettext_lazy("写明理由")},
    )


def room(request: HttpRequest) -> HttpResponse:
    departments = Departments(request.actor)
    context = {
        **frame(request.actor, current=ROOM),
        "jobs": [(one, departments.name(one.department)) for one in upkeep.list_dead(request.actor)],
        "pushes": [
            (one, departments.name(one.system), departments.name(one.department))
            for one in cases.list_dead_pushes(request.actor)
        ],
    }
    return render(request, "cockpit/dead_letters.html", context)


def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """One job. POST tries it again, or with `give_up` lets it rest. Raises JobNotFound."""
    dead = upkeep.get_dead(request.actor, job=job)
    letter = {"name": dead.kind, "error": dead.error, "tries": dead.attempts, "died_at": dead.died_at}

    def act(reason: str) -> None:
        do = upkeep.give_up if "give_up" in request.POST else upkeep.revive
        do(request.actor, job=job, reason=reason, now=now())

    return _letter(request, letter, dead.department, act)


def push(request: HttpRequest, case: str, sequence: int) -> HttpResponse:
    """One push, likewise. Raises PushNotFound."""
    dead = cases.get_dead_push(request.actor, key=f"{case}/{sequence}")
    letter = {"name": dead.key, "error": dead.reason, "tries": dead.tries, "died_at": dead.died_at}

    def act(reason: str) -> None:
        do = cases.give_up_push if "give_up" in request.POST else cases.revive_push
        do(request.actor, key=dead.key, reason=reason, now=now())

    return _letter(request, {**letter, "system": dead.system}, dead.department, act)


def _letter(
    request: HttpRequest, letter: dict[str, Any], department: str, act: Callable[[str], None]
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    departments = Departments(request.actor)
    context = {
        **frame(request.actor, current=ROOM),
        "letter": letter,
        "system": departments.name(letter["system"]) if "system" in letter else None,
        "owner": departments.name(department),
        "may": request.actor.can(UpkeepPermission.DRIVE),
    }
    show = form_page(request, "cockpit/dead_letter.html", form, context)
    if not form.is_valid():
        return show()
    act(form.cleaned_data["reason"])
    given_up = "give_up" in request.POST
    messages.success(request, _("已放弃，理由记入日志。") if given_up else _("已放回待办，马上重做。"))
    return redirect(ROOM)
