"""Questions at the window, on the phone, at the information desk: recorded by whoever is asked first, answered or handed on."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.inquiries import api as inquiries
from onething.core.inquiries import AskedBy, Told, Way
from onething.kit.forms import Form, PhoneField, form_page
from onething.kit.ports import now, today

CAME = (
    (AskedBy.WINDOW, gettext_lazy("窗口")),
    (AskedBy.PHONE, gettext_lazy("电话")),
    (AskedBy.DESK, gettext_lazy("咨询台")),
    (AskedBy.VISIT, gettext_lazy("上门")),
)
TOLD = (
    (Told.MATERIALS, gettext_lazy("材料")),
    (Told.PROCEDURE, gettext_lazy("程序")),
    (Told.TIME, gettext_lazy("时限")),
)
WAYS = ((Way.ORALLY, gettext_lazy("当面或电话里说了")), (Way.ON_PAPER, gettext_lazy("给了书面的")))


class Question(Form):
    """What was asked comes first and has the cursor; one tick more says that it was answered on the spot."""

    error_fields = {"inquiries.nothing_asked": "question"}

    question = forms.CharField(
        label=gettext_lazy("问了什么"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True, "data-first": True}),
        error_messages={"required": gettext_lazy("写下对方问了什么")},
    )
    at_once = forms.BooleanField(label=gettext_lazy("当场答完了：材料、程序、时限都一次说清"), required=False)
    came = forms.ChoiceField(label=gettext_lazy("怎么来的"), choices=CAME, initial=AskedBy.WINDOW)
    asker = forms.CharField(label=gettext_lazy("谁问的"), required=False, max_length=100)
    phone = PhoneField(label=gettext_lazy("电话"), required=False)


class Answer(Form):
    error_fields = {"inquiries.answer_missing": "answer", "inquiries.not_responsible": "answer"}

    told = forms.MultipleChoiceField(
        label=gettext_lazy("一次说了哪些"),
        choices=TOLD,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    answer = forms.CharField(
        label=gettext_lazy("怎么答的（没全勾就写明为什么）"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    way = forms.ChoiceField(label=gettext_lazy("怎么告诉的"), choices=WAYS, initial=Way.ORALLY)


class HandOn(Form):
    error_fields = {
        "inquiries.colleague_unknown": "staff_number",
        "inquiries.to_oneself": "staff_number",
        "inquiries.reason_needed": "reason",
        "inquiries.offered_already": "staff_number",
    }

    staff_number = forms.CharField(
        label=gettext_lazy("转给谁，填工号"),
        max_length=40,
        error_messages={"required": gettext_lazy("填同事的工号")},
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么归他"),
        max_length=500,
        error_messages={"required": gettext_lazy("写明为什么转")},
    )


def mine(request: HttpRequest) -> HttpResponse:
    """Record a question, and show those that the actor answers, has to confirm, or was asked first."""
    form = Question(request.POST or None)
    context = {
        "open": [(one, one.warns(today())) for one in inquiries.list_mine(request.actor)],
        "first": inquiries.list_asked_first(request.actor, limit=20),
        "me": request.actor.id,
    }
    show = form_page(request, "desk/inquiries.html", form, context)
    if not form.is_valid():
        return show()
    given = dict(form.cleaned_data)
    at_once = given.pop("at_once")
    made = inquiries.take_question(request.actor, **{**given, "came": AskedBy(given["came"])}, now=now())
    if at_once:
        inquiries.answer_question(request.actor, inquiry=made.id, now=now())
        messages.success(request, _("%(number)s 已登记，当场答复。") % {"number": made.number})
        return redirect("desk-inquiries")
    messages.success(request, _("%(number)s 已登记，由您负责到答复为止。") % {"number": made.number})
    return redirect("desk-inquiry", made.id)


def _context(request: HttpRequest, inquiry: UUID, **forms_: Any) -> dict[str, Any]:
    one = inquiries.get_inquiry(request.actor, inquiry=inquiry)
    offered = one.offered
    return {
        "one": one,
        "warns": one.warns(today()),
        "answers": one.answered_at is None and one.responsible.id == request.actor.id,
        "confirms": offered is not None and offered.receiver.id == request.actor.id,
        "told": [label for value, label in TOLD if value in one.told],
        "came": dict(CAME)[one.came],
        "answer_form": Answer(),
        "hand_form": HandOn(),
        **forms_,
    }


def inquiry(request: HttpRequest, inquiry: UUID) -> HttpResponse:
    return render(request, "desk/inquiry.html", _context(request, inquiry))


def answer(request: HttpRequest, inquiry: UUID) -> HttpResponse:
    """Record what was told; what is left out needs words."""
    form = Answer(request.POST)
    show = form_page(request, "desk/inquiry.html", form, _context(request, inquiry, answer_form=form))
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    inquiries.answer_question(
        request.actor,
        inquiry=inquiry,
        told={Told(one) for one in given["told"]},
        answer=given["answer"],
        way=Way(given["way"]),
        now=now(),
    )
    messages.success(request, _("已记下答复。"))
    return redirect("desk-inquiries")


def hand_on(request: HttpRequest, inquiry: UUID) -> HttpResponse:
    """Offer the question to a colleague, by staff number."""
    form = HandOn(request.POST)
    show = form_page(request, "desk/inquiry.html", form, _context(request, inquiry, hand_form=form))
    if not form.is_valid():
        return show()
    made = inquiries.hand_question_on(request.actor, inquiry=inquiry, **form.cleaned_data, now=now())
    assert made.offered is not None
    said = _("已转给%(name)s；对方确认前仍由您负责。")
    messages.success(request, said % {"name": made.offered.receiver.name})
    return redirect("desk-inquiry", inquiry)


def reply(request: HttpRequest, inquiry: UUID) -> HttpResponse:
    """Take what a colleague hands on, or give it back with a reason."""
    confirmed = "confirm" in request.POST
    reason = request.POST.get("reason", "")[:500]
    inquiries.reply_to_offer(request.actor, inquiry=inquiry, confirmed=confirmed, reason=reason, now=now())
    messages.success(request, _("从现在起由您负责。") if confirmed else _("已退回，仍由原来的同事负责。"))
    return redirect("desk-inquiry" if confirmed else "desk-inquiries", *([inquiry] if confirmed else []))


def slip(request: HttpRequest, inquiry: UUID) -> HttpResponse:
    """The slip for whoever asked: number, question, whom to ask, until when."""
    return render(
        request, "desk/inquiry_slip.html", {"one": inquiries.get_inquiry(request.actor, inquiry=inquiry)}
    )
