"""The page of 12345: what the caller asks, what the city answers at this second, and what nobody has answered yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.channels.hotline import asking
from onething.core.knowledge import Source

ROUTE = "hotline"


def ask(request: HttpRequest) -> HttpResponse:
    context = {
        **asking.answers_to(request, back=ROUTE),
        "places": asking.places(request),
        "hot": asking.hot(request),
    }
    return render(request, "hotline/ask.html", context)


def no_answer(request: HttpRequest) -> HttpResponse:
    return asking.keep_missing(request, Source.HOTLINE, back=ROUTE)


def helped(request: HttpRequest) -> HttpResponse:
    return asking.keep_helped(request, Source.HOTLINE, back=ROUTE)
