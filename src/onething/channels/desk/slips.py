"""The slip "not needed" (不需要开具告知单): a village is asked for a certificate that nobody may demand."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.certificates import api as certificates
from onething.core.actors import Actor
from onething.core.catalogue.words import CertificateStatus
from onething.kit.forms import Form, form_page
from onething.kit.ports import now

OTHER = "other"


class SlipForm(Form):
    """Which certificate, who wants it, for what; the name of the person only if it is to stand on the slip."""

    error_fields = {
        "certificates.kind_unknown": "kind",
        "certificates.kind_kept": "kind",
        "certificates.asker_missing": "asker",
    }

    kind = forms.ChoiceField(label=gettext_lazy("要开什么证明"))
    office = forms.ChoiceField(label=gettext_lazy("哪个单位要的"))
    asker = forms.CharField(
        label=gettext_lazy("别的单位，写名称"),
        required=False,
        max_length=200,
    )
    matter = forms.CharField(label=gettext_lazy("办什么事要的"), required=False, max_length=200)
    person = forms.CharField(label=gettext_lazy("群众姓名（可以不写）"), required=False, max_length=100)

    def __init__(self, *given: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*given, **more)
        language = get_language() or "zh-hans"
        package = catalogue.current(actor)
        kinds = [
            (one.id, one.name.say(language))
            for one in package.certificates.values()
            if one.status is not CertificateStatus.KEPT
        ]
        offices = [(one.id, one.name.say(language)) for one in package.departments.values()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].widget = forms.Select(choices=kinds)
        named = [*offices, (OTHER, gettext_lazy("别的单位"))]
        self.fields["office"].choices = named  # type: ignore[attr-defined]
        self.fields["office"].widget = forms.Select(choices=named)


def slips(request: HttpRequest) -> HttpResponse:
    """Give a slip, and show those that this village gave."""
    form = SlipForm(request.POST or None, actor=request.actor)
    context = {"given": certificates.list_slips(request.actor, limit=30)}
    show = form_page(request, "desk/slips.html", form, context)
    if not form.is_valid():
        return show()
    said = dict(form.cleaned_data)
    office = said.pop("office")
    made = certificates.give_slip(request.actor, office="" if office == OTHER else office, now=now(), **said)
    return redirect("desk-slip", made.id)


def slip(request: HttpRequest, slip: UUID) -> HttpResponse:
    """The slip, to be printed. Raises SlipNotFound."""
    return render(request, "desk/slip.html", {"one": certificates.get_slip(request.actor, slip=slip)})
