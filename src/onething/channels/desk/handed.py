"""What somebody filled in at home, opened by the code for who stands there; from there on it is an intake as any other."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.guidance import api as guidance
from onething.channels.desk.forms import Standing
from onething.kit.forms import form_page
from onething.kit.ports import now


class Code(Standing):
    """The code comes last: a scanner ends with the key that sends the form."""

    error_fields = {
        "guidance.window_code_expired": "code",
        "guidance.window_code_revoked": "code",
        "guidance.window_code_unknown": "code",
        "guidance.window_code_used": "code",
    }

    code = forms.CharField(
        label=gettext_lazy("窗口码"),
        max_length=40,
        help_text=gettext_lazy("8 位数字，在对方手机上；可以扫"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("填窗口码，或者扫一下")},
    )


def find(request: HttpRequest) -> HttpResponse:
    """Code and document have to belong together; both travel in the body, never in an address."""
    form = Code(request.POST or None)
    show = form_page(request, "desk/handed.html", form)
    if not form.is_valid():
        return show()
    try:
        draft_id = guidance.open_at_window(
            request.actor, code=form.cleaned_data["code"], person=form.person, now=now()
        )
    except guidance.NotRepresented:
        form.add_error("number", _("这个人替别人办的授权今天不在有效期内。请本人来，或者先核对代办关系。"))
        return show()
    return redirect("draft", draft_id)
