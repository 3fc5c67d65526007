"""Room: the rules that approve, how each is set, and what it said, case by case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission as P
from onething.areas.catalogue import api as catalogue
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor, Role
from onething.core.cases.automatic import EVERY_ITEM, Mode, Sampling
from onething.core.source import Text
from onething.kit.forms import Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now
from onething.kit.templatetags.kit import say

#: What stands in an address for every item.
ALL = "all"
#: Each list with its heading; the numbers of the first page open to them.
LISTS = {
    "granted": _("规则批准的"),
    "shadow": _("试运行比对过的"),
    "agree": _("规则和人一致"),
    "differ": _("规则和人不一致"),
    "samples": _("抽查件"),
    "to_check": _("等质检"),
    "disagreed": _("质检认为不对"),
}


class Setting(Form):
    error_fields = {
        "cases.reason_missing": "reason",
        "cases.share_not_allowed": "share",
        "cases.mode_not_allowed": "mode",
    }

    mode = forms.ChoiceField(label=_("怎么用"), widget=forms.RadioSelect)
    share = forms.IntegerField(label=_("抽查百分之几"), min_value=0, max_value=100, initial=0)
    sampling = forms.ChoiceField(label=_("什么时候由人看"), widget=forms.RadioSelect, initial="after")
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("写明为什么改")},
    )

    def __init__(self, *given: Any, every: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        modes: Iterable[Mode] = (Mode.KILLED, Mode.OFF) if every else Mode
        names = {Mode.OFF: _("解除停用，按各事项自己的设置")} if every else {}
        self.fields["mode"].choices = [(one.value, names.get(one) or say(one.label)) for one in modes]  # type: ignore[attr-defined]
        self.fields["sampling"].choices = [  # type: ignore[attr-defined]
            (Sampling.AFTER.value, _("批准以后质检")),
            (Sampling.BEFORE.value, _("批准以前转给人办")),
        ]


def _items(actor: Actor) -> list[tuple[str, Text, str]]:
    """Return the items that a rule may approve, with it: all for whoever oversees, else those of the own department."""
    over = bool(actor.roles & {Role.SUPERVISOR, Role.AUDITOR})
    lines = (line.item for scene in catalogue.current(actor).scenes.values() for line in scene.items)
    found = {
        one.id: (one.id, one.name, one.automatic.text)
        for one in lines
        if one.automatic and (over or one.department == actor.department)
    }
    return [found[item] for item in sorted(found)]


def _name(actor: Actor, item: str, other: Text) -> Text:
    return next((name for id, name, _ in _items(actor) if id == item), other)


def waiting(actor: Actor) -> int:
    """Return how many changes wait for a second person, and samples for a check."""
    lines = cases.list_automatic(actor, items=_items(actor))
    return sum(bool(one.proposed) + one.counts.get("to_check", 0) for one in lines)


def rules(request: HttpRequest) -> HttpResponse:
    lines = cases.list_automatic(request.actor, items=_items(request.actor))
    rows = [
        {
            "line": one,
            "address": ALL if one.item == EVERY_ITEM else one.item,
            "counts": [(which, LISTS[which], one.counts[which]) for which in LISTS if which in one.counts],
            "confirms": one.proposed is not None and one.proposed.by != request.actor.id,
        }
        for one in lines
        if one.item != EVERY_ITEM or Role.SUPERVISOR in request.actor.roles or one.set
    ]
    context = {**frame(request.actor, current="cockpit-automatic"), "rows": rows}
    context["may_set"] = request.actor.can(P.SET_AUTOMATIC)
    return render(request, "cockpit/automatic.html", context)


def change(request: HttpRequest, item: str) -> HttpResponse:
    """Set how the rule of an item works. Raises ItemNotRuled."""
    every = item == ALL
    form = Setting(request.POST or None, every=every)
    name = _name(request.actor, item, Text("全部事项", "Every item"))
    context = {**frame(request.actor, current="cockpit-automatic"), "name": name, "every": every}
    show = form_page(request, "cockpit/automatic_set.html", form, context)
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    counts = cases.set_automatic(
        request.actor,
        item=EVERY_ITEM if every else item,
        mode=Mode(given["mode"]),
        share=given["share"],
        sampling=Sampling(given["sampling"]),
        reason=given["reason"],
        now=now(),
    )
    messages.success(request, _("已改，马上生效。") if counts else _("已提出，等另一个人批准后生效。"))
    return redirect("cockpit-automatic")


def confirm(request: HttpRequest, item: str) -> HttpResponse:
    """Let what a colleague proposed count. Raises ItemNotRuled, NothingToConfirm, SecondPersonNeeded."""
    cases.confirm_automatic(request.actor, item=EVERY_ITEM if item == ALL else item, now=now())
    messages.success(request, _("已批准，马上生效。"))
    return redirect("cockpit-automatic")


def listed(request: HttpRequest, item: str, which: str) -> HttpResponse:
    """The cases of one number; `version` and `source` leave those that were decided alike."""
    version, source = request.GET.get("version", ""), request.GET.get("source", "")
    lines = cases.list_ruled(request.actor, item=item, which=which, version=version, source=source)
    context = {
        **frame(request.actor, current="cockpit-automatic"),
        "name": _name(request.actor, item, Text(item)),
        "item": item,
        "which": which,
        "heading": LISTS.get(which, LISTS["granted"]),
        "lines": lines,
        "version": version,
        "source": source,
        "may_right": request.actor.can(P.RIGHT_ALIKE),
    }
    return render(request, "cockpit/automatic_list.html", context)


ROOMS.append(
    Room(
        "cockpit-automatic",
        _("自动审批"),
        _("每个可以由规则批准的事项：怎么用、批了多少、抽查和比对的结果，随时可以停。"),
        P.SEE_AUTOMATIC,
        waiting,
    )
)

urlpatterns = [
    page("automatic/", rules, needs={"GET": P.SEE_AUTOMATIC}, name="cockpit-automatic"),
    page(
        "automatic/<slug:item>/set",
        change,
        needs={"GET": P.SET_AUTOMATIC, "POST": P.SET_AUTOMATIC},
        name="cockpit-automatic-set",
    ),
    page(
        "automatic/<slug:item>/confirm",
        confirm,
        needs={"POST": P.SET_AUTOMATIC},
        name="cockpit-automatic-confirm",
    ),
    page(
        "automatic/<slug:item>/<slug:which>",
        listed,
        needs={"GET": P.SEE_AUTOMATIC},
        name="cockpit-automatic-list",
    ),
]
