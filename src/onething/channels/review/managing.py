"""The manager's desk: who asks for more time, and the answer."""

from types import SimpleNamespace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.channels.review import shown
from onething.channels.review.forms import Answer
from onething.channels.review.views import side, typed
from onething.kit.ports import now, today

#: What the page of an answer says around its form, as an `acts.ActPage` does.
ANSWER = SimpleNamespace(
    title=_("答复报延期"),
    about=_("一件只能延期一次，批准人写在告知书上。"),
    button=_("答复"),
    sure=_("批准就马上出延期告知书，您的姓名写在上面；不批就按原期限办。答复不能撤回。"),
)


def asked(request: HttpRequest) -> HttpResponse:
    """Show every open question of the office, the most pressing in front."""
    found = cases.list_asked(request.actor, today=today())
    lines = [(one, shown.lamp_of(one.line, today())) for one in found]
    return render(request, "review/asked.html", {**side(request), "lines": lines})


def answer(request: HttpRequest, question: str) -> HttpResponse:
    """Grant or refuse one question; both are read once more before they count."""
    one = cases.get_asked(request.actor, question=question, now=now())
    number = one.line.number
    view = cases.case_view(request.actor, case=number, now=now())
    context = {**side(request, current=number), "view": view, "act": ANSWER, "question": one}
    form, page = typed(request, "review/act.html", lambda data: Answer(data, view=view), context)
    if page is not None:
        return page
    given = form.cleaned_data
    granted = given["granted"] == "yes"
    cases.answer_extension(
        request.actor,
        question=question,
        granted=granted,
        reason=given["reason"],
        now=now(),
        seen=given["seen"],
    )
    messages.success(request, _("已批准延期，告知书已出。") if granted else _("已答复：不批，按原期限办。"))
    return redirect("review-asked")


def declared(request: HttpRequest) -> HttpResponse:
    """Show the cases that were granted on a declaration which nobody has checked yet, the most pressing in front."""
    found = cases.list_to_check(request.actor, cursor=request.GET.get("from", ""), today=today())
    context = {
        **side(request),
        "found": found,
        "today": today(),
        "total": cases.count_to_check(request.actor),
    }
    return render(request, "review/declared.html", context)
