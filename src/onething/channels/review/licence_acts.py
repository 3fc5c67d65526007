"""Pages for what an office does with electronic licences on one of its cases."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.licences import api as licences
from onething.channels.review import shown
from onething.channels.review.licensing import (
    CHANGE,
    REPLACE,
    USE,
    ChangeLicence,
    ReplaceLicence,
    UseLicence,
)
from onething.channels.review.views import looking_again, side, typed
from onething.core.cases.views import CaseView
from onething.core.licences import LicenceAct
from onething.core.papers import HeldLicence
from onething.core.values import show_value
from onething.kit.ports import now
from onething.kit.problems import say as said


@looking_again
def use(request: HttpRequest, number: str) -> HttpResponse:
    """Read fields of a licence for the case; they are shown once. Raises CaseNotFound, LicenceNotFound."""
    view, context = _opened(request, number, USE)
    package = catalogue.current(request.actor)
    form, answer = typed(
        request,
        "review/act.html",
        lambda data: UseLicence(data, view=view, package=package),
        context,
    )
    if answer is not None:
        return answer
    assert isinstance(form, UseLicence)
    try:
        found = licences.use_in_case(request.actor, case=number, **form.asked, now=now())
    except licences.LeaveMissing as missing:  # a refusal for machines; here the officer chooses again
        form.add_error("law", str(said(missing)))
        return render(request, "review/act.html", {**context, "form": form}, status=403)
    language = get_language() or "zh"
    lines = [
        (package.elements[name].label, show_value(package.elements[name], value, language))
        for name, value in found.fields.items()
    ]
    return render(request, "review/licence_used.html", {**context, "found": found, "lines": lines})


@looking_again
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Suspend or resume a licence that the case gave. Raises CaseNotFound, LicenceNotFound."""
    view, context = _opened(request, number, CHANGE)
    held = _held(request, number)
    form, answer = typed(
        request, "review/act.html", lambda data: ChangeLicence(data, view=view, held=held), context
    )
    if answer is not None:
        return answer
    given = form.cleaned_data
    licences.change(
        request.actor,
        identifier=given["licence"],
        act=LicenceAct(given["act"]),
        ground=given["ground"],
        article=given["article"],
        reason=given["reason"],
        now=now(),
    )
    messages.success(request, CHANGE.said)
    return redirect("review-case", number)


@looking_again
def replace(request: HttpRequest, number: str) -> HttpResponse:
    """Renew or alter a licence that the case gave. Raises CaseNotFound, LicenceNotFound."""
    view, context = _opened(request, number, REPLACE)
    held = _held(request, number)
    package = catalogue.current(request.actor)
    form, answer = typed(
        request,
        "review/act.html",
        lambda data: ReplaceLicence(data, view=view, held=held, package=package),
        context,
    )
    if answer is not None:
        return answer
    assert isinstance(form, ReplaceLicence)
    given = form.cleaned_data
    licences.replace_licence(
        request.actor,
        identifier=given["licence"],
        ground=given["ground"],
        fields=form.changes,
        valid_to=given["valid_to"],
        document=given["document"],
        reason=given["reason"],
        now=now(),
    )
    messages.success(request, REPLACE.said)
    return redirect("review-case", number)


def _opened(request: HttpRequest, number: str, act: Any) -> tuple[CaseView, dict[str, Any]]:
    view = cases.case_view(request.actor, case=number, now=now())
    context = {
        **side(request, current=number),
        "view": view,
        "act": act,
        "reached": shown.reached(view),
    }
    return view, context


def _held(request: HttpRequest, number: str) -> list[HeldLicence]:
    """Raises LicenceNotFound where the case gave none."""
    held = licences.list_of_case(request.actor, case=number)
    if not held:
        raise licences.LicenceNotFound
    return held
