"""The acts around a decision that granted: put it right or take it back by two officers; and a licence that fell."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission as P
from onething.channels.review.acts import ACTS, ActPage
from onething.channels.review.forms import Act, Plain, _line, _text
from onething.channels.review.shown import draft_of
from onething.core.actors import Actor
from onething.core.cases.graph import TAKEN_BACK
from onething.core.cases.parts import Correction, Grounds, Righting
from onething.core.cases.phrases import Phrase
from onething.core.cases.righting import ACTS as LICENCE_ACTS
from onething.core.cases.views import CaseView
from onething.core.cases.wording import RIGHTINGS
from onething.core.licences import grounds_of
from onething.core.offices import Office
from onething.kit.templatetags.kit import say


class Propose(Act):
    error_fields = {
        "cases.righting_ground_unknown": "ground",
        "cases.correction_empty": "now_is",
        "cases.grounds_missing": "reason",
        "cases.remedy_incomplete": "remedy",
        "cases.values_refused": "now_is",
    }

    kind = forms.ChoiceField(label=_("怎么处理"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("法定事由（更正、恢复不选）"), required=False)
    part = forms.ChoiceField(label=_("更正哪一处（更正时选）"), required=False)
    now_is = _line(_("更正为（更正时填）"), required=False)
    facts = _text(_("查明的事实"), missing=_("写明查到的事实"))
    article = _line(_("依据哪一条"), missing=_("写明依据哪一条"), longest=300)
    reason = _text(_("理由"), missing=_("写明理由"))
    remedy = _text(_("救济"), missing=_("写明到哪里、多少日内复议或起诉"), rows=2)
    compensation = _text(_("怎样赔偿、补偿（行政许可法第八条、第六十九条）"), required=False, rows=2)

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        restoring = view.line.status in TAKEN_BACK
        kinds = [kind for kind in Righting if (kind is Righting.RESTORATION) == restoring]
        self.fields["kind"].choices = [(kind.value, say(RIGHTINGS[kind])) for kind in kinds]
        self.fields["ground"].choices = [("", _("选一项"))] + [
            (str(say(RIGHTINGS[kind])), [(one.id, say(one.text)) for one in grounds_of(LICENCE_ACTS[kind])])
            for kind in kinds
            if kind in LICENCE_ACTS
        ]
        self.fields["part"].choices = [("", _("选一处"))] + [
            (one.key, f"{say(one.label)}：{say(one.words)}") for one in view.parts
        ]
        draft = draft_of(view)
        self.initial |= {"article": draft["article"], "remedy": draft["remedy"]}

    @property
    def corrections(self) -> list[Correction]:
        """Return what is to be corrected, as the service takes it."""
        given = self.cleaned_data
        was = {one.key: one.value for one in self.view.parts}
        if given["kind"] != Righting.CORRECTION:
            return []
        return [Correction(given["part"], was.get(given["part"], ""), given["now_is"])]


class Drop(Act):
    error_fields = {"cases.reason_missing": "reason"}
    reason = _text(_("为什么不再继续"), missing=_("写明理由"))


class LookAgain(Act):
    error_fields = {"cases.reason_missing": "reason"}
    licence = forms.ChoiceField(label=_("哪份证照"))
    reason = _text(_("核对到什么、凭什么还能办"), missing=_("写明重新核对的结果"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["licence"].choices = [
            (one.identifier, f"{say(one.label)}（{say(one.state)}）") for one in view.fallen
        ]


def _propose(actor: Actor, view: CaseView, form: Propose, now: datetime) -> object:
    given = form.cleaned_data
    kind = Righting(given["kind"])
    return cases.propose_righting(
        actor,
        case=view.line.number,
        kind=kind,
        ground=given["ground"] if kind in LICENCE_ACTS else "",
        grounds=Grounds(given["facts"], given["article"], given["reason"], given["remedy"]),
        compensation=given["compensation"],
        corrections=form.corrections,
        now=now,
        seen=given["seen"],
    )


def _confirm(actor: Actor, view: CaseView, form: Plain, now: datetime) -> object:
    return cases.confirm_righting(actor, case=view.line.number, now=now, seen=form.cleaned_data["seen"])


def _drop(actor: Actor, view: CaseView, form: Drop, now: datetime) -> object:
    return cases.drop_righting(actor, case=view.line.number, now=now, **form.cleaned_data)


def _look_again(actor: Actor, view: CaseView, form: LookAgain, now: datetime) -> object:
    return cases.look_again(actor, case=view.line.number, now=now, **form.cleaned_data)


PAGES: tuple[Any, ...] = (
    ActPage(
        "right", "propose_righting", P.PROPOSE_RIGHTING, Propose, _propose,
        _("更正、撤销、撤回、注销"), _("已提出，等另一位负责人或者督查人员决定。"), _("提出"),
        _("准予的决定有错、应当收回或者已经到头，在这里提出。要陈述申辩的，告知书马上发给持有人；另一个人决定后才生效。"),
        sure=_("事实、事由和理由写进文书；需要听取陈述申辩的，马上告知持有人。"),
    ),
    ActPage(
        "confirm-righting", "confirm_righting", P.CONFIRM_RIGHTING, Plain, _confirm,
        _("决定提出的更正、撤销或者注销"), _("已决定，文书已出，证照状态已同时变更。"), _("作出决定"),
        _("提出的人不能自己决定。决定后马上出文书，证照和用到这个结果的办件同时变。"),
        listed=False,
        sure=_("马上出决定书，电子证照同时变更，用到这个结果的办件重新核对前置条件。"),
    ),
    ActPage(
        "drop-righting", "drop_righting", P.PROPOSE_RIGHTING, Drop, _drop,
        _("不再继续"), _("已记下，原来的决定不变。"), _("不再继续"),
    ),
    ActPage(
        "look-again", "look_again", P.REVIEW, LookAgain, _look_again,
        _("重新核对证照"), _("已记下，可以继续办。"), _("记下核对结果"),
        _("依据的证照已经不是有效状态。另有依据的，写明白了才能准予；没有的，依法处理。"),
    ),
)  # fmt: skip
ACTS.update({one.name: one for one in PAGES})
