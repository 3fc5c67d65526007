"""The first page: every room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.channels.studio.rooms import frame


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/home.html", frame(request.actor))
