"""A password that somebody else set is changed before anything else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from onething.areas.people import api as people
from onething.kit import problems

#: What stays open: to change it, to leave, to come as somebody else, to read in another way; and what no person asks.
OPEN = frozenset({"password", "sign-out", "sign-in", "sign-in-demo", "display", "alive", "ready"})


class FirstPasswordMiddleware:
    """Leads who is signed in with such a password to the page on which it is changed; a machine is told to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.url_name in OPEN or not _is_due(request):
            return None
        if problems.wants_json(request):
            return problems.respond(request, people.PasswordDue())
        page = reverse("password")
        back = request.get_full_path() if request.method == "GET" else ""
        return HttpResponseRedirect(f"{page}?{urlencode({'next': back})}" if back else page)


def _is_due(request: HttpRequest) -> bool:
    """Whether the session acts, not a token beside it, and its account has such a password."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    return request.user.password_due and request.actor.id == f"user:{request.user.pk}"
