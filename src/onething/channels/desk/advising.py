"""Advice before submission, at the window: who asked, what would be handed in, and the answer."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.kit.forms import Form, form_page
from onething.kit.ports import now


class Answer(Form):
    error_fields = {"guidance.advice_empty": "text"}

    fine = forms.ChoiceField(
        label=gettext_lazy("结论"),
        choices=(("yes", gettext_lazy("没有缺的")), ("no", gettext_lazy("还缺，见下面"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("选一个结论")},
    )
    text = forms.CharField(
        label=gettext_lazy("怎么说"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("写明缺什么、怎么补；不缺就写不缺")},
    )


def waiting(request: HttpRequest) -> HttpResponse:
    found = guidance.list_to_advise(request.actor)
    names = {scene.id: scene.name for scene in catalogue.current(request.actor).scenes.values()}
    return render(request, "desk/advice.html", {"found": [(one, names.get(one.scene)) for one in found]})


def advise(request: HttpRequest, advice_id: UUID) -> HttpResponse:
    advice = guidance.read_to_advise(request.actor, advice_id=advice_id, now=now())
    form = Answer(request.POST or None)
    show = form_page(request, "desk/advise.html", form, {"advice": advice})
    if not form.is_valid():
        return show()
    fine = form.cleaned_data["fine"] == "yes"
    guidance.give_advice(
        request.actor, advice_id=advice_id, text=form.cleaned_data["text"], fine=fine, now=now()
    )
    messages.success(request, _("已答复。这是建议，不是补正告知。"))
    return redirect("desk-advice")


def file(request: HttpRequest, advice_id: UUID, hash_: str) -> HttpResponse:
    content, name = guidance.open_advice_file(request.actor, advice_id=advice_id, hash_=hash_, now=now())
    response = FileResponse(content, filename=name, as_attachment=True)
    response.headers["Cache-Control"] = "private, no-store"
    return response
