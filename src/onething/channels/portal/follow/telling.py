"""How one wants to be told: by which ways, in which language, and when not."""

from datetime import time

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.notices import api as notices
from onething.areas.people import api as people
from onething.core.notices import MessageWay, Preference, QuietHours
from onething.kit.forms import Form, form_page
from onething.kit.ports import now

_NOTHING, _INSTEAD = "", "mail_instead"


class TellingForm(Form):
    error_fields = {"notices.quiet_too_long": "quiet_until"}

    ways = forms.MultipleChoiceField(
        label=gettext_lazy("除了这里，还发到"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (MessageWay.SMS.value, gettext_lazy("短信")),
            (MessageWay.MAIL.value, gettext_lazy("邮件")),
            (_INSTEAD, gettext_lazy("短信送不到时改发邮件")),
        ],
        help_text=gettext_lazy("都不选，就只在“消息”里看"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("用哪种文字"),
        widget=forms.RadioSelect,
        choices=[("zh-hans", "中文"), ("en", "English")],
    )
    quiet_from = forms.TimeField(
        label=gettext_lazy("免打扰从几点"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("到几点"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> None:
        start, until = self.cleaned_data.get("quiet_from"), self.cleaned_data.get("quiet_until")
        if (start is None) != (until is None) and not self.errors:
            self.add_error(
                "quiet_from" if start is None else "quiet_until", _("两个时间要一起填，或者都不填")
            )

    @property
    def preference(self) -> Preference:
        given = self.cleaned_data
        start: time | None = given["quiet_from"]
        return Preference(
            ways=tuple(way for way in MessageWay if way.value in given["ways"]),
            mail_instead=_INSTEAD in given["ways"],
            language=given["language"],
            quiet=QuietHours(start, given["quiet_until"]) if start is not None else None,
        )


def choose(request: HttpRequest) -> HttpResponse:
    """Show what was chosen, and keep what is chosen now. Raises QuietTooLong."""
    mine = people.get_own_account(request.actor)
    form = TellingForm(
        request.POST or None, initial=_initial(notices.get_preference(request.actor), mine.language)
    )
    context = {"mine": mine, "quiet": notices.get_rules(request.actor).quiet}
    show = form_page(request, "portal/follow/telling.html", form, context)
    if not form.is_valid():
        return show()
    notices.choose(request.actor, preference=form.preference, now=now())
    messages.success(request, _("已存好，下一条消息起照这样发。"))
    return redirect("settings-messages")


def _initial(chosen: Preference, language: str) -> dict[str, object]:
    return {
        "ways": [*(way.value for way in chosen.ways), *([_INSTEAD] if chosen.mail_instead else [])],
        "language": chosen.language or language,
        "quiet_from": chosen.quiet.start if chosen.quiet else _NOTHING,
        "quiet_until": chosen.quiet.until if chosen.quiet else _NOTHING,
    }
