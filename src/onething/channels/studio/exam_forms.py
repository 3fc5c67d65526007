"""The form of an exam question: what it asks, its options with the right ones, what it rests on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.channels.studio.answer_forms import laws_of, plain
from onething.core.catalogue.model import Package
from onething.core.knowledge import Law
from onething.core.source import Text
from onething.core.training import MOST_OPTIONS, Kind, Option, Question, letter, true_or_false
from onething.kit.forms import DayField, Form
from onething.kit.problems import show

_NUMBERS = range(1, MOST_OPTIONS + 1)


class QuestionForm(Form):
    """Everything that an exam question says. Options stand in rows of their own; an empty row is none."""

    error_fields = {"training.not_yours": "owner"}

    kind = forms.ChoiceField(label=gettext_lazy("题型"), widget=forms.RadioSelect)
    stem_zh = forms.CharField(
        label=gettext_lazy("题干"),
        help_text=gettext_lazy(
            "时限、费用、材料写成引用，比如 {birth-registration.promised_days}；手写的数字和材料名过不了审"
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    stem_en = forms.CharField(
        label=gettext_lazy("题干（英文）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    holds = forms.ChoiceField(
        label=gettext_lazy("判断题：题干对不对"), required=False, widget=forms.RadioSelect
    )
    explanation_zh = forms.CharField(
        label=gettext_lazy("解释：为什么这样答"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    explanation_en = forms.CharField(
        label=gettext_lazy("解释（英文）"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("考哪些事项；考通用规则的不选，写明依据"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    owner = forms.ChoiceField(label=gettext_lazy("责任部门"))
    laws = forms.CharField(
        label=gettext_lazy("依据，一行一个，写作《法律》第几条"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.CharField(label=gettext_lazy("没有法律依据的，从哪里来"), max_length=200, required=False)
    from_on = DayField(label=gettext_lazy("从哪天起"), required=False)
    to_on = DayField(label=gettext_lazy("到哪天止，这一天不算"), required=False)

    def __init__(self, *args: Any, package: Package, owners: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for number in _NUMBERS:
            named = {"letter": letter(number)}
            self.fields[f"option_{number}_zh"] = forms.CharField(
                label=_("选项 %(letter)s") % named, max_length=300, required=False
            )
            self.fields[f"option_{number}_en"] = forms.CharField(
                label=_("选项 %(letter)s（英文）") % named, max_length=300, required=False
            )
            self.fields[f"option_{number}_right"] = forms.BooleanField(
                label=_("%(letter)s 是正确的") % named, required=False
            )
        self.fields["kind"].choices = [(one.value, show(one.label)) for one in Kind]
        words = [show(one.text) for one in true_or_false(True)]
        self.fields["holds"].choices = list(zip(("true", "false"), words, strict=True))
        self.fields["items"].choices = [(one.id, f"{one.name} {one.id}") for one in package.items.values()]
        self.fields["owner"].choices = [(id, package.departments[id].short.zh) for id in owners]

    def before_options(self) -> list[BoundField]:
        return [self[name] for name in ("kind", "stem_zh", "stem_en", "holds")]

    def after_options(self) -> list[BoundField]:
        names = ("explanation_zh", "explanation_en", "items", "owner", "laws", "source", "from_on", "to_on")
        return [self[name] for name in names]

    def option_rows(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Give the letter and the fields of every option."""
        for number in _NUMBERS:
            yield letter(number), [self[f"option_{number}_{part}"] for part in ("zh", "en", "right")]

    def clean_laws(self) -> tuple[Law, ...]:
        return laws_of(self.cleaned_data["laws"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("kind") == Kind.TRUE_FALSE.value and self._options():
            self.add_error("kind", _("判断题没有选项；清空选项，或者选别的题型"))
        return given

    def _options(self) -> tuple[Option, ...]:
        given = self.cleaned_data
        rows = [
            (
                given.get(f"option_{n}_zh", ""),
                given.get(f"option_{n}_en", ""),
                given.get(f"option_{n}_right", False),
            )
            for n in _NUMBERS
        ]
        return tuple(Option(Text(zh, en), right) for zh, en, right in rows if zh or en or right)

    @property
    def question(self) -> Question:
        given, kind = self.cleaned_data, Kind(self.cleaned_data["kind"])
        options = self._options()
        if kind is Kind.TRUE_FALSE and given["holds"]:
            options = true_or_false(given["holds"] == "true")
        return Question(
            stem=Text(plain(given["stem_zh"]), plain(given["stem_en"])),
            kind=kind,
            options=options,
            explanation=Text(plain(given["explanation_zh"]), plain(given["explanation_en"])),
            owner=given["owner"],
            items=tuple(given["items"]),
            laws=given["laws"],
            source=given["source"],
            from_on=given["from_on"],
            to_on=given["to_on"],
        )


def initial_of(question: Question) -> dict[str, Any]:
    """Return what an exam question says as its form shows it."""

    def day(on: date | None) -> str:
        return on.isoformat() if on else ""

    shown: dict[str, Any] = {
        "kind": question.kind.value,
        "stem_zh": question.stem.zh,
        "stem_en": question.stem.en,
        "explanation_zh": question.explanation.zh,
        "explanation_en": question.explanation.en,
        "items": question.items,
        "owner": question.owner,
        "laws": "\n".join(str(law) for law in question.laws),
        "source": question.source,
        "from_on": day(question.from_on),
        "to_on": day(question.to_on),
    }
    if question.kind is Kind.TRUE_FALSE:
        if question.options:
            shown["holds"] = str(question.holds_statement).lower()
        return shown
    for number, one in enumerate(question.options, 1):
        shown |= {f"option_{number}_zh": one.text.zh, f"option_{number}_en": one.text.en}
        shown[f"option_{number}_right"] = one.right
    return shown
