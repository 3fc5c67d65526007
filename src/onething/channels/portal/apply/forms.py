"""Shapes of what people type before the receipt; rules are in core."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onething.core.catalogue.model import Question, QuestionKind
from onething.kit.forms import DayField, Form
from onething.kit.problems import show


class Answer(Form):
    """One question of the guide. The field is named as the question, so that a late answer never hits another."""

    def __init__(self, *given: Any, question: Question, **more: Any) -> None:
        super().__init__(*given, **more)
        self.question = question
        self.fields[self.slot] = _field(question)

    @property
    def slot(self) -> str:
        return slot_of(question=self.question.id)

    @property
    def answer(self) -> Any:
        """Return the answer as it is kept: a choice id, choice ids, a whole number, or a day as ISO text."""
        value = self.cleaned_data[self.slot]
        return value.isoformat() if self.question.kind is QuestionKind.DATE else value


def slot_of(*, question: str) -> str:
    return f"q-{question}"


def _field(question: Question) -> forms.Field:
    label = show(question.text)
    help_text = show(question.help) if question.help else ""
    common: dict[str, Any] = {"label": label, "help_text": help_text}
    choices = [(one.id, show(one.label)) for one in question.choices]
    choose = {
        "required": _("还没选。选一个最接近的"),
        "invalid_choice": _("这一项不在可选的里面。从下面选一个"),
    }
    match question.kind:
        case QuestionKind.CHOICE:
            return forms.ChoiceField(
                choices=choices, widget=forms.RadioSelect, error_messages=choose, **common
            )
        case QuestionKind.MULTI:
            return forms.MultipleChoiceField(
                choices=choices,
                required=question.required_choice,
                widget=forms.CheckboxSelectMultiple,
                error_messages={**choose, "required": _("还没选。至少选一样")},
                **common,
            )
        case QuestionKind.INTEGER:
            return forms.IntegerField(
                min_value=question.min,
                max_value=question.max,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "required": _("还没填。写一个整数"),
                    "invalid": _("这里写一个整数，比如 40"),
                    "min_value": _("太小了，最小是 %(limit_value)s"),
                    "max_value": _("太大了，最大是 %(limit_value)s"),
                },
                **common,
            )
    return DayField(
        input_formats=["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"],
        error_messages={"required": _("还没填。写年月日"), "invalid": _("日期应像 2026-03-05")},
        **common,
    )
