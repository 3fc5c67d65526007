"""The room of the way to wholly online (升级路径): forecast, plans, items without one, and candidates by their definitions."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.areas.register import api as register
from onething.areas.register.api import RegisterPermission
from onething.channels.studio.permissions import StudioPermission
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.register.candidates import candidates
from onething.core.register.entries import Named
from onething.core.register.obstacles import obstacles_in
from onething.core.register.upgrading import STANDINGS, Obstacle, Remedy, Standing, State, Upgrade
from onething.kit.forms import DayField, Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now, today

ROOM = "studio-upgrading"
#: Items of one list on the first page.
MOST = 100

ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("全程网办升级路径"),
        gettext_lazy("哪些事项还不能全程网办、卡在哪里、谁负责、到哪天；按这些日子，比率每个月会是多少。"),
        RegisterPermission.READ,
    )
)


class _Choices(Form):
    """A form with choices that are called in the reader's language. named: field → its choices."""

    named: dict[str, type[Named]] = {}

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        language = get_language() or "zh-hans"
        for name, kind in self.named.items():
            choices = [(one.value, one.label.say(language)) for one in kind]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].widget = forms.Select(choices=choices)


class ChangeForm(_Choices):
    named = {"remedy": Remedy}
    error_fields = {
        "register.upgrade_owner_missing": "owner",
        "register.upgrade_too_early": "target_on",
    }

    remedy = forms.ChoiceField(label=gettext_lazy("怎么解决"))
    owner = forms.CharField(label=gettext_lazy("哪个单位负责"), max_length=200)
    target_on = DayField(label=gettext_lazy("到哪天解决"))
    evidence = forms.CharField(label=gettext_lazy("依据"), required=False, max_length=1000)


class PlanForm(ChangeForm):
    named = {"obstacle": Obstacle, "remedy": Remedy}

    obstacle = forms.ChoiceField(label=gettext_lazy("卡在哪里"))
    field_order = ["obstacle", "remedy", "owner", "target_on", "evidence"]


class CloseForm(Form):
    error_fields = {"register.upgrade_unproved": "closing"}

    state = forms.ChoiceField(
        label=gettext_lazy("结果"),
        widget=forms.RadioSelect,
        choices=[(State.DONE.value, gettext_lazy("已解决")), (State.DROPPED.value, gettext_lazy("不做了"))],
    )
    closing = forms.CharField(label=gettext_lazy("凭什么，或者为什么"), max_length=1000)


def room(request: HttpRequest) -> HttpResponse:
    """Show the forecast, every standing with its number, the plans, and what could be wholly online by its definition."""
    actor, city, on = request.actor, settings.CITY, today()
    blocked = register.list_blocked(actor, city=city, on=on)
    assessed = candidates(catalogue.current(actor), on=on)
    context = {
        **frame(actor, current=ROOM),
        "points": register.forecast_wholly_online(actor, city=city, on=on),
        "standings": [
            (one, label, sum(each.standing is one for each in blocked)) for one, label in STANDINGS.items()
        ],
        "plans": register.list_upgrades(actor, city=city, on=on),
        "could": [one for one in assessed if one.could],
        "not_yet": [one for one in assessed if one.barriers],
    }
    return render(request, "studio/upgrading.html", context)


def behind(request: HttpRequest) -> HttpResponse:
    """Show the items behind a number: of a standing, or of a month of the forecast."""
    actor, city, on = request.actor, settings.CITY, today()
    month = request.GET.get("month", "")
    if month:
        points = register.forecast_wholly_online(actor, city=city, on=on)
        gained = next((one.gained for one in points[1:] if f"{one.on:%Y-%m}" == month), ())
        lines, title = register.list_gained(actor, city=city, keys=gained), month
    else:
        asked = request.GET.get("standing", "")
        wanted = Standing(asked) if asked in set(Standing) else Standing.UNPLANNED
        lines = register.list_blocked(actor, city=city, on=on, wanted=wanted)
        title = STANDINGS[wanted]
    context = {
        **frame(actor, current=ROOM),
        "title": title,
        "total": len(lines),
        "lines": lines[: MOST * 5],
        "may_plan": actor.can(RegisterPermission.PLAN),
    }
    return render(request, "studio/upgrading_behind.html", context)


def plan(request: HttpRequest, source: str, key: str) -> HttpResponse:
    """Plan how an obstacle of an item goes. Raises ItemNotFound."""
    actor, city = request.actor, settings.CITY
    held = register.get_item(actor, city=city, source=source, key=key)
    reason = held.entry.offline_reason or held.entry.visit_reason
    read = obstacles_in(reason)
    form = PlanForm(
        request.POST or None, initial={"obstacle": read[0].value, "evidence": reason} if read else None
    )
    context = {
        **frame(actor, current=ROOM),
        "name": held.entry.name,
        "reason": reason,
        "plans": register.list_upgrades(actor, city=city, on=today(), source=source, key=key),
    }
    show = form_page(request, "studio/upgrading_plan.html", form, context)
    if not form.is_valid():
        return show()
    said = form.cleaned_data
    upgrade = Upgrade(
        Obstacle(said["obstacle"]), Remedy(said["remedy"]), said["owner"], said["target_on"], said["evidence"]
    )
    register.plan_upgrade(actor, city=city, source=source, key=key, upgrade=upgrade, now=now())
    messages.success(request, _("已立计划。"))
    return redirect(ROOM)


def one(request: HttpRequest, upgrade: UUID) -> HttpResponse:
    """Change a plan, or close it. Raises UpgradeNotFound."""
    line = register.get_upgrade(request.actor, upgrade=upgrade, on=today())
    closing = "closing" in request.POST
    held = line.upgrade
    said = {
        "remedy": held.remedy.value,
        "owner": held.owner,
        "target_on": held.target_on,
        "evidence": held.evidence,
    }
    change_form = ChangeForm(request.POST if request.method == "POST" and not closing else None, initial=said)
    close_form = CloseForm(request.POST if closing else None)
    form = close_form if closing else change_form
    context = {
        **frame(request.actor, current=ROOM),
        "line": line,
        "open": held.state is State.OPEN,
        "change_form": change_form,
        "close_form": close_form,
    }
    show = form_page(request, "studio/upgrading_one.html", form, context)
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    if closing:
        register.close_upgrade(
            request.actor, upgrade=upgrade, state=State(given["state"]), closing=given["closing"], now=now()
        )
    else:
        register.change_upgrade(
            request.actor, upgrade=upgrade, **{**given, "remedy": Remedy(given["remedy"])}, now=now()
        )
    messages.success(request, _("已记下。"))
    return redirect(ROOM)


_READ, _PLAN = StudioPermission.ENTER, RegisterPermission.PLAN
urlpatterns = [
    page("upgrading/", room, needs={"GET": _READ}, name=ROOM),
    page("upgrading/behind", behind, needs={"GET": _READ}, name="studio-upgrading-behind"),
    page(
        "upgrading/plans/<uuid:upgrade>/",
        one,
        needs={"GET": _PLAN, "POST": _PLAN},
        name="studio-upgrading-one",
    ),
    page(
        "upgrading/items/<str:source>/<path:key>",
        plan,
        needs={"GET": _PLAN, "POST": _PLAN},
        name="studio-upgrading-plan",
    ),
]
