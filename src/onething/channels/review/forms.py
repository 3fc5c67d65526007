"""Shapes of what reviewers type; every rule is in core and comes back onto the form."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onething.areas.cases import api as cases
from onething.core.actors import Role
from onething.core.cases.parts import Arising, Cause, Declining, DeliveryWay, Ending, Outcome
from onething.core.cases.phrases import Phrase
from onething.core.cases.views import CaseView, Happening
from onething.core.clock.profiles import GROUND_NAMES
from onething.core.errors import RuleBroken
from onething.core.offices import Office
from onething.core.people import Account
from onething.core.source import Text
from onething.kit.forms import DayField, Form
from onething.kit.templatetags.kit import day as written_day
from onething.kit.templatetags.kit import say

OWN = "own"
DECIDING = frozenset({Role.REVIEWER, Role.MANAGER})

CAUSES = (
    (Cause.MISSED, _("清单列明的材料没有收")),
    (Cause.UNREADABLE, _("扫描看不清")),
    (Cause.MISTYPED, _("录入与原件不符")),
    (Cause.NOT_LISTED, _("清单没有列，审批另外要的")),
    (Cause.UNTRUE, _("申请人给的不实")),
)
OUTCOMES = ((Outcome.GRANTED, _("准予")), (Outcome.PARTLY, _("部分准予")), (Outcome.REFUSED, _("不予")))
DECLININGS = (
    (Declining.NOT_A_MATTER, _("依法不需要办理，不受理")),
    (Declining.NOT_COMPETENT, _("不属于本机关职权，不予受理")),
)
ENDINGS = (
    (Ending.DEATH, _("申请人死亡")),
    (Ending.SUBJECT_ENDED, _("法人或组织依法终止")),
    (Ending.DUPLICATE, _("重复申请")),
    (Ending.OBJECT_GONE, _("办理对象不再存在")),
)
WAYS = (
    (DeliveryWay.WINDOW, _("窗口领取")),
    (DeliveryWay.POST, _("邮寄")),
    (DeliveryWay.ELECTRONIC, _("电子送达")),
    (DeliveryWay.LEFT, _("留置（本人拒收，有见证人）")),
)
ARISINGS = (
    (Arising.FIRST, _("第一次查看时发现")),
    (Arising.SUPPLEMENT, _("由补正带来")),
    (Arising.CHANGE, _("由申请人的变更带来")),
)


def _line(label: Any, *, missing: Any = "", longest: int = 500, **more: Any) -> forms.CharField:
    words = {"required": missing} if missing else {}
    return forms.CharField(label=label, max_length=longest, error_messages=words, **more)


def _text(label: Any, *, missing: Any = "", rows: int = 3, **more: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return _line(label, missing=missing, longest=2000, widget=box, **more)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Give every choice, those of groups too."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _named(code: str) -> str:
    return str(say(GROUND_NAMES.get(code, Text(code, code))))


class Act(Form):
    """What every act carries: the sequence that the officer saw. A case that has moved since is not touched."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        view: CaseView,
        offices: Sequence[Office] = (),
        phrases: Sequence[Phrase] = (),
        colleagues: Sequence[Account] = (),
    ) -> None:
        super().__init__(data, initial={"seen": view.sequence})
        self.view, self.colleagues = view, colleagues
        self.fit(view, offices, phrases)

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        """Fill the choices of this case."""

    @property
    def warning(self) -> str:
        """What is read once more before this act counts, "" where nothing speaks against what was given."""
        return ""

    @property
    def missed(self) -> tuple[Happening, ...]:
        """What happened to the case after the page was opened that this form comes from."""
        seen = str(self.data.get("seen", "")) if self.is_bound else ""
        if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
            return ()
        return tuple(one for one in self.view.history if one.sequence > int(seen))

    @property
    def said(self) -> list[tuple[str, str]]:
        """Return label and words of everything that was given, as it is read before an act is carried out."""
        lines = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if field.widget.is_hidden or value in (None, "", []):
                continue
            names = dict(_flat(getattr(field, "choices", ())))
            several = value if isinstance(value, list) else [value]
            words = [
                written_day(one) if isinstance(one, date) else str(names.get(one, one)) for one in several
            ]
            lines.append((str(field.label), gettext("、").join(words)))
        return lines


class Finding(Act):
    error_fields = {
        "cases.point_incomplete": "what",
        "cases.comes_from_other_item": "key",
        "cases.told_once": "key",
        "cases.told_twice": "key",
    }

    key = forms.ChoiceField(label=_("哪一处"), error_messages={"required": _("选是哪个字段或哪份材料")})
    reason = forms.ChoiceField(
        label=_("标准用语"), error_messages={"required": _("选一条标准用语，或选“自己写”")}
    )
    what = _line(_("差在哪（自己写时填）"), required=False)
    fix = _line(_("怎么补（自己写时填）"), required=False)
    arose = forms.ChoiceField(label=_("怎么发现的"), choices=ARISINGS, required=False)

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["key"].choices = [
            ("", _("选字段或材料")),
            (_("材料"), [(one.key, say(one.label)) for one in view.materials]),
            (_("字段"), [(one.key, say(one.label)) for one in view.values if not one.later]),
        ]
        self.fields["reason"].choices = [
            ("", _("选标准用语")),
            (_("材料"), [(one.code, say(one.label)) for one in phrases if one.kind == "material"]),
            (_("字段"), [(one.code, say(one.label)) for one in phrases if one.kind == "field"]),
            (OWN, _("自己写")),
        ]
        if not view.told:
            del self.fields["arose"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") == OWN:
            for name in ("what", "fix"):
                if not cleaned.get(name):
                    self.add_error(name, _("自己写时，差在哪、怎么补都要写"))
        return cleaned


class Unfind(Act):
    index = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class Plain(Act):
    """Nothing but the sequence."""


def not_here(view: CaseView) -> str:
    """Return what speaks against calling the papers complete: those that nobody has brought yet; "" if all are here."""
    awaited = [str(say(one.label)) for one in view.materials if one.to_bring]
    said = gettext("这些纸质材料还没交来：%(what)s。看清楚再办。")
    return said % {"what": gettext("、").join(awaited)} if awaited else ""


class Checked(Plain):
    @property
    def warning(self) -> str:
        return not_here(self.view)


class Accept(Act):
    error_fields = {"cases.not_tolerable": "until"}

    later = forms.MultipleChoiceField(
        label=_("容缺后补的材料"), required=False, widget=forms.CheckboxSelectMultiple
    )
    until = DayField(label=_("最迟哪天补齐"), required=False)

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        names = {one.key: say(one.label) for one in view.materials}
        choices = [(key, names.get(key, key)) for key in view.tolerable]
        if choices:
            self.fields["later"].choices = choices
        else:
            del self.fields["later"], self.fields["until"]

    @property
    def warning(self) -> str:
        return not_here(self.view)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("later") and not cleaned.get("until"):
            self.add_error("until", _("选了容缺后补，就要写最迟哪天补齐"))
        return cleaned


class Decline(Act):
    error_fields = {"cases.remedy_incomplete": "remedy"}

    kind = forms.ChoiceField(label=_("哪一种"), choices=DECLININGS, widget=forms.RadioSelect)
    facts = _text(_("事实"), missing=_("写明查到的事实"))
    article = _line(_("条款"), missing=_("写明依据哪一条"))
    reason = _text(_("理由"), missing=_("写明为什么"))
    remedy = _text(_("救济"), missing=_("写明到哪里、多少日内复议或起诉（行政许可法第三十八条）"))
    body = _line(_("该向哪个机关申请"), required=False)


class Pause(Act):
    error_fields = {
        "clock.ground_not_allowed": "ground",
        "clock.pause_not_told": "document",
        "cases.pause_open": "ground",
    }

    ground = forms.ChoiceField(
        label=_("停表的事由"),
        error_messages={
            "required": _("选停表的事由：只有法律列出的才停表（行政许可法第四十五条）"),
            "invalid_choice": _("这不是可以停表的事由：只有法律列出的才停表（行政许可法第四十五条）"),
        },
    )
    told_days = forms.IntegerField(
        label=_("告知申请人要多少天"),
        min_value=1,
        max_value=365,
        error_messages={"required": _("写明要多少天"), "min_value": _("至少 1 天")},
    )
    document = _line(
        _("告知文书号"), missing=_("停表要书面告知（行政许可法第四十五条），写文书号"), longest=80
    )

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["ground"].choices = [("", _("选事由"))] + [
            (one, _named(one)) for one in view.pause_grounds
        ]


class Resume(Act):
    ground = forms.ChoiceField(label=_("哪一次停表结束"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["ground"].choices = [(one, _named(one)) for one in view.paused]


class Extend(Act):
    error_fields = {
        "clock.extension_too_long": "days",
        "clock.no_extension": "days",
        "clock.extension_too_late": "days",
        "clock.second_extension": "days",
        "clock.extension_incomplete": "reason",
        "cases.reason_missing": "reason",
    }

    days = forms.IntegerField(
        label=_("延长几个工作日"),
        min_value=1,
        max_value=60,
        error_messages={"required": _("写明延长几个工作日")},
    )
    reason = _text(_("理由（写进告知书）"), missing=_("延期要把理由告诉申请人（行政许可法第四十二条）"))


class Approve(Extend):
    """Where somebody above the office approves, who and in which paper."""

    error_fields = {**Extend.error_fields, "clock.extension_incomplete": "document"}

    approver = _line(_("批准人（本级人民政府负责人）"), missing=_("写明由谁批准"), longest=100)
    document = _line(_("批准文号"), missing=_("写明批准文号"), longest=80)

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        if not view.approved_elsewhere:
            del self.fields["approver"], self.fields["document"]
            self.error_fields = Extend.error_fields


class Transfer(Act):
    error_fields = {"cases.reason_missing": "reason", "cases.office_unknown": "office"}

    office = forms.ChoiceField(label=_("转到哪里"), error_messages={"required": _("选要转到哪个部门")})
    reason = _text(_("为什么转"), missing=_("写明为什么该由那里办"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        here = (view.line.office.department, view.line.office.division)
        self.fields["office"].choices = [("", _("选部门"))] + [
            (f"{one.department}|{one.division}", say(one.name))
            for one in offices
            if (one.department, one.division) != here
        ]


class Assign(Act):
    error_fields = {"cases.reason_missing": "reason", "cases.not_of_office": "officer"}

    officer = forms.ChoiceField(label=_("交给谁"), error_messages={"required": _("选一位同事")})
    reason = _text(_("为什么换人"), missing=_("换人要写理由"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["officer"].choices = [("", _("选同事"))] + [
            (str(one.id), f"{one.name} {one.staff_number}".strip())
            for one in self.colleagues
            if one.roles & DECIDING and one.to_actor().id != view.line.holder
        ]


class Answer(Act):
    """The manager's answer to an officer who asks for more time."""

    error_fields = {"cases.reason_missing": "reason"} | {
        f"clock.{one}": "granted"
        for one in ("extension_too_long", "no_extension", "extension_too_late", "second_extension")
    }

    granted = forms.ChoiceField(
        label=_("批不批"),
        choices=(("yes", _("批准，出延期告知书")), ("no", _("不批，按原期限办"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("选批准或者不批")},
    )
    reason = _text(_("不批的理由"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("granted") == "no" and not cleaned.get("reason"):
            self.add_error("reason", _("不批要写理由，报延期的人看得到"))
        return cleaned


class TakeOver(Act):
    error_fields = {"cases.reason_missing": "reason"}
    reason = _text(_("为什么接手"), required=False)

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        if view.line.holder:
            box = self.fields["reason"]
            box.required, box.help_text = True, _("同事正在办的件，接手要写理由")
            box.error_messages = {**box.error_messages, "required": box.help_text}


class Opinion(Act):
    error_fields = {"cases.opinion_missing": "text"}

    text = _text(_("意见"), missing=_("写下意见"))
    favourable = forms.ChoiceField(
        label=_("倾向"),
        choices=(("yes", _("同意往下办")), ("no", _("有问题"))),
        initial="yes",
        widget=forms.RadioSelect,
    )


class Step(Act):
    error_fields = {"cases.reason_missing": "reason", "cases.no_such_step": "step"}

    step = forms.TypedChoiceField(label=_("去哪个环节"), coerce=int)
    reason = _text(_("理由"), required=False, help_text=_("退回前面的环节要写"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["step"].choices = [
            (index, say(name))
            for index, (_kind, name, _office) in enumerate(view.steps)
            if index != view.step
        ]


class Certificate(Act):
    error_fields = {"cases.certificate_number_misread": "licence"}

    result = forms.ChoiceField(label=_("哪一份证照"))
    licence = _line(
        _("纸质证的编号"), required=False, longest=80, help_text=_("不填就制作电子证照，号码由系统编")
    )

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["result"].choices = [
            (one, say(view.results.get(one, Text(one)))) for one in view.wanted_certificates
        ]


def way_chosen(view: CaseView) -> str:
    """Return the way in which the person wants the results."""
    return str(dict(WAYS).get(view.delivery.way, view.delivery.way))


def receiver_of(view: CaseView) -> str:
    """Return who is to have the results: whom the person named for the post, else the person."""
    return view.delivery.receiver or view.applicant.name


class Deliver(Act):
    error_fields = {
        "cases.proof_missing": "proof",
        "cases.record_incomplete": "witness",
        "cases.document_field_empty": "address",
    }

    way = forms.ChoiceField(label=_("怎么送达"), choices=WAYS, widget=forms.RadioSelect)
    proof = _line(_("凭据"), missing=_("写签收单号、快递单号或阅读记录"), longest=120)
    receiver = _line(_("谁收的"), missing=_("写收件人姓名"), longest=80)
    address = _line(
        _("送到哪里"), required=False, longest=200, help_text=_("不是申请人选的地址才填；留置的要填")
    )
    refused = _line(_("拒收的事由"), required=False, longest=200, help_text=_("留置的要填"))
    witness = _line(_("见证人的姓名、单位"), required=False, longest=120, help_text=_("留置的要填"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.initial |= {"way": view.delivery.way, "receiver": receiver_of(view)}

    @property
    def warning(self) -> str:
        given, receiver = self.cleaned_data, receiver_of(self.view)
        if (given["way"], given["receiver"]) == (self.view.delivery.way, receiver):
            return ""
        said = gettext("申请人选的是：%(way)s，%(receiver)s。您填的不一样，看清楚再记。")
        return said % {"way": way_chosen(self.view), "receiver": receiver}


class Terminate(Act):
    ground = forms.ChoiceField(label=_("终止的事由"), choices=ENDINGS, widget=forms.RadioSelect)
    reason = _text(_("说明"), missing=_("写明情况和依据"))


class SecondNotice(Act):
    error_fields = {"cases.supervisor_needed": "reason", "cases.nothing_to_tell": "reason"}

    reason = _text(_("为什么要第二次补正"), missing=_("写明为什么第一次没能一次说全"))


class ToIntake(Act):
    error_fields = {"cases.reason_missing": "reason"}

    cause = forms.ChoiceField(label=_("为什么退"), choices=CAUSES, widget=forms.RadioSelect)
    key = forms.ChoiceField(label=_("哪一处"), required=False)
    reason = _text(_("说给收件人听"), missing=_("写明哪里不对、怎么补"))

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        self.fields["key"].choices = [
            ("", _("整件")),
            (_("材料"), [(one.key, say(one.label)) for one in view.materials]),
            (_("字段"), [(one.key, say(one.label)) for one in view.values]),
        ]


class ReturnDraft(Act):
    error_fields = {"cases.reason_missing": "reason"}

    reason = _text(_("哪里不对"), missing=_("写明哪里不对、怎么改"))


class Annul(Act):
    error_fields = {"cases.reason_missing": "reason"}

    document = _line(
        _("复议决定书或判决书的文号"),
        missing=_("写明是哪一份决定书或判决书"),
        longest=200,
    )
    reason = _text(_("撤销的理由"), missing=_("写明为什么撤销"))


class Decision(Act):
    """The draft: facts, article, content and remedy are all there, and the case was read to its end."""

    error_fields = {"cases.grounds_missing": "reason", "cases.remedy_incomplete": "remedy"}
    GATE = ("facts", "article", "content", "remedy")

    outcome = forms.ChoiceField(label=_("决定"), choices=OUTCOMES, widget=forms.RadioSelect)
    facts = _text(_("事实"), missing=_("写明查到的事实"))
    article = _text(_("条款"), missing=_("写明依据哪一条"), rows=2)
    content = _text(_("内容"), missing=_("写明准予什么、有什么条件；不予就写不予什么"))
    remedy = _text(_("救济"), missing=_("写明到哪里、多少日内复议或起诉（行政许可法第三十八条）"), rows=2)
    reason = _text(_("不予的理由"), required=False, rows=2)
    read = forms.BooleanField(label=_("全件已通读"), error_messages={"required": _("还没读到底，读完再用印")})

    def __init__(self, data: Any = None, *, draft: dict[str, str], **more: Any) -> None:
        super().__init__(data, **more)
        self.initial.update(draft)

    def fit(self, view: CaseView, offices: Sequence[Office], phrases: Sequence[Phrase]) -> None:
        for index, (key, label) in enumerate(view.officer_fills):
            self.fields[f"give_{index}"] = self._give(view, key, say(label))

    @staticmethod
    def _give(view: CaseView, key: str, label: str) -> forms.Field:
        if key not in view.choices:
            return forms.CharField(label=label, max_length=200, required=False)
        choices = [("", _("请选"))] + [(value, say(name)) for value, name in view.choices[key]]
        return forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("outcome") in (Outcome.PARTLY, Outcome.REFUSED) and not cleaned.get("reason"):
            self.add_error("reason", _("不准予的部分要写理由"))
        return cleaned

    def refuse(self, error: RuleBroken) -> None:
        """Put what is wrong with a value that the result hands on beside it."""
        if isinstance(error, cases.ValuesRefused):
            places = {key: f"give_{index}" for index, (key, _label) in enumerate(self.view.officer_fills)}
            for key, text in error.fields.items():
                self.add_error(places.get(key), say(text))
        else:
            super().refuse(error)

    @property
    def fills(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("give_")]

    @property
    def gives(self) -> dict[str, str]:
        """Return field key -> value of what the result hands on."""
        typed = (self.cleaned_data.get(f"give_{index}", "") for index in range(len(self.view.officer_fills)))
        return {key: text for (key, _label), text in zip(self.view.officer_fills, typed, strict=True) if text}
