"""All results that are there, fetched at the window by whoever stands there."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.cases import api as cases
from onething.channels.desk.supplying import HERE, stands_here
from onething.core.actors import Actor
from onething.kit.forms import Form, form_page
from onething.kit.ports import now, today


class Fetched(Form):
    error_fields = {"cases.proof_missing": "proof"}

    receiver = forms.CharField(
        label=gettext_lazy("谁来取的"),
        max_length=80,
        error_messages={"required": gettext_lazy("写来取的人的姓名")},
    )
    proof = forms.CharField(
        label=gettext_lazy("签收单号"),
        max_length=80,
        error_messages={"required": gettext_lazy("写签收单号")},
    )


def _who_came(request: HttpRequest, view: cases.ApplicationView, there: Actor) -> str:
    """Return the name of the person whose document was seen: the applicant, or who handed in for them."""
    seen, _since = request.session[HERE][view.number]
    other = view.representative if seen != there.person_id else None
    return other.person.name if other else view.applicant.name


def fetch(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is ready; record that it was handed out, with who signed for it."""
    there = stands_here(request, number)
    if there is None:
        return redirect("desk-supply-find")
    view = cases.application_view(there, application=number, today=today())
    form = Fetched(request.POST or None, initial={"receiver": _who_came(request, view, there)})
    show = form_page(request, "desk/fetch.html", form, {"view": view, "number": view.number})
    if not form.is_valid():
        return show()
    cases.hand_out(there, application=number, now=now(), **form.cleaned_data)
    messages.success(request, _("已登记领取，送达回证已出。"))
    return redirect("desk-supply", number)
