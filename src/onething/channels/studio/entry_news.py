"""What a source says new of an entry that was changed here: what comes in by itself, what stays, and what somebody decides."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onething.areas.revisions import api as revisions
from onething.areas.revisions.api import RevisionPermission
from onething.channels.studio.rooms import frame
from onething.core.register.news import Place
from onething.core.revisions.merge import Side
from onething.kit.forms import Form, form_page
from onething.kit.ports import now


class NewsForm(Form):
    """seen: which news the page showed. The sides stand under the keys of their conflicts."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=100)


def news(request: HttpRequest, source: str, key: str) -> HttpResponse:
    """Show both beside what they came from; write the entry with the news into a draft. Raises NoNews, NewsMoved."""
    actor = request.actor
    told, met = revisions.get_news(actor, source=source, key=key)
    form = NewsForm(request.POST or None, initial={"seen": told.seen})
    context = {
        **frame(actor, current="studio-register"),
        "source": source,
        "key": key,
        "name": told.said.entry.name,
        "said": told.said,
        "why": told.why,
        "met": met,
        "may_write": actor.can(RevisionPermission.WRITE),
        "places": [(one, request.POST.get(one.conflict.key, "")) for one in met.places],
    }
    show = form_page(request, "studio/entry_news.html", form, context)
    if request.method != "POST" or not form.is_valid():
        return show()
    one = revisions.take_news(
        actor,
        source=source,
        key=key,
        choices=_choices(met.places, request.POST),
        seen=form.cleaned_data["seen"],
        title=_("合并来源的新内容：%(name)s") % {"name": told.said.entry.name[:150]},
        now=now(),
    )
    messages.success(request, _("已合并进修订稿；看过再提交审核。"))
    return redirect("studio-entry", one.id, source, key)


def _choices(places: tuple[Place, ...], given: Mapping[str, str]) -> dict[str, Side]:
    keys = [one.conflict.key for one in places]
    sides = {key: given.get(key, "") for key in keys}
    return {key: Side(side) for key, side in sides.items() if side in set(Side)}
