"""The roll of a town's school places made from its cases: who stands in it, who does not and why, and its file (docs/enrolment.md)."""

from collections import Counter

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.channels.review.views import side
from onething.core.actors import Actor
from onething.core.catalogue.model import Package
from onething.core.enrolment import making
from onething.core.enrolment.making import MadeRoll, Registered, make_roll
from onething.core.enrolment.placing import Way
from onething.core.enrolment.roll import BadRoll
from onething.core.places import PROVINCES
from onething.core.source import Text
from onething.kit.forms import Form, form_page
from onething.kit.ports import now
from onething.kit.problems import show

#: Bytes of a plan, without children.
MOST_BYTES = 1_000_000
_PLAN = "roll-plan"
_WHY = Text("编制学位派位名册", "Making the roll for school places")
_WAYS = {
    Way.PREFERENTIAL: _("优待政策入学"),
    Way.HOUSEHOLD: _("户籍学区入学"),
    Way.POINTS: _("积分制入学"),
}


class Plan(Form):
    file = forms.FileField(
        label=_("本年度派位方案文件（JSON）"),
        help_text=_("写明年份、镇街、学校和学位数、学区门牌、积分规则；不写孩子，孩子从办件里来。"),
        error_messages={"required": _("选方案文件，再核对")},
    )

    def clean_file(self) -> str:
        """Return the text of the plan; it is held to its sense where the roll is made."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("方案文件最大 1 MB；孩子不写在里面"))
        data: bytes = given.read()
        try:
            text = data.decode()
            make_roll(data, (), above=())
        except UnicodeDecodeError:
            raise forms.ValidationError(_("方案文件要用 UTF-8 编码")) from None
        except BadRoll as error:
            raise forms.ValidationError([show(one) for one in error.problems]) from None
        return text


def roll(request: HttpRequest) -> HttpResponse:
    """Take the plan of the year, and show what the cases of the office make of it."""
    package, items = _items(request.actor)
    plan = request.session.get(_PLAN, "")
    form = Plan(request.POST or None, request.FILES or None)
    context = {**side(request), "total": cases.count_valued(request.actor, items=items)}
    if request.method == "POST":
        show = form_page(request, "review/roll.html", form, context)
        if not form.is_valid():
            return show()
        request.session[_PLAN] = form.cleaned_data["file"]
        return redirect("review-roll")
    made = _made(request.actor, package, items, plan) if plan else None
    if made is not None:
        ways = Counter(one.way for one in made.roll.children)
        context |= {
            "made": made,
            "ways": [(label, ways[way]) for way, label in _WAYS.items()],
            "places": sum(one.places for one in made.roll.schools),
        }
    return render(request, "review/roll.html", {**context, "form": Plan()})


def roll_file(request: HttpRequest) -> HttpResponse:
    """The file of the roll as its digest is published; who is left out is not in it, and its name says so."""
    package, items = _items(request.actor)
    plan = request.session.get(_PLAN, "")
    if not plan:
        return redirect("review-roll")
    made = _made(request.actor, package, items, plan)
    name = f"{'partial-' if made.left_out else ''}roll-{made.roll.digest[:16]}.json"
    response = HttpResponse(made.data, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _items(actor: Actor) -> tuple[Package, tuple[str, ...]]:
    """Return the items of the actor's department that give places at schools. Raises Http404 where it has none."""
    package = catalogue.current(actor)
    found = making.items_of(package, actor.department)
    if not found:
        raise Http404
    return package, found


def _made(actor: Actor, package: Package, items: tuple[str, ...], plan: str) -> MadeRoll:
    found = cases.list_values(
        actor,
        items=items,
        elements=making.ELEMENTS - {making.ADDRESS},
        others=(f"home/{making.ADDRESS}",),
        purpose=_WHY,
        now=now(),
    )
    province = PROVINCES.get(package.division[:2], "")
    above = {one.name for one in package.divisions.values()} | {province, f"{province}省"}
    return make_roll(plan.encode(), [Registered(one.case, one.values) for one in found], above=above)
