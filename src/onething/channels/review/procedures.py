"""Pages for what comes before a decision: site check, public notice, those concerned, hearing."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.areas.cases.api import CasesPermission as P
from onething.channels.review.acts import ActPage, colleagues
from onething.channels.review.forms import DECIDING, Act, _line, _text
from onething.core.actors import Actor
from onething.core.cases.parts import SiteOfficer
from onething.core.cases.phrases import Phrase
from onething.core.cases.views import CaseView
from onething.core.offices import Office
from onething.kit.forms import DayField
from onething.kit.templatetags.kit import say


def _lines(text: str) -> tuple[str, ...]:
    """Return what was typed one a line, or set apart by 、 as names are."""
    return tuple(one.strip() for one in re.split(r"[\n、]", text) if one.strip())


class SiteCheck(Act):
    error_fields = {"cases.two_officers_needed": "second", "cases.record_incomplete": "found"}

    place = _line(_("在哪里"), missing=_("写明核查的地点"))
    first = _line(_("第一名核查人员"), missing=_("写明姓名"), longest=40)
    first_certificate = _line(_("执法证号"), missing=_("写明执法证号"), longest=40)
    second = _line(_("第二名核查人员"), missing=_("核查要有两名工作人员"), longest=40)
    second_certificate = _line(_("第二名的执法证号"), missing=_("写明执法证号"), longest=40)
    found = _text(_("看到了什么"), missing=_("写明所见情况"))
    favourable = forms.ChoiceField(
        label=_("结果"),
        choices=(("yes", _("符合")), ("no", _("有问题"))),
        initial="yes",
        widget=forms.RadioSelect,
    )
    party = _text(_("当事人的意见"), required=False, rows=2)
    unsigned = _line(_("当事人没有签字的，写明为什么"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("party") and not cleaned.get("unsigned"):
            self.add_error("party", _("写当事人的意见；没有签字的，在下面写为什么"))
        return cleaned


class Posting(Act):
    error_fields = {"cases.posting_open": "days", "cases.record_incomplete": "text"}

    where = _line(_("公示在哪里"), missing=_("写明在哪里公示"))
    text = _text(_("公示什么"), missing=_("写明公示的内容"))
    days = forms.IntegerField(
        label=_("公示几天"), min_value=1, max_value=90, error_messages={"required": _("写明公示几天")}
    )


class PostingOver(Act):
    error_fields = {"cases.posting_open": "objections"}
    objections = _text(_("收到的异议，一行一条；没有就不填"), required=False)


class Interested(Act):
    error_fields = {"cases.record_incomplete": "relation"}

    person = _line(_("谁"), missing=_("写明利害关系人"), longest=80)
    relation = _line(_("有什么利害关系"), missing=_("写明有什么利害关系"))
    days = forms.IntegerField(
        label=_("可以在几个工作日内陈述"),
        min_value=1,
        max_value=60,
        error_messages={"required": _("写明几个工作日")},
    )


class Statement(Act):
    error_fields = {"cases.record_incomplete": "text"}

    person = _line(_("谁说的"), missing=_("写明陈述人"), longest=80)
    text = _text(_("说了什么"), missing=_("写明陈述的内容"))


class HearingOffer(Act):
    error_fields = {"cases.record_incomplete": "about"}

    about = _text(_("涉及什么重大利益"), missing=_("写明涉及的重大利益"))
    others = _text(_("还告知谁，一行一个；只有申请人就不填"), required=False, rows=2)


class HearingRequest(Act):
    error_fields = {"cases.record_incomplete": "asked_by", "cases.hearing_too_late": "asked_by"}

    asked_by = _line(_("谁申请的"), missing=_("写明谁申请听证"), longest=80)


class HearingDay(Act):
    error_fields = {
        "cases.hearing_day": "held_on",
        "cases.hearing_late": "reason",
        "cases.chair_examines": "chair",
        "cases.not_of_office": "chair",
        "cases.reason_missing": "reason",
    }

    held_on = DayField(
        label=_("哪一天"),
        error_messages={"required": _("写明哪一天")},
        help_text=_("至少提前 7 天通知"),
    )
    time = _line(_("几点"), missing=_("写明几点，如 09:30"), longest=5)
    place = _line(_("在哪里"), missing=_("写明地点"))
    chair = forms.ChoiceField(
        label=_("主持人"),
        error_messages={"required": _("选主持人")},
        help_text=_("审查这件的人不能主持"),
    )
    public = forms.ChoiceField(
        label=_("公开举行"),
        choices=(("yes", _("公开")), ("no", _("不公开"))),
        initial="yes",
        widget=forms.RadioSelect,
    )
    reason = _text(_("改期或者超过二十日的理由"), required=False, rows=2, help_text=_("第一次按期通知的不填"))
    announced = _line(
        _("公告在哪里"), required=False, longest=200, help_text=_("有必要向社会公告的才填，填了就出听证公告")
    )

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["chair"].choices = [("", _("选同事"))] + [
            (str(one.id), one.name)
            for one in self.colleagues
            if one.roles & DECIDING and one.to_actor().id != view.line.holder
        ]


class Minutes(Act):
    error_fields = {"cases.record_incomplete": "summary", "cases.no_hearing": "minutes"}

    minutes = _line(_("笔录文号"), missing=_("写明笔录文号"), longest=80)
    summary = _text(_("要点"), missing=_("写明听证的要点"))
    present = _text(_("到场的人，一行一个"), missing=_("写明谁到场"), rows=2)


class Declaration(Act):
    error_fields = {"cases.not_declared": "key", "cases.record_incomplete": "finding"}

    key = forms.ChoiceField(label=_("核查哪一项承诺"), error_messages={"required": _("选核查哪一项")})
    holds = forms.ChoiceField(
        label=_("结果"),
        choices=(("yes", _("属实")), ("no", _("不属实"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("选属实或者不属实")},
    )
    how = _line(_("怎么核查的"), missing=_("写明怎么核查的"))
    finding = _text(_("查到了什么"), missing=_("写明查到了什么"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        names = {one.key: say(one.label) for one in view.materials}
        self.fields["key"].choices = [(key, names.get(key, key)) for key in view.unchecked]

    @property
    def warning(self) -> str:
        if self.cleaned_data["holds"] == "yes":
            return ""
        return gettext("马上出告知书，告诉申请人承诺不属实。补来证明材料前，这件不能准予。")


def _check_declaration(actor: Actor, view: CaseView, form: Declaration, now: datetime) -> object:
    given = {**form.cleaned_data, "holds": form.cleaned_data["holds"] == "yes"}
    return cases.check_declaration(actor, case=view.line.number, now=now, **given)


def _check_site(actor: Actor, view: CaseView, form: SiteCheck, now: datetime) -> object:
    given = form.cleaned_data
    officers = [
        SiteOfficer(given["first"], given["first_certificate"]),
        SiteOfficer(given["second"], given["second_certificate"]),
    ]
    return cases.check_site(
        actor,
        case=view.line.number,
        place=given["place"],
        officers=officers,
        found=given["found"],
        favourable=given["favourable"] == "yes",
        party=given["party"],
        unsigned=given["unsigned"],
        now=now,
        seen=given["seen"],
    )


def _post_notice(actor: Actor, view: CaseView, form: Posting, now: datetime) -> object:
    return cases.post_notice(actor, case=view.line.number, now=now, **form.cleaned_data)


def _end_posting(actor: Actor, view: CaseView, form: PostingOver, now: datetime) -> object:
    given = form.cleaned_data
    objections = tuple(one for one in given["objections"].splitlines() if one.strip())
    return cases.end_posting(actor, case=view.line.number, objections=objections, now=now, seen=given["seen"])


def _tell_interested(actor: Actor, view: CaseView, form: Interested, now: datetime) -> object:
    return cases.tell_interested(actor, case=view.line.number, now=now, **form.cleaned_data)


def _take_statement(actor: Actor, view: CaseView, form: Statement, now: datetime) -> object:
    return cases.take_statement(actor, case=view.line.number, now=now, **form.cleaned_data)


def _offer_hearing(actor: Actor, view: CaseView, form: HearingOffer, now: datetime) -> object:
    given = form.cleaned_data
    return cases.offer_hearing(
        actor,
        case=view.line.number,
        about=given["about"],
        to=_lines(given["others"]),
        now=now,
        seen=given["seen"],
    )


def _take_hearing_request(actor: Actor, view: CaseView, form: HearingRequest, now: datetime) -> object:
    return cases.take_hearing_request(actor, case=view.line.number, now=now, **form.cleaned_data)


def _set_hearing(actor: Actor, view: CaseView, form: HearingDay, now: datetime) -> object:
    given = {**form.cleaned_data, "public": form.cleaned_data["public"] == "yes"}
    return cases.set_hearing(actor, case=view.line.number, now=now, **given)


def _hold_hearing(actor: Actor, view: CaseView, form: Minutes, now: datetime) -> object:
    given = {**form.cleaned_data, "present": _lines(form.cleaned_data["present"])}
    return cases.hold_hearing(actor, case=view.line.number, now=now, **given)


PROCEDURES: dict[str, ActPage] = {
    one.name: one
    for one in (
        ActPage(
            "declaration", "check_declaration", P.REVIEW, Declaration, _check_declaration,
            _("核查承诺"), _("核查结果已登记。"), _("登记核查结果"),
            _("查共享数据、到现场看，或者看原件。作出决定以后也要查。"),
        ),
        ActPage(
            "site-check", "check_site", P.REVIEW, SiteCheck, _check_site,
            _("登记现场核查"), _("现场核查已登记，笔录已出。"), _("登记核查"),
            _("由两名以上工作人员到现场看。核查不停表，期限照算。"),
        ),
        ActPage(
            "post", "post_notice", P.REVIEW, Posting, _post_notice,
            _("公示"), _("已登记公示。期满前不能决定。"), _("开始公示"),
            _("公示不停表，期限照算；期满收齐异议以后才能决定。"),
        ),
        ActPage(
            "posting-over", "end_posting", P.REVIEW, PostingOver, _end_posting,
            _("登记公示结果"), _("公示结果已登记。"), _("登记结果"),
        ),
        ActPage(
            "interested", "tell_interested", P.REVIEW, Interested, _tell_interested,
            _("告知利害关系人"), _("告知书已出。期满或者陈述以后才能决定。"), _("出告知书"),
            _("直接关系他人重大利益的，先告诉他，听他怎么说。"),
        ),
        ActPage(
            "statement", "take_statement", P.REVIEW, Statement, _take_statement,
            _("登记陈述申辩"), _("已记下，笔录已出。"), _("记下"),
        ),
        ActPage(
            "hearing-offer", "offer_hearing", P.REVIEW, HearingOffer, _offer_hearing,
            _("告知听证权利"), _("听证告知书已出，五个工作日内可以申请。"), _("出听证告知书"),
            _("涉及公共利益，或者申请人与他人之间重大利益关系的，决定以前告知听证的权利。"),
            sure=_("马上出听证告知书。五个工作日内没有人申请，才能决定。"),
        ),
        ActPage(
            "hearing-asked", "take_hearing_request", P.REVIEW, HearingRequest, _take_hearing_request,
            _("登记听证申请"), _("已登记。二十个工作日内举行听证。"), _("登记申请"),
            _("申请人或者利害关系人用书面、当面申请的，在这里登记；申请人在网上申请的自动登记。"),
        ),
        ActPage(
            "hearing-day", "set_hearing", P.REVIEW, HearingDay, _set_hearing,
            _("通知听证"), _("听证通知书已出。"), _("出听证通知书"),
            _("申请之日起二十个工作日内举行，提前七天通知。许可事项从今天到听证那天停表。"),
            more=colleagues,
        ),
        ActPage(
            "hearing-held", "hold_hearing", P.REVIEW, Minutes, _hold_hearing,
            _("登记听证笔录"), _("听证笔录已登记，决定以它为依据。"), _("登记笔录"),
        ),
    )
}  # fmt: skip
