"""Shapes of what people type here; rules are in core."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from onething.kit.forms import Form, PhoneField


class SignIn(Form):
    error_fields = {"people.sign_in_failed": "password"}

    login = forms.CharField(
        label=_("证件号或工号"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("填证件号或工号")},
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("填密码")},
    )


class Contact(Form):
    phone = PhoneField(
        label=_("手机"),
        required=False,
        help_text=_("办事时替您填好，经办的人有事打这个电话"),
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("电子邮箱应像 name@example.cn")},
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if settings.EMAIL_HOST:
            self.fields["email"].help_text = _("有消息时也发到这里；某件事另填了邮箱的，发到那一个")
