"""What happens around every request: language, actor, log line, headers."""

from collections.abc import Callable
from time import perf_counter

import structlog
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from onething.core.actors import Actor
from onething.kit.actors import actor_of
from onething.kit.ports import new_id
from onething.kit.problems import wants_json, without_the_database

Handler = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("onething.request")


def language(get_response: Handler) -> Handler:
    """Speak the language that this device chose; Chinese until it has. Machines may ask by Accept-Language."""
    spoken = dict(settings.LANGUAGES)

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in spoken:
            header = request.headers.get("Accept-Language", "") if wants_json(request) else ""
            chosen = "en" if header.lower().startswith("en") else settings.LANGUAGE_CODE
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
        response.headers.setdefault("Content-Language", "en" if chosen == "en" else "zh-CN")
        patch_vary_headers(response, ("Cookie",))
        return response

    return handle


class ActorMiddleware:
    """Sets `request.actor`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = Actor.visitor()  # whom an error page is for, if the database cannot say who it is
        try:
            request.actor = actor_of(request)
        except OperationalError as error:
            if (answer := without_the_database(request, error)) is None:
                raise
            return answer
        return self.get_response(request)


def security_headers(get_response: Handler) -> Handler:
    """Set what Django does not: permissions of the browser, and no shared cache for signed-in pages."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store" if _signed_in(request) else "no-cache")
        return response

    return handle


def _signed_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def request_log(get_response: Handler) -> Handler:
    """Write one line for each request: the name of the route, never the address or the query (they hold data)."""

    def handle(request: HttpRequest) -> HttpResponse:
        number = str(new_id())
        request.number = number
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=number)
        began = perf_counter()
        response = get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            method=request.method,
            route=match.view_name if match else "",
            status=response.status_code,
            ms=round((perf_counter() - began) * 1000, 1),
        )
        response.headers["X-Request-Id"] = number
        return response

    return handle
