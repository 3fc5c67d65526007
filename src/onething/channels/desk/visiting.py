"""A visit at the window, rated once by whoever stood there: the clerk shows the code, the person rates on the own telephone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.areas.people import api as people
from onething.areas.ratings import api as ratings
from onething.core.codes import parse_case_number
from onething.kit.ports import now, today


def visit(request: HttpRequest, number: str) -> HttpResponse:
    """Show the code of this visit: one for each application and day. Raises CodeBroken for a number that cannot be."""
    about = parse_case_number(number).number
    window = people.get_own_account(request.actor).staff_number
    token = ratings.ask_visit(request.actor, visit=f"{about} {today()}", window=window, now=now())
    return render(request, "desk/visit.html", {"token": token, "number": about})
