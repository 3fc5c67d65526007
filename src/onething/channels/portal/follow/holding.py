"""What a person holds: licences and messages."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onething.areas.catalogue import api as catalogue
from onething.areas.licences import api as licences
from onething.areas.notices import api as notices
from onething.channels.portal.follow import showing
from onething.channels.portal.follow.forms import Copying, Lending
from onething.core.actors import Actor
from onething.core.papers import HeldLicence
from onething.kit.forms import form_page
from onething.kit.ports import now, today
from onething.kit.templatetags.kit import say


def wallet(request: HttpRequest) -> HttpResponse:
    held = licences.list_own(request.actor)
    names = showing.Names(catalogue.current(request.actor)) if held else showing.Names(None)
    cards = [showing.card(one, names) for one in held]
    return render(request, "portal/follow/licences.html", {"cards": cards})


def licence(request: HttpRequest, identifier: str) -> HttpResponse:
    """One licence, to be shown. Raises LicenceNotFound."""
    actor = request.actor
    held = licences.get_own(actor, identifier=identifier)
    names = showing.Names(catalogue.current(actor))
    context = {
        "card": showing.card(held, names),
        "uses": [
            (one, [names.key(f"holder/{name}") for name in one.fields])
            for one in licences.list_uses(actor, identifier=identifier)
        ],
        "grants": [
            (one, _office(actor, one.to), one.allows(to=one.to, on=today()))
            for one in licences.list_grants(actor, identifier=identifier)
        ],
        "copies": licences.list_copies(actor, identifier=identifier),
    }
    return render(request, "portal/follow/licence.html", context)


def _office(actor: Actor, department: str) -> str:
    found = catalogue.current(actor).departments.get(department)
    return str(say(found.name)) if found else department


def _fields(request: HttpRequest, held: HeldLicence) -> list[tuple[str, str]]:
    names = showing.Names(catalogue.current(request.actor))
    return [(name, str(names.key(f"holder/{name}"))) for name in held.fields]


def lend(request: HttpRequest, identifier: str) -> HttpResponse:
    """Let a department use fields of a licence. Raises LicenceNotFound."""
    held = licences.get_own(request.actor, identifier=identifier)
    offices = [(one.id, str(say(one.name))) for one in catalogue.current(request.actor).departments.values()]
    form = Lending(request.POST or None, offices=offices, fields=_fields(request, held))
    show = form_page(request, "portal/follow/licence_lend.html", form, {"held": held})
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    licences.give_grant(
        request.actor,
        identifier=identifier,
        to=given["to"],
        fields=given["fields_shown"],
        purpose=given["purpose"],
        until=given["until"],
        now=now(),
    )
    messages.success(request, _("已授权。每次查用都记在这一页，随时可以收回。"))
    return redirect("licence", identifier)


def end_lending(request: HttpRequest, grant: UUID) -> HttpResponse:
    """Take a leave back. Raises LicenceNotFound."""
    ended = licences.end_grant(request.actor, grant=grant, now=now())
    messages.success(request, _("已收回，从现在起不能再查用。"))
    return redirect("licence", ended.licence)


def copy(request: HttpRequest, identifier: str) -> HttpResponse:
    """Make an annotated copy for one receiver. Raises LicenceNotFound, LicenceNotValid."""
    held = licences.get_own(request.actor, identifier=identifier)
    form = Copying(request.POST or None, fields=_fields(request, held))
    show = form_page(request, "portal/follow/licence_copy.html", form, {"held": held})
    if not form.is_valid():
        return show()
    given = form.cleaned_data
    licences.make_copy(
        request.actor,
        identifier=identifier,
        receiver=given["receiver"],
        purpose=given["purpose"],
        case=given["case"],
        fields=given["fields_shown"],
        until=given["until"],
        now=now(),
    )
    messages.success(request, _("加注件已做好，在这一页打开。"))
    return redirect("licence", identifier)


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
