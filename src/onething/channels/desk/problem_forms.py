"""The form of a problem that is told at the window or on the telephone."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onething.areas.catalogue import api as catalogue
from onething.areas.problems import api as problems
from onething.core.actors import Actor
from onething.kit.forms import Form, PhoneField


class TellForForm(Form):
    """key: made when the form opened, so that a problem is told once however often it is sent."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    name = forms.CharField(label=_("怎么称呼"), max_length=100, error_messages={"required": _("填称呼")})
    phone = PhoneField(label=_("打哪个电话答复"), error_messages={"required": _("填能打通的电话")})
    what = forms.CharField(
        label=_("什么事办不成"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("写一写卡在哪里")},
    )
    tried = forms.CharField(
        label=_("在哪儿办过，什么时候，对方怎么说"),
        max_length=500,
        error_messages={"required": _("先办过一次，没办成，再登记")},
    )
    about = forms.ChoiceField(label=_("和哪个部门有关"), required=False)
    application = forms.CharField(label=_("申请编号"), required=False, max_length=40)

    def __init__(self, *given: object, actor: Actor, **more: object) -> None:
        super().__init__(*given, **more)
        language = get_language() or "zh-hans"
        departments = catalogue.current(actor).departments
        names = [(id, one.short.say(language)) for id, one in departments.items()]
        self.fields["about"].choices = [("", _("不清楚")), *names]  # type: ignore[attr-defined]

    @property
    def told(self) -> problems.Told:
        return problems.Told(**{name: given for name, given in self.cleaned_data.items() if name != "key"})
