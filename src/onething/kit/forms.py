"""Forms that say what is wrong, keep what was typed, and take a rule's refusal back onto the page."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onething.core.codes import CodeBroken, parse_phone
from onething.core.errors import DomainError, RuleBroken
from onething.kit.problems import findings_of, say, show


class Form(forms.Form):
    """A form of the house. `error_fields` says on which field a rule's code belongs: {"cases.reason_missing": "reason"}."""

    error_fields: Mapping[str, str] = {}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            if field.error_messages["required"] is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = missing(field)

    def refuse(self, error: DomainError) -> None:
        """Put the sentence of `error` on its field, else on top of the form; of one that found several, all of them."""
        if not hasattr(self, "cleaned_data"):
            self.is_valid()
        said = [show(one.message) for one in findings_of(error)] or [str(say(error))]
        for sentence in said:
            self.add_error(self.error_fields.get(error.code), sentence)


def missing(field: forms.Field) -> str:
    """Return what a field asks for that has no sentence of its own."""
    if isinstance(field, forms.ChoiceField):
        return _("选一项")
    return _("写明日期，如 2026-03-05") if isinstance(field, forms.DateField) else _("这里要填")


class DayInput(forms.DateInput):
    """A box with a calendar. Browsers read the day that stands in it as 2026-03-05, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that somebody can mean: of a year from 1900 to 2199."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not 1900 <= day.year < 2200:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class PhoneField(forms.CharField):
    """A telephone, however it is typed: blanks, hyphens and full width do not matter."""

    def __init__(self, **more: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(**{"max_length": 40, "widget": forms.TextInput(attrs=attrs), **more})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return str(parse_phone(typed)) if typed else ""
        except CodeBroken:
            raise forms.ValidationError(_("手机号应为 11 位数字，以 1 开头；座机写区号")) from None


def form_page(
    request: HttpRequest, template: str, form: Form, context: Mapping[str, Any] | None = None
) -> Callable[[], HttpResponse]:
    """Return the function that shows `form`; a RuleBroken raised later in this request shows it too, with its sentence.

    Status 200 for a fresh form, 422 when it comes back with errors.
    """

    def show() -> HttpResponse:
        return render(
            request, template, {**(context or {}), "form": form}, status=422 if form.errors else 200
        )

    def again(error: RuleBroken) -> HttpResponse:
        form.refuse(error)
        return show()

    request.again = again
    return show
