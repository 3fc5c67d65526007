"""The officers of a manager's office: who is given which cases, who is away, and who stands in."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.catalogue import api as catalogue
from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor, Role
from onething.core.catalogue.bodies import bodies_of
from onething.core.catalogue.model import StepKind
from onething.kit.forms import DayField, Form, form_page
from onething.kit.pages import page
from onething.kit.ports import now, today
from onething.kit.templatetags.kit import say

NAME = "cockpit-officers"
STEPS = {
    StepKind.FIRST_CHECK: gettext_lazy("初审"),
    StepKind.DECISION: gettext_lazy("决定"),
}
Choices = Sequence[tuple[str, str]]


def _day(label: Any, *, required: bool = True) -> DayField:
    return DayField(label=label, required=required)


class SkillForm(Form):
    error_fields = {"offices.not_a_colleague": "officer", "offices.period_backwards": "to_on"}

    officer = forms.ChoiceField(label=gettext_lazy("谁"))
    item = forms.ChoiceField(label=gettext_lazy("哪个事项"), required=False)
    step = forms.ChoiceField(label=gettext_lazy("哪个环节"), required=False)
    person = forms.CharField(
        label=gettext_lazy("本人证件号（用来回避，不显示）"), required=False, max_length=40
    )
    from_on = _day(gettext_lazy("从哪天起"))
    to_on = _day(gettext_lazy("到哪天为止（不含；不填就一直有效）"), required=False)

    def __init__(self, data: Any, *, officers: Choices, items: Choices) -> None:
        super().__init__(data, initial={"from_on": today()})
        self.fields["officer"].choices = [("", _("请选")), *officers]
        self.fields["item"].choices = [("", _("本部门全部事项")), *items]
        self.fields["step"].choices = [("", _("全部环节")), *STEPS.items()]


class LeaveForm(Form):
    error_fields = {
        "offices.not_a_colleague": "officer",
        "offices.period_backwards": "to_on",
        "offices.stand_in_for_oneself": "stand_in",
        "offices.stand_in_away": "stand_in",
        "offices.away_already": "from_on",
    }

    officer = forms.ChoiceField(label=gettext_lazy("谁休假"))
    stand_in = forms.ChoiceField(label=gettext_lazy("谁顶岗"))
    from_on = _day(gettext_lazy("从哪天起"))
    to_on = _day(gettext_lazy("哪天回来"))

    def __init__(self, data: Any, *, officers: Choices) -> None:
        super().__init__(data)
        for name in ("officer", "stand_in"):
            self.fields[name].choices = [("", _("请选")), *officers]


def _officers(actor: Actor) -> Choices:
    staff = people.list_staff(actor, department=actor.department)
    return [
        (str(one.id), one.name)
        for one in staff
        if Role.REVIEWER in one.roles and one.division == actor.division
    ]


def _items(actor: Actor) -> Choices:
    """Return the items in whose steps the actor's department has a part."""
    package = catalogue.current(actor)
    return [
        (one.id, str(say(one.name)))
        for one in package.items.values()
        if actor.department in bodies_of(one, package)
    ]


def officers(request: HttpRequest) -> HttpResponse:
    """Show who works on what and who is away; nothing is said by an office that has no skills."""
    items = dict(_items(request.actor))
    skills = offices.list_skills(request.actor, on=today())
    context = {
        **frame(request.actor, current=NAME),
        "skills": [(one, items.get(one.item, one.item), STEPS.get(one.step, one.step)) for one in skills],
        "leaves": offices.list_leaves(request.actor, on=today()),
    }
    return render(request, "cockpit/officers.html", context)


def _add(
    request: HttpRequest, form: Form, heading: Any, carry_out: Callable[..., object], said: Any
) -> HttpResponse:
    context = {**frame(request.actor, current=NAME), "heading": heading}
    show = form_page(request, "cockpit/officers_add.html", form, context)
    if not form.is_valid():
        return show()
    carry_out(request.actor, **form.cleaned_data, now=now())
    messages.success(request, said)
    return redirect(NAME)


def add_skill(request: HttpRequest) -> HttpResponse:
    form = SkillForm(request.POST or None, officers=_officers(request.actor), items=_items(request.actor))
    return _add(request, form, _("加一条承办范围"), offices.add_skill, _("已登记，新来的件按它派。"))


def add_leave(request: HttpRequest) -> HttpResponse:
    form = LeaveForm(request.POST or None, officers=_officers(request.actor))
    return _add(request, form, _("登记休假"), offices.add_leave, _("已登记，那几天由顶岗的同事办。"))


def end_skill(request: HttpRequest, skill: UUID) -> HttpResponse:
    offices.end_skill(request.actor, skill=skill, now=now())
    messages.success(request, _("已结束，今天起不再按它派件。"))
    return redirect(NAME)


def end_leave(request: HttpRequest, leave: UUID) -> HttpResponse:
    offices.end_leave(request.actor, leave=leave, now=now())
    messages.success(request, _("已登记回岗。"))
    return redirect(NAME)


def _waiting(actor: Actor) -> int:
    """Return how many of the office are away today."""
    return sum(one.holds(today()) for one in offices.list_leaves(actor, on=today()))


ROOMS.append(
    Room(
        NAME,
        gettext_lazy("审批人员"),
        gettext_lazy("谁办哪些事项、谁休假、谁顶岗。登记了承办范围，件就由系统随机派，谁也挑不了。"),
        offices.OfficesPermission.STAFF,
        _waiting,
    )
)

_STAFF = offices.OfficesPermission.STAFF
urlpatterns = [
    page("officers/", officers, needs={"GET": _STAFF}, name=NAME),
    page(
        "officers/skills/add",
        add_skill,
        needs={"GET": _STAFF, "POST": _STAFF},
        name="cockpit-skill-add",
    ),
    page(
        "officers/leaves/add",
        add_leave,
        needs={"GET": _STAFF, "POST": _STAFF},
        name="cockpit-leave-add",
    ),
    page("officers/skills/<uuid:skill>/end", end_skill, needs={"POST": _STAFF}, name="cockpit-skill-end"),
    page("officers/leaves/<uuid:leave>/end", end_leave, needs={"POST": _STAFF}, name="cockpit-leave-end"),
]
