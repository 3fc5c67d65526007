"""Where the windows are, when they are open, and what to bring: for whoever would rather go there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.areas.offices import api as offices

CITY, TOWN = "city", "town"


def windows(request: HttpRequest) -> HttpResponse:
    """The offices of the city, and of the one town that was chosen. What no place is, is no choice."""
    towns = offices.list_places(request.actor, level=TOWN)
    chosen = next((one for one in towns if one.code == request.GET.get("town", "")), None)
    context = {
        "towns": towns,
        "chosen": chosen,
        "here": offices.list_offices(request.actor, division=chosen.code) if chosen else (),
        "city": [
            office
            for place in offices.list_places(request.actor, level=CITY)
            for office in offices.list_offices(request.actor, division=place.code)
        ],
    }
    return render(request, "portal/apply/windows.html", context)
