"""Pages for one parcel with all results: it leaves, arrives, or comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission as P
from onething.channels.review.acts import ActPage
from onething.channels.review.forms import Act, _line, _text
from onething.core.actors import Actor
from onething.core.cases.phrases import Phrase
from onething.core.cases.views import CaseView
from onething.core.offices import Office
from onething.kit.templatetags.kit import say


class Parcel(Act):
    error_fields = {
        "cases.parcel_known": "parcel",
        "cases.proof_missing": "parcel",
        "cases.handover_waits": "parcel",
        "cases.not_posted": "courier",
    }

    courier = _line(_("哪家快递"), missing=_("写明哪家快递"), longest=40)
    parcel = _line(_("快递单号"), missing=_("写快递单号"), longest=40)

    @property
    def said(self) -> list[tuple[str, str]]:
        inside = gettext("、").join(str(say(one)) for one in self.view.handover.ready)
        return [(gettext("包裹里的结果"), inside), *super().said]


class _OfParcel(Act):
    parcel = forms.ChoiceField(label=_("哪一个包裹"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["parcel"].choices = [
            (one.number, f"{one.courier} {one.number}") for one in view.handover.parcels if one.travels
        ]


class Arrived(_OfParcel):
    error_fields = {"cases.proof_missing": "receiver", "cases.no_such_parcel": "parcel"}
    receiver = _line(_("谁收的"), missing=_("写收件人姓名"), longest=80)


class Returned(_OfParcel):
    error_fields = {"cases.reason_missing": "reason", "cases.no_such_parcel": "parcel"}
    reason = _text(_("为什么退回"), missing=_("写明为什么退回"), rows=2)


def _given(form: Act) -> dict[str, Any]:
    """Return what was typed; `seen` counts the events of the case, and a parcel is the application's."""
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


def _send(actor: Actor, view: CaseView, form: Parcel, now: datetime) -> object:
    return cases.send_parcel(actor, application=view.line.application, now=now, **_given(form))


def _receive(actor: Actor, view: CaseView, form: Arrived, now: datetime) -> object:
    return cases.receive_parcel(actor, application=view.line.application, now=now, **_given(form))


def _return(actor: Actor, view: CaseView, form: Returned, now: datetime) -> object:
    return cases.return_parcel(actor, application=view.line.application, now=now, **_given(form))


PARCELS: dict[str, ActPage] = {
    one.name: one
    for one in (
        ActPage(
            "parcel", "send_parcel", P.DELIVER, Parcel, _send,
            _("寄出全部结果"), _("已寄出，申请人看得到单号。"), _("登记寄出"),
            _("一个包裹寄全部结果。还有没出来的，等到最早的送达期限为止。"),
            sure=_("登记后申请人马上看到单号。"),
        ),
        ActPage(
            "parcel-arrived", "receive_parcel", P.DELIVER, Arrived, _receive,
            _("登记包裹签收"), _("已送达，归档。"), _("登记签收"),
        ),
        ActPage(
            "parcel-returned", "return_parcel", P.DELIVER, Returned, _return,
            _("登记包裹退回"), _("已登记退回，结果要重新送达。"), _("登记退回"),
        ),
    )
}  # fmt: skip


def open_parcels(actor: Actor, view: CaseView) -> list[ActPage]:
    """Return what can be done about parcels of this application now."""
    if not actor.can(P.DELIVER):
        return []
    handover = view.handover
    travels = any(one.travels for one in handover.parcels)
    can = {"send_parcel": handover.way == "post" and bool(handover.ready)}
    can |= {"receive_parcel": travels, "return_parcel": travels}
    return [one for one in PARCELS.values() if can[one.action]]
