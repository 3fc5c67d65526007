"""The room of what could not be got done: classify, coordinate, answer, and find the cause."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onething.areas.problems import api as problems
from onething.areas.problems.api import ProblemsPermission, ProblemView
from onething.channels.cockpit.naming import Departments
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.problems import CauseKind, ProblemKind, ProblemState
from onething.kit.forms import Form, form_page
from onething.kit.ports import now, today

ROOM = "cockpit-problems"
ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("办不成事"),
        gettext_lazy("群众办过、没办成的事：分类、牵头、协办、答复、本人确认，再找原因改规定。"),
        ProblemsPermission.SEE,
        lambda actor: problems.count_waiting(actor),
    )
)
KINDS = {
    "told": gettext_lazy("已登记"),
    "classified": gettext_lazy("分到牵头部门"),
    "asked": gettext_lazy("请协办"),
    "replied": gettext_lazy("协办答复"),
    "answered": gettext_lazy("答复本人"),
    "confirmed": gettext_lazy("本人说解决了"),
    "reopened": gettext_lazy("本人说还没解决"),
    "silent": gettext_lazy("没有回音，先办结"),
    "cause": gettext_lazy("找到原因"),
}


class _Words(Form):
    error_fields = {"problems.words_missing": "words"}

    words = forms.CharField(
        label=gettext_lazy("写明情况"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("写明情况")},
    )


class _Unit(Form):
    """unit: a department of the city."""

    unit = forms.ChoiceField(label=gettext_lazy("部门"))

    def __init__(self, *given: Any, departments: Departments, **more: Any) -> None:
        super().__init__(*given, **more)
        language = get_language() or "zh-hans"
        names = [(id, name.say(language)) for id, name in departments.choices]
        self.fields["unit"].choices = names  # type: ignore[attr-defined]


class ClassifyForm(_Unit):
    error_fields = {"problems.unit_unknown": "unit"}

    kind = forms.ChoiceField(
        label=gettext_lazy("哪一类"),
        widget=forms.RadioSelect,
        choices=[
            (ProblemKind.POLICY.value, gettext_lazy("政策")),
            (ProblemKind.MATERIAL.value, gettext_lazy("材料")),
            (ProblemKind.SYSTEM.value, gettext_lazy("系统")),
            (ProblemKind.CROSS_DEPARTMENT.value, gettext_lazy("跨部门")),
            (ProblemKind.ATTITUDE.value, gettext_lazy("态度")),
        ],
        error_messages={"required": gettext_lazy("先选一种")},
    )
    field_order = ["kind", "unit"]


class AskForm(_Unit, _Words):
    error_fields = {"problems.unit_not_asked": "unit", "problems.words_missing": "words"}
    field_order = ["unit", "words"]


class CauseForm(_Words):
    cause = forms.ChoiceField(
        label=gettext_lazy("原因"),
        widget=forms.RadioSelect,
        choices=[
            (CauseKind.RULE.value, gettext_lazy("规定要改")),
            (CauseKind.ITEM.value, gettext_lazy("事项要改")),
            (CauseKind.SYSTEM.value, gettext_lazy("系统要改")),
            (CauseKind.PEOPLE.value, gettext_lazy("人员要培训")),
            (CauseKind.NONE.value, gettext_lazy("个别情况，不用改")),
        ],
        error_messages={"required": gettext_lazy("先选一种")},
    )
    change = forms.CharField(
        label=gettext_lazy("改在哪里（文号、事项版本或链接）"), required=False, max_length=500
    )
    field_order = ["cause", "words", "change"]


def room(request: HttpRequest) -> HttpResponse:
    closed = "closed" in request.GET
    found = problems.list_problems(
        request.actor, today=today(), closed=closed, cursor=request.GET.get("from", "")
    )
    departments = Departments(request.actor)
    context = {
        **frame(request.actor, current=ROOM),
        "lines": [(one, departments.name(one.problem.lead)) for one in found.lines],
        "next": found.cursor,
        "closed": closed,
        "may_tell": request.actor.can(ProblemsPermission.TELL_FOR),
    }
    return render(request, "cockpit/problems.html", context)


def problem(request: HttpRequest, number: str) -> HttpResponse:
    """One problem with its acts, and a form for each act that the actor may do now. Raises ProblemNotFound."""
    view = problems.get_problem(request.actor, number=number, now=now(), today=today())
    departments = Departments(request.actor)
    act = request.POST.get("act", "")
    offered = _offered(request.actor, view, departments, request.POST, act)
    chosen = next((form for name, _title, form in offered if name == act), None)
    context = {
        **frame(request.actor, current=ROOM),
        "view": view,
        "lead": departments.name(view.line.problem.lead),
        "about": departments.name(view.told.about),
        "units": [(one, departments.name(one.unit)) for one in view.line.problem.units],
        "acts": [
            (one, KINDS[one.kind], departments.name(one.department), departments.name(one.unit))
            for one in view.acts
        ],
        "offered": offered,
    }
    show = form_page(request, "cockpit/problem.html", chosen or Form(), context)
    if chosen is None or not chosen.is_valid():
        return show()
    _ACTS[act](request.actor, number, chosen.cleaned_data)
    messages.success(request, _("已记下。"))
    return redirect(ROOM if act == "reply" else "cockpit-problem", *([] if act == "reply" else [number]))


def _offered(
    actor: Actor, view: ProblemView, departments: Departments, posted: Mapping[str, Any], act: str
) -> list[tuple[str, str, Form]]:
    """Return (act, title, form) of what this actor can do now; the form of `act` holds what was posted."""
    one, mine = view.line.problem, actor.department
    leads = one.lead == mine and actor.can(ProblemsPermission.WORK)
    names: list[str] = []
    if one.state in (ProblemState.REGISTERED, ProblemState.LED) and actor.can(ProblemsPermission.CLASSIFY):
        names.append("classify")
    if one.state is ProblemState.LED and leads:
        names += ["ask"] if one.open_units else ["answer", "ask"]
    if mine in one.open_units and actor.can(ProblemsPermission.WORK):
        names.append("reply")
    if one.needs_cause and actor.can(ProblemsPermission.FIND_CAUSE):
        names.append("cause")
    return [
        (name, _TITLES[name], _form(name, posted if name == act else None, departments)) for name in names
    ]


def _form(name: str, given: Mapping[str, Any] | None, departments: Departments) -> Form:
    """Return the form of an act; several stand on one page, so each has ids of its own."""
    ids = f"{name}_%s"
    if name == "classify":
        return ClassifyForm(given, departments=departments, auto_id=ids)
    if name == "ask":
        return AskForm(given, departments=departments, auto_id=ids)
    return (CauseForm if name == "cause" else _Words)(given, auto_id=ids)


_TITLES = {
    "classify": gettext_lazy("分类、定牵头部门"),
    "ask": gettext_lazy("请别的部门协办"),
    "reply": gettext_lazy("协办答复"),
    "answer": gettext_lazy("答复本人"),
    "cause": gettext_lazy("找原因"),
}
_ACTS: dict[str, Callable[[Actor, str, dict[str, Any]], None]] = {
    "classify": lambda actor, number, given: problems.classify(
        actor, number=number, kind=ProblemKind(given["kind"]), lead=given["unit"], now=now()
    ),
    "ask": lambda actor, number, given: problems.ask_unit(
        actor, number=number, unit=given["unit"], question=given["words"], now=now()
    ),
    "reply": lambda actor, number, given: problems.reply(
        actor, number=number, words=given["words"], now=now()
    ),
    "answer": lambda actor, number, given: problems.answer(
        actor, number=number, words=given["words"], now=now()
    ),
    "cause": lambda actor, number, given: problems.find_cause(
        actor,
        number=number,
        cause=CauseKind(given["cause"]),
        words=given["words"],
        change=given["change"],
        now=now(),
    ),
}
