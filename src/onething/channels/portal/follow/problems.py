"""办不成事: telling what could not be got done after a failed attempt, and following it. It takes in no application, and
replaces no appeal; the pages say so, and where to go.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.areas.problems import api as problems
from onething.areas.problems.api import ProblemsPermission, ProblemView
from onething.core.actors import Actor
from onething.core.problems import ProblemState
from onething.kit.forms import Form, PhoneField, form_page
from onething.kit.ports import now, today, token


class TellForm(Form):
    """key: made when the form opened, so that it is told once however often it is sent."""

    error_fields = {"problems.application_not_yours": "application"}

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    what = forms.CharField(
        label=gettext_lazy("什么事办不成"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("写一写卡在哪里")},
    )
    tried = forms.CharField(
        label=gettext_lazy("在哪儿办过，什么时候，对方怎么说"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("先办过一次，没办成，再来反映")},
    )
    about = forms.ChoiceField(label=gettext_lazy("和哪个部门有关"), required=False)
    application = forms.ChoiceField(label=gettext_lazy("和哪件申请有关"), required=False)
    name = forms.CharField(
        label=gettext_lazy("怎么称呼"),
        max_length=100,
        error_messages={"required": gettext_lazy("填称呼")},
    )
    phone = PhoneField(
        label=gettext_lazy("打哪个电话答复"), error_messages={"required": gettext_lazy("填能打通的电话")}
    )

    def __init__(self, *given: object, actor: Actor, **more: object) -> None:
        super().__init__(*given, **more)
        language = get_language() or "zh-hans"
        departments = catalogue.current(actor).departments
        names = [(id, one.short.say(language)) for id, one in departments.items()]
        self.fields["about"].choices = [("", _("不清楚")), *names]  # type: ignore[attr-defined]
        lines = cases.list_applications(actor, today=today()).lines
        numbers = [(one.number, f"{one.name.say(language)} {one.number}") for one in lines]
        self.fields["application"].choices = [("", _("没有，或者不在这里")), *numbers]  # type: ignore[attr-defined]

    @property
    def told(self) -> problems.Told:
        return problems.Told(**{name: given for name, given in self.cleaned_data.items() if name != "key"})


class FollowForm(Form):
    number = forms.CharField(
        label=gettext_lazy("反映编号"),
        max_length=20,
        error_messages={"required": gettext_lazy("填登记时给的编号")},
    )
    code = forms.CharField(
        label=gettext_lazy("查询码"),
        max_length=16,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}),
        error_messages={"required": gettext_lazy("填登记时给的查询码")},
    )


class StillForm(Form):
    error_fields = {"problems.words_missing": "still"}

    still = forms.CharField(
        label=gettext_lazy("还有什么没解决"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("写一写还差什么")},
    )


def start(request: HttpRequest) -> HttpResponse:
    """What this is for and what not, one's own problems, and the form for whoever may tell one."""
    if not request.actor.can(ProblemsPermission.TELL):
        return render(request, "portal/follow/problems.html", {"form": None})
    mine = people.get_own_account(request.actor)
    initial = {"key": token(), "name": mine.name, "phone": mine.phone}
    form = TellForm(request.POST or None, actor=request.actor, initial=initial)
    context = {"own": problems.list_own(request.actor, today=today())}
    show = form_page(request, "portal/follow/problems.html", form, context)
    if not form.is_valid():
        return show()
    made = problems.tell(request.actor, told=form.told, key=form.cleaned_data["key"], now=now())
    messages.success(
        request, _("已登记。编号 {number}，查询码 {code}。").format(number=made.number, code=made.code)
    )
    return redirect("problem", made.number)


def own(request: HttpRequest, number: str) -> HttpResponse:
    """One's own problem; POST says that it is solved, or what is still wrong. Raises ProblemNotFound."""
    view = problems.get_own(request.actor, number=number, today=today())
    return _one(request, view, code="")


def follow(request: HttpRequest) -> HttpResponse:
    """A problem by number and code, without signing in. Raises ProblemNotFound."""
    form = FollowForm(request.POST or None)
    show = form_page(request, "portal/follow/problem_follow.html", form)
    if not form.is_valid():
        return show()
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    view = problems.follow(request.actor, number=number, code=code, today=today())
    return _one(request, view, code=code)


def _one(request: HttpRequest, view: ProblemView, *, code: str) -> HttpResponse:
    """Show a problem to its person, and take in whether it is solved. code: "" for whoever is signed in."""
    act = request.POST.get("act", "")
    form = StillForm(request.POST if act == "reopen" else None)
    departments = catalogue.current(request.actor).departments
    lead = departments.get(view.line.problem.lead)
    context = {
        "view": view,
        "lead": lead.name if lead else None,
        "code": code,
        "asked": view.line.problem.state is ProblemState.ANSWERED,
    }
    show = form_page(request, "portal/follow/problem.html", form, context)
    number = view.line.number
    if act == "confirm":
        problems.confirm(request.actor, number=number, code=code, now=now())
        messages.success(request, _("好，这件办结了。谢谢您告诉我们。"))
    elif act == "reopen" and form.is_valid():
        problems.reopen(request.actor, number=number, code=code, still=form.cleaned_data["still"], now=now())
        messages.success(request, _("接着办，牵头部门会再答复您。"))
    else:
        return show()
    return redirect("problem-follow") if code else redirect("problem", number)
