"""Rooms: grants that are to be put right or taken back, and what rests on a licence that fell."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission as P
from onething.areas.licences import api as licences
from onething.areas.licences.api import LicencesPermission
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.cases.parts import Grounds, Righting
from onething.core.cases.righting import ACTS
from onething.core.cases.wording import RIGHTINGS
from onething.core.licences import grounds_of
from onething.kit.forms import Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now, today
from onething.kit.templatetags.kit import say

REMEDY = "对决定不服的，可以自收到之日起 60 日内申请行政复议，或者 6 个月内向人民法院起诉。"


def _text(label: Any, missing: Any, **more: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 2})
    words = {"required": missing}
    return forms.CharField(label=label, max_length=2000, widget=box, error_messages=words, **more)


class Alike(Form):
    """The same proposal for many cases. Corrections are made case by case: each says something else."""

    kind = forms.ChoiceField(label=_("怎么处理"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("法定事由（恢复不选）"), required=False)
    facts = _text(_("查明的事实"), _("写明查到的事实"))
    article = _text(_("依据哪一条"), _("写明依据哪一条"))
    reason = _text(_("理由"), _("写明理由"))
    remedy = _text(_("救济"), _("写明到哪里、多少日内复议或起诉"), initial=REMEDY)
    compensation = forms.CharField(label=_("怎样赔偿、补偿"), max_length=2000, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        kinds = [kind for kind in Righting if kind is not Righting.CORRECTION]
        self.fields["kind"].choices = [(kind.value, say(RIGHTINGS[kind])) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [("", _("选一项"))] + [  # type: ignore[attr-defined]
            (str(say(RIGHTINGS[kind])), [(one.id, say(one.text)) for one in grounds_of(act)])
            for kind, act in ACTS.items()
        ]


def proposed(request: HttpRequest) -> HttpResponse:
    lines = cases.list_rightings(request.actor, today=today())
    context = {**frame(request.actor, current="cockpit-rightings"), "lines": lines}
    return render(request, "cockpit/rightings.html", context)


def confirm(request: HttpRequest) -> HttpResponse:
    """Decide the chosen ones, each by itself."""
    done = cases.confirm_alike(request.actor, cases=request.POST.getlist("case"), now=now())
    _said(request, done, _("已决定 {done} 件，{left} 件没有决定，见下面。"), _("已决定 {done} 件。"))
    return redirect("cockpit-rightings")


def alike(request: HttpRequest, item: str) -> HttpResponse:
    """Propose the same for the chosen cases that a rule decided alike."""
    version, source = request.GET.get("version", ""), request.GET.get("source", "")
    lines = cases.list_ruled(request.actor, item=item, version=version, source=source)
    form = Alike(request.POST or None)
    chosen = request.POST.getlist("case")
    context = {
        **frame(request.actor, current="cockpit-automatic"),
        "item": item,
        "lines": lines,
        "chosen": chosen,
    }
    show = form_page(request, "cockpit/alike.html", form, context)
    if form.is_valid() and not chosen:
        form.add_error(None, _("先选要处理的办件。"))
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    kind = Righting(given["kind"])
    done = cases.right_alike(
        request.actor,
        cases=chosen,
        kind=kind,
        ground=given["ground"] if kind in ACTS else "",
        grounds=Grounds(given["facts"], given["article"], given["reason"], given["remedy"]),
        compensation=given["compensation"],
        now=now(),
    )
    _said(request, done, _("已提出 {done} 件，{left} 件没能提出。"), _("已提出 {done} 件，等另一个人决定。"))
    return redirect("cockpit-rightings")


def _said(request: HttpRequest, done: dict[str, str], some: Any, everything: Any) -> None:
    left = sum(bool(code) for code in done.values())
    said = str(some if left else everything).format(done=len(done) - left, left=left)
    (messages.warning if left else messages.success)(request, said)


def relying(request: HttpRequest) -> HttpResponse:
    """Cases that rest on licences which fell: those that were granted on them first."""
    found = licences.list_relying(request.actor)
    granted = cases.granted_among(request.actor, cases=[case for case, _held in found])
    lines = sorted(found, key=lambda one: one[0] not in granted)
    context = {**frame(request.actor, current="cockpit-relying"), "lines": lines, "granted": granted}
    return render(request, "cockpit/relying.html", context)


def count_relying(actor: Actor) -> int:
    found = licences.list_relying(actor)
    return len(cases.granted_among(actor, cases=[case for case, _held in found]))


ROOMS.append(
    Room(
        "cockpit-rightings",
        _("更正、撤销、注销"),
        _("已经准予又提出更正、撤销、撤回、注销或者恢复的，等另一个人决定。"),
        P.CONFIRM_RIGHTING,
        cases.count_rightings,
    )
)
ROOMS.append(
    Room(
        "cockpit-relying",
        _("依据的证照变了"),
        _("办件依据的电子证照后来暂停、撤销、注销或者换发；已经准予的排在前面。"),
        LicencesPermission.TRACE,
        count_relying,
    )
)

urlpatterns = [
    page("rightings/", proposed, needs={"GET": P.CONFIRM_RIGHTING}, name="cockpit-rightings"),
    page("rightings/confirm", confirm, needs={"POST": P.CONFIRM_RIGHTING}, name="cockpit-rightings-confirm"),
    page(
        "rightings/alike/<slug:item>",
        alike,
        needs={"GET": P.RIGHT_ALIKE, "POST": P.RIGHT_ALIKE},
        name="cockpit-alike",
    ),
    page("relying/", relying, needs={"GET": LicencesPermission.TRACE}, name="cockpit-relying"),
]
