"""办不成事 at the window and on the telephone: register a problem for somebody, and hand number and code over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onething.areas.problems import api as problems
from onething.channels.desk.problem_forms import TellForForm
from onething.kit.forms import form_page
from onething.kit.ports import now, token


def tell_for(request: HttpRequest) -> HttpResponse:
    """Register a problem; the page then shows number and code, to be handed over."""
    form = TellForForm(request.POST or None, actor=request.actor, initial={"key": token()})
    show = form_page(request, "desk/problem.html", form)
    if not form.is_valid():
        return show()
    made = problems.tell(request.actor, told=form.told, key=form.cleaned_data["key"], now=now())
    return render(request, "desk/problem_told.html", {"made": made})
