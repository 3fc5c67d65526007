"""The room of exam questions (题库): questions by state, item and department, one with its acts, what it says as a form."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.training import api as training
from onething.areas.training.api import TrainingPermission
from onething.channels.studio.exam_forms import QuestionForm, initial_of
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.catalogue.model import Package
from onething.core.source import Text
from onething.core.training import Kind, QuestionState
from onething.kit.forms import Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now

ROOM = "studio-training"
ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("题库"),
        gettext_lazy("窗口人员和审批人员的试题；时限、费用、材料都引用事项，事项变了就提醒重读。"),
        TrainingPermission.SEE,
    )
)
AGAIN = Text("要重读", "To be read again")
ACTS = {
    "drafted": gettext_lazy("起草"),
    "written": gettext_lazy("改稿"),
    "sent": gettext_lazy("送审"),
    "put_in_use": gettext_lazy("审过，启用"),
    "returned": gettext_lazy("退回"),
    "read_again": gettext_lazy("重读过，还是对的"),
    "withdrawn": gettext_lazy("停用"),
    "replaced": gettext_lazy("被新稿替换"),
    "loaded": gettext_lazy("随城市包启用"),
}


class TakeForm(Form):
    """An act on an exam question. reason: for those that need one."""

    error_fields = {"training.no_reason": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("原因（退回、停用时写）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def room(request: HttpRequest) -> HttpResponse:
    """Show the exam questions in one state, of one item or department if one is chosen."""
    actor, package = request.actor, catalogue.current(request.actor)
    counts = training.count_by_state(actor)
    state = request.GET.get("state", "")
    state = state if state in counts else QuestionState.IN_USE.value
    item, owner = request.GET.get("item", ""), request.GET.get("owner", "")
    cursor = request.GET.get("from", "")
    found = training.list_questions(actor, state=state, item=item, owner=owner, cursor=cursor, now=now())
    items, owners = training.list_filters(actor)
    context = {
        **frame(actor, current=ROOM),
        "state": state,
        "states": [(name, _label(name), count) for name, count in counts.items()],
        "lines": [
            (one, _department(package, one.owner), [_item(package, id) for id in one.items])
            for one in found.lines
        ],
        "next": found.cursor,
        "item": item,
        "items": [(id, _item(package, id)) for id in items],
        "owner": owner,
        "owners": [(id, _department(package, id)) for id in owners],
        "writes": actor.can(TrainingPermission.WRITE),
    }
    return render(request, "studio/exams.html", context)


def _label(state: str) -> Text:
    return AGAIN if state == training.AGAIN else QuestionState(state).label


def _department(package: Package, id: str) -> Text:
    known = package.departments.get(id)
    return known.short if known else Text(id)


def _item(package: Package, id: str) -> Text:
    known = package.items.get(id) or package.scenes.get(id)
    return known.name if known else Text(id)


def question(request: HttpRequest, key: str) -> HttpResponse:
    """Show one exam question as a clerk reads it, with what may be done now; take one act."""
    actor, package = request.actor, catalogue.current(request.actor)
    one = training.get_managed(actor, key=key, now=now())
    form = TakeForm(request.POST or None)
    said = one.revision.question
    context = {
        **frame(actor, current=ROOM),
        "one": one,
        "question": said,
        "originals": [] if said.kind is Kind.TRUE_FALSE else [option.text for option in said.options],
        "owner": _department(package, one.owner),
        "items": [_item(package, id) for id in sorted(said.about)],
        "acts": [(act, ACTS[act.kind]) for act in one.acts],
        "offered": _offered(request, one),
        "edits": one.revision.state == QuestionState.DRAFT and training.may_write(actor, owner=one.owner),
    }
    show = form_page(request, "studio/exam.html", form, context)
    if not form.is_valid():
        return show()
    _take(request, key, form.cleaned_data["reason"])
    messages.success(request, _("办好了。"))
    return redirect("studio-training-question", key)


def _offered(request: HttpRequest, one: training.Managed) -> list[tuple[str, str]]:
    """Return the acts that this actor may take on a question now, with their words."""
    if not training.may_write(request.actor, owner=one.owner):
        return []
    match one.revision.state:
        case QuestionState.DRAFT:
            acts = [("send", _("送审"))]
        case QuestionState.REVIEW:
            acts = [("use", _("审核通过，启用")), ("return", _("退回去改"))]
        case QuestionState.IN_USE:
            acts = [("again", _("重读过，还是对的")), ("revise", _("改一稿"))]
        case QuestionState.WITHDRAWN:
            return [("revise", _("改一稿"))]
        case _:
            return []
    return [*acts, ("withdraw", _("停用"))]


def _take(request: HttpRequest, key: str, reason: str) -> None:
    """Take the act that the form names; another word than these does nothing."""
    actor, at = request.actor, now()
    match request.POST.get("act", ""):
        case "send":
            training.send(actor, key=key, now=at)
        case "use":
            training.put_in_use(actor, key=key, now=at)
        case "return":
            training.return_question(actor, key=key, reason=reason, now=at)
        case "again":
            training.read_again(actor, key=key, now=at)
        case "revise":
            training.revise(actor, key=key, now=at)
        case "withdraw":
            training.withdraw(actor, key=key, reason=reason, now=at)


def write(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a new exam question, or change the draft of one."""
    actor, package = request.actor, catalogue.current(request.actor)
    owners = [id for id in package.departments if training.may_write(actor, owner=id)]
    one = training.get_managed(actor, key=key, now=now()) if key else None
    initial: dict[str, Any] = {"owner": actor.department, "kind": Kind.SINGLE.value}
    if one:
        initial = initial_of(one.revision.question)
    form = QuestionForm(request.POST or None, package=package, owners=owners, initial=initial)
    context = {**frame(actor, current=ROOM), "one": one}
    show = form_page(request, "studio/exam_write.html", form, context)
    if not form.is_valid():
        return show()
    if one:
        training.write(actor, key=key, question=form.question, now=now())
    else:
        key = training.draft(actor, question=form.question, now=now())
    messages.success(request, _("已存成草稿。"))
    return redirect("studio-training-question", key)


_SEE, _WRITE = TrainingPermission.SEE, TrainingPermission.WRITE
_FORM = {"GET": _WRITE, "POST": _WRITE}

urlpatterns = [
    page("training/", room, needs={"GET": _SEE}, name=ROOM),
    page("training/new", write, needs=_FORM, name="studio-training-new"),
    page(
        "training/of/<slug:key>/",
        question,
        needs={"GET": _SEE, "POST": _WRITE},
        name="studio-training-question",
    ),
    page("training/of/<slug:key>/write", write, needs=_FORM, name="studio-training-write"),
]
