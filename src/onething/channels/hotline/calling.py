"""The caller's application: found by what is on the receipt, told in sentences that an agent reads out.

The words are those of the applicant's own page. Number, code and name come in the body of the request, never in an
address; nothing of them is kept in the page's address or in the session.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.cases import api as cases
from onething.channels.portal.follow import showing
from onething.channels.portal.follow.forms import NUMBER_CODES
from onething.core.cases.calling import LAST, Caller, CallerView, CallReason
from onething.core.cases.matter import Standing
from onething.kit.forms import Form, form_page
from onething.kit.ports import now, today
from onething.kit.problems import show

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class CallerForm(Form):
    """In the order of the call: why, which number, and whose it is."""

    error_fields = {
        **{f"codes.{name}": "number" for name in NUMBER_CODES},
        "cases.number_unknown": "number",
        "cases.caller_not_shown": "code",
    }

    number = forms.CharField(
        label=gettext_lazy("收件凭证上的编号"),
        max_length=60,
        help_text=gettext_lazy("横线、空格可以不写"),
        widget=forms.TextInput(attrs={**_PLAIN, "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("请对方念收件凭证上的编号")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("来电为了什么"),
        error_messages={"required": gettext_lazy("选来电的原因；查看会留记录，申请人看得到")},
    )
    code = forms.CharField(
        label=gettext_lazy("查询码"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("在编号下面；报对了才说内容"),
        widget=forms.TextInput(attrs=_PLAIN),
    )
    name = forms.CharField(
        label=gettext_lazy("没有查询码：申请人姓名"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    last = forms.CharField(
        label=gettext_lazy("和证件号最后四位"),
        max_length=LAST,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    note = forms.CharField(
        label=gettext_lazy("记一句"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("不写姓名和号码"),
        widget=forms.TextInput(attrs=_PLAIN),
    )

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **more)
        reasons = [(one.value, show(one.label)) for one in CallReason]
        if not self.is_bound:
            self.fields["number"].widget.attrs["autofocus"] = True
        self.fields["reason"].choices = [("", _("请选择")), *reasons]  # type: ignore[attr-defined]


def case(request: HttpRequest) -> HttpResponse:
    """Show the form, or the application of the number that was named."""
    form = CallerForm(request.POST or None)
    again = form_page(request, "hotline/case.html", form)
    if not form.is_valid():
        return again()
    said = form.cleaned_data
    view = cases.caller_view(
        request.actor,
        number=said["number"],
        reason=CallReason(said["reason"]),
        caller=Caller(said["code"], said["name"], said["last"]),
        note=said["note"],
        now=now(),
    )
    lines = [showing.line(one, view.cases, view.notices) for one in view.cases]
    asked = showing.asked(view) if view.shown else None
    context = {
        "form": form,
        "view": view,
        "lines": lines,
        "asked": asked,
        "aloud": list(_aloud(view, lines, asked, today=today())),
    }
    return render(request, "hotline/case.html", context)


def _aloud(
    view: CallerView, lines: Sequence[showing.Line], asked: showing.Asked | None, *, today: date
) -> Iterator[str]:
    """Yield what the agent says, sentence by sentence: where it stands, what is missing, what comes next."""
    day = showing.day(view.submitted_on)
    if not view.shown:
        counts = {"day": day, "n": view.total, "ended": view.ended}
        yield _("这个编号有一件申请，{day}提交，共 {n} 项，{ended} 项已经结束。").format(**counts)
        yield _standing(view)
        yield _("要听细的，请报收件凭证上的查询码；没有查询码的，报申请人姓名和证件号最后四位。")
        return
    name = view.name.say(showing.language())
    counted = _("、").join(_("{label} {n} 项").format(label=label, n=n) for label, n in showing.counts(lines))
    yield _("“{name}”{day}提交，共 {n} 项：{counted}。").format(
        name=name, day=day, n=view.total, counted=counted
    )
    if asked and asked.open:
        labels = _("、").join(one.label for one in asked.open)
        yield _("还差 {n} 份：{labels}。").format(n=len(asked.open), labels=labels)
        if asked.until:
            yield _("{day}前补上就行。").format(day=showing.day(asked.until))
        yield _("登录后从“我的申请”上传，或者送到任何一个窗口。")
    next_on = showing.next_day(view, today=today)
    if next_on:
        yield _("下一个日期是{day}。").format(day=showing.day(next_on))
    elif not (asked and asked.open):
        yield _standing(view)
    if any(line.mark in ("no", "off") for line in lines):
        yield _("为什么没有办成，写在送达的文书里，电话里不说；登录后可以看，或者带身份证到窗口看。")


def _standing(view: CallerView) -> str:
    """Return what is said of an application as a whole."""
    return {
        Standing.WAITING_FOR_YOU: _("现在等申请人补材料；登录后从“我的申请”里看补什么。"),
        Standing.WAITING_FOR_OFFICE: _("现在部门在办，不用您做什么；有结果会发消息。"),
        Standing.ENDED: _("全部结束了；结果登录后从“我的申请”里看，或者按申请时选的方式送达。"),
    }[view.standing]
