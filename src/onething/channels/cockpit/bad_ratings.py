"""The room of bad ratings: each an order that is called back, verified, rectified and fed back, in its time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from onething.areas.ratings import api as ratings
from onething.areas.ratings.api import RatingsPermission
from onething.channels.cockpit.naming import Departments
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.core.papers import Printer
from onething.core.ratings import AppealState, Complexity, InvalidBecause, Order, OrderState
from onething.kit.forms import Form, form_page
from onething.kit.ports import SHANGHAI, now, port, today

ROOM = "cockpit-bad-ratings"
ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("差评工单"),
        gettext_lazy("每个差评回访、核实、整改、反馈；谁评的，被评的人看不到。"),
        RatingsPermission.SEE_ORDERS,
        lambda actor: ratings.count_orders(actor),
    )
)
#: What happened to an order, in words.
KINDS = {
    "opened": gettext_lazy("收到差评"),
    "released": gettext_lazy("评价查过，计入，从当天起算"),
    "dropped": gettext_lazy("评价查过，不计入"),
    "called_back": gettext_lazy("已回访"),
    "unreached": gettext_lazy("没有联系上"),
    "found_valid": gettext_lazy("核实属实"),
    "found_invalid": gettext_lazy("提出认定无效"),
    "agreed": gettext_lazy("复核同意无效"),
    "not_agreed": gettext_lazy("复核不同意，照常整改"),
    "rectified": gettext_lazy("已整改"),
    "fed_back": gettext_lazy("已反馈，对方认可"),
    "not_content": gettext_lazy("已反馈，对方不认可"),
    "appealed": gettext_lazy("被评单位申诉"),
    "upheld": gettext_lazy("申诉成立，不计入"),
    "rejected": gettext_lazy("申诉不成立"),
}


class _Words(Form):
    error_fields = {"ratings.names_rater": "words", "ratings.words_missing": "words"}

    words = forms.CharField(
        label=gettext_lazy("写明情况"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("被评的单位看得到。不要写姓名、电话、证号和办件编号"),
        error_messages={"required": gettext_lazy("写明情况")},
    )


class CallForm(_Words):
    reached = forms.TypedChoiceField(
        label=gettext_lazy("联系上了吗"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("联系上了")), ("no", gettext_lazy("没有联系上"))],
        error_messages={"required": gettext_lazy("先选一种")},
    )
    complexity = forms.ChoiceField(
        label=gettext_lazy("整改要多久"),
        choices=[
            (Complexity.AT_ONCE.value, gettext_lazy("当场能改")),
            (Complexity.SIMPLE.value, gettext_lazy("简单")),
            (Complexity.COMPLEX.value, gettext_lazy("复杂")),
        ],
        initial=Complexity.SIMPLE.value,
    )


class VerifyForm(_Words):
    because = forms.ChoiceField(
        label=gettext_lazy("核实下来"),
        required=False,
        choices=[
            ("", gettext_lazy("属实，要整改")),
            (InvalidBecause.MALICIOUS.value, gettext_lazy("无效：恶意差评（写明证据）")),
            (InvalidBecause.WRONG_TARGET.value, gettext_lazy("无效：评错了对象（写明证据）")),
            (InvalidBecause.NO_SERVICE.value, gettext_lazy("无效：不是政务服务的事（写明证据）")),
        ],
    )


class YesNoForm(_Words):
    """yes, no: what each answer says."""

    answer = forms.TypedChoiceField(
        label=gettext_lazy("结论"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[],
        error_messages={"required": gettext_lazy("先选一种")},
    )

    def __init__(self, *given: Any, yes: str = "", no: str = "") -> None:
        super().__init__(*given)
        self.fields["answer"].choices = [("yes", yes), ("no", no)]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done with an order now. keep: does it, with what the form holds."""

    title: str
    needs: RatingsPermission
    form: Callable[[Any], Form]
    keep: Callable[[Actor, UUID, dict[str, Any]], Order]


def step_of(order: Order) -> Step | None:
    """Return what comes next, None where nothing does."""
    if order.state is OrderState.CLOSED:
        if order.appeal is AppealState.ASKED:
            return _ANSWER_APPEAL
        return None if order.invalid or order.appeal else _APPEAL
    return _STEPS[order.state]


def room(request: HttpRequest) -> HttpResponse:
    which = request.GET.get("which", "open")
    if which not in {"open", "late", "closed"}:
        raise Http404
    found = ratings.list_orders(request.actor, today=today(), which=which, cursor=request.GET.get("from", ""))
    departments = Departments(request.actor)
    lines = [(one, departments.name(one.department)) for one in found.lines]
    context = {**frame(request.actor, current=ROOM), "lines": lines, "next": found.cursor, "which": which}
    context["figures"] = ratings.follow_up(request.actor, today=today())
    return render(request, "cockpit/bad_ratings.html", context)


def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One order with its acts, and the form of what comes next for whoever may do it. Raises OrderNotFound."""
    view = ratings.get_order(request.actor, order=order_id, today=today())
    step = step_of(view.line.order)
    mine = step if step is not None and request.actor.can(step.needs) else None
    form = mine.form(request.POST or None) if mine else Form()
    departments = Departments(request.actor)
    context = {
        **frame(request.actor, current=ROOM),
        "view": view,
        "owner": departments.name(view.line.department),
        "acts": [(one, KINDS[one.kind], departments.name(one.department)) for one in view.acts],
        "step": mine,
        "may_call": request.actor.can(RatingsPermission.CALL_BACK),
    }
    show = form_page(request, "cockpit/bad_rating.html", form, context)
    if mine is None or not form.is_valid():
        return show()
    mine.keep(request.actor, order_id, form.cleaned_data)
    messages.success(request, _("已记下。"))
    return redirect("cockpit-bad-rating", order_id)


#: Acts of an order, by the part of its sheet in which they stand.
PARTS: Mapping[str, tuple[str, ...]] = {
    "called": ("called_back", "unreached"),
    "verified": ("found_valid", "found_invalid"),
    "reviewed": ("agreed", "not_agreed"),
    "measures": ("rectified",),
    "fed_back": ("fed_back", "not_content"),
    "appeal": ("appealed", "upheld", "rejected"),
}


def sheet(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The order on paper when it has ended: what was found, what was done, what the rater said then; never who rated.

    Raises OrderNotFound, RuleBroken for an order that has not come so far.
    """
    view = ratings.get_order(request.actor, order=order_id, today=today())
    found, departments = view.line.order, Departments(request.actor)
    with override("zh-hans"):
        parts = {
            name: [_row(one, departments) for one in view.acts if one.kind in kinds]
            for name, kinds in PARTS.items()
        }
        values = {
            "organ": departments.name(view.line.department).zh,
            "item": view.line.name.zh,
            "order": order_id.hex[-12:].upper(),
            "level": view.line.level.label.zh,
            "opened_on": found.opened_on,
            "closed_on": found.closed_on,
            "how": "rectified" if parts["measures"] else "invalid",
            **parts,
        }
    content = port(Printer).print(  # type: ignore[type-abstract]
        "rectification", values, number="", on=today(), verify_url="", organ=""
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = f'inline; filename="{values["order"]}.pdf"'
    return response


def _row(one: ratings.Act, departments: Departments) -> dict[str, str]:
    who = one.who and f"{one.who}（{departments.name(one.department).zh}）" if one.department else one.who
    at = f"{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return {"what": str(KINDS[one.kind]), "said": one.words, "who": who, "at": at}


def rater(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Whom to call back: for the hotline, and each look is written down. Raises NotAllowed, OrderNotFound."""
    found = ratings.see_rater(request.actor, order=order_id, now=now())
    context = {**frame(request.actor, current=ROOM), "rater": found, "order_id": order_id}
    return render(request, "cockpit/rater.html", context)


def _call(actor: Actor, order: UUID, given: dict[str, Any]) -> Order:
    complexity = Complexity(given["complexity"])
    reached, words = given["reached"], given["words"]
    return ratings.call_back(
        actor, order=order, reached=reached, summary=words, complexity=complexity, now=now()
    )


def _verify(actor: Actor, order: UUID, given: dict[str, Any]) -> Order:
    because = InvalidBecause(given["because"]) if given["because"] else None
    return ratings.verify(actor, order=order, findings=given["words"], because=because, now=now())


_P = RatingsPermission
_STEPS = {
    OrderState.OPENED: Step(gettext_lazy("回访"), _P.CALL_BACK, CallForm, _call),
    OrderState.CALLED: Step(gettext_lazy("核实"), _P.VERIFY, VerifyForm, _verify),
    OrderState.PROPOSED: Step(
        gettext_lazy("复核"),
        _P.REVIEW,
        lambda given: YesNoForm(given, yes=_("同意，评价无效"), no=_("不同意，照常整改")),
        lambda actor, order, given: ratings.review(
            actor, order=order, agreed=given["answer"], reason=given["words"], now=now()
        ),
    ),
    OrderState.VERIFIED: Step(
        gettext_lazy("整改"),
        _P.VERIFY,
        _Words,
        lambda actor, order, given: ratings.rectify(actor, order=order, measures=given["words"], now=now()),
    ),
    OrderState.RECTIFIED: Step(
        gettext_lazy("反馈"),
        _P.CALL_BACK,
        lambda given: YesNoForm(given, yes=_("对方认可"), no=_("对方不认可")),
        lambda actor, order, given: ratings.feed_back(
            actor, order=order, content=given["answer"], words=given["words"], now=now()
        ),
    ),
}
_APPEAL = Step(
    gettext_lazy("申诉"),
    _P.VERIFY,
    _Words,
    lambda actor, order, given: ratings.appeal(actor, order=order, reason=given["words"], now=now()),
)
_ANSWER_APPEAL = Step(
    gettext_lazy("答复申诉"),
    _P.REVIEW,
    lambda given: YesNoForm(given, yes=_("成立，这个评价不计入"), no=_("不成立")),
    lambda actor, order, given: ratings.answer_appeal(
        actor, order=order, upheld=given["answer"], reason=given["words"], now=now()
    ),
)
