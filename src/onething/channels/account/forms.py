"""Shapes of what people type here; rules are in core."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
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


class NewPassword(Form):
    error_fields = {"people.wrong_old_password": "old", "people.same_password": "new"}

    old = forms.CharField(
        label=_("现在的密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("填现在的密码")},
    )
    new = forms.CharField(
        label=_("新密码"),
        max_length=200,
        strip=False,
        help_text=_("至少 10 个字符，别用大家常用的"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("填新密码")},
    )
    again = forms.CharField(
        label=_("再填一次新密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("再填一次新密码")},
    )

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        try:
            validate_password(new)
        except forms.ValidationError:
            raise forms.ValidationError(_("这个密码太短或者太常见，换一个长些的")) from None
        return new

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", _("两次填的不一样，再填一次"))
        return given


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
        if settings.MAIL_SERVERS:
            self.fields["email"].help_text = _("有消息时也发到这里；某件事另填了邮箱的，发到那一个")
