"""The knowledge base at the window: the same query as 12345, at the same second."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.channels.hotline import asking
from onething.core.knowledge import Source

ROUTE = "desk-knowledge"


def ask(request: HttpRequest) -> HttpResponse:
    places = asking.places(request)
    here = next((one.code for one in places if one.code == request.actor.division), "")
    context = {**asking.answers_to(request, back=ROUTE, place=here), "places": places}
    return render(request, "desk/knowledge.html", context)


def no_answer(request: HttpRequest) -> HttpResponse:
    return asking.keep_missing(request, Source.WINDOW, back=ROUTE)


def helped(request: HttpRequest) -> HttpResponse:
    return asking.keep_helped(request, Source.WINDOW, back=ROUTE)
