"""The first page: every room, with what waits there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.channels.cockpit.rooms import frame


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "cockpit/home.html", frame(request.actor))
