"""Shapes of what people type after the receipt; rules are in core."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from onething.adapters.uploads import Accepted
from onething.areas.cases.api import ValuesRefused
from onething.channels.portal.follow.files import (
    ACCEPT,
    MOST_FILES,
    FilesField,
    KeptFiles,
    ManyFiles,
    SomeRefused,
    keep,
    notes_of,
)
from onething.channels.portal.follow.showing import Names, Wanted, language
from onething.core.catalogue.words import ElementKind
from onething.core.errors import RuleBroken
from onething.core.people import AuthorityKind, DocumentKind
from onething.core.submission import DELIVERY_NEEDS, Delivery, GivenFile, GivenValue
from onething.kit.forms import DayField, Form, PhoneField

_NUMBER = {"autocapitalize": "characters", "spellcheck": "false"}


def _first_day() -> DayField:
    return DayField(
        label=_("从哪天起"),
        error_messages={"required": _("选开始的那天"), "invalid": _("日期应像 2026-03-05")},
    )


#: Codes of what can be wrong with a number as it is typed.
NUMBER_CODES = (
    "empty",
    "wrong_length",
    "wrong_character",
    "wrong_check_character",
    "wrong_shape",
    "impossible_day",
    "document_misread",
)


class Supplement(Form):
    """One control for everything that is still asked: files for materials, a value for fields.

    Values are kept as typed; the service judges them by the rules of the form, and its sentences come back on their
    controls. Files that were accepted are kept by the page until all of it is right.
    """

    def __init__(self, *given: Any, wanted: Sequence[Wanted], names: Names, about: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.wanted = {one.slot: one for one in wanted}
        self.carried = KeptFiles(about)
        self.kept: dict[str, tuple[GivenFile, ...]] = {}
        self._taken: dict[str, tuple[Accepted, ...]] = {}
        for one in wanted:
            self.fields[one.slot] = _value_field(one, names) if one.field else _files_field(one)
            self.fields[one.slot].in_parts = True  # may come later, but is not left to choice

    def add_error(self, field: str | None, error: Any) -> None:
        if isinstance(error, SomeRefused) and field:
            self._taken[field] = error.accepted
        super().add_error(field, error)

    def clean(self) -> Mapping[str, Any]:
        for slot, one in self.wanted.items():
            if one.field:
                continue
            before = self.carried.read(self.data.getlist(f"kept-{slot}"))
            now = keep(self.cleaned_data.get(slot) or self._taken.get(slot, ()))
            files = tuple({file.hash: file for file in (*before, *now)}.values())
            if len(files) > MOST_FILES:
                self.add_error(
                    slot, _("一份材料最多 %(most)d 个文件。合成一个 PDF 再传。") % {"most": MOST_FILES}
                )
            self.kept[slot] = files[:MOST_FILES]
        if not self.errors and self.is_empty:
            raise forms.ValidationError(_("还没有选文件，也没有填内容。先选一份再交；可以分几次交。"))
        return self.cleaned_data

    @property
    def is_empty(self) -> bool:
        return not self.materials and not self.typed

    def refuse(self, error: RuleBroken) -> None:
        """Put what is wrong with each value on its control."""
        slots = {one.key: slot for slot, one in self.wanted.items()}
        if isinstance(error, ValuesRefused):
            for key, text in error.fields.items():
                self.add_error(slots.get(key), text.say(language()))
        else:
            super().refuse(error)

    def tokens(self, slot: str) -> list[tuple[str, GivenFile, list[str]]]:
        """Return the kept files of a control with what the page carries for each, and what was done with it."""
        return [(self.carried.token(file), file, notes_of(file)) for file in self.kept.get(slot, ())]

    @property
    def materials(self) -> Mapping[str, tuple[GivenFile, ...]]:
        """Return material key -> files, of those that were given."""
        return {
            one.key: tuple(replace(file, notes=()) for file in self.kept[slot])
            for slot, one in self.wanted.items()
            if self.kept.get(slot)
        }

    @property
    def typed(self) -> tuple[GivenValue, ...]:
        """Return the values as typed."""
        return tuple(
            GivenValue(one.key, self.cleaned_data[slot])
            for slot, one in self.wanted.items()
            if one.field and self.cleaned_data.get(slot) not in (None, "")
        )


def _files_field(one: Wanted) -> forms.Field:
    widget = ManyFiles(attrs={"accept": ACCEPT})
    return FilesField(required=False, label=one.label, widget=widget)


MOST_TYPED = 2000  # characters of one box that are kept at all
_MODES = {
    ElementKind.INTEGER: "numeric",
    ElementKind.BANK_ACCOUNT: "numeric",
    ElementKind.DECIMAL: "decimal",
    ElementKind.MONEY: "decimal",
    ElementKind.PHONE: "tel",
}
_EXAMPLES = {ElementKind.DATE: _("像 2026-03-05"), ElementKind.MONTH: _("像 2026-03")}


def _value_field(one: Wanted, names: Names) -> forms.Field:
    element = names.element(one.key)
    kind = element.kind if element else ElementKind.TEXT
    common: dict[str, Any] = {"required": False, "label": one.label}
    if element and kind is ElementKind.CHOICE and element.choices:
        choices = [(choice.id, names.say(choice.label)) for choice in element.choices]
        return forms.ChoiceField(
            widget=forms.RadioSelect,
            choices=choices,
            error_messages={"invalid_choice": _("选一种")},
            **common,
        )
    if kind is ElementKind.YES_NO:
        choices = [("yes", _("是")), ("no", _("否"))]
        return forms.ChoiceField(
            widget=forms.RadioSelect,
            choices=choices,
            error_messages={"invalid_choice": _("选一种")},
            **common,
        )
    widget = forms.TextInput(attrs={"inputmode": _MODES.get(kind, "text")})
    return forms.CharField(max_length=MOST_TYPED, widget=widget, help_text=_EXAMPLES.get(kind, ""), **common)


class Contact(Form):
    phone = PhoneField(
        label=_("手机"),
        error_messages={"required": _("填一个找得到您的电话")},
    )
    address = forms.CharField(
        label=_("联系地址"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("电子邮箱应像 name@example.cn")},
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if settings.MAIL_SERVERS:
            self.fields["email"].help_text = _("这件事有消息时，也发到这里")


class DeliveryForm(Form):
    way = forms.ChoiceField(
        label=_("结果怎么给您"),
        widget=forms.RadioSelect,
        choices=[
            ("electronic", _("电子送达，在网上看和下载")),
            ("post", _("邮寄，几份一个包裹")),
            ("window", _("到窗口取")),
        ],
        error_messages={"required": _("选一种")},
    )
    receiver = forms.CharField(label=_("收件人"), required=False, max_length=60)
    phone = PhoneField(label=_("收件电话"), required=False)
    address = forms.CharField(label=_("收件地址"), required=False, max_length=200)
    window = forms.CharField(label=_("去哪个窗口取"), required=False, max_length=100)
    error_fields = {"offices.window_unknown": "window"}

    def __init__(self, *given: Any, windows: Sequence[str], **more: Any) -> None:
        """windows: where results can be picked up, the nearest first; none where a city has not said it."""
        super().__init__(*given, **more)
        if windows:
            self.fields["window"] = forms.ChoiceField(
                label=self.fields["window"].label,
                required=False,
                choices=[("", _("选一个窗口")), *((one, one) for one in windows)],
                error_messages={"invalid_choice": _("从列出的窗口里选一个")},
            )

    def clean(self) -> Mapping[str, Any]:
        if self.cleaned_data.get("way", "") != "window":
            self.errors.pop("window", None)
        for name in DELIVERY_NEEDS.get(self.cleaned_data.get("way", ""), ()):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("这种方式要填这一项"))
        return self.cleaned_data

    @property
    def delivery(self) -> Delivery:
        """Return the choice; what belongs to another way is left out."""
        kept = DELIVERY_NEEDS.get(self.cleaned_data["way"], ())
        return Delivery(self.cleaned_data["way"], **{name: self.cleaned_data[name] for name in kept})


class Withdrawal(Form):
    """Which items, and why. The choices are what can still be withdrawn."""

    what = forms.ChoiceField(
        label=_("撤回哪一项"), widget=forms.RadioSelect, error_messages={"required": _("先选要撤回的事项")}
    )
    reason = forms.CharField(
        label=_("为什么不办了"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *given: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class Speaking(Form):
    """What the holder says to what is proposed; with the box ticked nothing more is to come."""

    error_fields = {"cases.reason_missing": "statement"}

    statement = forms.CharField(
        label=_("您的陈述、申辩"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    waived = forms.BooleanField(label=_("我没有别的要说了，可以现在决定"), required=False)


class _ForOneUse(Form):
    error_fields = {"licences.grant_incomplete": "until"}

    purpose = forms.CharField(
        label=_("用来做什么"), max_length=300, error_messages={"required": _("写明用来做什么")}
    )
    fields_shown = forms.MultipleChoiceField(
        label=_("给看哪些内容"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一项")},
    )
    until = DayField(label=_("到哪一天为止（最长一年）"))

    def __init__(self, *given: Any, fields: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["fields_shown"].choices = fields  # type: ignore[attr-defined]


class Lending(_ForOneUse):
    """To whom, which fields, for what, until when."""

    to = forms.ChoiceField(label=_("授权给哪个部门"), error_messages={"required": _("选一个部门")})
    field_order = ("to", "purpose", "fields_shown", "until")

    def __init__(self, *given: Any, offices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["to"].choices = [("", _("选部门")), *offices]  # type: ignore[attr-defined]


class Copying(_ForOneUse):
    """For whom the copy is."""

    receiver = forms.CharField(
        label=_("给哪个单位"), max_length=200, error_messages={"required": _("写明给哪个单位")}
    )
    case = forms.CharField(label=_("为哪一件（有编号就填）"), required=False, max_length=50)
    field_order = ("receiver", "purpose", "case", "fields_shown", "until")


class ProgressForm(Form):
    error_fields = {f"codes.{name}": "number" for name in NUMBER_CODES}

    number = forms.CharField(
        label=_("编号"),
        max_length=60,
        help_text=_("在收件凭证上，横线可以不写"),
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("填收件凭证上的编号")},
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=20,
        help_text=_("在编号下面"),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("填编号下面的查询码")},
    )


_DOCUMENTS = [
    (DocumentKind.CITIZEN_NUMBER, _("居民身份证")),
    (DocumentKind.RESIDENCE_PERMIT, _("港澳台居民居住证")),
    (DocumentKind.HONG_KONG_MACAO, _("港澳居民来往内地通行证")),
    (DocumentKind.TAIWAN, _("台湾居民来往大陆通行证")),
    (DocumentKind.FOREIGN_PERMANENT, _("外国人永久居留身份证")),
    (DocumentKind.PASSPORT, _("护照")),
]


class Reach(Form):
    """For what an authority is given: for everything, or for the things that are ticked."""

    reach = forms.ChoiceField(
        label=_("替您办哪些事"),
        widget=forms.RadioSelect,
        choices=[("all", _("所有的事")), ("some", _("只办下面勾的"))],
        error_messages={"required": _("选一种"), "invalid_choice": _("选一种")},
    )
    scenes = forms.MultipleChoiceField(
        label=_("哪几件"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("这里没有这件事，重新勾一次")},
    )

    def __init__(self, *given: Any, scenes: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["scenes"].choices = scenes  # type: ignore[attr-defined]

    def clean(self) -> Mapping[str, Any]:
        if self.cleaned_data.get("reach") == "some" and not self.cleaned_data.get("scenes"):
            self.add_error("scenes", _("勾一件，或者选“所有的事”"))
        return self.cleaned_data

    @property
    def chosen(self) -> tuple[str, ...]:
        """The scenes, empty for everything."""
        return () if self.cleaned_data["reach"] == "all" else tuple(self.cleaned_data["scenes"])


class GiveAuthority(Reach):
    field_order = ("name", "document", "number", "reach", "scenes", "from_on", "until")
    error_fields = {
        "people.authority_backwards": "until",
        "people.authority_too_long": "until",
        "people.authority_for_oneself": "number",
    } | {f"codes.{name}": "number" for name in NUMBER_CODES}

    name = forms.CharField(
        label=_("替您办的人的姓名"), max_length=200, error_messages={"required": _("填替您办的人的姓名")}
    )
    document = forms.ChoiceField(label=_("证件"), choices=_DOCUMENTS, initial=DocumentKind.CITIZEN_NUMBER)
    number = forms.CharField(
        label=_("证件号"),
        max_length=60,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("填替您办的人的证件号")},
    )
    from_on = _first_day()
    until = DayField(
        label=_("到哪天止（含这天）"),
        help_text=_("最长一年，随时可以收回"),
        error_messages={"required": _("选最后一天"), "invalid": _("日期应像 2026-03-05")},
    )


class ClaimAuthority(Form):
    """That one is somebody's guardian, or helps somebody apply; the window looks at the paper before it holds."""

    error_fields = {
        "people.authority_backwards": "until",
        "people.authority_for_oneself": "number",
    } | {f"codes.{name}": "number" for name in NUMBER_CODES}

    kind = forms.ChoiceField(
        label=_("您是他的什么人"),
        widget=forms.RadioSelect,
        choices=[
            (AuthorityKind.GUARDIAN, _("监护人")),
            (AuthorityKind.SUPPORTER, _("帮他申请的近亲属，或者村（社区）工作人员")),
        ],
        error_messages={"required": _("选一种"), "invalid_choice": _("选一种")},
    )
    name = forms.CharField(
        label=_("替谁办：姓名"), max_length=200, error_messages={"required": _("填您替他办的那个人的姓名")}
    )
    document = forms.ChoiceField(
        label=_("他的证件"),
        choices=[*_DOCUMENTS, (DocumentKind.BIRTH_CERTIFICATE, _("出生医学证明"))],
        initial=DocumentKind.CITIZEN_NUMBER,
    )
    number = forms.CharField(
        label=_("他的证件号"),
        max_length=60,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("填他的证件号")},
    )
    from_on = _first_day()
    until = DayField(
        label=_("到哪天止（含这天）"),
        required=False,
        help_text=_("证明材料没写结束日就不填"),
        error_messages={"invalid": _("日期应像 2026-03-05")},
    )
    paper = FilesField(
        label=_("证明材料，拍照或扫描"),
        required=False,
        help_text=_("先传，窗口能早些看；原件还是要带去"),
        widget=ManyFiles(attrs={"accept": ACCEPT}),
    )

    def clean_paper(self) -> tuple[Accepted, ...]:
        return _one_file(self.cleaned_data["paper"])


class ClaimOrganisation(Reach):
    """That an organisation has authorised one to confirm for it; the window looks at its written power before it holds."""

    field_order = ("name", "number", "reach", "scenes", "from_on", "until", "paper")
    error_fields = {
        "people.authority_backwards": "until",
        "people.authority_too_long": "until",
    } | {f"codes.{name}": "number" for name in NUMBER_CODES}

    name = forms.CharField(
        label=_("单位名称"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("填单位名称，和营业执照上一样")},
    )
    number = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=40,
        help_text=_("18 位，在营业执照或者登记证书上"),
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("填统一社会信用代码")},
    )
    reach = forms.ChoiceField(
        label=_("替单位确认哪些事"),
        widget=forms.RadioSelect,
        choices=[("all", _("所有的事")), ("some", _("只办下面勾的"))],
        error_messages={"required": _("选一种"), "invalid_choice": _("选一种")},
    )
    from_on = _first_day()
    until = DayField(
        label=_("到哪天止（含这天）"),
        help_text=_("照委托书填，最长一年"),
        error_messages={"required": _("选最后一天"), "invalid": _("日期应像 2026-03-05")},
    )
    paper = FilesField(
        required=False,
        label=_("单位盖章的授权委托书（可以现在传，也可以只带原件）"),
        widget=ManyFiles(attrs={"accept": ACCEPT}),
    )

    def clean_paper(self) -> tuple[Accepted, ...]:
        return _one_file(self.cleaned_data["paper"])


def _one_file(given: tuple[Accepted, ...]) -> tuple[Accepted, ...]:
    if len(given) > 1:
        raise forms.ValidationError(_("这里只传一个文件。几页合成一个 PDF 再传。"))
    return given


class Complaint(Form):
    look = forms.CharField(max_length=120, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("哪里不对"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("写一句哪里不对，我们才好查")},
    )


class VerifyForm(Form):
    code = forms.CharField(
        label=_("验真码或证照标识"),
        max_length=100,
        help_text=_("在文书的二维码旁边，或者证照的最下面"),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off", "autocapitalize": "off"}),
        error_messages={"required": _("填文书上的验真码，或者证照标识")},
    )
