"""Who acts in a request. The account model of the house turns itself into an `Actor`; kit does not know it."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from onething.core.actors import Actor

Source = Callable[[HttpRequest], Actor | None]


@cache
def _sources(names: tuple[str, ...]) -> tuple[Source, ...]:
    return tuple(import_string(name) for name in names)


def of_session(request: HttpRequest) -> Actor | None:
    """Return the actor of the account that signed in, None for a visitor."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user.to_actor() if user.is_authenticated else None


def actor_of(request: HttpRequest) -> Actor:
    """Return the first actor that a source names (settings.ACTOR_SOURCES), else the visitor."""
    for source in _sources(tuple(settings.ACTOR_SOURCES)):
        if actor := source(request):
            return actor
    return Actor.visitor()
