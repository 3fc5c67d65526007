"""The room of the knowledge base (知识库): answers by state, one answer with its acts, what it says as a form, conflicts, voices."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.knowledge import api as knowledge
from onething.areas.knowledge.api import KnowledgePermission
from onething.channels.studio.answer_forms import AnswerForm, ReasonForm, initial_of
from onething.channels.studio.rooms import ROOMS, Room, frame
from onething.core.knowledge import OPEN, SHOWN, AnswerState, Flaw
from onething.core.source import Text
from onething.kit.forms import form_page
from onething.kit.ports import now, today

ROOM = "studio-answers"
ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("知识库"),
        gettext_lazy("一个问题一个答案，12345、窗口、网上同一个口径；时限、费用、材料都引用事项。"),
        KnowledgePermission.SEE,
    )
)
CHANGED = Text("引用有变", "Changed under it")
ACTS = {
    "drafted": gettext_lazy("起草"),
    "written": gettext_lazy("改稿"),
    "sent": gettext_lazy("送审"),
    "approved": gettext_lazy("部门审过"),
    "published": gettext_lazy("发布"),
    "returned": gettext_lazy("退回"),
    "due": gettext_lazy("到期待复核"),
    "confirmed": gettext_lazy("复核无误"),
    "withdrawn": gettext_lazy("撤下"),
    "replaced": gettext_lazy("被新稿替换"),
    "loaded": gettext_lazy("随城市包发布"),
}


def room(request: HttpRequest) -> HttpResponse:
    """Show the answers in one state."""
    counts = knowledge.count_by_state(request.actor)
    state = request.GET.get("state", "")
    state = state if state in counts else AnswerState.PUBLISHED.value
    found = knowledge.list_answers(request.actor, state=state, cursor=request.GET.get("from", ""))
    departments = catalogue.current(request.actor).departments
    context = {
        **frame(request.actor, current=ROOM),
        "state": state,
        "states": [(name, _label(name), count) for name, count in counts.items()],
        "lines": [(one, _name(departments, one.owner)) for one in found.lines],
        "next": found.cursor,
        "conflicts": len(knowledge.list_conflicts(request.actor)),
        "questions": sum(
            not one.question.answer for one in knowledge.list_questions(request.actor, today=today())
        ),
        "hot": knowledge.list_hot(request.actor, today=today(), limit=5),
        "writes": request.actor.can(KnowledgePermission.WRITE),
    }
    return render(request, "studio/answers.html", context)


def _label(state: str) -> Text:
    return CHANGED if state == knowledge.CHANGED else AnswerState(state).label


def _name(departments: Any, id: str) -> Text:
    known = departments.get(id)
    return known.short if known else Text(id)


def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Show one answer with what may be done now; take one act."""
    actor = request.actor
    one = knowledge.get_managed(actor, key=key, now=now())
    form = ReasonForm(request.POST or None)
    departments = catalogue.current(actor).departments
    context = {
        **frame(actor, current=ROOM),
        "one": one,
        "content": one.revision.content,
        "owner": _name(departments, one.owner),
        "acts": [(act, ACTS[act.kind]) for act in one.acts],
        "offered": _offered(request, one),
        "edits": one.open is not None
        and one.open.state == AnswerState.DRAFT
        and knowledge.may_write(actor, owner=one.owner),
        "voices": knowledge.list_voices(actor, key=key),
        "flaws": [(_where(flaw), flaw) for flaw in one.flaws],
    }
    show = form_page(request, "studio/answer.html", form, context)
    if not form.is_valid():
        return show()
    _take(request, key, form.cleaned_data["reason"])
    messages.success(request, _("办好了。"))
    return redirect("studio-answer", key)


def _where(flaw: Flaw) -> str:
    """Return where a flaw is, in the words of the form."""
    part, _dot, rest = flaw.field.partition(".")
    known = AnswerForm.base_fields.get(f"{part}_{rest}") or AnswerForm.base_fields.get(part)
    label = str(known.label) if known else flaw.field
    line = int(rest) if part == "variants" and rest.isdigit() else flaw.line
    return _("{label}，第 {line} 行第 {column} 个字").format(label=label, line=line, column=flaw.column)


def _offered(request: HttpRequest, one: knowledge.Managed) -> list[tuple[str, str]]:
    """Return the acts that this actor may take on an answer now, with their words."""
    if not knowledge.may_write(request.actor, owner=one.owner):
        return []
    state = one.revision.state
    acts: list[tuple[str, str]] = []
    if state == AnswerState.DRAFT:
        acts.append(("send", _("送部门审核")))
    elif state == AnswerState.DEPARTMENT:
        acts += [("approve", _("部门审核通过")), ("return", _("退回去改"))]
    elif state == AnswerState.CITY:
        if knowledge.may_publish(request.actor):
            acts.append(("publish", _("市级审核通过，发布")))
        acts.append(("return", _("退回去改")))
    elif state in SHOWN:
        acts += [("confirm", _("复核过，还是对的")), ("revise", _("改一稿"))]
    if state in OPEN | SHOWN:
        acts.append(("withdraw", _("撤下")))
    return acts


def _take(request: HttpRequest, key: str, reason: str) -> None:
    """Take the act that the form names; another word than these does nothing."""
    actor, at = request.actor, now()
    match request.POST.get("act", ""):
        case "send":
            knowledge.send(actor, key=key, now=at)
        case "approve":
            knowledge.approve(actor, key=key, now=at)
        case "publish":
            knowledge.publish(actor, key=key, now=at)
        case "return":
            knowledge.return_answer(actor, key=key, reason=reason, now=at)
        case "confirm":
            knowledge.confirm(actor, key=key, now=at)
        case "revise":
            knowledge.revise(actor, key=key, now=at)
        case "withdraw":
            knowledge.withdraw(actor, key=key, reason=reason, now=at)


def write(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a new answer, or change the draft of one."""
    actor, package = request.actor, catalogue.current(request.actor)
    owners = [id for id in package.departments if knowledge.may_write(actor, owner=id)]
    one = knowledge.get_managed(actor, key=key, now=now()) if key else None
    initial = initial_of(one.revision.content) if one else {"owner": actor.department}
    form = AnswerForm(request.POST or None, package=package, owners=owners, initial=initial)
    context = {**frame(actor, current=ROOM), "one": one}
    show = form_page(request, "studio/answer_write.html", form, context)
    if not form.is_valid():
        return show()
    if one:
        knowledge.write(actor, key=key, content=form.content, now=now())
    else:
        key = knowledge.draft(actor, content=form.content, now=now())
    messages.success(request, _("已存成草稿。"))
    return redirect("studio-answer", key)


def conflicts(request: HttpRequest) -> HttpResponse:
    """Show the published answers to one question that say different things."""
    departments = catalogue.current(request.actor).departments
    lines = [
        (one, _name(departments, one.one_owner), _name(departments, one.other_owner))
        for one in knowledge.list_conflicts(request.actor)
    ]
    return render(
        request, "studio/answer_conflicts.html", {**frame(request.actor, current=ROOM), "lines": lines}
    )
