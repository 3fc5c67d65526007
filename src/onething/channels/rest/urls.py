"""Addresses of the interface, below /api/, each with the rules of `needs` before its view."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import URLPattern
from django.urls.resolvers import RoutePattern

from onething.channels.rest import openapi
from onething.channels.rest.api import api
from onething.channels.rest.callbacks import signed
from onething.channels.rest.needs import KEYLESS, NEEDS, NOT_ATOMIC, OWN_KEY
from onething.channels.rest.wire import keyed, readable
from onething.kit.pages import Public, guarded, page


def _with_rules(pattern: URLPattern) -> URLPattern:
    """Return an address with everything that comes before its view: rights, key, a text that can be read."""
    name, view = pattern.name or "", pattern.callback
    if name in SIGNED:
        view = signed(view, keys=SIGNED[name])
    elif name not in KEYLESS:
        view = keyed(view, own=name in OWN_KEY, atomic=name not in NOT_ATOMIC)
    guard = guarded(readable(view), NEEDS[name])
    guard.csrf_exempt = True  # type: ignore[attr-defined]  # a write carries a header that no other site can send
    return URLPattern(_below(pattern), guard, pattern.default_args, name)


def _one_of_each(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """Return one pattern for each address: the library names it once for each method, with the same view."""
    found = {pattern.name or "": pattern for pattern in patterns if pattern.name != "api-root"}
    return list(found.values())


def _below(pattern: URLPattern) -> RoutePattern:
    return RoutePattern(f"v1/{pattern.pattern}", name=pattern.name, is_endpoint=True)


#: Addresses of other systems, with what gives the key of each system that may call.
SIGNED = {
    "rest-callback": lambda: settings.SYSTEM_KEYS,
    "rest-registered": lambda: settings.SYSTEM_KEYS,
    "rest-licence-use-of-system": lambda: settings.SYSTEM_KEYS,
    "rest-receipt-of-message": lambda: settings.SMS_KEYS,
}

urlpatterns = [
    page(
        "v1/openapi.json", openapi.show, needs=Public("the description is open to all"), name="rest-openapi"
    ),
    *(_with_rules(pattern) for pattern in _one_of_each(api.urls[0])),
]
