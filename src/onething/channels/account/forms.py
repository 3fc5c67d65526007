"""Shapes of what people type here; rules are in core."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onething.kit.forms import Form


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
    phone = forms.RegexField(
        r"^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\+\d{6,15})$",
        label=_("手机"),
        required=False,
        help_text=_("有要您补的材料时，先发短信"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"invalid": _("手机号应为 11 位数字，以 1 开头；座机写区号")},
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("电子邮箱应像 name@example.cn")},
    )
