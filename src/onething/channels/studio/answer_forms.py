"""Forms of the knowledge base: what an answer says, a reason, a department, an answer to merge with."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.core.catalogue.model import Package
from onething.core.knowledge import Content, Law
from onething.core.source import Text
from onething.kit.forms import DayField, Form

_LAW = re.compile(r"《(.+?)》(.*)")


class AnswerForm(Form):
    """Everything that an answer says. Variants and laws stand line by line."""

    error_fields = {"knowledge.not_yours": "owner"}

    question_zh = forms.CharField(label=gettext_lazy("标准问题"), max_length=200)
    question_en = forms.CharField(label=gettext_lazy("标准问题（英文）"), max_length=200, required=False)
    variants = forms.CharField(
        label=gettext_lazy("别的问法，一行一个"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    text_zh = forms.CharField(
        label=gettext_lazy("标准答案"),
        help_text=gettext_lazy(
            "时限、费用、材料写成引用，比如 {birth-registration.promised_days}；手写的数字和材料名过不了审"
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    text_en = forms.CharField(
        label=gettext_lazy("标准答案（英文）"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("属于哪些事项"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    scenes = forms.MultipleChoiceField(
        label=gettext_lazy("属于哪些一件事"), required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = forms.ChoiceField(label=gettext_lazy("责任部门"))
    places = forms.MultipleChoiceField(
        label=gettext_lazy("只在这些镇街用，不选就是全市"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    from_on = DayField(label=gettext_lazy("从哪天起"), required=False)
    to_on = DayField(label=gettext_lazy("到哪天止，这一天不算"), required=False)
    laws = forms.CharField(
        label=gettext_lazy("依据，一行一个，写作《法律》第几条"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.CharField(label=gettext_lazy("没有法律依据的，从哪里来"), max_length=200, required=False)

    def __init__(self, *args: Any, package: Package, owners: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["items"].choices = [(one.id, f"{one.name} {one.id}") for one in package.items.values()]
        self.fields["scenes"].choices = [(one.id, one.name.zh) for one in package.scenes.values()]
        self.fields["owner"].choices = [(id, package.departments[id].short.zh) for id in owners]
        towns = [one for one in package.divisions.values() if one.level == "town"]
        self.fields["places"].choices = [(one.code, one.name) for one in towns]

    def clean_laws(self) -> tuple[Law, ...]:
        return laws_of(self.cleaned_data["laws"])

    @property
    def content(self) -> Content:
        given = self.cleaned_data
        return Content(
            question=Text(given["question_zh"], given["question_en"]),
            text=Text(plain(given["text_zh"]), plain(given["text_en"])),
            owner=given["owner"],
            variants=tuple(
                dict.fromkeys(one.strip() for one in given["variants"].splitlines() if one.strip())
            ),
            items=tuple(given["items"]),
            scenes=tuple(given["scenes"]),
            places=tuple(given["places"]),
            from_on=given["from_on"],
            to_on=given["to_on"],
            laws=given["laws"],
            source=given["source"],
        )


def laws_of(text: str) -> tuple[Law, ...]:
    """Return the laws of a text, one a line. Raises ValidationError."""
    laws = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = _LAW.fullmatch(line.strip())
        if found is None:
            raise forms.ValidationError(_("写作《法律》第几条，一行一个"))
        laws.append(Law(found[1], found[2].strip()))
    return tuple(laws)


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def initial_of(content: Content) -> dict[str, Any]:
    """Return what an answer says as its form shows it."""

    def day(on: date | None) -> str:
        return on.isoformat() if on else ""

    return {
        "question_zh": content.question.zh,
        "question_en": content.question.en,
        "variants": "\n".join(content.variants),
        "text_zh": content.text.zh,
        "text_en": content.text.en,
        "items": content.items,
        "scenes": content.scenes,
        "owner": content.owner,
        "places": content.places,
        "from_on": day(content.from_on),
        "to_on": day(content.to_on),
        "laws": "\n".join(str(law) for law in content.laws),
        "source": content.source,
    }


class ReasonForm(Form):
    """An act on an answer or a question. reason: for those that need one."""

    error_fields = {"knowledge.reason_missing": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("原因（退回、撤下、不答时写）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleForm(ReasonForm):
    """What becomes of a question without an answer."""

    error_fields = {
        "knowledge.reason_missing": "reason",
        "knowledge.owner_unknown": "owner",
        "knowledge.refused": "answer",
    }

    answer = forms.ChoiceField(label=gettext_lazy("并入哪条已有的答案"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("转给哪个部门"), required=False)

    def __init__(
        self, *args: Any, answers: list[tuple[str, str]], owners: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["answer"].choices = [("", "—"), *answers]
        self.fields["owner"].choices = [("", "—"), *owners]
