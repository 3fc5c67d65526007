"""The page on which an office reads fields of an electronic licence for one of its cases; they are shown once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.licences import api as licences
from onething.channels.review import shown
from onething.channels.review.licensing import USE, read_fields
from onething.channels.review.views import looking_again, side, typed
from onething.core.values import show_value
from onething.kit.ports import now
from onething.kit.problems import say as said


@looking_again
def use(request: HttpRequest, number: str) -> HttpResponse:
    """Raises CaseNotFound, LicenceNotFound."""
    view = cases.case_view(request.actor, case=number, now=now())
    more = USE.more(request.actor, view)
    context = {**side(request, current=number), "view": view, "act": USE, "reached": shown.reached(view)}
    form, answer = typed(request, "review/act.html", lambda data: USE.form(data, view=view, **more), context)
    if answer is not None:
        return answer
    try:
        found = read_fields(request.actor, view, form, now())
    except licences.LeaveMissing as missing:  # a refusal for machines; here the officer chooses again
        form.add_error("law", str(said(missing)))
        return render(request, "review/act.html", {**context, "form": form}, status=403)
    elements = catalogue.current(request.actor).elements
    language = get_language() or "zh"
    lines = [
        (elements[name].label, show_value(elements[name], value, language))
        for name, value in found.fields.items()
    ]
    return render(request, "review/licence_used.html", {**context, "found": found, "lines": lines})
