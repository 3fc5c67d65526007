"""Signing in and out, the display of this device, one's own account."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from onething.areas.offices import api as offices
from onething.areas.people import api as people
from onething.channels.account.forms import Contact, NewPassword, SignIn
from onething.core.actors import Role
from onething.core.people import Account
from onething.core.source import Text
from onething.kit.context import CONTRASTS, SIZES, display_of
from onething.kit.forms import form_page
from onething.kit.ports import now

YEAR = 365 * 24 * 3600


def _next(request: HttpRequest) -> str:
    """Return where to go on: a page of this site, else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignIn(request.POST if request.method == "POST" and "login" in request.POST else None)
    doors = _doors(request) if settings.DEMO else []
    show = form_page(request, "account/sign_in.html", form, {"doors": doors, "next": _next(request)})
    if not form.is_valid():
        return show()
    account = people.sign_in(
        request.actor, now=now(), address=request.META.get("REMOTE_ADDR", ""), **form.cleaned_data
    )
    return _enter(request, account)


def _doors(request: HttpRequest) -> list[tuple[Account, Text | None]]:
    """Return the accounts of the demo city, each with the office it works in."""
    names = {(one.department, one.division): one.short for one in offices.list_offices(request.actor)}
    accounts = people.list_demo_accounts(request.actor)
    return [(one, names.get((one.department, one.division))) for one in accounts]


def sign_in_to_demo(request: HttpRequest, account_id: UUID) -> HttpResponse:
    return _enter(request, people.sign_in_to_demo(request.actor, account_id=account_id))


def _enter(request: HttpRequest, account: Account) -> HttpResponse:
    row = get_user_model().objects.get(pk=account.id)
    login(request, row, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = HttpResponseRedirect(_next(request) or first_page(account))
    wanted = {"language": account.language, "size": account.size, "contrast": account.contrast}
    chosen = {name: request.COOKIES.get(name) for name in wanted}  # what this device chose stays
    _remember(response, **{name: chosen[name] or value for name, value in wanted.items()})
    return response


def first_page(account: Account) -> str:
    """Return the page at which this account's work begins."""
    for role, path in (
        (Role.CLERK, "/desk/"),
        (Role.REVIEWER, "/review/"),
        (Role.MANAGER, "/review/"),
        (Role.SUPERVISOR, "/review/"),
        (Role.HOTLINE, "/hotline/"),
        (Role.ITEM_MANAGER, "/studio/"),
        (Role.ITEM_STANDARD, "/studio/revisions/"),
        (Role.CITIZEN, "/"),
    ):
        if role in account.roles:
            return path
    return reverse("account")


def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


@csrf_exempt  # keeps only how this device shows pages; a forged one could at worst enlarge the type
def display(request: HttpRequest) -> HttpResponse:
    """Change size, contrast or language of this device, and of the account if one is signed in."""
    shown = display_of(request)
    size = request.POST.get("size", shown.size)
    contrast = request.POST.get("contrast", shown.contrast)
    language = request.POST.get("language", shown.language)
    kept = {
        "size": size if size in SIZES else SIZES[0],
        "contrast": contrast if contrast in CONTRASTS else CONTRASTS[0],
        "language": language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
    }
    if request.actor.can(people.PeoplePermission.OWN_ACCOUNT):
        people.keep_display(request.actor, **kept)
    response = HttpResponseRedirect(_next(request) or "/", status=303)
    _remember(response, **kept)
    return response


def _remember(response: HttpResponse, *, language: str, size: str, contrast: str) -> None:
    for name, value in ((settings.LANGUAGE_COOKIE_NAME, language), ("size", size), ("contrast", contrast)):
        response.set_cookie(
            name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )


def account(request: HttpRequest) -> HttpResponse:
    mine = people.get_own_account(request.actor)
    form = Contact(request.POST or None, initial={"phone": mine.phone, "email": mine.email})
    show = form_page(request, "account/account.html", form, {"mine": mine})
    if not form.is_valid():
        return show()
    people.change_contact(request.actor, **form.cleaned_data)
    messages.success(request, _("已存好，新的联系方式现在起用。"))
    return redirect("account")


def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other devices are signed out, this one stays. One that is due is changed first of all."""
    mine = people.get_own_account(request.actor)
    form = NewPassword(request.POST or None)
    show = form_page(
        request, "account/password.html", form, {"due": mine.password_due, "next": _next(request)}
    )
    if not form.is_valid():
        return show()
    people.change_password(request.actor, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
    update_session_auth_hash(request, get_user_model().objects.get(pk=mine.id))
    messages.success(request, _("密码已改好，别的设备要重新登录。"))
    return HttpResponseRedirect(
        (_next(request) or first_page(mine)) if mine.password_due else reverse("account")
    )
