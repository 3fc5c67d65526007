"""The acts of a case on electronic licences: use one as fields, suspend and resume what the case gave, make its next version.

Taking back for good is a decision of two officers and stands in `righting`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.licences import api as licences
from onething.areas.licences.api import LicencesPermission as P
from onething.channels.review.acts import ActPage
from onething.channels.review.forms import Act, _line, _text
from onething.core.actors import Actor
from onething.core.cases.graph import GRANTS, UNDECIDED
from onething.core.cases.views import CaseView
from onething.core.catalogue.model import Package
from onething.core.licences import LicenceAct, LicenceData, grounds_of
from onething.core.papers import HeldLicence
from onething.kit.forms import DayField
from onething.kit.templatetags.kit import day as written_day
from onething.kit.templatetags.kit import say

#: The acts that one officer of the office that made a licence does alone.
ALONE = (LicenceAct.SUSPEND, LicenceAct.RESUME)
BAR = "|"


class UseLicence(Act):
    error_fields = {"licences.use_incomplete": "shown"}

    shown = forms.MultipleChoiceField(
        label=_("查哪种证照的哪几项"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("选要用的字段，够用就好")},
    )
    law = forms.ChoiceField(label=_("凭什么查"), required=False, widget=forms.RadioSelect)
    purpose = _line(_("为了什么（持有人看得到）"), missing=_("写明为了什么"), longest=300)

    def __init__(self, data: Any = None, *, package: Package, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["shown"].choices = [  # type: ignore[attr-defined]
            (
                f"{kind.id}{BAR}{element}",
                f"{say(kind.label)}{_('：')}{say(package.elements[element].label)}",
            )
            for kind in package.licences.values()
            for element in kind.fields
        ]
        listed = [(one, one) for one in self.view.law]
        self.fields["law"].choices = [("", _("持有人已经授权本部门")), *listed]  # type: ignore[attr-defined]

    def clean_shown(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["shown"]
        if len({one.partition(BAR)[0] for one in chosen}) > 1:
            raise forms.ValidationError(_("一次查一种证照，另一种再查一次"))
        return chosen

    @property
    def asked(self) -> dict[str, Any]:
        """Return what is asked for, as the service takes it."""
        given = self.cleaned_data
        kind = given["shown"][0].partition(BAR)[0]
        names = [one.partition(BAR)[2] for one in given["shown"]]
        return {"licence": kind, "fields": names, "law": given["law"], "purpose": given["purpose"]}


class _OfLicence(Act):
    """About a licence that this case gave."""

    licence = forms.ChoiceField(label=_("哪份证照"))

    def __init__(self, data: Any = None, *, held: Sequence[HeldLicence], **more: Any) -> None:
        super().__init__(data, **more)
        self.held = {one.identifier: one for one in held}
        self.fields["licence"].choices = [(one.identifier, _named(one)) for one in held]  # type: ignore[attr-defined]


def _named(held: HeldLicence) -> str:
    until = f"{_('，到')} {written_day(held.valid_to)}" if held.valid_to else ""
    return f"{say(held.label)}（{say(held.state.label)}{until}）"


class ChangeLicence(_OfLicence):
    error_fields = {
        "licences.act_impossible": "act",
        "licences.ground_unknown": "ground",
        "licences.reason_missing": "reason",
    }

    act = forms.ChoiceField(label=_("怎么处理"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("法定事由"))
    article = _line(_("依据哪一条"), missing=_("写明依据哪一条"), longest=300)
    reason = _text(_("理由"), missing=_("写明理由"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["act"].choices = [(one.value, say(one.label)) for one in ALONE]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (str(say(act.label)), [(one.id, say(one.text)) for one in grounds_of(act)]) for act in ALONE
        ]

    @property
    def asked(self) -> dict[str, Any]:
        """Return what is asked for, as the service takes it."""
        given = self.cleaned_data
        same = {name: given[name] for name in ("ground", "article", "reason")}
        return {**same, "identifier": given["licence"], "act": LicenceAct(given["act"])}


class ReplaceLicence(_OfLicence):
    error_fields = {
        "licences.act_impossible": "licence",
        "licences.decision_missing": "document",
        "licences.reason_missing": "reason",
        "licences.renewal_not_longer": "valid_to",
        "licences.alteration_empty": "now_is",
        "licences.field_unknown": "part",
    }

    ground = forms.ChoiceField(
        label=_("延续还是变更"),
        choices=(
            ("renewed", _("延续（行政许可法第五十条）")),
            ("altered", _("变更（行政许可法第四十九条）")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("选延续或者变更")},
    )
    valid_to = DayField(
        label=_("新的最后一天（延续时填，不填按这种证照的年限）"),
        required=False,
    )
    part = forms.ChoiceField(label=_("变更哪一项（变更时选）"), required=False)
    now_is = _line(_("变更为（变更时填）"), required=False)
    document = _line(_("准予延续或者变更的决定文号"), missing=_("写明决定的文号"), longest=60)
    reason = _text(_("理由"), missing=_("写明理由"))

    def __init__(self, data: Any = None, *, package: Package, **more: Any) -> None:
        super().__init__(data, **more)
        names = dict.fromkeys(name for one in self.held.values() for name in one.fields)
        self.fields["part"].choices = [("", _("选一项"))] + [  # type: ignore[attr-defined]
            (name, say(package.elements[name].label)) for name in names if name in package.elements
        ]

    def refuse(self, error: Any) -> None:
        """What is wrong with the new value stands beside it."""
        if error.code.startswith("values."):
            self.add_error("now_is", str(say(error.sentence)))
        else:
            super().refuse(error)

    @property
    def asked(self) -> dict[str, Any]:
        """Return what is asked for, as the service takes it; a renewal alters nothing."""
        given = self.cleaned_data
        same = {name: given[name] for name in ("ground", "valid_to", "document", "reason")}
        altered = given["part"] and given["ground"] == "altered"
        fields = {given["part"]: given["now_is"]} if altered else {}
        return {**same, "identifier": given["licence"], "fields": fields}


def _held(actor: Actor, view: CaseView) -> dict[str, Any]:
    """Raises LicenceNotFound where the case gave none."""
    held = licences.list_of_case(actor, case=view.line.number)
    if not held:
        raise licences.LicenceNotFound
    return {"held": held}


def _package(actor: Actor, view: CaseView) -> dict[str, Any]:
    return {"package": catalogue.current(actor)}


def _held_and_package(actor: Actor, view: CaseView) -> dict[str, Any]:
    return {**_held(actor, view), **_package(actor, view)}


def read_fields(actor: Actor, view: CaseView, form: UseLicence, now: datetime) -> LicenceData:
    """Raises what `licences.use_in_case` raises."""
    return licences.use_in_case(actor, case=view.line.number, **form.asked, now=now)


def _change(actor: Actor, view: CaseView, form: ChangeLicence, now: datetime) -> object:
    return licences.change(actor, **form.asked, now=now)


def _replace(actor: Actor, view: CaseView, form: ReplaceLicence, now: datetime) -> object:
    return licences.replace_licence(actor, **form.asked, now=now)


USE = ActPage(
    "use-licence", "", P.USE, UseLicence, read_fields,
    _("查用电子证照"), "", _("查用"),
    _("只给字段，不给图片。要有持有人的授权，或者本事项的设定依据；每次查用持有人都看得到。"),
    more=_package,
)  # fmt: skip
CHANGE = ActPage(
    "change-licence", "", P.CHANGE, ChangeLicence, _change,
    _("暂停或者恢复证照"), _("证照状态已变更，用到它的办件都会知道。"), _("变更状态"),
    _("只管暂停和恢复。撤销、撤回、注销由两个人决定，从“更正、撤销、撤回、注销”提出。"),
    sure=_("持有人的证照马上变成这个状态，用到它的在办件要重新核对。"),
    more=_held,
)  # fmt: skip
REPLACE = ActPage(
    "replace-licence", "", P.REPLACE, ReplaceLicence, _replace,
    _("延续或者变更，换发证照"), _("已换发新版本，原来的一份写明由它接替。"), _("换发"),
    _("依持有人的申请、凭准予的决定换发：证照编号不变，版本加一。写错了要改的，走更正。"),
    sure=_("马上换发新版本，原来的一份不再有效。"),
    more=_held_and_package,
)  # fmt: skip


def open_licences(actor: Actor, view: CaseView) -> list[ActPage]:
    """Return what the office that has the case can do about licences now."""
    if not view.actions:
        return []
    found = [USE] if view.line.status in UNDECIDED and actor.can(P.USE) else []
    if view.line.status in GRANTS and view.certificates and actor.can(P.CHANGE):
        held = licences.list_of_case(actor, case=view.line.number)
        found += [one for one in (CHANGE, REPLACE) if held and actor.can(one.needs)]
    return found
