"""What one is asked to confirm: found after signing in, read in full, confirmed, refused with a reason, or taken back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.guidance import api as guidance
from onething.core.errors import RuleBroken
from onething.kit.forms import Form, form_page
from onething.kit.ports import now

PAGE = "portal/confirm/asked.html"
#: What still waits for a word.
WAITS = (guidance.Standing.NOT_READY, guidance.Standing.OPEN, guidance.Standing.LAPSED)


class Refuse(Form):
    error_fields = {"guidance.refusal_without_reason": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("哪里不对"),
        max_length=500,
        help_text=gettext_lazy("申请人会看到，写清楚他才好改"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("写一句哪里不对")},
    )


class UnknownAnswer(RuleBroken):
    code = "portal.unknown_answer"

    def __init__(self, answer: str) -> None:
        super().__init__(f"a statement cannot be answered by {answer!r}")
        self.answer = answer[:40]


def awaited(request: HttpRequest) -> HttpResponse:
    found = guidance.list_awaited(request.actor, now=now())
    waits = [one for one in found if one.confirming is not None and one.confirming.standing in WAITS]
    context = {"waits": waits, "replied": [one for one in found if one not in waits]}
    return render(request, "portal/confirm/list.html", context)


def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show the statement; take the answer that was given to just what the page showed."""
    reads = request.method != "POST"
    seen = guidance.read_awaited(request.actor, request_id=request_id, now=now(), shown=reads)
    act = request.POST.get("act", "")
    context = {"one": seen, "standing": seen.standing, "form": Refuse()}
    if reads:
        return render(request, PAGE, context)
    refuse = Refuse(request.POST if act == "refuse" else None)
    if act == "back":
        guidance.take_reply_back(request.actor, request_id=request_id, now=now())
        messages.success(request, _("已收回，对方会收到消息。"))
        return redirect("to-confirm")
    if act not in ("confirm", "refuse"):
        raise UnknownAnswer(act)
    if act == "refuse":
        show = form_page(request, PAGE, refuse, context)
        if not refuse.is_valid():
            return show()
    statement = seen.confirming.asked.statement if seen.confirming else None
    shown = request.POST.get("hash", "")
    if (
        statement is not None and statement.hash != shown
    ):  # the form was changed meanwhile: it is read anew first
        context["one"] = guidance.read_awaited(request.actor, request_id=request_id, now=now())
        messages.warning(request, _("您看的时候，申请人改了内容。下面是最新的，再看一遍，没问题再确认。"))
        return render(request, PAGE, context, status=409)
    guidance.reply_to(
        request.actor,
        request_id=request_id,
        shown_hash=shown,
        confirmed=act == "confirm",
        reason=refuse.cleaned_data["reason"] if act == "refuse" else "",
        now=now(),
    )
    said = (
        _("已确认。申请交出去以前，可以在这里收回。")
        if act == "confirm"
        else _("已告诉申请人您不同意，和原因。")
    )
    messages.success(request, said)
    return redirect("to-confirm")
