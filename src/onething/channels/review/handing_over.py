"""Handing cases over: one's own to a colleague, and what colleagues hand over; each is confirmed or left with its giver."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.cases import api as cases
from onething.areas.people import api as people
from onething.channels.review.views import side
from onething.core.actors import Role
from onething.kit.forms import Form, form_page
from onething.kit.ports import now, today
from onething.kit.templatetags.kit import say


class Offer(Form):
    error_fields = {
        "cases.not_of_office": "officer",
        "cases.not_yours": "cases",
        "cases.already_offered": "cases",
        "cases.reason_missing": "reason",
    }

    cases = forms.MultipleChoiceField(
        label=gettext_lazy("交哪几件"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("选要交接的件")},
    )
    officer = forms.ChoiceField(
        label=gettext_lazy("交给谁"), error_messages={"required": gettext_lazy("选一位同事")}
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=500,
        error_messages={"required": gettext_lazy("写明为什么交接")},
    )

    def __init__(self, data: Any, *, held: Any, colleagues: Any) -> None:
        super().__init__(data)
        self.fields["cases"].choices = [
            (one.number, f"{say(one.name)} {one.applicant} {one.number}") for one in held
        ]
        self.fields["officer"].choices = [("", _("请选")), *((str(one.id), one.name) for one in colleagues)]


def hand_over(request: HttpRequest) -> HttpResponse:
    """Show what waits to be confirmed, and offer own cases to a colleague."""
    actor = request.actor
    held = [
        one
        for one in cases.inbox(actor, filters=cases.Filters(mine=True), limit=100, today=today()).lines
        if one.holder == actor.id
    ]
    colleagues = [
        one
        for one in people.list_staff(actor, department=actor.department)
        if Role.REVIEWER in one.roles and one.to_actor().id != actor.id
    ]
    waiting = cases.list_hand_overs(actor, today=today())
    form = Offer(request.POST or None, held=held, colleagues=colleagues)
    context = {
        **side(request),
        "mine": [one for one in waiting if one.receiver == actor.id],
        "others": [one for one in waiting if one.receiver != actor.id],
        "held": held,
    }
    show = form_page(request, "review/hand_over.html", form, context)
    if not form.is_valid():
        return show()
    n = cases.offer_hand_over(actor, **form.cleaned_data, now=now())
    messages.success(request, _("%(n)d 件已提出交接；对方确认前仍由您负责。") % {"n": n})
    return redirect("review-hand-over")


def answer_hand_over(request: HttpRequest, hand_over: UUID) -> HttpResponse:
    """Confirm what a colleague hands over, or leave it with a reason."""
    if "confirm" in request.POST:
        state = cases.confirm_hand_over(request.actor, hand_over=hand_over, now=now())
        messages.success(request, _("%(number)s 从现在起由您办。") % {"number": state.number})
    else:
        reason = request.POST.get("reason", "")[:500]
        cases.refuse_hand_over(request.actor, hand_over=hand_over, reason=reason, now=now())
        messages.success(request, _("没有接，件还在原来的同事手里。"))
    return redirect("review-hand-over")
