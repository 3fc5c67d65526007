"""The interface as one object: its routers, and how it says that something is wrong."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from onething.areas.cases import api as cases
from onething.areas.guidance import api as guidance
from onething.areas.people import api as people
from onething.channels.rest import (
    callbacks,
    catalogue,
    confirming,
    drafts,
    following,
    guide,
    receipts,
    searching,
    working,
)
from onething.channels.rest.errors import BodyUnreadable, Invalid, MatchMissing, Moved
from onething.channels.rest.wire import PlainRenderer, StrictParser
from onething.core.errors import DomainError
from onething.kit import problems

api = NinjaAPI(
    title="onething",
    version="1",
    description="One thing, done once: the main job of citizens, windows and offices, for machines.",
    urls_namespace="rest",
    docs_url=None,
    openapi_url=None,
    renderer=PlainRenderer(),
    parser=StrictParser(),
)
for router in (
    guide.router,
    catalogue.router,
    searching.router,
    drafts.router,
    confirming.router,
    following.router,
    working.router,
    callbacks.router,
    receipts.router,
):
    api.add_router("", router)

#: Errors that HTTP has a status of its own for.
STATUS: dict[type[DomainError], int] = {
    Moved: 412,
    cases.Moved: 412,
    guidance.DraftMoved: 412,
    MatchMissing: 428,
    BodyUnreadable: 400,
    people.SignInFailed: 401,
    people.SignInLocked: 429,
}


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    return problems.respond(request, error, status=STATUS.get(type(error)))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [_place(one) for one in error.errors]
    broken = Invalid(places)
    return problems.problem_json(
        status=422, code=broken.code, said=problems.say(broken), facts={"count": broken.count}, errors=places
    )


def _place(one: dict[str, Any]) -> dict[str, Any]:
    where = [str(part) for part in one.get("loc", ()) if part not in ("payload",)]
    return {"where": "/".join(where), "what": str(one.get("msg", "")), "type": str(one.get("type", ""))}


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.respond(request, BodyUnreadable(), status=400)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    said = problems.Said(_("没有这个地址。"), _("接口说明在 /api/v1/openapi.json。"))
    return problems.problem_json(status=404, code="kit.no_page", said=said)
