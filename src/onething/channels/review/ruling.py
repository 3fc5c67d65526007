"""A person beside the rule: taking its decision back in time, and saying whether it was right."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission as P
from onething.channels.review.acts import ACTS, ActPage
from onething.channels.review.forms import Act, _text
from onething.core.actors import Actor
from onething.core.cases.views import CaseView


class Override(Act):
    error_fields = {"cases.reason_missing": "reason", "cases.result_used": "reason"}
    reason = _text(_("为什么收回"), missing=_("写明为什么收回规则的决定"))


class CheckSample(Act):
    error_fields = {"cases.reason_missing": "note"}
    agrees = forms.ChoiceField(
        label=_("规则批准得对不对"),
        choices=(("yes", _("对，由人办也会准予")), ("no", _("不对"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("选对或者不对")},
    )
    note = _text(_("哪里不对（不对时写）"), required=False)


def _override(actor: Actor, view: CaseView, form: Override, now: datetime) -> object:
    return cases.override_rule(actor, case=view.line.number, now=now, **form.cleaned_data)


def _check(actor: Actor, view: CaseView, form: CheckSample, now: datetime) -> object:
    given = form.cleaned_data
    cases.check_sample(
        actor, case=view.line.number, agrees=given["agrees"] == "yes", note=given["note"], now=now
    )
    return view


PAGES: tuple[Any, ...] = (
    ActPage(
        "override", "override_rule", P.OVERRIDE_RULE, Override, _override,
        _("收回自动审批的决定"), _("已收回，这件由人重新决定。"), _("收回，由人决定"),
        _("送达以前可以收回。别的事项已经用了这个结果的，请提出撤销，由另一人决定。"),
        sure=_("规则作的准予不再算数，这件回到决定环节，期限照算。"),
    ),
    ActPage(
        "check-sample", "check_sample", P.CHECK_SAMPLE, CheckSample, _check,
        _("质检"), _("已记下质检结果。"), _("记下质检结果"),
        _("抽到的件由人看一遍：数据和规则对不对。不对的，另行提出更正或者撤销。"),
    ),
)  # fmt: skip
ACTS.update({one.name: one for one in PAGES})
