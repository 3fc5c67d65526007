"""`page()`: the only way to give a view an address. It has no default for `needs`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import URLPattern, path
from django.utils.http import urlencode

from onething.core.actors import Permission, Role
from onething.core.errors import NotAllowed
from onething.kit import problems

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Public:
    """Open to everyone, for a reason that is written down."""

    reason: str

    def __post_init__(self) -> None:
        assert self.reason, "a public page says why"


#: What a page needs: one thing for all methods, or one for each method ({"GET": …, "POST": …}).
Needs = Permission | Public | Mapping[str, Permission | Public]


class SignInFirst(NotAllowed):
    """A visitor asked for a page that is not public; `kit.problems` sends a reader to sign in, a machine a 401."""

    code = "kit.sign_in_first"

    def __init__(self) -> None:
        super().__init__("sign in first")


def needed_for(needs: Needs, method: str) -> Permission | Public | None:
    """Return what `method` needs; HEAD and OPTIONS need what GET needs. None: the page has no such method."""
    if not isinstance(needs, Mapping):
        return needs
    asked = "GET" if method in {"HEAD", "OPTIONS"} and method not in needs else method
    return needs.get(asked) or (next(iter(needs.values())) if method == "OPTIONS" else None)


def guarded(view: View, needs: Needs) -> View:
    """Return `view` behind its permission. The wrapper carries `needs` for the system tests."""

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        needed = needed_for(needs, request.method or "GET")
        if needed is None:
            assert isinstance(needs, Mapping)
            return problems.wrong_method(request, allowed=sorted(needs))
        if not isinstance(needed, Public):
            if request.actor.roles == {Role.VISITOR}:
                return sign_in_first(request)
            request.actor.must(needed)
        return view(request, *args, **kwargs)

    guard.needs = needs  # type: ignore[attr-defined]
    return guard


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a reader to the sign-in page and back; answer a machine with 401."""
    if problems.wants_json(request):
        return problems.respond(request, SignInFirst(), status=401)
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "")
    target = resolve_url(settings.LOGIN_URL)
    return HttpResponseRedirect(f"{target}?{urlencode({'next': back})}" if back else target)


def page(route: str, view: View, *, needs: Needs, name: str) -> URLPattern:
    """Give `view` an address. needs: a permission, `Public("why")`, or one of these for each method."""
    return path(route, guarded(view, needs), name=name)


def guard_all(patterns: Iterable[URLPattern], needs: Mapping[str, Needs]) -> list[URLPattern]:
    """Put the patterns that a library made (django-ninja) behind `needs`, by the name of each.

    Raises KeyError for a pattern without a line in `needs`.
    """
    kept = []
    for pattern in patterns:
        line = needs[pattern.name or ""]
        guard = guarded(pattern.callback, line)
        guard.csrf_exempt = getattr(pattern.callback, "csrf_exempt", False)  # type: ignore[attr-defined]
        kept.append(URLPattern(pattern.pattern, guard, pattern.default_args, pattern.name))
    return kept
