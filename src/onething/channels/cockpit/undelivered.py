"""The room of messages that did not reach people: what failed or is unknown for too long, and who sees to it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onething.areas.notices import api as notices
from onething.areas.notices.api import NoticesPermission
from onething.channels.cockpit.naming import Departments
from onething.channels.cockpit.rooms import ROOMS, Room, frame
from onething.core.actors import Actor
from onething.kit.forms import Form, form_page
from onething.kit.ports import now

ROOM = "cockpit-undelivered"


def _waiting(actor: Actor) -> int:
    return notices.count_undelivered(actor, now=now())


ROOMS.append(
    Room(
        ROOM,
        gettext_lazy("没送到的消息"),
        gettext_lazy("短信、邮件没有送到，或者很久没有回执：再发一次，或者写明怎样告诉了本人。"),
        NoticesPermission.SEE_UNDELIVERED,
        _waiting,
    )
)


class HowForm(Form):
    error_fields = {"notices.how_missing": "how"}

    how = forms.CharField(
        label=gettext_lazy("怎样告诉了本人"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("时间和方式，如：3 月 5 日 11 点打电话"),
        error_messages={"required": gettext_lazy("写明时间和方式")},
    )


def room(request: HttpRequest) -> HttpResponse:
    found = notices.list_undelivered(request.actor, now=now(), cursor=request.GET.get("from", ""))
    departments = Departments(request.actor)
    lines = [(one, departments.name(one.department)) for one in found.lines]
    context = {**frame(request.actor, current=ROOM), "lines": lines, "next": found.cursor}
    return render(request, "cockpit/undelivered.html", context)


def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """One letter. POST with `again` tries it anew, else notes how the person was told. Raises LetterNotFound."""
    one = notices.get_letter(request.actor, letter=letter_id)
    if "again" in request.POST:
        notices.try_again(request.actor, letter=letter_id, now=now())
        messages.success(request, _("已重新放进待发，几分钟内发出。"))
        return redirect(ROOM)
    form = HowForm(request.POST or None)
    context = {
        **frame(request.actor, current=ROOM),
        "one": one,
        "owner": Departments(request.actor).name(one.department),
        "may": request.actor.can(NoticesPermission.SETTLE) and not one.settled.zh,
    }
    show = form_page(request, "cockpit/letter.html", form, context)
    if not form.is_valid():
        return show()
    notices.settle(request.actor, letter=letter_id, how=form.cleaned_data["how"], now=now())
    messages.success(request, _("已登记，这条不再等处理。"))
    return redirect(ROOM)
