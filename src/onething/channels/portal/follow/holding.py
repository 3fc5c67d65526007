"""What a person holds: licences and messages, and the rating that one may give."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.areas.licences import api as licences
from onething.areas.notices import api as notices
from onething.areas.ratings import api as ratings
from onething.channels.portal.follow import showing
from onething.channels.portal.follow.forms import RatingForm
from onething.core.papers import Level
from onething.kit.forms import form_page
from onething.kit.ports import now


def wallet(request: HttpRequest) -> HttpResponse:
    held = licences.list_own(request.actor)
    names = showing.Names(catalogue.current(request.actor)) if held else showing.Names(None)
    cards = [showing.card(one, names) for one in held]
    return render(request, "portal/follow/licences.html", {"cards": cards})


def licence(request: HttpRequest, identifier: str) -> HttpResponse:
    """One licence, to be shown. Raises LicenceNotFound."""
    held = licences.get_own(request.actor, identifier=identifier)
    names = showing.Names(catalogue.current(request.actor))
    return render(request, "portal/follow/licence.html", {"card": showing.card(held, names)})


def inbox(request: HttpRequest) -> HttpResponse:
    """The newest messages; POST marks one as read (`message`), or all."""
    if request.method == "POST":
        return _read(request)
    context = {"found": notices.list_messages(request.actor), "unread": notices.count_unread(request.actor)}
    return render(request, "portal/follow/messages.html", context)


def _read(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("message", "")
    if not asked:
        notices.mark_all_read(request.actor, now=now())
        return redirect("messages")
    try:
        known = UUID(asked)
    except ValueError:
        raise notices.MessageNotFound from None
    notices.mark_read(request.actor, message_id=known, now=now())
    return redirect("messages")


def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Five levels, once. Raises TokenUnknown, AlreadyRated."""
    found = ratings.get_rating(request.actor, token=token)
    form = RatingForm(request.POST or None)
    show = form_page(request, "portal/follow/rate.html", form, {"found": found})
    if not form.is_valid():
        return show()
    level = Level(form.cleaned_data["level"])
    ratings.rate(request.actor, token=token, level=level, text=form.cleaned_data["text"], now=now())
    messages.success(request, _("评价已收到，谢谢。办您这件事的人看不到是谁评的。"))
    return redirect("rate", token)
