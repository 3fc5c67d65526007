"""What a person holds: licences and messages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onething.areas.catalogue import api as catalogue
from onething.areas.licences import api as licences
from onething.areas.notices import api as notices
from onething.channels.portal.follow import showing
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
